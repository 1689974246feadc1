-- What must be done to an asset again and again. Due so many days after the last time, or after so many deployments.
create table asset_plan (
    unit_id    int         not null references unit,
    name       text        not null,
    purpose    text        not null check (purpose in ('MAINTENANCE', 'CALIBRATION', 'INSPECTION')),
    every_days int check (every_days > 0),
    every_uses int check (every_uses > 0),
    last_done  timestamptz not null,
    primary key (unit_id, name),
    check (num_nonnulls(every_days, every_uses) > 0)
);
create trigger changed after insert on asset_plan referencing new table as changed for each statement execute function unit_of_changed();
create trigger changed_ after update on asset_plan referencing new table as changed for each statement execute function unit_of_changed();
create trigger removed after delete on asset_plan referencing old table as changed for each statement execute function unit_of_changed();

-- When each is due; at the last time it was done where it has been used up since.
create view asset_due as
select p.unit_id, p.name, p.purpose, p.every_days, p.every_uses, p.last_done, u.uses,
       least(p.last_done + make_interval(hours => 24 * p.every_days),
             case when u.uses >= p.every_uses then p.last_done end) as due_at
from asset_plan p
cross join lateral (select count(*)::int as uses from booking b
                    where b.unit_id = p.unit_id and b.kind in ('ALLOCATION', 'LOAN', 'DUTY')
                      and b.state in ('RECEIVED', 'RETURNED') and upper(b.period) > p.last_done) u;

create table asset_record (
    id          uuid        primary key,
    unit_id     int         not null references unit,
    plan        text,
    purpose     text        not null check (purpose in ('MAINTENANCE', 'CALIBRATION', 'INSPECTION')),
    passed      boolean     not null,
    note        text,
    done_at     timestamptz not null,
    actor       text        not null,
    recorded_at timestamptz not null default now()
);
create index asset_record_unit on asset_record (unit_id, done_at);
create trigger append_only before update or delete or truncate on asset_record execute function refuse_change();

-- Faults and hazards: reported, rectified, verified by somebody else.
create table hazard (
    id           uuid        primary key,
    site_id      int         not null references site,
    unit_id      int references unit,
    severity     text        not null check (severity in ('MINOR', 'MAJOR')),
    description  text        not null,
    state        text        not null check (state in ('REPORTED', 'RECTIFIED', 'VERIFIED')),
    due_at       timestamptz not null,
    reported_by  text        not null,
    reported_at  timestamptz not null default now(),
    rectified_by text,
    rectified_at timestamptz,
    rectified_as text,
    verified_by  text,
    verified_at  timestamptz,
    escalated_at timestamptz,
    check ((rectified_by is null) = (state = 'REPORTED')),
    check ((verified_by is null) = (state <> 'VERIFIED')),
    check (verified_by <> rectified_by)
);
create index hazard_open on hazard (due_at) where state <> 'VERIFIED';
create index hazard_listed on hazard (reported_at desc, id desc);

-- Trainings and drills of teams.
create table team_exercise (
    id          uuid        primary key,
    team_id     int         not null references unit,
    kind        text        not null check (kind in ('TRAINING', 'DRILL')),
    held_on     date        not null,
    note        text,
    actor       text        not null,
    recorded_at timestamptz not null default now()
);
create index team_exercise_team on team_exercise (team_id, held_on);
create trigger append_only before update or delete or truncate on team_exercise execute function refuse_change();
