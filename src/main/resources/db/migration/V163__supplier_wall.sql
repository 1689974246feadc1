-- A supplier sees and writes its own things only, whatever a statement asks for, while the transaction is bound to it
-- (enter_organisation).
alter table supplier enable row level security;
create policy own_organisation on supplier using (bound_organisation() is null or code = bound_organisation());
alter table supplier_item enable row level security;
create policy own_organisation on supplier_item using (bound_organisation() is null or supplier = bound_organisation());
alter table supplier_delivery_record enable row level security;
create policy own_organisation on supplier_delivery_record using (bound_organisation() is null or supplier = bound_organisation());
alter table restock_request enable row level security;
create policy own_organisation on restock_request using (bound_organisation() is null or supplier = bound_organisation());
alter table restock_promise enable row level security;
create policy own_organisation on restock_promise using (bound_organisation() is null or supplier = bound_organisation());
alter table restock_shipment enable row level security;
create policy own_organisation on restock_shipment using (bound_organisation() is null or supplier = bound_organisation());
alter table restock_shipment_line enable row level security;
create policy own_organisation on restock_shipment_line
    using (bound_organisation() is null
           or exists (select from restock_shipment s where s.id = shipment and s.supplier = bound_organisation()));
