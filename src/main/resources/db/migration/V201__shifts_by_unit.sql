-- Units that have changed are read with their shifts.
create index unit_shift_unit on unit_shift (unit_id);
