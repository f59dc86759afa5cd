-- A second look at batches, samples of what was released, and what the archive did over time. Times are ticks (100 ns since 0001-01-01, UTC).

-- Handed over for a second look; null where it was not, or was changed since.
alter table capture add column approved_at integer;
alter table capture add column approved_by text;

-- What fed it: a scanner, or a station's folder; null for uploads.
alter table capture add column device text;

-- Counted at the release.
alter table capture add column images integer;
alter table capture add column flagged integer;
alter table capture add column confidence real;

-- Pages that were drawn at a release to be looked at again.
create table page_sample (
    page_id integer primary key references page (id),
    batch_id integer not null references batch (id),
    drawn_at integer not null,
    verdict text,
    note text,
    judged_at integer,
    judged_by text
) strict;

-- A row for each minute of which somebody told.
create table operation_sample (
    at integer primary key,
    pages_waiting integer not null,
    pages_in_work integer not null,
    oldest_waiting integer,
    files_unfinished integer not null,
    pages_last_minutes integer not null,
    needing_operator integer not null,
    rejected integer not null,
    failed integer not null,
    nodes integer not null,
    least_free_bytes integer,
    -- Mean CPU time of a page's stages in milliseconds, as JSON.
    stages text not null
) strict;

create index page_finished on page (finished_at) where state = 'Finished';
