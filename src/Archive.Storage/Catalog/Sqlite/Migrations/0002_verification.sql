-- The memory of verification. Kinds are 0 for masters and 1 for derivatives; times are milliseconds since 1970 in UTC, 0 for never.

create table fixity (
    kind integer not null,
    digest blob not null,
    checked_at integer not null default 0,
    outcome text,
    primary key (kind, digest)
) strict, without rowid;

create index fixity_due on fixity (checked_at, kind, digest);
create index fixity_not_intact on fixity (kind, digest) where outcome <> 'Intact';

create table verify_run (
    id integer primary key autoincrement,
    started_at integer not null,
    ended_at integer,
    stage text not null,
    position text,
    objects integer not null default 0,
    bytes integer not null default 0,
    files integer not null default 0,
    index_entries integer not null default 0
) strict;

create table finding (
    id integer primary key autoincrement,
    kind text not null,
    subject text not null,
    detail text not null,
    object_kind integer,
    digest blob,
    file_id text,
    found_at integer not null
) strict;

create index finding_by_kind on finding (kind, subject);

-- Which row names a derivative: asked for every object that is read back, missing or left over.
create index page_by_image on page (image_digest) where image_digest is not null;
create index page_by_alto on page (alto_digest) where alto_digest is not null;
create index page_by_text on page (text_digest) where text_digest is not null;
create index file_by_pdf on file (pdf_digest) where pdf_digest is not null;
