-- Digests are 32-byte blobs, times ISO 8601 in UTC, enumerations their names.

create table batch (
    id integer primary key autoincrement,
    name text not null,
    source_key blob not null,
    state text not null,
    -- Counted along with the pages, so that progress costs the same at any size.
    pages_total integer not null default 0,
    pages_finished integer not null default 0,
    created_at text not null,
    completed_at text
) strict;

create index batch_by_source_key on batch (source_key, id);

create table file (
    -- Public id: 'F' and eight digits of this number; never used twice.
    id integer primary key autoincrement,
    batch_id integer not null references batch (id),
    ordinal integer not null,
    name text not null,
    case_number text,
    page_count integer not null default 0,
    pdf_digest blob,
    pdf_bytes integer,
    received_at text not null,
    assembled_at text,
    indexed_at text,
    unique (batch_id, ordinal)
) strict;

create index file_by_batch on file (batch_id, id);
create index file_by_case on file (case_number) where case_number is not null;

create table source (
    id integer primary key autoincrement,
    batch_id integer not null references batch (id),
    ordinal integer not null,
    path text not null,
    disposition text not null,
    digest blob,
    bytes integer,
    format text,
    file_id integer references file (id),
    reason text,
    duplicate_of text,
    entered_at text not null,
    unique (batch_id, path)
) strict;

create index source_by_digest on source (digest, batch_id) where disposition = 'Received';

create table page (
    id integer primary key autoincrement,
    batch_id integer not null references batch (id),
    file_id integer not null references file (id),
    file_ordinal integer not null,
    number integer not null,
    source_id integer not null references source (id),
    page_index integer not null,
    state text not null,
    attempts integer not null default 0,
    failures integer not null default 0,
    last_problem text,
    finished_at text,
    recipe blob,
    image_encoding text,
    image_width integer,
    image_height integer,
    image_digest blob,
    alto_digest blob,
    text_digest blob,
    outcome text,
    problem text,
    blank integer,
    language text,
    mean_confidence real,
    words integer,
    width integer,
    height integer,
    dpi real,
    -- The whole of what was measured, as JSON; last, so that reading the other columns does not touch it.
    result text,
    unique (file_id, number)
) strict;

create unique index page_by_source on page (source_id, page_index);

-- The queue holds only what waits, in the order in which it is claimed.
create index page_waiting on page (batch_id, file_ordinal, number) where state = 'Received';
create index page_in_work on page (id) where state = 'InWork';

-- For the operator's desk: finished pages that are not plainly done.
create index page_to_look_at on page (batch_id, outcome) where outcome <> 'Done';

create table event (
    id integer primary key autoincrement,
    type text not null,
    at text not null,
    subject text not null,
    outcome text not null,
    detail text
) strict;

-- An event told again after a crash is the same event.
create unique index event_once on event (subject, at, type, outcome, ifnull(detail, ''));
