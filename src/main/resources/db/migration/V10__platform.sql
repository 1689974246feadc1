-- One effect per command id: the id is claimed by inserting it; the first answer is kept and given again.
create table command (
    id          uuid        primary key,
    kind        text        not null,
    fingerprint text        not null,                    -- SHA-256 of the canonical payload
    status      int,                                     -- HTTP status of the first answer
    answer      json,                                    -- to the letter, so not jsonb
    actor       text        not null,
    at          timestamptz not null default now()
);

-- The end of both logs. Locked last in every transaction, so numbers follow commits and have no gaps.
create table log_head (
    one        boolean primary key default true check (one),
    epoch      uuid   not null default gen_random_uuid(),
    last_event bigint not null default 0,
    last_audit bigint not null default 0,
    audit_hash bytea  not null default '\x00'
);
insert into log_head default values;

create table event_log (
    seq     bigint      primary key,
    at      timestamptz not null,
    kind    text        not null,
    subject text        not null,
    actor   text        not null,
    data    jsonb       not null
);

-- Hash chain: hash = sha256(previous hash || seq, at, actor, action, subject, detail). A changed row breaks every later hash.
create table audit_log (
    seq     bigint      primary key,
    at      timestamptz not null,
    actor   text        not null,
    action  text        not null,
    subject text        not null,
    detail  jsonb       not null,
    hash    bytea       not null
);

create function audit_hash(previous bytea, seq bigint, at timestamptz, actor text, action text, subject text, detail jsonb)
    returns bytea language sql immutable as $$
    select sha256(previous || convert_to(concat_ws(E'\x1f', seq, extract(epoch from at), actor, action, subject, detail), 'UTF8'))
$$;

-- Appends events [{kind, subject, actor, data}] and audit entries [{actor, action, subject, detail}] in the order given;
-- returns the number of the last event. Call it last in the transaction: it locks the end of the log until commit.
create function append_log(events jsonb, audits jsonb) returns bigint language plpgsql as $$
declare
    head log_head%rowtype;
    now_ timestamptz := clock_timestamp();
    entry jsonb;
    n bigint;
    h bytea;
begin
    select * into head from log_head for update;
    insert into event_log (seq, at, kind, subject, actor, data)
    select head.last_event + e.n, now_, e.v ->> 'kind', e.v ->> 'subject', e.v ->> 'actor', coalesce(e.v -> 'data', '{}'::jsonb)
    from jsonb_array_elements(events) with ordinality as e(v, n);
    n := head.last_audit;
    h := head.audit_hash;
    for entry in select * from jsonb_array_elements(audits) loop
        n := n + 1;
        h := audit_hash(h, n, now_, entry ->> 'actor', entry ->> 'action', entry ->> 'subject', coalesce(entry -> 'detail', '{}'::jsonb));
        insert into audit_log values (n, now_, entry ->> 'actor', entry ->> 'action', entry ->> 'subject', coalesce(entry -> 'detail', '{}'::jsonb), h);
    end loop;
    update log_head
    set last_event = head.last_event + jsonb_array_length(events), last_audit = n, audit_hash = h;
    return head.last_event + jsonb_array_length(events);
end $$;

create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end $$;
create trigger append_only before update or delete or truncate on event_log execute function refuse_change();
create trigger append_only before update or delete or truncate on audit_log execute function refuse_change();
