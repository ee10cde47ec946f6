"""A section page that was read: its links become frontier rows in the transaction that finishes it."""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

from sqlite_utils import Database

from pipelines.store.database import writing
from pipelines.store.fates import mark_done
from pipelines.store.frontier import Again, queue_article, queue_section_page
from pipelines.store.texts import storable
from pipelines.store.times import now_at

MOST_REFUSED = 1000  # links kept for each section; more of them would tell nobody more
MOST_ASCENTS = 0.2  # share of neighbours in which the later date stands below: stories pinned on top make some


@dataclass(frozen=True, slots=True)
class ReadSection:
    """One section page as the spider read it, and how far the reading of the section is to go.

    `links` hold url, twin, printed_url, listed_title, listed_at, position; `next_pages` hold url and twin.  `crawl_id`
    is the crawl whose frontier rows are worked on.
    """

    address: str
    crawl_id: int
    section_id: int
    site: str
    name: str
    page_number: int
    score: float
    links: Sequence[Mapping[str, Any]]
    next_pages: Sequence[Mapping[str, str]]
    refused: Sequence[tuple[str, str]]  # links as printed, and why they must not be requested
    page_limit: int  # section pages, at most
    since: str  # a date; what is listed with an earlier one is left alone
    again: Again
    known_pages: int  # the reading ends after so many pages in a row of known articles


class Listed(NamedTuple):
    """How many articles a page lists that the pages before it did not, and how many of them earlier crawls know."""

    articles: int
    known: int


def store_section_page(db: Database, section: ReadSection) -> Listed:
    """Keep the listing, queue what it leads to, and mark the page done: all of it, or nothing."""
    # What this process has seen listed in this crawl.  On disk, not in memory: sections may list a million articles.
    db.conn.execute(
        "create temp table if not exists listed_now (crawl_id, section_id, frontier_id,"
        " unique (crawl_id, section_id, frontier_id))"
    )
    wanted = [link for link in section.links if not _is_older(link, section.since)]
    listed = known = 0
    with writing(db) as connection:
        for link in wanted:
            frontier_id, is_known = queue_article(
                connection, section.crawl_id, section.section_id, section.site, link, section.again
            )
            if _is_listed_first(connection, section, frontier_id):
                _list_article(connection, section, link, frontier_id)
                listed += 1
                known += is_known
        _keep_refused(connection, section)
        mark_done(connection, section.address, section_score=section.score)
        if section.page_number == 1:
            connection.execute(
                "update sections set last_read_at = ?, name = iif(name = '', ?, name) where id = ?",
                (now_at(), storable(section.name), section.section_id),
            )
        # A page that says again what the pages before it said belongs to a pager that goes in circles.
        is_repeated = bool(wanted) and not listed
        is_known_page = bool(listed) and listed == known and _is_newest_first(wanted)
        connection.execute(
            "update sections set known_run = iif(?, known_run + 1, 0) where id = ?",
            (is_repeated or is_known_page, section.section_id),
        )
        if section.links and not wanted:
            _end_reading(connection, section.section_id, section.crawl_id, is_whole=False)
        elif _may_end(connection, section, is_repeated):
            _end_reading(connection, section.section_id, section.crawl_id, is_whole=True)
        else:
            is_whole = _queue_next_pages(connection, section) and bool(section.links) and not section.since
            if not _has_pages_left(connection, section.section_id, section.crawl_id):
                _end_reading(connection, section.section_id, section.crawl_id, is_whole=is_whole)
    return Listed(listed, known)


def end_reading_after_miss(db: Database, address: str) -> None:
    """A section page did not come.  If it was the last one, the reading has ended all the same: many pagers link to a
    page after their last."""
    found = db.conn.execute(
        "select section_id, crawl_id from frontier where url = ? and kind = 'section'", (address,)
    ).fetchone()
    if not found:
        return  # an article page, as most that do not come
    with writing(db) as connection:
        if not _has_pages_left(connection, *found):
            _end_reading(connection, *found, is_whole=True)


def section_counts(db: Database, crawl_id: int) -> list[tuple[str, str, int, int]]:
    """(name, url, articles listed, articles stored) of each section that this crawl read, all crawls together."""
    query = (
        "select sections.name, sections.url, count(*), count(article_sections.article_id) from article_sections"
        " join sections on sections.id = section_id"
        " where section_id in (select section_id from frontier where kind = 'section' and crawl_id = ?)"
        " group by section_id order by section_id"
    )
    return db.conn.execute(query, (crawl_id,)).fetchall()


def _is_older(link: Mapping[str, Any], since: str) -> bool:
    return bool(since and link["listed_at"]) and link["listed_at"][: len(since)] < since


def _is_newest_first(links: Sequence[Mapping[str, Any]]) -> bool:
    """Whether what is new would stand on top.  A list without dates is taken to be as most lists are."""
    days = [link["listed_at"][:10] for link in links if link["listed_at"] and not link.get("is_beside")]
    ascents = sum(above < below for above, below in pairwise(days))
    return ascents <= MOST_ASCENTS * len(days)


def _is_listed_first(connection: sqlite3.Connection, section: ReadSection, frontier_id: int) -> bool:
    """Whether no page before this one listed it in this reading."""
    row = (section.crawl_id, section.section_id, frontier_id)
    return connection.execute("insert or ignore into listed_now values (?, ?, ?)", row).rowcount > 0


def _list_article(
    connection: sqlite3.Connection, section: ReadSection, link: Mapping[str, Any], frontier_id: int
) -> None:
    """Note what the section says of the article, and where it stands; a listing that is as it was costs no write."""
    place = (storable(link["listed_title"]), link["listed_at"], link["position"], section.page_number)
    connection.execute(
        "insert into article_sections (section_id, frontier_id, article_id, listed_title, listed_at, position,"
        " page_number, first_listed_at) values (?, ?, (select article_id from frontier where id = ?), ?, ?, ?, ?, ?)"
        " on conflict (section_id, frontier_id) do update set listed_title = excluded.listed_title,"
        " listed_at = excluded.listed_at, position = excluded.position, page_number = excluded.page_number"
        " where (excluded.listed_title, excluded.listed_at, excluded.position, excluded.page_number) is not"
        " (article_sections.listed_title, article_sections.listed_at, article_sections.position,"
        "  article_sections.page_number)",
        (section.section_id, frontier_id, frontier_id, *place, now_at()),
    )


def _keep_refused(connection: sqlite3.Connection, section: ReadSection) -> None:
    """Put on record the links that must never be requested, so many of a section: some are new on every visit."""
    if not section.refused:
        return
    kept = connection.execute("select count(*) from refused_links where section_id = ?", (section.section_id,))
    room = max(0, MOST_REFUSED - kept.fetchone()[0])
    connection.executemany(
        "insert or ignore into refused_links (section_id, printed_url, reason, first_seen_at) values (?, ?, ?, ?)",
        [(section.section_id, storable(printed), reason, now_at()) for printed, reason in section.refused[:room]],
    )


def _queue_next_pages(connection: sqlite3.Connection, section: ReadSection) -> bool:
    """Queue the pages that this one leads to; False if some were left out because of the page limit."""
    pages: int = connection.execute(
        "select count(*) from frontier where kind = 'section' and section_id = ? and crawl_id = ?",
        (section.section_id, section.crawl_id),
    ).fetchone()[0]
    for page in section.next_pages:
        if pages >= section.page_limit:
            return False
        pages += queue_section_page(
            connection,
            section.crawl_id,
            section.section_id,
            site=section.site,
            url=page["url"],
            twin=page["twin"],
            page_number=pages + 1,
        )
    return True


def _may_end(connection: sqlite3.Connection, section: ReadSection, is_repeated: bool) -> bool:
    """Whether enough pages in a row have said nothing new: known articles, where the rest is known too, or a circle."""
    query = "select (may_stop_early or ?) and known_run >= ? from sections where id = ?"
    values = (is_repeated, section.known_pages, section.section_id)
    return bool(connection.execute(query, values).fetchone()[0])


def section_address(db: Database, section_id: int | None) -> str:
    """The address of a section's first page; empty for a page of no section."""
    row = db.conn.execute("select url from sections where id = ?", (section_id,)).fetchone()
    return str(row[0]) if row else ""


def _has_pages_left(connection: sqlite3.Connection, section_id: int, crawl_id: int) -> bool:
    query = (
        "select exists (select 1 from frontier where section_id = ? and kind = 'section' and crawl_id = ?"
        " and state in ('queued', 'leased'))"
    )
    return bool(connection.execute(query, (section_id, crawl_id)).fetchone()[0])


def _end_reading(connection: sqlite3.Connection, section_id: int, crawl_id: int, *, is_whole: bool) -> None:
    """The rest of the section is known, or not wanted: its queued pages have the fate of the pages before.

    A reading in which a page was missed is not whole, unless it was the last and was missed before: then it is the one
    after the last, to which many pagers link.
    """
    values = {"id": section_id, "crawl": crawl_id, "whole": is_whole, "now": now_at()}
    connection.execute(
        "update frontier set state = 'done', finished_at = :now where section_id = :id and kind = 'section'"
        " and crawl_id = :crawl and state = 'queued'",
        values,
    )
    connection.execute(
        "update sections set read_through_at = iif(:whole and not exists (select 1 from frontier as page"
        " where page.section_id = :id and page.kind = 'section' and page.crawl_id = :crawl"
        " and (page.state = 'failed' or (page.state = 'dropped' and (page.failures < 2 or page.page_number <"
        "  (select max(page_number) from frontier where section_id = :id and kind = 'section'"
        "   and crawl_id = :crawl))))), :now, null)"
        " where id = :id",
        values,
    )
