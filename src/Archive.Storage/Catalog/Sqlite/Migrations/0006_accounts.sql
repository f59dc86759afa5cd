-- Accounts, what they log in with, and what they may see. Times are ticks (100 ns since 0001-01-01, UTC), digests 32-byte blobs, flags 0 or 1;
-- sets and lists are JSON arrays of texts.

create table account (
    -- Never used twice; an account is never deleted.
    id integer primary key autoincrement,
    name text not null unique,
    display_name text not null,
    -- A bit for each role: 1 operator, 2 caseworker, 4 archivist, 8 auditor, 16 administrator.
    roles integer not null,
    registers text not null,
    units text not null,
    all_units integer not null,
    password_hash text,
    must_change_password integer not null,
    password_changed_at integer,
    failed_logins integer not null,
    locked_until integer,
    totp_key text,
    totp_enabled integer not null,
    recovery_codes text not null,
    security_stamp text not null,
    disabled integer not null,
    created_at integer not null,
    last_login_at integer,
    version integer not null,
    -- Chosen by the writer for one change, so that one whose answer was lost is known again.
    change text not null
) strict;

create table web_session (
    key blob primary key,
    account_id integer not null references account (id),
    ticket blob not null,
    created_at integer not null,
    seen_at integer not null,
    expires_at integer not null
) strict, without rowid;

create index web_session_by_account on web_session (account_id);
create index web_session_by_end on web_session (expires_at);

create table api_key (
    id integer primary key autoincrement,
    name text not null unique,
    owner_id integer not null references account (id),
    secret blob not null unique,
    scopes text not null,
    registers text not null,
    created_at integer not null,
    expires_at integer not null,
    last_used_at integer,
    revoked_at integer,
    change text not null
) strict;

create table key_ring (
    id integer primary key autoincrement,
    friendly_name text not null,
    xml text not null
) strict;

-- Restricted files that an account was let into by name.
create table file_grant (
    account_id integer not null references account (id),
    -- The public id, e.g. F00000012.
    file text not null,
    granted_by text not null,
    granted_at integer not null,
    primary key (account_id, file)
) strict, without rowid;

-- What a restricted file is read for, as stated in a session.
create table stated_purpose (
    session blob not null references web_session (key) on delete cascade,
    file text not null,
    purpose text not null,
    primary key (session, file)
) strict, without rowid;
