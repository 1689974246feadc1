-- How far an overdue hazard has been escalated: so many steps of muster.hazards, the last to that role.
alter table hazard add column escalation int not null default 0;
alter table hazard add column escalated_to text;
update hazard set escalation = 1 where escalated_at is not null;

-- A major hazard takes its asset out of service: DUE, DONE, and once verified BACK_DUE, BACK. NONE: it could not be taken out,
-- or was out for another reason, so nobody puts it back.
alter table hazard add column withdrawal text check (withdrawal in ('DUE', 'DONE', 'NONE', 'BACK_DUE', 'BACK'));
create index hazard_withdrawal on hazard (unit_id) where withdrawal in ('DUE', 'DONE', 'BACK_DUE');
