-- Every version of the restock policy that ever was in force; the newest is. Decisions name theirs restock@version.
create table restock_policy_version (
    version    int         primary key check (version >= 1),
    settings   jsonb       not null check (jsonb_typeof(settings) = 'object'),
    created_at timestamptz not null default now(),
    created_by text        not null
);
create trigger append_only before update or delete or truncate on restock_policy_version execute function refuse_change();

insert into restock_policy_version (version, created_by, settings) values (1, 'system', '{
    "consumptionDays": 14,
    "safetyDays": 3,
    "horizonDays": 14,
    "leadTimeHours": 72,
    "automatic": [],
    "maxSuppliers": 3,
    "nextSupplier": true,
    "restHours": 24,
    "remindPercent": 50,
    "answerMinutes": {"stat": 60, "asap": 240, "urgent": 720, "routine": 1440},
    "weights": {"promiseKept": 30, "leadTime": 30, "price": 15, "capacity": 15, "distance": 10}
}');
