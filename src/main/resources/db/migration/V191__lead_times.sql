-- A supplier's deliveries of an item, the latest first: how long it really takes.
create index restock_request_delivered on restock_request (supplier, item_id, ended_at desc) where state = 'RECEIVED';
