"""Addresses whose pages somebody else has fetched: they have a fate like any other, and are never asked for."""

from sqlite_utils import Database

from pipelines.store.database import writing
from pipelines.store.texts import storable
from pipelines.store.times import now_at

LEASE_SECONDS = 3600  # an import that died leaves its addresses to crawls after this time


def take_article(
    db: Database, crawl_id: int, *, site: str, url: str, twin: str, listed_title: str = "", listed_at: str = ""
) -> str:
    """Lease an address to the import that has its page; the spelling by which the frontier knows it."""
    with writing(db) as connection:
        connection.execute("insert or ignore into sites (name, first_seen_at) values (?, ?)", (site, now_at()))
        connection.execute(
            "insert into frontier (url, twin, printed_url, kind, site, listed_title, listed_at, state, queued_at,"
            " leased_until, leased_by, crawl_id) values (:url, :twin, :url, 'article', :site, :title, :date, 'leased',"
            " :now, :until, :crawl, :crawl) on conflict (twin) do update set state = 'leased',"
            " leased_until = excluded.leased_until, leased_by = excluded.leased_by, crawl_id = excluded.crawl_id",
            {
                "url": url,
                "twin": twin,
                "site": site,
                "title": storable(listed_title),
                "date": storable(listed_at),
                "now": now_at(),
                "until": now_at(plus_seconds=LEASE_SECONDS),
                "crawl": crawl_id,
            },
        )
        known: str = connection.execute("select url from frontier where twin = ?", (twin,)).fetchone()[0]
    return known


def listed_as(db: Database, url: str) -> tuple[str, str]:
    """Title and date that the section pages print beside an address."""
    found = db.conn.execute("select listed_title, listed_at from frontier where url = ?", (url,)).fetchone()
    return found or ("", "")
