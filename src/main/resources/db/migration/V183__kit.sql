-- Kits: items that go out as one. What is in one kit; a part may be a kit again, never itself.
create table item_part (
    item_id  int    not null references item on delete cascade,
    rank     int    not null,
    part_id  int    not null references item,
    quantity bigint not null check (quantity between 1 and 1000000000000),
    primary key (item_id, rank),
    unique (item_id, part_id),
    check (item_id <> part_id)
);
create index item_part_of on item_part (part_id);
create trigger facts_changed after insert or update or delete or truncate on item_part for each statement execute function facts_changed();

-- Two writers may each put a kit into the other's: the one who comes second is refused. (facts_changed has locked its row.)
create function no_kit_within_itself() returns trigger language plpgsql as $$
begin
    if exists (with recursive within(kit, part) as (
                   select p.item_id, p.part_id from item_part p join changed c on c.item_id = p.item_id
                   union
                   select w.kit, p.part_id from within w join item_part p on p.item_id = w.part)
               select from within where kit = part) then
        raise exception 'A kit within itself' using errcode = 'check_violation';
    end if;
    return null;
end $$;
create trigger kept_flat after insert on item_part referencing new table as changed for each statement execute function no_kit_within_itself();

-- A line that asks for kits says how many (kits) and which part of them is served as assembled ones (quantity); the others are
-- lines of their parts, each so many base units a kit (per_kit) and with the number of the kit's line (kit_line).
alter table request_line
    add column kits     bigint check (kits between 1 and 1000000000000),
    add column kit_line smallint,
    add column per_kit  bigint check (per_kit between 1 and 1000000000000),
    add check ((kit_line is null) = (per_kit is null)),
    add check (kits is null or kit_line is null),
    add check (quantity <= kits),
    drop constraint request_line_quantity_check,
    add constraint request_line_quantity_check
        check (quantity between case when kits is null and kit_line is null then 1 else 0 end and 1000000000000);

-- Assembling takes parts out of stock and puts kits into it, breaking the other way round.
alter table movement drop constraint movement_kind_check, drop constraint movement_from_kind_check, drop constraint movement_to_kind_check,
    add constraint movement_kind_check check (kind in ('RECEIPT', 'ISSUE', 'ADJUSTMENT', 'HOLD', 'UNHOLD', 'WRITE_OFF', 'REVERSAL', 'DISPATCH', 'ARRIVAL', 'ASSEMBLY', 'BREAKING')),
    add constraint movement_from_kind_check check (from_kind in ('SITE', 'SITE_HELD', 'IN_TRANSIT', 'CONSUMED', 'WRITTEN_OFF', 'SUPPLIER', 'DONOR', 'ADJUSTMENT', 'ASSEMBLED')),
    add constraint movement_to_kind_check check (to_kind in ('SITE', 'SITE_HELD', 'IN_TRANSIT', 'CONSUMED', 'WRITTEN_OFF', 'SUPPLIER', 'DONOR', 'ADJUSTMENT', 'ASSEMBLED'));
create index movement_lot on movement (lot_id) where kind in ('ASSEMBLY', 'BREAKING', 'REVERSAL');
