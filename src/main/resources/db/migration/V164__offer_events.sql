-- Suppliers are told of their offers too.
drop trigger tell_supplier on event_log;
create trigger tell_supplier after insert on event_log for each row
    when (new.kind like 'restock.%' or new.kind like 'offer.%' or new.kind like 'webhook.%') execute function tell_supplier();
