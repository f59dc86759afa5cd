-- What nodes of the service share besides accounts and sessions. Times are ticks (100 ns since 0001-01-01, UTC).

-- Work in the background as the node that does it told last.
create table job (
    name text primary key,
    state text not null,
    node text not null,
    -- 0 to 1; null where the end is not known.
    progress real,
    started_at integer not null,
    told_at integer not null,
    finished_at integer,
    -- What it does or found, in one sentence.
    detail text
) strict;

-- Answers to requests that may be told again with the same key.
create table given_answer (
    caller text not null,
    key text not null,
    -- SHA-256 of what was asked.
    request blob not null,
    begun_at integer not null,
    -- Of who answers it, so that one who lost the answer of this catalog knows its own row.
    token text not null,
    -- Null until it is answered.
    status integer,
    headers text,
    body blob,
    primary key (caller, key)
) strict;

create index given_answer_begun on given_answer (begun_at);
