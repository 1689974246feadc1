-- What suppliers say of themselves and of what they deliver.
alter table supplier
    add column regions        jsonb  not null default '[]',        -- codes of the regions served; none: all
    add column qualifications jsonb  not null default '[]',        -- [{"name", "number", "validUntil"}]
    add column holidays       jsonb  not null default '[]';        -- [{"from", "until"}], days, both included

alter table supplier_item
    add column pack_size       bigint check (pack_size between 1 and 1000000000000),        -- base units
    add column price_minor     bigint check (price_minor between 0 and 1000000000000),      -- of a pack, minor units
    add column currency        text   check (currency ~ '^[A-Z]{3}$'),                      -- ISO 4217
    add column lead_time_hours int    check (lead_time_hours between 1 and 8760),           -- as stated
    add column minimum_order   bigint check (minimum_order between 1 and 1000000000000),    -- base units
    add column agreed_reserve  bigint check (agreed_reserve between 0 and 1000000000000),   -- kept ready by agreement, base units
    add check ((price_minor is null) = (currency is null));

-- Which kinds of files there are, the service says.
alter table import_job drop constraint import_job_kind_check;
alter table import_job add constraint import_job_kind_check check (kind ~ '^[A-Z_]{1,40}$');
