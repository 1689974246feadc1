-- Where a supplier wants to be told. One process at a time delivers to an endpoint, by a lease.
create table webhook_endpoint (
    id              uuid        primary key,
    organisation    text        not null,
    url             text        not null,
    description     text,
    kinds           text[]      not null default '{}',    -- of events; empty: all
    secret          bytea       not null,                 -- signs; must be known to sign, so not hashed
    previous_secret bytea,                                -- signs too until then
    previous_until  timestamptz,
    state           text        not null default 'ACTIVE' check (state in ('ACTIVE', 'PAUSED', 'DISABLED')),
    reason          text,                                 -- why it was disabled
    cursor          bigint      not null check (cursor >= 0),  -- events up to this one have a delivery, or are not wanted
    failures        int         not null default 0,       -- attempts that failed since the last that did not
    failing_since   timestamptz,
    rest_until      timestamptz not null default now(),
    lease_owner     uuid,
    lease_until     timestamptz,
    created_by      text        not null,
    created_at      timestamptz not null default now(),
    check ((previous_secret is null) = (previous_until is null)),
    check ((lease_owner is null) = (lease_until is null)),
    check ((reason is not null) = (state = 'DISABLED'))
);
create index webhook_endpoint_organisation on webhook_endpoint (organisation, id);

-- An event on its way to an endpoint.
create table webhook_delivery (
    endpoint        uuid        not null references webhook_endpoint on delete cascade,
    seq             bigint      not null references supplier_event,
    organisation    text        not null,
    state           text        not null default 'PENDING' check (state in ('PENDING', 'DELIVERED', 'DEAD')),
    attempts        int         not null default 0,
    next_attempt_at timestamptz not null default clock_timestamp(),
    last_attempt_at timestamptz,
    status          int,                                  -- HTTP, of the last attempt
    error           text,                                 -- of the last attempt, if it failed
    answer          text,                                 -- beginning of the last answer
    millis          int,                                  -- how long the last attempt took
    primary key (endpoint, seq)
);
create index webhook_delivery_due on webhook_delivery (endpoint, next_attempt_at) where state = 'PENDING';
create index webhook_delivery_ended on webhook_delivery (last_attempt_at) where state <> 'PENDING';

alter table webhook_endpoint enable row level security;
create policy own_organisation on webhook_endpoint
    using (bound_organisation() is null or organisation = bound_organisation());
alter table webhook_delivery enable row level security;
create policy own_organisation on webhook_delivery
    using (bound_organisation() is null or organisation = bound_organisation());
