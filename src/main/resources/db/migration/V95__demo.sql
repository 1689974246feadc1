-- Where the demo scenario stands; empty unless it is played on this database.
create table demo_position (
    one      boolean     primary key default true check (one),
    run      uuid        not null,                    -- ids of the scenario's commands follow from it
    seed     bigint      not null,
    began_at timestamptz not null default now(),
    prepared boolean     not null default false,      -- reference data and first stock are there
    step     bigint      not null default 0 check (step >= 0)
);
