-- How far the event log has been given to the message channel, and which process does that now.
create table event_publication (
    one            boolean     primary key default true check (one),
    last_published bigint      not null default 0 check (last_published >= 0),
    lease_owner    uuid,
    lease_until    timestamptz,
    check ((lease_owner is null) = (lease_until is null))
);
insert into event_publication default values;
