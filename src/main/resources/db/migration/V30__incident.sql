create table incident (
    id         uuid primary key,
    code       text not null unique,
    name_zh    text,
    name_en    text,
    kind       text not null,
    region     text references region,
    level      text not null check (level in ('I', 'II', 'III', 'IV')),
    phase      text not null default 'RESPONSE' check (phase in ('WARNING', 'RESPONSE', 'STABILISED', 'RECOVERY', 'CLOSED')),
    started_at timestamptz not null default now(),
    version    int  not null default 0,
    check (name_zh is not null or name_en is not null)
);
