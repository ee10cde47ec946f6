"""The frontier's rows: every address the crawl knows and what became of it.

    queued -> leased -> done | dropped (reason) | failed (error, count, when to try again)

A lease says that some process is at work on the address; one whose process is gone is free again.
"""

import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from sqlite_utils import Database

from pipelines.store.crawls import running_crawls
from pipelines.store.database import writing
from pipelines.store.times import now_at

SECTION_PRIORITY = 1000  # section pages before articles: what is new is known early
FIRST_RETRY_SECONDS = 600  # a host that did not answer is given ten minutes …
RETRY_GROWTH = 4  # … then 40, then 160: a week-long outage costs a handful of requests
LONGEST_RETRY_SECONDS = 7 * 24 * 3600


def want_section(db: Database, crawl_id: int, *, site: str, name: str, url: str, twin: str) -> int:
    """Queue the first page of a section for this crawl, always; the id of its row in ``sections``."""
    with writing(db) as connection:
        connection.execute("insert or ignore into sites (name, first_seen_at) values (?, ?)", (site, now_at()))
        connection.execute(
            "insert into sections (site, name, url, first_seen_at) values (?, ?, ?, ?)"
            " on conflict (url) do update set name = iif(excluded.name = '', name, excluded.name)",
            (site, name, url, now_at()),
        )
        section_id: int = connection.execute("select id from sections where url = ?", (url,)).fetchone()[0]
        queue_section_page(connection, crawl_id, section_id, site=site, url=url, twin=twin, page_number=1)
        _adopt_leftovers(db, connection, crawl_id, section_id)
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
) -> None:
    """Queue a section page unless this crawl has it already: it is read once in every crawl."""
    _queue(
        connection,
        "frontier.crawl_id != excluded.crawl_id",
        {
            "url": url,
            "twin": twin,
            "printed_url": url,
            "kind": "section",
            "site": site,
            "section_id": section_id,
            "page_number": page_number,
            "priority": SECTION_PRIORITY - page_number,
            "listed_title": "",
            "listed_at": "",
            "crawl_id": crawl_id,
        },
    )


def want_article(db: Database, crawl_id: int, *, site: str, url: str, twin: str, printed_url: str) -> None:
    """Queue an article page that somebody asks for by its address: it is looked at again if known."""
    with writing(db) as connection:
        connection.execute("insert or ignore into sites (name, first_seen_at) values (?, ?)", (site, now_at()))
        article = _article_row(crawl_id, None, site, {"url": url, "twin": twin, "printed_url": printed_url})
        _queue(connection, "frontier.crawl_id != excluded.crawl_id", article)


def queue_article(
    connection: sqlite3.Connection, crawl_id: int, section_id: int, site: str, link: Mapping[str, Any]
) -> tuple[int, bool]:
    """Queue a listed article page unless its fate is known; the id of its frontier row, and whether it was known.

    `link` holds url, twin, printed_url, listed_title, listed_at.  A row that another, ended crawl left
    unfinished, or that failed and is due again, becomes this crawl's.
    """
    _queue(
        connection,
        "(frontier.state = 'queued' and frontier.crawl_id != excluded.crawl_id)"
        " or (frontier.state = 'leased' and frontier.leased_until < excluded.queued_at)"
        " or (frontier.state = 'failed' and frontier.retry_at <= excluded.queued_at)",
        _article_row(crawl_id, section_id, site, link),
    )
    frontier_id, owner = connection.execute(
        "select id, crawl_id from frontier where twin = ?", (link["twin"],)
    ).fetchone()
    return frontier_id, owner != crawl_id


def lease(db: Database, crawl_id: int, seconds: float) -> dict[str, Any] | None:
    """The most urgent queued row of this crawl, now leased to it for `seconds`; None if nothing is queued."""
    with writing(db) as connection:
        cursor = connection.execute(
            "update frontier set state = 'leased', leased_until = ? where id = ("
            " select id from frontier where crawl_id = ? and state = 'queued' order by priority desc, id limit 1"
            ") returning *",
            (now_at(plus_seconds=seconds), crawl_id),
        )
        row = cursor.fetchone()
    return None if row is None else dict(zip([column[0] for column in cursor.description], row, strict=True))


def has_queued(db: Database, crawl_id: int) -> bool:
    query = "select exists (select 1 from frontier where crawl_id = ? and state = 'queued')"
    return bool(db.conn.execute(query, (crawl_id,)).fetchone()[0])


def mark_done(connection: sqlite3.Connection, url: str, article_id: int | None = None) -> None:
    """To be called inside the transaction that stores what the page gave."""
    connection.execute(
        "update frontier set state = 'done', reason = '', failures = 0, retry_at = null, leased_until = null,"
        " finished_at = ?, article_id = coalesce(?, article_id) where url = ?",
        (now_at(), article_id, url),
    )
    if article_id is not None:
        connection.execute(
            "update article_sections set article_id = ?"
            " where article_id is not ? and frontier_id = (select id from frontier where url = ?)",
            (article_id, article_id, url),
        )


def mark_dropped(db: Database, url: str, reason: str) -> None:
    with writing(db) as connection:
        connection.execute(
            "update frontier set state = 'dropped', reason = ?, leased_until = null, retry_at = null,"
            " finished_at = ? where url = ?",
            (reason, now_at(), url),
        )


def mark_failed(db: Database, url: str, error: str) -> None:
    """Each failure in a row makes the wait before the next try longer, up to a week."""
    with writing(db) as connection:
        found = connection.execute("select failures from frontier where url = ?", (url,)).fetchone()
        failures = (found[0] if found else 0) + 1
        wait = min(FIRST_RETRY_SECONDS * RETRY_GROWTH ** min(failures - 1, 10), LONGEST_RETRY_SECONDS)
        connection.execute(
            "update frontier set state = 'failed', reason = ?, failures = ?, retry_at = ?, leased_until = null,"
            " finished_at = ? where url = ?",
            (error, failures, now_at(plus_seconds=wait), now_at(), url),
        )


def give_back(db: Database, crawl_id: int) -> None:
    """Queue again what this crawl leased and will not finish."""
    with writing(db) as connection:
        connection.execute(
            "update frontier set state = 'queued', leased_until = null where crawl_id = ? and state = 'leased'",
            (crawl_id,),
        )


def fates(db: Database, crawl_id: int) -> dict[str, int]:
    """How many addresses of this crawl stand in each state."""
    query = "select state, count(*) from frontier where crawl_id = ? group by state"
    return dict(db.conn.execute(query, (crawl_id,)).fetchall())


def drop_reasons(db: Database, crawl_id: int) -> list[tuple[str, int]]:
    """Why this crawl dropped article pages, the most frequent reason first."""
    query = (
        "select reason, count(*) from frontier where crawl_id = ? and state = 'dropped'"
        " group by reason order by count(*) desc, reason"
    )
    return db.conn.execute(query, (crawl_id,)).fetchall()


def failures(db: Database, crawl_id: int) -> list[tuple[str, str, str]]:
    """(kind, url, error) of what failed in this crawl, section pages first."""
    query = "select kind, url, reason from frontier where crawl_id = ? and state = 'failed' order by kind desc, id"
    return db.conn.execute(query, (crawl_id,)).fetchall()


def dropped_sections(db: Database, crawl_id: int) -> list[tuple[str, str]]:
    """(url, reason) of the section pages that this crawl asked for in vain."""
    query = "select url, reason from frontier where crawl_id = ? and state = 'dropped' and kind = 'section' order by id"
    return db.conn.execute(query, (crawl_id,)).fetchall()


def _article_row(crawl_id: int, section_id: int | None, site: str, link: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "url": link["url"],
        "twin": link["twin"],
        "printed_url": link.get("printed_url", ""),
        "kind": "article",
        "site": site,
        "section_id": section_id,
        "page_number": 1,
        "priority": 0,
        "listed_title": link.get("listed_title", ""),
        "listed_at": link.get("listed_at", ""),
        "crawl_id": crawl_id,
    }


def _queue(connection: sqlite3.Connection, again: str, row: Mapping[str, Any]) -> None:
    """Insert `row` as queued; a row known already is queued again where the SQL condition `again` holds."""
    columns = [*row, "state", "queued_at"]
    renewed = (
        "kind",
        "section_id",
        "page_number",
        "priority",
        "listed_title",
        "listed_at",
        "state",
        "queued_at",
        "crawl_id",
    )
    connection.execute(
        f"insert into frontier ({', '.join(columns)}) values ({', '.join(':' + column for column in columns)})"
        f" on conflict (twin) do update set {', '.join(f'{column} = excluded.{column}' for column in renewed)},"
        f" leased_until = null where {again}",
        {**row, "state": "queued", "queued_at": now_at()},
    )


def _adopt_leftovers(db: Database, connection: sqlite3.Connection, crawl_id: int, section_id: int) -> None:
    """Take over what ended crawls of this section left queued or leased, and what failed and is due again."""
    alive: Sequence[int] = running_crawls(db)
    marks = ", ".join("?" * len(alive))
    connection.execute(
        "update frontier set state = 'queued', crawl_id = ?, leased_until = null"
        " where section_id = ? and kind = 'article' and crawl_id != ? and ("
        f" (state in ('queued', 'leased') and crawl_id not in ({marks}))"
        " or (state = 'leased' and leased_until < ?)"
        " or (state = 'failed' and retry_at <= ?))",
        (crawl_id, section_id, crawl_id, *alive, now_at(), now_at()),
    )
