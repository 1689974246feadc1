-- What a request still brings by a time: all that is asked while an answer is awaited in time, then what is on the way and promised.
-- Nothing of an answer or a promise that is overdue but what is on the way.
create function restock_coming(r restock_request, by_then timestamptz) returns bigint language sql stable as $$
    select case
        when r.ended_at is not null then 0
        when r.state in ('DRAFT', 'SENT', 'ACKNOWLEDGED') then case when r.overdue then 0 else r.quantity end
        else coalesce((select sum(l.quantity) from restock_shipment h join restock_shipment_line l on l.shipment = h.id
                       where h.request_id = r.id and h.state <> 'RECEIVED'), 0)
             + case when r.overdue then 0
                    else greatest(0, coalesce((select sum(p.quantity) from restock_promise p
                                               where p.request_id = r.id and p.due <= by_then), 0) - r.shipped) end
        end::bigint
$$;

-- How far the event log has been looked through for what is to be reviewed.
create table restock_review (
    one        boolean primary key default true check (one),
    last_event bigint  not null,
    facts      bigint  not null default -1                     -- of which depots were chosen
);
insert into restock_review (last_event) select last_event from log_head;

-- Items at sites whose figures have changed since they were reviewed.
create table restock_dirty (
    site_id int not null references site,
    item_id int not null references item,
    primary key (site_id, item_id)
);

-- When an item at a site is to be reviewed though nothing happens to it: a lot expires.
create table restock_watch (
    site_id  int  not null references site,
    item_id  int  not null references item,
    check_on date not null,
    primary key (site_id, item_id)
);
create index restock_watch_due on restock_watch (check_on);

-- What leaves a site for good, day by day (UTC), folded from the ledger.
create table consumption_day (
    site_id  int    not null references site,
    item_id  int    not null references item,
    day      date   not null,
    quantity bigint not null,
    primary key (site_id, item_id, day)
);
insert into consumption_day (site_id, item_id, day, quantity)
select site_id, item_id, day, sum(quantity)
from (select from_site as site_id, item_id, (occurred_at at time zone 'UTC')::date as day, quantity
      from movement where from_kind = 'SITE' and to_kind in ('CONSUMED', 'IN_TRANSIT')
      union all
      select to_site, item_id, (occurred_at at time zone 'UTC')::date, -quantity
      from movement where to_kind = 'SITE' and from_kind = 'CONSUMED') as moved
group by site_id, item_id, day;

-- Where goods go that a site is short of: its nearest open warehouse, else the site itself. What comes there is given out by rule.
create table restock_depot (
    site_id  int primary key references site,
    depot_id int not null references site
);
create index restock_depot_depot on restock_depot (depot_id);

-- What the last review suggests.
create table restock_suggestion (
    site_id     int         not null references site,
    item_id     int         not null references item,
    reason      text        not null check (reason in ('SHORTAGE', 'BELOW_FLOOR', 'RUNS_OUT', 'BELOW_PAR')),
    quantity    bigint      not null check (quantity > 0),
    urgency     text        not null check (urgency in ('STAT', 'ASAP', 'URGENT', 'ROUTINE')),
    needed_by   timestamptz,
    figures     text        not null,                          -- JSON: situation, suppliers ranked, how it would be split
    policy      text        not null,
    reviewed_at timestamptz not null default now(),
    primary key (site_id, item_id)
);
create index restock_suggestion_item on restock_suggestion (item_id);

-- What short lines may hope for from suppliers; none where nothing is coming.
create table shortage_outlook (
    request_id uuid     not null,
    line       smallint not null,
    item_id    int      not null references item,
    promised   bigint   not null,
    asked      bigint   not null,
    overdue    bigint   not null,
    ends_at    timestamptz,
    primary key (request_id, line)
);
create index shortage_outlook_item on shortage_outlook (item_id);

-- All that may want restocking is reviewed once.
insert into restock_dirty (site_id, item_id) select site_id, item_id from stock_level;
