create table item (
    id                      int generated always as identity primary key,
    code                    text not null unique,
    kind                    text not null check (kind in ('SUPPLY', 'EQUIPMENT', 'STAFF')),
    name_zh                 text,
    name_en                 text,
    category                text,
    base_unit               text not null,
    storage_class           text not null default 'AMBIENT' check (storage_class in ('AMBIENT', 'COLD_2_8', 'FROZEN_20', 'DEEP_FROZEN_70')),
    shelf_life_days         int check (shelf_life_days > 0),
    min_remaining_life_days int not null default 0 check (min_remaining_life_days >= 0),
    packs                   jsonb not null default '[]',
    codings                 jsonb not null default '[]',
    version                 int  not null default 0,
    check (name_zh is not null or name_en is not null)
);

-- What may serve instead, in the order to try.
create table item_substitute (
    item_id       int not null references item on delete cascade,
    rank          int not null,
    substitute_id int not null references item,
    primary key (item_id, rank),
    unique (item_id, substitute_id),
    check (item_id <> substitute_id)
);
