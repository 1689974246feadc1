create table stock_level (
    site_id int    not null references site,
    item_id int    not null references item,
    floor   bigint not null default 0 check (floor between 0 and 1000000000000),
    par     bigint not null default 0 check (par between 0 and 1000000000000),
    version int    not null default 0,
    primary key (site_id, item_id)
);

-- Goods without a lot number have lot_no ''. A lot number names one expiry.
create table lot (
    id      bigint generated always as identity primary key,
    item_id int  not null references item,
    lot_no  text not null default '',
    expiry  date,
    unique nulls not distinct (item_id, lot_no, expiry)
);
create unique index lot_number on lot (item_id, lot_no) where lot_no <> '';

create table stock_position (
    id       bigint generated always as identity primary key,
    site_id  int    not null references site,
    item_id  int    not null references item,
    lot_id   bigint not null references lot,
    on_hand  bigint not null default 0 check (on_hand >= 0),
    reserved bigint not null default 0 check (reserved >= 0),
    held     bigint not null default 0 check (held >= 0),
    unique (site_id, lot_id),
    check (reserved + held <= on_hand)
) with (fillfactor = 70);
create index stock_position_free on stock_position (item_id, site_id) include (id) where on_hand > reserved + held;
create index stock_position_item on stock_position (item_id, site_id);

-- The ledger: every entry takes a quantity from one account and gives it to another, so the sum over accounts is always zero.
-- On hand at a site = what SITE and SITE_HELD received less what they gave; held = the same for SITE_HELD alone.
create table movement (
    id          uuid        not null,
    part        smallint    not null default 0,
    n           bigint      generated always as identity unique,
    kind        text        not null check (kind in ('RECEIPT', 'ISSUE', 'ADJUSTMENT', 'HOLD', 'UNHOLD', 'WRITE_OFF', 'REVERSAL', 'DISPATCH', 'ARRIVAL')),
    item_id     int         not null references item,
    lot_id      bigint      not null references lot,
    quantity    bigint      not null check (quantity between 1 and 1000000000000),
    from_kind   text        not null,
    from_site   int references site,
    to_kind     text        not null,
    to_site     int references site,
    reason      text,
    reference   text,
    reverses    uuid,
    actor       text        not null,
    occurred_at timestamptz not null,
    recorded_at timestamptz not null default now(),
    primary key (id, part),
    check (from_kind in ('SITE', 'SITE_HELD', 'IN_TRANSIT', 'CONSUMED', 'WRITTEN_OFF', 'SUPPLIER', 'DONOR', 'ADJUSTMENT')),
    check (to_kind in ('SITE', 'SITE_HELD', 'IN_TRANSIT', 'CONSUMED', 'WRITTEN_OFF', 'SUPPLIER', 'DONOR', 'ADJUSTMENT')),
    check ((from_kind in ('SITE', 'SITE_HELD')) = (from_site is not null)),
    check ((to_kind in ('SITE', 'SITE_HELD')) = (to_site is not null))
);
create unique index movement_reversed_once on movement (reverses, part) where reverses is not null;
create index movement_item on movement (item_id, n);
create trigger append_only before update or delete or truncate on movement execute function refuse_change();

-- Replay of the ledger: what positions must say.
create view ledger_balance as
select site_id, item_id, lot_id, sum(delta)::bigint as on_hand, sum(held)::bigint as held
from (select to_site as site_id, item_id, lot_id, quantity as delta, case to_kind when 'SITE_HELD' then quantity else 0 end as held
      from movement where to_site is not null
      union all
      select from_site, item_id, lot_id, -quantity, case from_kind when 'SITE_HELD' then -quantity else 0 end
      from movement where from_site is not null) as entries
group by site_id, item_id, lot_id;
