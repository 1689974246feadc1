-- What a site lacks of an item and suppliers are asked for. One need of an item at a site is open at a time: two officers, two
-- processes and every retry meet in this index.
create table restock_need (
    id        uuid        primary key,
    site_id   int         not null references site,           -- where the goods are to come
    item_id   int         not null references item,
    quantity  bigint      not null check (quantity between 1 and 1000000000000),
    urgency   text        not null check (urgency in ('STAT', 'ASAP', 'URGENT', 'ROUTINE')),
    needed_by timestamptz,
    manual    boolean     not null,                            -- a person said how much, not the review
    why       json        not null,                            -- the review's reasons and figures, or the person's words
    policy    text,                                            -- version of the restock policy, if the review decided
    opened_at timestamptz not null default now(),
    opened_by text        not null,
    closed_at timestamptz
);
create unique index restock_need_open on restock_need (site_id, item_id) where closed_at is null;

-- What one supplier is asked for.
create table restock_request (
    id              uuid        primary key,
    need            uuid        not null references restock_need,
    supplier        text        not null references supplier,
    site_id         int         not null references site,
    item_id         int         not null references item,
    quantity        bigint      not null check (quantity between 1 and 1000000000000),
    urgency         text        not null check (urgency in ('STAT', 'ASAP', 'URGENT', 'ROUTINE')),
    needed_by       timestamptz,
    note            text,
    state           text        not null check (state in ('DRAFT', 'SENT', 'ACKNOWLEDGED', 'PROMISED', 'SHIPPED', 'PARTLY_RECEIVED',
                                                          'RECEIVED', 'DECLINED', 'CANCELLED')),
    overdue         boolean     not null default false,
    promised        bigint      not null default 0 check (promised between 0 and quantity),
    shipped         bigint      not null default 0 check (shipped between 0 and quantity),
    received        bigint      not null default 0 check (received >= 0),
    rejected        bigint      not null default 0 check (rejected >= 0),
    pack_size       bigint,
    price_minor     bigint,                                    -- of a pack, in minor units, as it was when asked
    currency        text,
    reason          text,                                      -- why it was declined or cancelled
    created_at      timestamptz not null default now(),
    created_by      text        not null,
    sent_at         timestamptz,
    answer_by       timestamptz,                               -- a promise or a decline is due
    acknowledged_at timestamptz,
    promised_at     timestamptz,                               -- the first promise
    due             timestamptz,                               -- the next goods are due, as promised
    promised_until  timestamptz,                               -- the last of what is still to come is due
    first_due       timestamptz,                               -- as first promised
    remind_at       timestamptz,
    reminded_at     timestamptz,
    ended_at        timestamptz,
    unique (id, supplier),
    check ((ended_at is not null) = (state in ('RECEIVED', 'DECLINED', 'CANCELLED'))),
    check (not overdue or state not in ('DRAFT', 'RECEIVED', 'DECLINED', 'CANCELLED'))
) with (fillfactor = 80);
create unique index restock_request_asked_once on restock_request (need, supplier) where ended_at is null;
create index restock_request_supplier on restock_request (supplier, created_at desc, id desc);
create index restock_request_created on restock_request (created_at desc, id desc);
create index restock_request_live on restock_request (item_id, site_id) where ended_at is null;
create index restock_request_answer on restock_request (answer_by) where ended_at is null and not overdue;
create index restock_request_due on restock_request (due) where ended_at is null and not overdue;
create index restock_request_remind on restock_request (remind_at) where ended_at is null;

-- What the supplier promises now, by date; a changed promise replaces it.
create table restock_promise (
    request_id uuid        not null,
    supplier   text        not null,
    n          smallint    not null check (n > 0),
    quantity   bigint      not null check (quantity between 1 and 1000000000000),
    due        timestamptz not null,
    primary key (request_id, n),
    foreign key (request_id, supplier) references restock_request (id, supplier)
);

-- Advance shipping notices (ASN); what came unannounced has no notice number.
create table restock_shipment (
    id          uuid        primary key,
    request_id  uuid        not null,
    supplier    text        not null,
    asn         text,
    eta         timestamptz,
    state       text        not null check (state in ('ANNOUNCED', 'RECEIVING', 'RECEIVED')),
    shipped_at  timestamptz not null default now(),
    received_at timestamptz,
    received_by text,
    receipt     uuid,                                          -- the command that books it in, and what it sent
    payload     text,
    receiving_since timestamptz,
    foreign key (request_id, supplier) references restock_request (id, supplier),
    check ((received_at is not null) = (state = 'RECEIVED'))
);
create index restock_shipment_request on restock_shipment (request_id);
create unique index restock_shipment_asn on restock_shipment (supplier, asn) where asn is not null;
create index restock_shipment_receiving on restock_shipment (id) where state = 'RECEIVING';

create table restock_shipment_line (
    shipment uuid     not null references restock_shipment,
    line     smallint not null check (line > 0),
    quantity bigint   not null check (quantity between 0 and 1000000000000),  -- announced
    lot      text,
    expiry   date,
    sscc     text check (sscc ~ '^[0-9]{18}$'),                -- GS1 serial shipping container code
    accepted bigint   not null default 0 check (accepted >= 0),
    rejected bigint   not null default 0 check (rejected >= 0),
    reason   text,                                             -- of the difference
    came_lot    text,                                          -- what stood on the goods
    came_expiry date,
    movement uuid,                                             -- the receipt in the ledger
    primary key (shipment, line)
);
create index restock_shipment_receipt on restock_shipment (receipt) where receipt is not null;

-- How suppliers have kept what they promised, over all requests that have ended.
create table supplier_delivery_record (
    supplier  text   not null references supplier,
    item_id   int    not null references item,
    asked     bigint not null default 0,                       -- base units
    promised  bigint not null default 0,
    received  bigint not null default 0,                       -- of those promised
    requests  int    not null default 0,
    answered  int    not null default 0,                       -- with a promise
    delivered int    not null default 0,                       -- in full
    in_time   int    not null default 0,                       -- of those, by the date first promised
    hours     bigint not null default 0,                       -- from asking to the last goods, over those delivered
    primary key (supplier, item_id)
);
