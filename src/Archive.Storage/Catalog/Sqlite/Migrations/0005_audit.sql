-- Who did what. Times are microseconds since 1970 in UTC; hash is over the entry and the hash before it.
create table audit (
    id integer primary key check (id > 0),
    key text not null unique,
    at integer not null,
    actor text not null,
    action text not null,
    outcome text not null,
    subject text,
    origin text,
    purpose text,
    detail text,
    previous blob not null,
    hash blob not null
) strict;

create index audit_by_actor on audit (actor, id);
create index audit_by_subject on audit (subject, id) where subject is not null;

-- The newest entry.
create table audit_head (
    one integer primary key check (one = 1),
    id integer not null,
    hash blob not null
) strict;

insert into audit_head (one, id, hash) values (1, 0, zeroblob(32));

-- Against mistakes; against who owns the database the hashes stand.
create trigger audit_keeps_entries before update on audit begin select raise(abort, 'An entry of the audit ledger is never changed.'); end;
create trigger audit_loses_nothing before delete on audit begin select raise(abort, 'An entry of the audit ledger is never deleted.'); end;
