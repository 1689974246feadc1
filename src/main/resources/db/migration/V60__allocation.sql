create table allocation (
    id              uuid        primary key,
    request_id      uuid        not null,
    line            smallint    not null,
    position_id     bigint      not null references stock_position,
    source_site_id  int         not null references site,
    item_id         int         not null references item,
    lot_id          bigint      not null references lot,
    quantity        bigint      not null check (quantity between 1 and 1000000000000),
    state           text        not null check (state in ('PROPOSED', 'RESERVED', 'DISPATCHED', 'RECEIVED', 'RELEASED', 'EXPIRED', 'PREEMPTED')),
    distance_km     double precision not null,
    travel_minutes  int         not null,
    policy          text        not null,
    officer         text,                                 -- null: decided by rule
    override_reason text,
    reserved_at     timestamptz not null default now(),
    expires_at      timestamptz not null,
    ended_at        timestamptz,
    foreign key (request_id, line) references request_line,
    check ((ended_at is not null) = (state in ('RELEASED', 'EXPIRED', 'PREEMPTED')))
) with (fillfactor = 80);
create index allocation_line on allocation (request_id, line);
create index allocation_position on allocation (position_id) where state = 'RESERVED';
create index allocation_expiry on allocation (expires_at) where state = 'RESERVED';
create index allocation_recent on allocation (reserved_at);

-- Why a line got what it got, each time it was decided (R9).
create table line_decision (
    request_id  uuid        not null,
    line        smallint    not null,
    n           bigint      generated always as identity,
    decided_at  timestamptz not null default now(),
    policy      text        not null,
    explanation jsonb       not null,
    primary key (request_id, line, n),
    foreign key (request_id, line) references request_line
);
