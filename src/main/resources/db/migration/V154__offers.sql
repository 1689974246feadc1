-- What suppliers and donors offer without being asked.
create table restock_offer (
    id           uuid        primary key,
    supplier     text        not null references supplier,
    item_id      int         not null references item,
    quantity     bigint      not null check (quantity between 1 and 1000000000000),
    taken        bigint      not null default 0 check (taken between 0 and quantity),
    donation     boolean     not null,
    available_at timestamptz not null,                         -- when the goods can have arrived
    valid_until  timestamptz,
    lot          text,
    expiry       date,
    price_minor  bigint check (price_minor between 0 and 1000000000000),
    currency     text check (currency ~ '^[A-Z]{3}$'),
    note         text,
    state        text        not null default 'OPEN' check (state in ('OPEN', 'TAKEN', 'DECLINED', 'WITHDRAWN')),
    reason       text,
    created_at   timestamptz not null default now(),
    created_by   text        not null,
    check ((price_minor is null) = (currency is null)),
    check (not donation or price_minor is null)
);
create index restock_offer_created on restock_offer (created_at desc, id desc);
create index restock_offer_supplier on restock_offer (supplier, created_at desc, id desc);
alter table restock_request add column offer uuid references restock_offer;

-- The most that may be at a site and on its way of an item when offers are taken; null: of every site, of every item. 0 stops them.
create table intake_limit (
    site_id int references site,
    item_id int references item,
    most    bigint not null check (most between 0 and 1000000000000),
    reason  text,
    version int    not null default 0,
    unique nulls not distinct (site_id, item_id),
    check (site_id is not null or item_id is not null)
);
