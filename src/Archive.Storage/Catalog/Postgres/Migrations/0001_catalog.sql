-- Digests are 32 bytes, enumerations their names. Times of leases are the server's; the others come from the node that did the step.
-- A node of the release before works on this schema too: a new column needs a default, and a column is dropped one release after its last use.

create table node (
    id text primary key,
    machine text not null,
    version text not null,
    workers integer not null,
    draining boolean not null,
    problem text,
    lease_time interval not null,
    started_at timestamptz not null,
    seen_at timestamptz not null,
    pages_finished bigint not null default 0
);

create table batch (
    id bigint generated always as identity primary key,
    name text not null,
    source_key bytea not null,
    state text not null,
    priority integer not null default 0,
    -- Counted along with the pages, so that progress costs the same at any size.
    pages_total integer not null default 0,
    pages_finished integer not null default 0,
    created_at timestamptz not null,
    completed_at timestamptz,
    -- Chosen by the caller for one wish for a batch, so that a wish whose answer was lost can be repeated.
    creation uuid not null unique
);

create index batch_by_source_key on batch (source_key, id);
create index batch_open on batch (id) where state <> 'Complete';

create table file (
    -- Public id: 'F' and eight digits of this number; never used twice.
    id bigint generated always as identity primary key,
    batch_id bigint not null references batch (id),
    ordinal integer not null,
    name text not null,
    case_number text,
    page_count integer not null default 0,
    pages_finished integer not null default 0,
    pages_rejected integer not null default 0,
    pdf_digest bytea,
    pdf_bytes bigint,
    received_at timestamptz not null,
    assembled_at timestamptz,
    indexed_at timestamptz,
    node_id text,
    lease uuid,
    not_before timestamptz,
    unique (batch_id, ordinal)
);

create index file_by_batch on file (batch_id, id);
create index file_by_case on file (case_number) where case_number is not null;
create index file_leased on file (node_id) where node_id is not null;

-- Whole files that have something to show and are not at their end; a node without the search index cares for the first alone.
create index file_to_assemble on file (id)
    where page_count > 0 and pages_finished = page_count and pages_rejected < page_count and assembled_at is null;
create index file_to_complete on file (id)
    where page_count > 0 and pages_finished = page_count and pages_rejected < page_count and (assembled_at is null or indexed_at is null);

create table source (
    id bigint generated always as identity primary key,
    batch_id bigint not null references batch (id),
    ordinal integer not null,
    path text not null,
    disposition text not null,
    digest bytea,
    bytes bigint,
    format text,
    file_id bigint references file (id),
    reason text,
    duplicate_of text,
    entered_at timestamptz not null
);

-- A path may be longer than an entry of an index.
create unique index source_path_once on source (batch_id, md5(path));
create unique index source_received_once on source (digest, batch_id) where disposition = 'Received';

create table page (
    id bigint generated always as identity primary key,
    batch_id bigint not null references batch (id),
    file_id bigint not null references file (id),
    file_ordinal integer not null,
    number integer not null,
    source_id bigint not null references source (id),
    page_index integer not null,
    state text not null,
    attempts integer not null default 0,
    failures integer not null default 0,
    last_problem text,
    -- Who has it in work, or had it when it was finished; null where the sole owner of the catalog has.
    node_id text,
    -- New with every attempt, so that a call repeated after a lost answer cannot meet a later attempt.
    lease uuid,
    received_at timestamptz not null,
    finished_at timestamptz,
    recipe bytea,
    image_encoding text,
    image_width integer,
    image_height integer,
    image_digest bytea,
    alto_digest bytea,
    text_digest bytea,
    outcome text,
    problem text,
    blank boolean,
    language text,
    mean_confidence double precision,
    words integer,
    width integer,
    height integer,
    dpi double precision,
    -- The whole of what was measured, as JSON and letter by letter as it was written.
    result text,
    unique (file_id, number),
    unique (source_id, page_index)
);

-- The queue holds only what waits, in the order in which it is leased; what is in work is little.
create index page_waiting on page (batch_id, file_ordinal, number) where state = 'Received';
create index page_waiting_since on page (received_at) where state = 'Received';
create index page_in_work on page (node_id, batch_id) where state = 'InWork';
create index page_finished on page (finished_at, node_id) where state = 'Finished';

-- For the operator's desk: finished pages that are not plainly done.
create index page_to_look_at on page (batch_id, outcome) where outcome <> 'Done';

create table event (
    id bigint generated always as identity primary key,
    type text not null,
    at timestamptz not null,
    subject text not null,
    outcome text not null,
    detail text
);

-- An event told again after a crash is the same event.
create unique index event_once on event (at, md5(subject), md5(type), md5(outcome), md5(coalesce(detail, '')));
create index event_by_subject on event using hash (subject);
