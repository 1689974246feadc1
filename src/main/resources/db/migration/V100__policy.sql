create table policy (
    code    text primary key,
    name_zh text,
    name_en text,
    version int  not null default 1 check (version >= 1),  -- the current one
    check (name_zh is not null or name_en is not null)
);

-- Every version that ever was in force; decisions name theirs code@version.
create table policy_version (
    code       text        not null references policy,
    version    int         not null check (version >= 1),
    settings   jsonb       not null check (jsonb_typeof(settings) = 'object'),
    created_at timestamptz not null default now(),
    created_by text        not null,
    primary key (code, version)
);
create trigger append_only before update or delete or truncate on policy_version execute function refuse_change();

-- The current version exists; looked at on commit, as each of the two tables names the other.
alter table policy add constraint policy_current
    foreign key (code, version) references policy_version deferrable initially deferred;

create trigger goes_forward before update on policy
    for each row when (new.version < old.version) execute function refuse_change();

-- Which policy decides requests of incidents of a response level; NONE: requests without an incident.
create table response_level_policy (
    level   text primary key check (level in ('I', 'II', 'III', 'IV', 'NONE')),
    policy  text not null references policy,
    version int  not null default 0
);

insert into policy (code, name_zh, name_en) values ('default', '默认', 'Default');
insert into policy_version (code, version, created_by, settings) values ('default', 1, 'system', '{
    "sourceOrder": "TRAVEL_TIME",
    "ownStock": "NEVER",
    "belowFloor": {"urgencies": ["STAT"], "levels": ["I", "II"]},
    "maxSources": 10,
    "smallestShipment": 1,
    "sharing": "FIRST_COME",
    "preemption": {"allowed": true, "urgencies": ["STAT", "ASAP", "URGENT", "ROUTINE"]},
    "modes": ["ROAD", "COLD_ROAD"],
    "reservationMinutes": 1440,
    "explainedSources": 12
}');
insert into response_level_policy (level, policy)
values ('I', 'default'), ('II', 'default'), ('III', 'default'), ('IV', 'default'), ('NONE', 'default');
