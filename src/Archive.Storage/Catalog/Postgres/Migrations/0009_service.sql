-- What nodes of the service share besides accounts and sessions. Times are ticks (100 ns since 0001-01-01, UTC).

-- Work in the background as the node that does it told last.
create table job (
    name text primary key,
    state text not null,
    node text not null,
    -- 0 to 1; null where the end is not known.
    progress double precision,
    started_at bigint not null,
    told_at bigint not null,
    finished_at bigint,
    -- What it does or found, in one sentence.
    detail text
);

-- Answers to requests that may be told again with the same key.
create table given_answer (
    caller text not null,
    key text not null,
    -- SHA-256 of what was asked.
    request bytea not null,
    begun_at bigint not null,
    -- Of who answers it, so that one who lost the answer of this catalog knows its own row.
    token text not null,
    -- Null until it is answered.
    status integer,
    headers text,
    body bytea,
    primary key (caller, key)
);

create index given_answer_begun on given_answer (begun_at);
