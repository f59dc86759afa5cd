-- Who did what. Times are microseconds since 1970 in UTC; hash is over the entry and the hash before it.
create table audit (
    id bigint primary key check (id > 0),
    key text not null unique,
    at bigint not null,
    actor text not null,
    action text not null,
    outcome text not null,
    subject text,
    origin text,
    purpose text,
    detail text,
    previous bytea not null,
    hash bytea not null
);

create index audit_by_actor on audit (actor, id);
create index audit_by_subject on audit (subject, id) where subject is not null;

-- The newest entry; locked by who adds to it.
create table audit_head (
    one integer primary key check (one = 1),
    id bigint not null,
    hash bytea not null
);

insert into audit_head (one, id, hash) values (1, 0, decode(repeat('00', 32), 'hex'));

-- Against mistakes; against who owns the database the hashes stand.
create function audit_refuses() returns trigger language plpgsql as 'begin raise exception ''An entry of the audit ledger is never changed or deleted.''; end';
create trigger audit_keeps_entries before update or delete or truncate on audit for each statement execute function audit_refuses();
