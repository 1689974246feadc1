create table supplier (
    code          text primary key,
    name_zh       text,
    name_en       text,
    region        text references region,
    address       text,
    contact       text,
    latitude      double precision check (latitude between -90 and 90),
    longitude     double precision check (longitude between -180 and 180),
    qualification text,
    status        text not null default 'ACTIVE' check (status in ('ACTIVE', 'SUSPENDED', 'CLOSED')),
    version       int  not null default 0,
    check (name_zh is not null or name_en is not null),
    check ((latitude is null) = (longitude is null))
);

-- What a supplier delivers.
create table supplier_item (
    supplier         text not null references supplier,
    item_id          int  not null references item,
    capacity_per_day bigint check (capacity_per_day between 1 and 1000000000000),
    primary key (supplier, item_id)
);
create index supplier_item_item on supplier_item (item_id);
