"""A section page that was read: its links become frontier rows in the transaction that finishes it."""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlite_utils import Database

from pipelines.store.database import writing
from pipelines.store.frontier import Again, keep_refused, mark_done, queue_article, queue_section_page
from pipelines.store.texts import storable
from pipelines.store.times import now_at


@dataclass(frozen=True, slots=True)
class ReadSection:
    """One section page as the spider read it, and how far the reading of the section is to go.

    `links` hold url, twin, printed_url, listed_title, listed_at, position, is_beside (in a hot list, which the other
    pages of the section repeat); `next_pages` hold url and twin.  `crawl_id` is the crawl whose frontier rows are
    worked on.
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
    wanted = [link for link in section.links if not _is_older(link, section.since)]
    listed, known = set(), set()
    with writing(db) as connection:
        for link in wanted:
            frontier_id, is_known = queue_article(
                connection, section.crawl_id, section.section_id, section.site, link, section.again
            )
            if is_known:
                known.add(frontier_id)
            _list_article(connection, section, link, frontier_id)
            if section.page_number == 1 or not link.get("is_beside"):
                listed.add(frontier_id)
        keep_refused(connection, section.crawl_id, section.section_id, section.site, section.refused)
        mark_done(connection, section.address, section_score=section.score)
        only_known = bool(listed) and listed <= known
        only_older = bool(section.links) and not wanted
        if section.page_number == 1:
            connection.execute(
                "update sections set last_read_at = ?, name = iif(name = '', ?, name) where id = ?",
                (now_at(), section.name, section.section_id),
            )
        connection.execute(
            "update sections set known_run = iif(?, known_run + 1, 0) where id = ?", (only_known, section.section_id)
        )
        if only_older or _came_to_known_articles(connection, section):
            _end_reading(connection, section, read_through=not only_older)
        else:
            is_whole = _queue_next_pages(connection, section)
            if not _has_pages_left(connection, section):
                _end_reading(connection, section, read_through=is_whole)
    return Listed(len(listed), len(listed & known))


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


def _list_article(
    connection: sqlite3.Connection, section: ReadSection, link: Mapping[str, Any], frontier_id: int
) -> None:
    """Note what the section says of the article.  One that is listed on two pages keeps its place on the first."""
    connection.execute(
        "insert into article_sections (section_id, frontier_id, article_id, listed_title, listed_at, position,"
        " page_number, first_listed_at) values (?, ?, (select article_id from frontier where id = ?), ?, ?, ?, ?, ?)"
        " on conflict (section_id, frontier_id) do update set listed_title = excluded.listed_title,"
        " listed_at = excluded.listed_at, position = excluded.position, page_number = excluded.page_number"
        " where excluded.page_number <= article_sections.page_number and"
        " (excluded.listed_title, excluded.listed_at, excluded.position, excluded.page_number) is not"
        " (article_sections.listed_title, article_sections.listed_at, article_sections.position,"
        "  article_sections.page_number)",
        (
            section.section_id,
            frontier_id,
            frontier_id,
            storable(link["listed_title"]),
            link["listed_at"],
            link["position"],
            section.page_number,
            now_at(),
        ),
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


def _came_to_known_articles(connection: sqlite3.Connection, section: ReadSection) -> bool:
    query = "select may_stop_early and known_run >= ? from sections where id = ?"
    return bool(connection.execute(query, (section.known_pages, section.section_id)).fetchone()[0])


def _has_pages_left(connection: sqlite3.Connection, section: ReadSection) -> bool:
    query = (
        "select exists (select 1 from frontier where section_id = ? and kind = 'section' and crawl_id = ?"
        " and state in ('queued', 'leased'))"
    )
    return bool(connection.execute(query, (section.section_id, section.crawl_id)).fetchone()[0])


def _end_reading(connection: sqlite3.Connection, section: ReadSection, *, read_through: bool) -> None:
    """The rest of the section is known, or not wanted: its queued pages have the fate of the pages before."""
    connection.execute(
        "update frontier set state = 'done', finished_at = ? where section_id = ? and kind = 'section'"
        " and crawl_id = ? and state = 'queued'",
        (now_at(), section.section_id, section.crawl_id),
    )
    connection.execute(
        "update sections set is_read_through = :through and not exists (select 1 from frontier where section_id = :id"
        " and kind = 'section' and crawl_id = :crawl and state = 'failed') where id = :id",
        {"id": section.section_id, "through": read_through, "crawl": section.crawl_id},
    )
