-- Counts the changes of what decisions know of the world, so that a process can tell whether what it remembers still stands.
create table facts_version (
    one boolean primary key default true check (one),
    n   bigint  not null default 0
);
insert into facts_version default values;

create function facts_changed() returns trigger language plpgsql as $$
begin
    update facts_version set n = n + 1;
    return null;
end $$;
create trigger facts_changed after insert or update or delete or truncate on region for each statement execute function facts_changed();
create trigger facts_changed after insert or update or delete or truncate on site for each statement execute function facts_changed();
create trigger facts_changed after insert or update or delete or truncate on item for each statement execute function facts_changed();
create trigger facts_changed after insert or update or delete or truncate on item_substitute for each statement execute function facts_changed();
create trigger facts_changed after insert or update or delete or truncate on incident for each statement execute function facts_changed();
create trigger facts_changed after insert or update or delete or truncate on policy_version for each statement execute function facts_changed();
create trigger facts_changed after insert or update or delete or truncate on policy for each statement execute function facts_changed();
create trigger facts_changed after insert or update or delete or truncate on response_level_policy for each statement execute function facts_changed();

-- The turn of an item: whoever holds the row's lock decides on the item. The number grows with every change of the item's
-- stock or floors, whoever makes it, so that a process can tell whether what it remembers of them still stands.
create table item_turn (
    item_id int    primary key references item on delete cascade,
    n       bigint not null default 0
) with (fillfactor = 50);
insert into item_turn (item_id) select id from item;

create function item_added() returns trigger language plpgsql as $$
begin
    insert into item_turn (item_id) select id from added;
    return null;
end $$;
create trigger item_added after insert on item referencing new table as added for each statement execute function item_added();

create function item_stock_changed() returns trigger language plpgsql as $$
begin
    update item_turn set n = n + 1
    where item_id in (select t.item_id from item_turn t where t.item_id in (select distinct c.item_id from changed c)
                      order by t.item_id for no key update);
    return null;
end $$;
create trigger stock_added after insert on stock_position referencing new table as changed for each statement execute function item_stock_changed();
create trigger stock_changed after update on stock_position referencing new table as changed for each statement execute function item_stock_changed();
create trigger stock_removed after delete on stock_position referencing old table as changed for each statement execute function item_stock_changed();
create trigger level_added after insert on stock_level referencing new table as changed for each statement execute function item_stock_changed();
create trigger level_changed after update on stock_level referencing new table as changed for each statement execute function item_stock_changed();
create trigger level_removed after delete on stock_level referencing old table as changed for each statement execute function item_stock_changed();

-- R6: the request that a reservation was taken back for.
alter table allocation add column preempted_by uuid references request;
alter table allocation add check (preempted_by is null or state = 'PREEMPTED');
create index allocation_item on allocation (item_id) where state = 'RESERVED';
