alter table restock_offer enable row level security;
create policy own_organisation on restock_offer using (bound_organisation() is null or supplier = bound_organisation());
