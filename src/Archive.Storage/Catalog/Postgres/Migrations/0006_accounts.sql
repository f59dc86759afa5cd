-- Accounts, what they log in with, and what they may see. Times are ticks (100 ns since 0001-01-01, UTC), digests 32 bytes, flags 0 or 1;
-- sets and lists are JSON arrays of texts. Names sort by their bytes, as SQLite has it.

create table account (
    -- An account is never deleted.
    id bigint generated always as identity primary key,
    name text collate "C" not null unique,
    display_name text not null,
    -- A bit for each role: 1 operator, 2 caseworker, 4 archivist, 8 auditor, 16 administrator.
    roles integer not null,
    registers text not null,
    units text not null,
    all_units integer not null,
    password_hash text,
    must_change_password integer not null,
    password_changed_at bigint,
    failed_logins integer not null,
    locked_until bigint,
    totp_key text,
    totp_enabled integer not null,
    recovery_codes text not null,
    security_stamp text not null,
    disabled integer not null,
    created_at bigint not null,
    last_login_at bigint,
    version bigint not null,
    -- Chosen by the writer for one change, so that one whose answer was lost is known again.
    change text not null
);

create table web_session (
    key bytea primary key,
    account_id bigint not null references account (id),
    ticket bytea not null,
    created_at bigint not null,
    seen_at bigint not null,
    expires_at bigint not null
);

create index web_session_by_account on web_session (account_id);
create index web_session_by_end on web_session (expires_at);

create table api_key (
    id bigint generated always as identity primary key,
    name text collate "C" not null unique,
    owner_id bigint not null references account (id),
    secret bytea not null unique,
    scopes text not null,
    registers text not null,
    created_at bigint not null,
    expires_at bigint not null,
    last_used_at bigint,
    revoked_at bigint,
    change text not null
);

create table key_ring (
    id bigint generated always as identity primary key,
    friendly_name text not null,
    xml text not null
);

-- Restricted files that an account was let into by name.
create table file_grant (
    account_id bigint not null references account (id),
    -- The public id, e.g. F00000012.
    file text collate "C" not null,
    granted_by text not null,
    granted_at bigint not null,
    primary key (account_id, file)
);

-- What a restricted file is read for, as stated in a session.
create table stated_purpose (
    session bytea not null references web_session (key) on delete cascade,
    file text collate "C" not null,
    purpose text not null,
    primary key (session, file)
);
