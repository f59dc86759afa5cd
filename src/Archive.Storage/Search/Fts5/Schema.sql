-- The index is disposable: another schema gets another number, and the file is made anew.

create table state (
    name text primary key,
    value text not null
) strict, without rowid;

create table page (
    id integer primary key,
    file_id text not null,
    number integer not null,
    case_number text,
    revision blob not null,
    unique (file_id, number)
) strict;

-- Who may see pages, and what they are counted by: a row for each combination that there is, and others for each restricted file.
create table page_class (
    id integer primary key,
    register text not null,
    year text not null,
    document_type text not null,
    language text not null,
    status text not null,
    unit text not null,
    restricted_file text not null,
    unique (register, year, document_type, language, status, unit, restricted_file)
) strict;

-- Apart from page and small: a search looks here for every page that matches.
create table classed_page (
    page_id integer primary key,
    class_id integer not null
) strict;

-- Apart from page, so that sorting and counting do not read it.
create table page_words (
    page_id integer primary key,
    words blob not null
) strict;

-- Without content of its own: what a page says is in page_words. The text is folded already; the tokenizer only cuts at blanks, and every character beyond ASCII is of a word.
create virtual table page_text using fts5 (
    words,
    pieces,
    content = '',
    contentless_delete = 1,
    tokenize = 'ascii'
);

-- Every word ever indexed, for inflections (by stem) and near misses (by skeleton, and by segments of the skeleton).
create table term (
    id integer primary key,
    term text not null unique,
    stem text,
    skeleton text not null
) strict;

create index term_by_stem on term (stem) where stem is not null;
create index term_by_skeleton on term (skeleton);

-- The skeleton stands here again, so that a search reads along one range of this table for each key and nothing besides.
create table segment (
    key text not null,
    skeleton text not null,
    term_id integer not null,
    primary key (key, skeleton, term_id)
) strict, without rowid;
