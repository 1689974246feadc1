-- Sites and items are never removed (V120), and marks are made by joining them: no look-up for each of thousands of marks.
alter table restock_dirty drop constraint restock_dirty_site_id_fkey, drop constraint restock_dirty_item_id_fkey;
