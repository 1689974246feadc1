-- Plans as they were asked for, and what became of them. What they say of lines and sources goes with them when they are old.
create table plan (
    id               uuid        primary key,
    state            text        not null check (state in ('RUNNING', 'DONE', 'CANCELLED', 'FAILED', 'ABANDONED')),
    wish             json        not null,                -- what was asked for
    fingerprint      text        not null,
    hypothetical     boolean     not null,                -- asks what if, so it is never applied
    policy           text references policy,              -- whose automatic plan it is; null if somebody asked for it
    actor            text        not null,
    created_at       timestamptz not null default now(),
    as_of            timestamptz,                         -- when what it plans was read
    ended_at         timestamptz,
    applied_at       timestamptz,
    owner            uuid,                                -- the process that works on it
    lease_until      timestamptz,
    cancel_requested boolean     not null default false,
    lines            int         not null default 0,
    planned          int         not null default 0,
    reason           json,                                -- why it failed
    result           json,
    check ((state = 'RUNNING') = (ended_at is null)),
    check (result is null or state in ('DONE', 'CANCELLED'))
);
create index plan_newest on plan (created_at, id);
create index plan_running on plan (lease_until) where state = 'RUNNING';

-- A line of a plan; n is its place in the order of service.
create table plan_line (
    plan            uuid     not null references plan on delete cascade,
    n               int      not null,
    request_id      uuid     not null,
    line            smallint not null,
    site_id         int      not null,
    item_id         int      not null,
    level           smallint not null,
    urgency         text     not null,
    key_site        boolean  not null,
    quantity        bigint   not null,
    allocated       bigint   not null,   -- when it was read
    served          bigint   not null,   -- if the plan is applied
    reason          text,                -- why the rest is not served
    nearest_site    int,                 -- the nearest site that has any of the item to give
    nearest_minutes int,
    together        int      not null,   -- lines that share goods have the same number
    changed         boolean  not null,
    primary key (plan, n)
);
create index plan_line_request on plan_line (plan, request_id, line);

-- What a line has reserved by rule at a site, and what it would have.
create table plan_source (
    plan    uuid   not null references plan on delete cascade,
    n       int    not null,
    place   int    not null,             -- nearest first
    site_id int    not null,
    item_id int    not null,
    now     bigint not null check (now >= 0),
    planned bigint not null check (planned >= 0),
    minutes int    not null,
    primary key (plan, n, place)
);

-- When each policy's own plans are due; who moves it forward makes the plan.
create table replan_turn (
    policy  text        primary key references policy,
    last_at timestamptz not null
);
