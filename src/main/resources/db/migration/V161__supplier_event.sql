-- What a supplier is told: every event of the log that concerns it, under the log's number, in the transaction of the change.
-- A restock request that was never sent is nobody's business but the officers'.
create table supplier_event (
    seq          bigint      primary key,
    organisation text        not null,
    at           timestamptz not null,
    kind         text        not null,
    subject      text        not null,
    data         json        not null
);
create index supplier_event_organisation on supplier_event (organisation, seq);

-- By the owner's right: what one supplier does can concern another, whose rows it may not write.
create function tell_supplier() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
    if new.data ->> 'supplier' is not null
       and (new.data ->> 'state' is null or new.data ->> 'state' <> 'DRAFT')
       and (new.data ->> 'state' is distinct from 'CANCELLED' or new.data ->> 'sentAt' is not null) then
        insert into supplier_event (seq, organisation, at, kind, subject, data)
        values (new.seq, new.data ->> 'supplier', new.at, new.kind,
                case when starts_with(new.subject, (new.data ->> 'supplier') || '/')
                     then substr(new.subject, length(new.data ->> 'supplier') + 2) else new.subject end,
                new.data);
    end if;
    return null;
end $$;
create trigger tell_supplier after insert on event_log for each row
    when (new.kind like 'restock.%' or new.kind like 'webhook.%') execute function tell_supplier();

create trigger append_only before update or delete or truncate on supplier_event execute function refuse_change();

alter table supplier_event enable row level security;
create policy own_organisation on supplier_event
    using (bound_organisation() is null or organisation = bound_organisation());
