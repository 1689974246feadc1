-- Entries that would have been taken, of a file that was refused as a whole or is still tried out.
alter table import_job add column acceptable bigint not null default 0;

-- Once a transaction is enough, however many statements change what decisions know of the world.
create or replace function facts_changed() returns trigger language plpgsql as $$
begin
    if current_setting('muster.facts_changed_by', true) is distinct from pg_current_xact_id()::text then
        update facts_version set n = n + 1;
        perform set_config('muster.facts_changed_by', pg_current_xact_id()::text, true);
    end if;
    return null;
end $$;
