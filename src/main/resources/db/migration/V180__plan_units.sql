-- Plans of equipment and staff: the unit that is sent, one row for each.
alter table plan_source add column unit_id int references unit;
