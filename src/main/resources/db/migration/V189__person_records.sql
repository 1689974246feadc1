-- Trainings and drills of people as of teams, and what they were about.
alter table team_exercise rename to exercise;
alter table exercise rename column team_id to unit_id;
alter table exercise add column title text;

-- Every step of a volunteer's vetting; the last one holds.
create table vetting (
    id          uuid        primary key,
    unit_id     int         not null references unit,
    n           int         generated always as identity,
    state       text        not null check (state in ('APPLIED', 'VETTED', 'REFUSED', 'EXPIRED')),
    reason      text,
    valid_until date,
    actor       text        not null,
    at          timestamptz not null default now(),
    check (state <> 'REFUSED' or reason is not null),
    check (valid_until is null or state = 'VETTED')
);
create index vetting_unit on vetting (unit_id, n desc);
create trigger append_only before update or delete or truncate on vetting execute function refuse_change();
