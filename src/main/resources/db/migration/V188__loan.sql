-- To whom an asset is lent; when, and whether it is back, its booking says.
create table loan (
    booking  uuid        primary key,
    borrower text        not null,
    contact  text,
    note     text,
    actor    text        not null,
    lent_at  timestamptz not null default now()
);
create index booking_loans on booking (upper(period)) where leads and kind = 'LOAN';
