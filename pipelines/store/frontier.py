"""The frontier's rows: every address the crawl knows, and how it comes to be queued.

queued -> leased (``leases.py``) -> done | dropped (reason) | failed (error, count, when to try again) (``fates.py``)
"""

import sqlite3
from collections.abc import Mapping
from typing import Any, Literal

from sqlite_utils import Database

from pipelines.store.crawls import crawls_at_work
from pipelines.store.database import writing
from pipelines.store.texts import storable
from pipelines.store.times import now_at

SECTION_PRIORITY = 1_000_000  # section pages before articles: what is new is known early
# Which known addresses a crawl asks for again: only those that failed and are due; articles too whose time for
# another look has come; or every one.
Again = Literal["failed", "due", "fresh"]
AGAIN: dict[Again, str] = {
    "failed": "due_at <= :now and state = 'failed'",
    "due": "due_at <= :now and state in ('failed', 'done', 'dropped')",
    "fresh": "state in ('failed', 'done', 'dropped')",
}


def want_section(
    db: Database,
    crawl_id: int,
    *,
    site: str,
    name: str,
    url: str,
    twin: str,
    again: Again = "due",
    whole_days: float = 7,
) -> int:
    """Queue the first page of a section, and what earlier crawls of it left; the id of its row in ``sections``.

    The reading may end at known articles if one in the last `whole_days` came to the section's end.
    """
    with writing(db) as connection:
        connection.execute("insert or ignore into sites (name, first_seen_at) values (?, ?)", (site, now_at()))
        spelled_otherwise = connection.execute(
            "select sections.url from frontier join sections on sections.id = section_id"
            " where twin = ? and kind = 'section' and page_number = 1",
            (twin,),
        ).fetchone()
        if spelled_otherwise:
            url = spelled_otherwise[0]
        connection.execute(
            "insert into sections (site, name, url, first_seen_at) values (?, ?, ?, ?)"
            " on conflict (url) do update set name = iif(excluded.name = '', name, excluded.name)",
            (site, name, url, now_at()),
        )
        section_id: int = connection.execute("select id from sections where url = ?", (url,)).fetchone()[0]
        if queue_section_page(connection, crawl_id, section_id, site=site, url=url, twin=twin, page_number=1):
            connection.execute(
                "update sections set may_stop_early = (ifnull(read_through_at, '') > ? and ?),"
                " read_through_at = null, known_run = 0 where id = ?",
                (now_at(plus_seconds=-whole_days * 86400), again != "fresh", section_id),
            )
            _adopt(connection, crawl_id, section_id, again)
    return section_id


def queue_section_page(
    connection: sqlite3.Connection,
    crawl_id: int,
    section_id: int,
    *,
    site: str,
    url: str,
    twin: str,
    page_number: int,
) -> bool:
    """Queue a section page unless this crawl has it already: it is read once in every crawl."""
    row = _row(crawl_id, section_id, site, {"url": url, "twin": twin, "printed_url": url})
    row |= {"kind": "section", "page_number": page_number, "priority": SECTION_PRIORITY - page_number}
    return _queue(connection, "frontier.crawl_id != excluded.crawl_id", row)


def want_article(
    db: Database,
    crawl_id: int,
    *,
    site: str,
    url: str,
    twin: str,
    printed_url: str,
    again: Again = "fresh",
    resumes: int | None = None,
) -> None:
    """Queue an article page that somebody asks for by its address.

    A known one is looked at again, unless `again` says otherwise, or the crawl that this one `resumes` has done it.
    """
    with writing(db) as connection:
        connection.execute("insert or ignore into sites (name, first_seen_at) values (?, ?)", (site, now_at()))
        row = _row(crawl_id, None, site, {"url": url, "twin": twin, "printed_url": printed_url})
        renew = (
            "frontier.crawl_id != excluded.crawl_id and (state in ('queued', 'leased') or"
            f" ({AGAIN['failed' if again == 'failed' else 'fresh']}"
            f" and not (state = 'done' and frontier.crawl_id = {int(resumes or 0)})))"
        )
        _queue(connection, renew, row)


def queue_article(
    connection: sqlite3.Connection,
    crawl_id: int,
    section_id: int,
    site: str,
    link: Mapping[str, Any],
    again: Again = "due",
) -> tuple[int, bool]:
    """Queue a listed article page unless its fate is known; the id of its frontier row, and whether it was known.

    `link` holds url, twin, printed_url, listed_title, listed_at.  A row that an ended crawl left unfinished, or that
    is to be asked for `again`, becomes this crawl's.
    """
    renew = (
        "frontier.crawl_id != excluded.crawl_id and (frontier.state = 'queued'"
        " or (frontier.state = 'leased' and frontier.leased_until < :now)"
        f" or ({AGAIN[again]}))"
    )
    _queue(connection, renew, _row(crawl_id, section_id, site, link))
    frontier_id, owner = connection.execute(
        "select id, crawl_id from frontier where twin = ?", (link["twin"],)
    ).fetchone()
    return frontier_id, owner != crawl_id


def _row(crawl_id: int, section_id: int | None, site: str, link: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "url": link["url"],
        "twin": link["twin"],
        "printed_url": link.get("printed_url", ""),
        "kind": "article",
        "site": site,
        "section_id": section_id,
        "page_number": 1,
        "priority": 0,
        "listed_title": storable(link.get("listed_title", "")),
        "listed_at": link.get("listed_at", ""),
        "crawl_id": crawl_id,
    }


def _queue(connection: sqlite3.Connection, renew: str, row: Mapping[str, Any]) -> bool:
    """Insert `row` as queued; a known row is queued again where the SQL condition `renew` holds.  True if queued."""
    before = connection.total_changes
    columns = [*row, "state", "queued_at"]
    renewed = [column for column in columns if column not in ("url", "twin", "printed_url", "site")]
    connection.execute(
        f"insert into frontier ({', '.join(columns)})"
        f" values ({', '.join(':' + column for column in row)}, 'queued', :now)"
        f" on conflict (twin) do update set {', '.join(f'{column} = excluded.{column}' for column in renewed)},"
        f" leased_until = null where {renew}",
        {**row, "now": now_at()},
    )
    return connection.total_changes > before


def _adopt(connection: sqlite3.Connection, crawl_id: int, section_id: int, again: Again) -> None:
    """Take over what ended crawls of this section left queued or leased, and what is to be asked for again."""
    take = (
        "update frontier set state = 'queued', crawl_id = :crawl, leased_until = null"
        " where section_id = :section and kind = 'article' and crawl_id != :crawl and "
    )
    values = {"crawl": crawl_id, "section": section_id, "now": now_at()}
    at_work = ", ".join(map(str, crawls_at_work(connection)))
    connection.execute(
        f"{take} state in ('queued', 'leased', 'failed') and ((state != 'failed' and crawl_id not in ({at_work}))"
        " or (state = 'leased' and leased_until < :now))",
        values,
    )
    # An index tells what is due; for every article there is, the section's listing stands in.
    of_section = "id in (select frontier_id from article_sections where section_id = :section) and "
    connection.execute(f"{take} {of_section if again == 'fresh' else ''}{AGAIN[again]}", values)
