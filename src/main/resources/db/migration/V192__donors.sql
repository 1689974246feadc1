-- Who gives something without being a supplier. What it gives goes the way of all goods under a code of its own, which stands
-- among the suppliers without key, items or prices; who it is and how it is reached is known to officers alone.
create table restock_donor (
    code       text        primary key references supplier,
    name       text        not null,
    contact    text        not null,
    created_at timestamptz not null default now(),
    created_by text        not null
);
alter table restock_donor enable row level security;
create policy own_organisation on restock_donor using (bound_organisation() is null);
