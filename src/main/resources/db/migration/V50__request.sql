create table request (
    id           uuid        primary key,
    site_id      int         not null references site,
    incident_id  uuid references incident,
    urgency      text        not null check (urgency in ('STAT', 'ASAP', 'URGENT', 'ROUTINE')),
    needed_by    timestamptz not null,
    submitted_at timestamptz not null default now(),
    submitted_by text        not null,
    state        text        not null check (state in ('DRAFT', 'SUBMITTED', 'PARTLY_ALLOCATED', 'ALLOCATED', 'PARTLY_RECEIVED', 'FULFILLED', 'DECLINED', 'CANCELLED', 'SUSPENDED')),
    note         text
);
create index request_submitted on request (submitted_at, id);
create index request_site on request (site_id, submitted_at);

create table request_line (
    request_id          uuid     not null references request,
    line                smallint not null check (line > 0),
    item_id             int      not null references item,
    quantity            bigint check (quantity between 1 and 1000000000000),
    provenance          text     not null check (provenance in ('STATED', 'ESTIMATED', 'UNKNOWN')),
    allocated           bigint   not null default 0 check (allocated >= 0),   -- live allocations, received ones included
    received            bigint   not null default 0 check (received >= 0),
    substitutes_allowed boolean  not null default false,
    note                text,
    open                boolean  not null default true,                       -- false once cancelled or declined
    short_since         timestamptz,
    shortage_reason     text,
    primary key (request_id, line),
    check (allocated <= coalesce(quantity, 0)),
    check (received <= allocated),
    check ((quantity is null) = (provenance = 'UNKNOWN'))
) with (fillfactor = 80);
create index request_line_short on request_line (item_id) where open and (quantity is null or allocated < quantity);
