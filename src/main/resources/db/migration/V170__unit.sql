-- Units: assets, people and teams. Whatever changes about one gives it the number of a turn of all units, so that a process
-- knows what to read again. Who writes several tables takes the turn first (select from unit_turn for update).
create table unit_turn (
    one boolean primary key default true check (one),
    n   bigint  not null default 0
);
insert into unit_turn default values;

create table unit (
    id           int generated always as identity primary key,
    kind         text        not null check (kind in ('ASSET', 'PERSON', 'TEAM')),
    code         text        not null,                    -- asset tag, staff number, team code
    name         text,
    home_site_id int         not null references site,
    site_id      int         not null references site,    -- where it is
    serial       text,
    accessories  text[]      not null default '{}',
    vetting      text check (vetting in ('APPLIED', 'VETTED', 'REFUSED')),   -- volunteers only
    status       text        not null,
    status_since timestamptz not null default now(),
    turn         bigint      not null default 0,
    version      int         not null default 0,
    unique (kind, code),
    check (status in ('AVAILABLE', 'RETURNING')
           or kind = 'ASSET' and status in ('RESERVED', 'IN_TRANSIT', 'IN_USE', 'MAINTENANCE', 'OUT_OF_SERVICE', 'RETIRED')
           or kind <> 'ASSET' and status in ('OFF_DUTY', 'COMMITTED', 'EN_ROUTE', 'ON_SITE', 'RESTING')),
    check (vetting is null or kind = 'PERSON'),
    check (serial is null or kind = 'ASSET')
) with (fillfactor = 70);
create index unit_changed on unit (turn);
create index unit_home on unit (home_site_id);

create function unit_turn_begins() returns trigger language plpgsql as $$
begin
    update unit_turn set n = n + 1;
    return null;
end $$;
create trigger turn_begins before insert or update on unit for each statement execute function unit_turn_begins();

create function unit_has_turn() returns trigger language plpgsql as $$
begin
    new.turn := (select n from unit_turn);
    return new;
end $$;
create trigger has_turn before insert or update on unit for each row execute function unit_has_turn();
create trigger kept before delete or truncate on unit for each statement execute function refuse_removal();

-- What a unit may be asked for as: the type of an asset; the competencies of a person or a team, with the level.
create table unit_serves (
    unit_id int not null references unit,
    item_id int not null references item,
    level   smallint check (level between 1 and 4),
    primary key (unit_id, item_id)
);
create index unit_serves_item on unit_serves (item_id);

create table unit_credential (
    unit_id     int  not null references unit,
    n           smallint not null,
    kind        text not null,
    item_id     int references item,                      -- the competency it is needed for; null: for all
    valid_from  date,
    valid_until date not null,
    primary key (unit_id, n),
    check (valid_from <= valid_until)
);

create table team_member (
    team_id   int not null references unit,
    person_id int not null references unit,
    n         smallint not null,
    primary key (team_id, person_id)
);
create index team_member_person on team_member (person_id);

create table team_need (
    team_id int      not null references unit,
    n       smallint not null,
    item_id int      not null references item,
    level   smallint check (level between 1 and 4),
    people  smallint not null check (people between 1 and 999),
    primary key (team_id, n)
);

-- When a person or a team is on duty or on call. No two shifts of one overlap. (A range of one number stands for the unit,
-- which needs no extension of the database.)
create table unit_shift (
    id      uuid      primary key,
    unit_id int       not null references unit,
    period  tstzrange not null,
    on_call boolean   not null default false,
    check (not isempty(period) and not lower_inf(period) and not upper_inf(period)),
    constraint no_two_shifts_at_once exclude using gist (int4range(unit_id, unit_id, '[]') with &&, period with &&)
);

-- The calendar of every unit. A row stands for the time in which the unit cannot be had by anybody else, the way there and
-- back included; a team's booking has a row for each member who goes, with the same id. No two live ones of a unit overlap.
create table booking (
    id             uuid        not null,
    unit_id        int         not null references unit,
    lead_id        int         not null references unit,  -- the unit booked: itself, or the team it goes along with
    leads          boolean     generated always as (unit_id = lead_id) stored,
    kind           text        not null check (kind in ('ALLOCATION', 'DUTY', 'LOAN', 'MAINTENANCE', 'REST')),
    state          text        not null check (state in ('RESERVED', 'DISPATCHED', 'RECEIVED', 'RETURNED', 'RELEASED', 'EXPIRED', 'PREEMPTED')),
    period         tstzrange   not null,
    starts_at      timestamptz not null,                  -- at the place
    ends_at        timestamptz not null,
    request_id     uuid,
    line           smallint,
    item_id        int,
    site_id        int references site,                   -- where to
    source_site_id int references site,
    distance_km    double precision,
    travel_minutes int,
    policy         text,
    officer        text,                                  -- null: decided by rule
    reason         text,
    actor          text        not null,
    reserved_at    timestamptz not null default now(),
    expires_at     timestamptz,
    ended_at       timestamptz,
    preempted_by   uuid,
    primary key (id, unit_id),
    check (not isempty(period) and not lower_inf(period) and not upper_inf(period)),
    check ((kind = 'ALLOCATION') = (request_id is not null and line is not null and item_id is not null)),
    check (preempted_by is null or state = 'PREEMPTED'),
    check ((ended_at is not null) = (state in ('RETURNED', 'RELEASED', 'EXPIRED', 'PREEMPTED'))),
    constraint not_booked_twice exclude using gist (int4range(unit_id, unit_id, '[]') with &&, period with &&)
        where (state in ('RESERVED', 'DISPATCHED', 'RECEIVED'))
) with (fillfactor = 80);
create index booking_unit on booking (unit_id);
create index booking_line on booking (request_id, line) where request_id is not null;
create index booking_expiry on booking (expires_at) where state = 'RESERVED';
create index booking_recent on booking (reserved_at desc, id desc) where leads and request_id is not null;
create index booking_rest on booking (upper(period)) where kind = 'REST' and state = 'RESERVED';

create function unit_of_changed() returns trigger language plpgsql as $$
begin
    update unit set turn = turn where id in (select distinct c.unit_id from changed c);
    return null;
end $$;
create function team_of_changed() returns trigger language plpgsql as $$
begin
    update unit set turn = turn where id in (select distinct c.team_id from changed c);
    return null;
end $$;
create trigger changed after insert on unit_serves referencing new table as changed for each statement execute function unit_of_changed();
create trigger changed_ after update on unit_serves referencing new table as changed for each statement execute function unit_of_changed();
create trigger removed after delete on unit_serves referencing old table as changed for each statement execute function unit_of_changed();
create trigger changed after insert on unit_credential referencing new table as changed for each statement execute function unit_of_changed();
create trigger removed after delete on unit_credential referencing old table as changed for each statement execute function unit_of_changed();
create trigger changed after insert on unit_shift referencing new table as changed for each statement execute function unit_of_changed();
create trigger removed after delete on unit_shift referencing old table as changed for each statement execute function unit_of_changed();
create trigger changed after insert on booking referencing new table as changed for each statement execute function unit_of_changed();
create trigger changed_ after update on booking referencing new table as changed for each statement execute function unit_of_changed();
create trigger kept before delete or truncate on booking for each statement execute function refuse_removal();
create trigger changed after insert on team_member referencing new table as changed for each statement execute function team_of_changed();
create trigger removed after delete on team_member referencing old table as changed for each statement execute function team_of_changed();
create trigger changed after insert on team_need referencing new table as changed for each statement execute function team_of_changed();
create trigger removed after delete on team_need referencing old table as changed for each statement execute function team_of_changed();

-- Every status a unit has had.
create table unit_status (
    n       bigint      generated always as identity primary key,
    unit_id int         not null references unit,
    status  text        not null,
    site_id int         not null references site,
    at      timestamptz not null default now(),
    actor   text        not null,
    reason  text,
    booking uuid
);
create index unit_status_unit on unit_status (unit_id, n);
create trigger append_only before update or delete or truncate on unit_status execute function refuse_change();

-- A line that asks for units says from when to when, of which competency level, and whether for whole teams.
alter table request_line
    add column starts_at timestamptz,
    add column ends_at   timestamptz,
    add column level     smallint check (level between 1 and 4),
    add column team      boolean,
    add check ((starts_at is null) = (ends_at is null) and (starts_at is null) = (team is null) and starts_at < ends_at);
