create table region (
    code    text primary key,
    parent  text references region,
    level   text not null check (level in ('NATIONAL', 'PROVINCE', 'PREFECTURE', 'DISTRICT')),
    name_zh text,
    name_en text,
    version int  not null default 0,
    check (parent <> code),
    check (name_zh is not null or name_en is not null)
);

create table site (
    id        int generated always as identity primary key,
    code      text    not null unique,
    name_zh   text,
    name_en   text,
    kind      text    not null check (kind in ('HOSPITAL', 'CLINIC', 'WAREHOUSE', 'RESCUE_STATION', 'SHELTER', 'FIELD_HOSPITAL', 'SUPPLIER_DEPOT')),
    latitude  double precision not null check (latitude between -90 and 90),
    longitude double precision not null check (longitude between -180 and 180),
    region    text references region,
    key_site  boolean not null default false,
    status    text    not null default 'OPEN' check (status in ('OPEN', 'RESTRICTED', 'CLOSED')),
    beds      int check (beds >= 0),
    staff     int check (staff >= 0),
    gln       text,
    version   int     not null default 0,
    check (name_zh is not null or name_en is not null)
);
create index site_region on site (region);
