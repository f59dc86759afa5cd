-- A second look at batches, samples of what was released, and what the archive did over time. Times are ticks (100 ns since 0001-01-01, UTC).

-- Handed over for a second look; null where it was not, or was changed since.
alter table capture add column approved_at bigint;
alter table capture add column approved_by text;

-- What fed it: a scanner, or a station's folder; null for uploads.
alter table capture add column device text;

-- Counted at the release.
alter table capture add column images integer;
alter table capture add column flagged integer;
alter table capture add column confidence double precision;

-- Pages that were drawn at a release to be looked at again.
create table page_sample (
    page_id bigint primary key references page (id),
    batch_id bigint not null references batch (id),
    drawn_at bigint not null,
    verdict text,
    note text,
    judged_at bigint,
    judged_by text
);

-- A row for each minute of which somebody told.
create table operation_sample (
    at bigint primary key,
    pages_waiting bigint not null,
    pages_in_work integer not null,
    oldest_waiting bigint,
    files_unfinished integer not null,
    pages_last_minutes integer not null,
    needing_operator bigint not null,
    rejected bigint not null,
    failed bigint not null,
    nodes integer not null,
    least_free_bytes bigint,
    -- Mean CPU time of a page's stages in milliseconds, as JSON.
    stages text not null
);
