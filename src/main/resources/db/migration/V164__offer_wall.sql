alter table restock_offer enable row level security;
create policy own_organisation on restock_offer using (bound_organisation() is null or supplier = bound_organisation());

-- Suppliers are told of their offers too.
drop trigger tell_supplier on event_log;
create trigger tell_supplier after insert on event_log for each row
    when (new.kind like 'restock.%' or new.kind like 'offer.%' or new.kind like 'webhook.%') execute function tell_supplier();
