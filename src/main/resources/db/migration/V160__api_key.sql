-- Keys of suppliers' programs. At most two of an organisation are live, so that one can take the other's place: a live key
-- holds one of two slots, one that was revoked or has expired gives it back when the next key is made.
create table api_key (
    id           uuid        primary key,
    organisation text        not null,                   -- code of the supplier; it may be made later
    name         text        not null,
    token_hash   bytea       not null unique,            -- SHA-256; the key itself is nowhere
    hint         text        not null,                   -- its last four characters, to tell keys apart
    scopes       text[]      not null check (cardinality(scopes) > 0),
    slot         int         check (slot in (1, 2)),
    created_by   text        not null,
    created_at   timestamptz not null default now(),
    expires_at   timestamptz not null,
    revoked_at   timestamptz,
    last_used_at timestamptz,
    check (scopes <@ array['restock:read', 'restock:write', 'events:read', 'webhooks:manage', 'keys:manage']),
    check (slot is null or revoked_at is null),
    unique (organisation, slot)
);
create index api_key_organisation on api_key (organisation, id);

-- Binds the transaction to one organisation: what row-level security shows from here on is that one's alone. With a key, tells
-- whether the key is live and keeps it so until the transaction ends; revoking waits for that. Volatile, so that the key is
-- read after the lock was had. Call it first in the transaction.
create function enter_organisation(organisation_ text, key_ uuid) returns boolean language plpgsql as $$
begin
    perform set_config('muster.organisation', organisation_, true);
    if key_ is null then
        return true;
    end if;
    perform pg_advisory_xact_lock_shared(hashtextextended('api-key ' || key_, 0));
    return exists (select from api_key
                   where id = key_ and organisation = organisation_ and revoked_at is null and expires_at > clock_timestamp());
end $$;

-- The organisation that the transaction is bound to; null where it is bound to none.
create function bound_organisation() returns text language sql stable parallel safe as $$
    select nullif(current_setting('muster.organisation', true), '')
$$;

alter table api_key enable row level security;
create policy own_organisation on api_key
    using (bound_organisation() is null or organisation = bound_organisation());
