"""A section page that was read: its links become frontier rows in the transaction that finishes it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from pipelines.store.database import writing
from pipelines.store.frontier import mark_done, queue_article, queue_section_page
from pipelines.store.times import now_at


@dataclass(frozen=True, slots=True)
class ReadSection:
    """One section page as the spider read it.

    `links` hold url, twin, printed_url, listed_title, listed_at, position; `next_pages` hold url and twin.
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
    page_limit: int


def store_section_page(db: Database, section: ReadSection) -> int:
    """Keep the listing, queue what it leads to, and mark the page done: all of it, or nothing.

    The number of links that needed no request, because earlier crawls know what became of them.
    """
    known_links = 0
    with writing(db) as connection:
        for link in section.links:
            frontier_id, is_known = queue_article(connection, section.crawl_id, section.section_id, section.site, link)
            known_links += is_known
            # A story listed on two pages of the section keeps the place where it was seen first in this order.
            connection.execute(
                "insert into article_sections (section_id, frontier_id, article_id, listed_title, listed_at,"
                " position, page_number, first_listed_at)"
                " values (?, ?, (select article_id from frontier where id = ?), ?, ?, ?, ?, ?)"
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
                    link["listed_title"],
                    link["listed_at"],
                    link["position"],
                    section.page_number,
                    now_at(),
                ),
            )
        known_pages: int = connection.execute(
            "select count(*) from frontier where kind = 'section' and section_id = ? and crawl_id = ?",
            (section.section_id, section.crawl_id),
        ).fetchone()[0]
        for page in section.next_pages:
            if known_pages >= section.page_limit:
                break
            before = connection.total_changes
            queue_section_page(
                connection,
                section.crawl_id,
                section.section_id,
                site=section.site,
                url=page["url"],
                twin=page["twin"],
                page_number=known_pages + 1,
            )
            known_pages += connection.total_changes > before
        if section.page_number == 1:
            connection.execute(
                "update sections set last_read_at = ?, score = ?, name = iif(name = '', ?, name) where id = ?",
                (now_at(), section.score, section.name, section.section_id),
            )
        mark_done(connection, section.address)
    return known_links


def section_counts(db: Database, crawl_id: int) -> list[tuple[str, str, int, int]]:
    """(name, url, articles listed, articles stored) of each section that this crawl read, all crawls together."""
    query = (
        "select sections.name, sections.url, count(*), count(article_sections.article_id) from article_sections"
        " join sections on sections.id = section_id"
        " where section_id in (select section_id from frontier where kind = 'section' and crawl_id = ?)"
        " group by section_id order by section_id"
    )
    return db.conn.execute(query, (crawl_id,)).fetchall()
