create table account (
    username      text        primary key check (username ~ '^[a-z0-9][a-z0-9._@-]{0,63}$'),
    password_hash text        not null,                  -- Argon2id as a PHC string
    roles         text[]      not null,
    site          text,                                  -- code of the keeper's own site; it may be made later
    organisation  text,                                  -- code of the supplier
    language      text        check (language in ('zh-CN', 'en')),
    must_change   boolean     not null default false,
    disabled      boolean     not null default false,
    demo          boolean     not null default false,    -- counts only while the demo scenario is on
    version       int         not null default 1,
    created_at    timestamptz not null default now(),
    check (cardinality(roles) > 0),
    check (roles <@ array['admin', 'commander', 'officer', 'keeper', 'viewer', 'supplier', 'auditor']),
    check (site is not null or not 'keeper' = any (roles)),
    check (organisation is not null or not 'supplier' = any (roles))
);

-- Read-only tokens of wall screens.
create table device_token (
    id           uuid        primary key,
    name         text        not null,
    token_hash   bytea       not null unique,            -- SHA-256; the token itself is nowhere
    region       text,
    created_by   text        not null,
    created_at   timestamptz not null default now(),
    revoked_at   timestamptz,
    last_used_at timestamptz
);

-- Signed in: a person, or a wall screen that showed its device token.
create table session (
    token_hash   bytea       primary key,                -- SHA-256; the token itself is nowhere
    username     text        references account on delete cascade,
    device       uuid        references device_token on delete cascade,
    created_at   timestamptz not null default now(),
    expires_at   timestamptz not null,
    last_used_at timestamptz not null default now(),
    check (num_nonnulls(username, device) = 1)
);
create index session_username on session (username, created_at);
create index session_device on session (device);
create index session_expiry on session (expires_at);
