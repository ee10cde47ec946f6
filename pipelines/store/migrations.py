"""How ``news.db`` came to be, step by step.  Names never change, steps are only ever added at the end.

What each table and column means is told to analysts in ``data/README.md``; a test compares the two.
"""

from sqlite_utils import Database

from pipelines.store.database import Schema
from pipelines.store.schema.hosts import create_hosts
from pipelines.store.schema.near_duplicates import create_near_duplicates
from pipelines.store.schema.questions import create_questions, renew_view
from pipelines.store.schema.running import create_running
from pipelines.store.schema.search import create_search
from pipelines.store.schema.shards import create_shards
from pipelines.store.schema.templates import create_templates
from pipelines.store.search_index import fill_search

NEWS = Schema("news", fill_search)


@NEWS()
def m001_sites_and_crawls(db: Database) -> None:
    db.conn.execute("create table sites (name text primary key, first_seen_at text not null) without rowid")
    db.conn.execute(
        """create table crawls (
            id integer primary key,
            spider text not null,
            asked text not null,          -- the spider's arguments, JSON
            sites text not null,          -- the sites it may visit, JSON
            helps integer references crawls(id), -- the running crawl whose work it shares
            started_at text not null,
            alive_at text not null,       -- last sign of life
            finished_at text,             -- null: still running, or ended without a word
            outcome text,
            section_pages integer not null default 0,
            listed integer not null default 0,
            known integer not null default 0,
            new integer not null default 0,
            changed integer not null default 0,
            unchanged integer not null default 0,
            gone integer not null default 0,
            dropped integer not null default 0,
            failed integer not null default 0,
            requests integer not null default 0,
            seconds real,
            stats text,                   -- every counter of the run, JSON
            host text not null,
            pid integer not null
        )"""
    )
    db.conn.execute("create index crawls_running on crawls (alive_at) where finished_at is null")
    db.conn.execute(
        """create table sections (
            id integer primary key,
            site text not null references sites(name),
            name text not null,
            url text not null unique,
            first_seen_at text not null,
            last_read_at text,
            read_through_at text,         -- when a reading last came to its end, or to articles that were known
            may_stop_early integer not null default 0,  -- this reading may end at known articles
            known_run integer not null default 0        -- pages in a row, so far, that list known articles alone
        )"""
    )


@NEWS()
def m002_articles(db: Database) -> None:
    db.conn.execute(
        """create table articles (
            id integer primary key,
            url text not null unique,
            site text not null references sites(name),
            title text not null,
            subtitle text not null default '',
            body text not null,
            published_at text,
            source text not null default '',
            author text not null default '',
            editor text not null default '',
            keywords text not null default '[]',
            breadcrumb text not null default '[]',
            language text not null default '',
            char_count integer not null,
            body_sha256 text not null,
            page_count integer not null default 1,
            first_seen_at text not null,
            last_checked_at text not null,
            changed_at text not null,
            version integer not null default 1,
            gone_at text,                 -- when the site was found to have taken it down
            duplicate_of integer references articles(id),
            warnings text not null default '[]',
            crawl_id integer not null references crawls(id)
        )"""
    )
    db.conn.execute("create index articles_by_crawl on articles (crawl_id)")
    db.conn.execute("create index articles_by_day on articles (site, published_at)")
    db.conn.execute("create index articles_by_text on articles (body_sha256)")
    db.conn.execute(
        """create table article_versions (
            article_id integer not null references articles(id),
            version integer not null,
            title text not null,
            body text not null,
            body_sha256 text not null,
            published_at text,
            stood_from text not null,
            stood_until text not null,
            crawl_id integer not null references crawls(id),
            primary key (article_id, version)
        ) without rowid"""
    )
    db.conn.execute(
        """create table removals (
            article_id integer not null references articles(id),
            position integer not null,    -- which block of the page, from 0
            rule text not null,
            text text not null,
            evidence text not null default '',
            primary key (article_id, position)
        ) without rowid"""
    )
    db.conn.execute("create index removals_rule on removals (rule)")


@NEWS()
def m003_frontier(db: Database) -> None:
    db.conn.execute(
        """create table frontier (
            id integer primary key,
            url text not null unique,         -- what is requested
            twin text not null unique,        -- the same for http/https, www. and m. spellings of one address
            printed_url text not null default '',
            kind text not null check (kind in ('section', 'article')),
            site text not null references sites(name),
            section_id integer references sections(id),
            page_number integer not null default 1,
            priority integer not null default 0,
            listed_title text not null default '',
            listed_at text not null default '',
            state text not null check (state in ('queued', 'leased', 'done', 'dropped', 'failed')),
            reason text not null default '',  -- why dropped, or the last error
            failures integer not null default 0,
            due_at text,                      -- when a failed page is tried again, a young article looked at again
            section_score real,               -- how surely the page is a section page, 0 to 1
            etag text not null default '',
            last_modified text not null default '',
            queued_at text not null,
            leased_until text,
            leased_by integer references crawls(id),
            finished_at text,
            article_id integer references articles(id),
            crawl_id integer not null references crawls(id)
        )"""
    )
    # Work is searched among unfinished rows alone, so the indexes hold only them: a million known addresses cost a
    # crawl nothing.  SQLite takes a partial index for a query that repeats its condition word for word.
    db.conn.execute("create index frontier_queued on frontier (crawl_id, priority desc, id) where state = 'queued'")
    db.conn.execute("create index frontier_leased on frontier (crawl_id, leased_by) where state = 'leased'")
    db.conn.execute(
        "create index frontier_unfinished on frontier (section_id) where state in ('queued', 'leased', 'failed')"
    )
    db.conn.execute("create index frontier_missed on frontier (crawl_id) where state in ('dropped', 'failed')")
    db.conn.execute("create index frontier_pages on frontier (section_id, crawl_id, state) where kind = 'section'")
    db.conn.execute("create index frontier_due on frontier (section_id, due_at) where due_at is not null")
    db.conn.execute(
        """create table article_sections (
            section_id integer not null references sections(id),
            frontier_id integer not null references frontier(id),
            article_id integer references articles(id),  -- null: listed, but not stored (see frontier)
            listed_title text not null default '',
            listed_at text not null default '',
            position integer not null,        -- on its section page, from 1
            page_number integer not null,     -- of the section page, from 1
            first_listed_at text not null,
            primary key (section_id, frontier_id)
        ) without rowid"""
    )
    db.conn.execute(
        """create table refused_links (
            section_id integer not null references sections(id),
            printed_url text not null,
            reason text not null,
            first_seen_at text not null,
            primary key (section_id, printed_url)
        ) without rowid"""
    )
    db.conn.execute("create index article_sections_by_article on article_sections (article_id)")
    db.conn.execute("create index article_sections_by_frontier on article_sections (frontier_id)")


@NEWS()
def m004_everyday_views(db: Database) -> None:
    db.conn.execute(
        """create view listed_articles as
            select sections.site, sections.name as section, articles.published_at, articles.title, articles.url,
                   article_sections.listed_title, article_sections.listed_at, articles.id as article_id
            from article_sections
            join sections on sections.id = article_sections.section_id
            join articles on articles.id = article_sections.article_id"""
    )
    db.conn.execute(
        """create view removals_by_rule as
            select articles.site, removals.rule, count(*) as cuts, count(distinct article_id) as articles,
                   sum(length(removals.text)) as characters
            from removals join articles on articles.id = removals.article_id
            group by articles.site, removals.rule"""
    )
    db.conn.execute(
        """create view drops as
            select site, url, reason, finished_at from frontier where state = 'dropped'"""
    )


@NEWS()
def m005_readings(db: Database) -> None:
    """An edit by the newspaper and a better rule are different things."""
    for column in (
        "pages_sha256 text not null default ''",  # of the pages that the article was read from, see pages.db
        "rules text not null default ''",  # fingerprint of the rules that read them
        "reread_at text",
    ):
        db.conn.execute(f"alter table articles add column {column}")
    db.conn.execute("alter table article_versions add column cause text not null default 'edited'")
    db.conn.execute(
        """create table readings (
            id integer primary key,
            asked text not null,          -- site, since …, JSON
            started_at text not null,
            finished_at text,             -- null: still running, or ended without a word; the next one goes on
            articles integer not null default 0,
            changed integer not null default 0,
            touched integer not null default 0,
            same integer not null default 0,
            edited integer not null default 0,
            refused integer not null default 0,
            overtaken integer not null default 0,
            without_page integer not null default 0,
            failed integer not null default 0,
            seconds real,
            host text not null,
            pid integer not null
        )"""
    )
    db.conn.execute(
        """create table article_readings (
            id integer primary key,
            article_id integer not null references articles(id),
            version integer not null,     -- of the newspaper's text, which stayed the same
            reread_at text not null,
            reading_id integer references readings(id), -- null: in the course of a crawl
            rules text not null,          -- those that had read it before
            before text not null          -- the columns that changed, as they were, JSON
        )"""
    )
    db.conn.execute("create index article_readings_by_article on article_readings (article_id)")
    db.conn.execute("create index frontier_by_article on frontier (article_id) where article_id is not null")


@NEWS()
def m006_templates(db: Database) -> None:
    create_templates(db.conn)


@NEWS()
def m007_search(db: Database) -> None:
    create_search(db.conn)


@NEWS()
def m008_near_duplicates(db: Database) -> None:
    create_near_duplicates(db.conn)


@NEWS()
def m009_questions(db: Database) -> None:
    create_questions(db.conn)


@NEWS()
def m010_running(db: Database) -> None:
    create_running(db.conn)


@NEWS()
def m011_hosts(db: Database) -> None:
    create_hosts(db.conn)


@NEWS()
def m012_shards(db: Database) -> None:
    create_shards(db.conn)


@NEWS()
def m013_last_new_of_a_site(db: Database) -> None:
    """When did a site last have something new: without it every row is fetched, 28 of the report's 37 seconds at a million."""
    db.conn.execute("create index articles_by_sight on articles (site, first_seen_at)")


@NEWS()
def m014_boilerplate_in_one_reading(db: Database) -> None:
    """The view answered in 4.5 seconds of CPU at a million articles; now in 1.9."""
    renew_view(db.conn, "boilerplate_by_month")


@NEWS()
def m015_sites_by_turns(db: Database) -> None:
    """What is queued, site by site: a crawl of several sites takes from one after the other."""
    db.conn.execute("drop index frontier_queued")
    db.conn.execute(
        "create index frontier_queued on frontier (crawl_id, priority desc, site, id) where state = 'queued'"
    )
