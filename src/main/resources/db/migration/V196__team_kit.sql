-- What goes with a team when it leaves: so many of a kit. Where it is required, the team does not leave without.
create table team_kit (
    team_id  int      not null references unit,
    n        smallint not null,
    item_id  int      not null references item,
    kits     int      not null check (kits between 1 and 1000000),
    required boolean  not null,
    primary key (team_id, n),
    unique (team_id, item_id)
);
create trigger changed after insert on team_kit referencing new table as changed for each statement execute function team_of_changed();
create trigger removed after delete on team_kit referencing old table as changed for each statement execute function team_of_changed();

-- What of its kits a team left with for a booking, assembled or as their parts, by which movement; and how many came back, as far
-- as somebody said so. Which lots that were, the ledger says.
create table booking_kit (
    booking_id  uuid   not null,
    item_id     int    not null references item,
    kits        bigint not null check (kits > 0),
    assembled   bigint not null check (assembled >= 0),
    packed      bigint not null check (packed >= 0),
    movement_id uuid,
    returned    bigint,
    primary key (booking_id, item_id),
    check (assembled + packed <= kits),
    check ((movement_id is null) = (assembled + packed = 0)),
    check (returned between 0 and assembled + packed)
);
create trigger kept before delete or truncate on booking_kit for each statement execute function refuse_removal();
