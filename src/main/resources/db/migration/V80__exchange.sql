create table import_job (
    id               uuid        primary key,
    kind             text        not null check (kind in ('SITES', 'ITEMS', 'SUPPLIERS', 'STOCK', 'REQUESTS')),
    state            text        not null default 'QUEUED'
                     check (state in ('QUEUED', 'CHECKING', 'APPLYING', 'DONE', 'REFUSED', 'CANCELLED', 'FAILED')),
    options          jsonb       not null,                 -- trial or not, mapping's name, what holds for every row
    fingerprint      text        not null,                 -- SHA-256 of kind, options, mapping and file
    file_name        text,
    file_bytes       bigint      not null,
    file_hash        text        not null,
    format           text        not null,
    columns          jsonb       not null default '[]',
    rows             bigint      not null default 0,
    total            bigint      not null default 0,       -- entries to apply, known once checked
    done             bigint      not null default 0,       -- entries handed over: where a resumed run goes on
    accepted         bigint      not null default 0,
    unchanged        bigint      not null default 0,
    rejected         bigint      not null default 0,
    reason           jsonb,                                -- why the file as a whole was refused
    cancel_requested boolean     not null default false,
    actor            text        not null,
    created_at       timestamptz not null default now(),
    started_at       timestamptz,
    ended_at         timestamptz,
    owner            uuid,                                 -- process at work, while its lease lasts
    lease_until      timestamptz,
    attempts         int         not null default 0,
    check ((ended_at is not null) = (state in ('DONE', 'REFUSED', 'CANCELLED', 'FAILED')))
);
create index import_job_created on import_job (created_at, id);
create index import_job_open on import_job (created_at) where ended_at is null;

-- What was sent, until the import has ended.
create table import_file (
    job     uuid  primary key references import_job on delete cascade,
    content bytea not null,
    mapping json  not null
);

-- Rows refused. Texts are null until the run fills them in from the file.
create table import_error (
    job        uuid   not null references import_job on delete cascade,
    n          bigint generated always as identity,
    row_number bigint not null,
    texts      json,
    reasons    jsonb  not null,
    primary key (job, n)
);
create index import_error_row on import_error (job, row_number, n);

-- What imports have brought in: the same need or receipt in another file changes nothing.
create table import_key (
    key     uuid primary key,
    kind    text not null,
    value   text not null,
    subject uuid not null,                                 -- the request or movement
    job     uuid not null
);
