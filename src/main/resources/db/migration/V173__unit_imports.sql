alter table import_job drop constraint import_job_kind_check,
    add constraint import_job_kind_check check (kind in ('SITES', 'ITEMS', 'SUPPLIERS', 'STOCK', 'REQUESTS', 'ASSETS', 'STAFF', 'TEAMS'));
