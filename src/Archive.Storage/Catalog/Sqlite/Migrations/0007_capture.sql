-- Batches as operators feed and review them. Times are ticks (100 ns since 0001-01-01, UTC), flags 0 or 1, enumerations their names.

create table capture (
    batch_id integer primary key references batch (id),
    feed_file_id integer not null references file (id),
    operator text not null,
    source text not null,
    sheets integer,
    sides integer not null,
    closed integer not null,
    set_aside text,
    created_at integer not null,
    released_at integer,
    released_by text,
    version integer not null,
    -- Chosen by the writer for one change, so that one whose answer was lost is known again.
    change text not null
) strict;

-- Pages that the operator touched; the others stand as they came in.
create table capture_page (
    page_id integer primary key references page (id),
    position integer not null,
    disposition text not null,
    starts text not null,
    case_number text,
    document_type text,
    answered integer not null,
    replaced_by integer references page (id)
) strict;

-- Clockwise turn of the master that a person chose; null for the one that is found.
alter table page add column turn integer;

create table document (
    file_id integer not null references file (id),
    -- Number of the page that it begins with, from 1.
    first_page integer not null,
    type text,
    primary key (file_id, first_page)
) strict;
