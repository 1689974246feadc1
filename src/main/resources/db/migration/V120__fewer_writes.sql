-- What a decision writes, it writes in bulk; what it costs per row counts.

-- Updates of a position touch no index, so they need no new index entries.
drop index stock_position_free;
drop index allocation_position;

-- Sites, items, lots, positions, incidents, requests and lines are never deleted. That being held here, it is enough to look
-- once when something is added that speaks of them, in one statement, instead of by a foreign key for every row.
create function refuse_removal() returns trigger language plpgsql as $$
begin
    raise exception 'nothing is removed from %', tg_table_name using errcode = 'restrict_violation';
end $$;
create trigger kept before delete or truncate on site for each statement execute function refuse_removal();
create trigger kept before delete or truncate on item for each statement execute function refuse_removal();
create trigger kept before delete or truncate on lot for each statement execute function refuse_removal();
create trigger kept before delete or truncate on incident for each statement execute function refuse_removal();
create trigger kept before delete or truncate on stock_position for each statement execute function refuse_removal();
create trigger kept before delete or truncate on request for each statement execute function refuse_removal();
create trigger kept before delete or truncate on request_line for each statement execute function refuse_removal();

alter table request drop constraint request_site_id_fkey, drop constraint request_incident_id_fkey;
-- (Each row is looked up by its key, whatever the statistics said when the plan was made.)
create function request_speaks_of_known() returns trigger language plpgsql 
    set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off as $$
begin
    if exists (select from added a where not exists (select from site s where s.id = a.site_id))
       or exists (select from added a where a.incident_id is not null
                  and not exists (select from incident i where i.id = a.incident_id)) then
        raise exception 'a request of an unknown site or incident' using errcode = 'foreign_key_violation';
    end if;
    return null;
end $$;
create trigger speaks_of_known after insert on request referencing new table as added
    for each statement execute function request_speaks_of_known();

alter table request_line drop constraint request_line_request_id_fkey, drop constraint request_line_item_id_fkey;
create function request_line_speaks_of_known() returns trigger language plpgsql 
    set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off as $$
begin
    if exists (select from added a where not exists (select from request r where r.id = a.request_id))
       or exists (select from added a where not exists (select from item i where i.id = a.item_id)) then
        raise exception 'a line of an unknown request or item' using errcode = 'foreign_key_violation';
    end if;
    return null;
end $$;
create trigger speaks_of_known after insert on request_line referencing new table as added
    for each statement execute function request_line_speaks_of_known();

alter table allocation
    drop constraint allocation_position_id_fkey, drop constraint allocation_source_site_id_fkey,
    drop constraint allocation_item_id_fkey, drop constraint allocation_lot_id_fkey,
    drop constraint allocation_request_id_line_fkey, drop constraint allocation_preempted_by_fkey;
create function allocation_speaks_of_known() returns trigger language plpgsql 
    set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off as $$
begin
    if exists (select from added a
               where not exists (select from stock_position p where p.id = a.position_id and p.site_id = a.source_site_id
                                 and p.item_id = a.item_id and p.lot_id = a.lot_id))
       or exists (select from added a
                  where not exists (select from request_line l where l.request_id = a.request_id and l.line = a.line)) then
        raise exception 'an allocation of an unknown position or line' using errcode = 'foreign_key_violation';
    end if;
    return null;
end $$;
create trigger speaks_of_known after insert on allocation referencing new table as added
    for each statement execute function allocation_speaks_of_known();

-- Written together with its line's allocations, and read by its line only.
alter table line_decision drop constraint line_decision_request_id_line_fkey;

-- Kept to the letter and read as a whole: json, not jsonb.
alter table event_log alter column data type json;
alter table line_decision alter column explanation type json;

-- The audit chain has a link for each transaction instead of each entry: its last entry carries
-- hash = sha256(previous hash || entries), an entry being its columns between unit separators, entries between record separators.
drop function append_log(jsonb, jsonb);
alter table audit_log alter column detail type json;
alter table audit_log alter column hash drop not null;
drop function audit_hash(bytea, bigint, timestamptz, text, text, text, jsonb);

create function audit_text(seq bigint, at timestamptz, actor text, action text, subject text, detail text) returns text
    language sql immutable as $$
    select concat_ws(E'\x1f', seq, extract(epoch from at), actor, action, subject, detail)
$$;

-- Every link of the chain as it stands and as it must be: they differ where anything was changed.
create view audit_chain as
select last_seq, hash,
       sha256(coalesce(lag(hash) over (order by last_seq), '\x00') || convert_to(entries, 'UTF8')) as again
from (select max(seq) as last_seq, (array_agg(hash order by seq desc))[1] as hash,
             string_agg(audit_text(seq, at, actor, action, subject, detail::text), E'\x1e' order by seq) as entries
      from (select a.*, count(hash) over (order by seq desc) as link from audit_log a) as linked
      group by link) as links;

-- Appends events and audit entries in the order given; returns the number of the last event. Call it last in the
-- transaction: it locks the end of the log until commit.
create function append_log(kinds text[], subjects text[], actors text[], data text[],
                           audit_actors text[], audit_actions text[], audit_subjects text[], audit_details text[])
    returns bigint language plpgsql as $$
declare
    head log_head%rowtype;
    now_ timestamptz;
    events int := coalesce(cardinality(kinds), 0);
    audits int := coalesce(cardinality(audit_actors), 0);
    link bytea;
begin
    select * into head from log_head for update;
    now_ := clock_timestamp();
    link := head.audit_hash;
    insert into event_log (seq, at, kind, subject, actor, data)
    select head.last_event + n, now_, k, s, a, d::json
    from unnest(kinds, subjects, actors, data) with ordinality as e(k, s, a, d, n);
    if audits > 0 then
        select sha256(head.audit_hash || convert_to(
                   string_agg(audit_text(head.last_audit + n, now_, a, o, s, d), E'\x1e' order by n), 'UTF8'))
        into link
        from unnest(audit_actors, audit_actions, audit_subjects, audit_details) with ordinality as e(a, o, s, d, n);
        insert into audit_log (seq, at, actor, action, subject, detail, hash)
        select head.last_audit + n, now_, a, o, s, d::json, case when n = audits then link end
        from unnest(audit_actors, audit_actions, audit_subjects, audit_details) with ordinality as e(a, o, s, d, n);
    end if;
    update log_head set last_event = head.last_event + events, last_audit = head.last_audit + audits, audit_hash = link;
    return head.last_event + events;
end $$;
