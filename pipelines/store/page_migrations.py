"""The schema of ``pages.db``: named steps, and only ever new ones at the end."""

from sqlite_utils import Database, Migrations

PAGES = Migrations("pages")


@PAGES()
def m001_pages(db: Database) -> None:
    db.conn.execute(
        """create table addresses (
            id integer primary key,
            url text not null unique,        -- the frontier's address
            site text not null
        )"""
    )
    db.conn.execute("create index addresses_of_site on addresses (site)")
    db.conn.execute(
        """create table fetches (
            id integer primary key,
            address_id integer not null references addresses(id),
            fetched_at text not null,        -- when these very pages came first
            last_fetched_at text not null,   -- and last, nothing else having come in between
            missing_pages integer not null default 0, -- of a split article, that could not be had
            crawl_id integer not null        -- in news.db
        )"""
    )
    db.conn.execute("create index fetches_of_address on fetches (address_id)")
    db.conn.execute(
        """create table dictionaries (
            id integer primary key,
            site text not null,
            kind text not null check (kind in ('page', 'headers')),
            generation integer not null,     -- pages keep the one they were packed with
            is_raw integer not null,         -- 1: pages as they are; 0: trained by zstd
            byte_count integer not null,
            sha256 blob not null,
            packed blob not null,
            learned_from integer not null,   -- how many pages
            made_at text not null,
            unique (site, kind, generation)
        )"""
    )
    db.conn.execute(
        """create table contents (
            id integer primary key,
            sha256 blob not null unique,     -- of the bytes as sent
            byte_count integer not null,
            packed blob not null,            -- the bytes, zstd
            dictionary_id integer references dictionaries(id),
            reference_id integer references contents(id), -- the version it was packed beside
            chain integer not null,          -- how many others must be unpacked first
            address_id integer not null references addresses(id) -- where it was sent first
        )"""
    )
    db.conn.execute("create index contents_first_versions on contents (address_id) where reference_id is null")
    db.conn.execute(
        """create table pages (
            fetch_id integer not null references fetches(id),
            page_number integer not null,    -- of a split article, from 1
            content_id integer not null references contents(id),
            status integer not null,
            final_url text,                  -- after redirects; null: the address itself
            headers blob not null,           -- JSON [[name, value], ...] as sent, zstd
            headers_size integer not null,
            headers_dictionary_id integer references dictionaries(id),
            primary key (fetch_id, page_number)
        ) without rowid"""
    )
    db.conn.execute("create index pages_by_content on pages (content_id)")
    db.conn.execute(
        """create view kept_pages as
            select url, site, page_number, status, coalesce(final_url, url) as final_url, fetched_at, last_fetched_at,
                   crawl_id, contents.byte_count, length(packed) as packed_bytes, chain, content_id
            from pages join fetches on fetches.id = fetch_id join addresses on addresses.id = fetches.address_id
            join contents on contents.id = content_id"""
    )
