-- The memory of verification. Kinds are 0 for masters and 1 for derivatives; times are milliseconds since 1970 in UTC, 0 for never.

create table fixity (
    kind integer not null,
    digest bytea not null,
    checked_at bigint not null default 0,
    outcome text,
    primary key (kind, digest)
);

create index fixity_due on fixity (checked_at, kind, digest);
create index fixity_not_intact on fixity (kind, digest) where outcome <> 'Intact';

create table verify_run (
    id bigint generated always as identity primary key,
    started_at bigint not null,
    ended_at bigint,
    stage text not null,
    position text,
    objects bigint not null default 0,
    bytes bigint not null default 0,
    files bigint not null default 0,
    index_entries bigint not null default 0
);

create table finding (
    id bigint generated always as identity primary key,
    kind text not null,
    subject text not null,
    detail text not null,
    object_kind integer,
    digest bytea,
    file_id text,
    found_at bigint not null
);

create index finding_by_kind on finding (kind, subject);

-- Which row names a derivative: asked for every object that is read back, missing or left over.
create index page_by_image on page using hash (image_digest) where image_digest is not null;
create index page_by_alto on page using hash (alto_digest) where alto_digest is not null;
create index page_by_text on page using hash (text_digest) where text_digest is not null;
create index file_by_pdf on file using hash (pdf_digest) where pdf_digest is not null;

-- What one node does for all: by the server's clock, held as long as it is renewed.
create table duty (
    name text primary key,
    holder text not null,
    held_until timestamptz not null
);
