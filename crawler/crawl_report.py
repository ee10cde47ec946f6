"""What a crawl came to: a row in ``crawls``, a summary on standard output, and errors one line each."""

import logging
import sys
import time
from pathlib import Path
from typing import Any, Self

from scrapy import Spider, signals
from scrapy.crawler import Crawler

from crawler.outcomes import BROKEN, NO_ROOM, outcome
from crawler.terminal import one_line
from crawler.waiting import longest_pauses
from pipelines.store import articles, fates, sections
from pipelines.store.crawls import end_crawl
from pipelines.store.database import BadDatabase, Database, lasting_trouble, open_database
from pipelines.store.migrations import NEWS

logger = logging.getLogger(__name__)

LEAST_PAUSES = 10  # seconds; nobody wonders about less
MOST_FAILURES = 10  # named one by one; the frontier has the rest


class CrawlReport:
    """Ends the crawl's row and says what landed."""

    def __init__(self, crawler: Crawler) -> None:
        assert crawler.stats is not None
        self.crawler = crawler
        self.stats = crawler.stats
        self.database = crawler.settings["DATABASE"]
        self.style = crawler.settings["CRAWL_REPORT"]
        self.began = time.monotonic()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        report = cls(crawler)
        crawler.signals.connect(report.spider_closed, signals.spider_closed)
        return report

    def spider_closed(self, spider: Spider, reason: str) -> None:
        stats = self.stats.get_stats()
        stats["crawl/requests"] = stats.get("downloader/request_count", 0)
        stats["crawl/outcome"] = outcome(stats, reason)
        stats["politeness/longest_paused"], paused = longest_pauses(self.crawler)
        stats["politeness/seconds_paused"] = round(paused, 1)
        crawl_id = stats.get("crawl/id")
        if crawl_id is None:
            return  # refused before it began; that was said already
        seconds = time.monotonic() - self.began
        try:
            db = open_database(self.database, NEWS)
            end_crawl(db, crawl_id, stats["crawl/outcome"], seconds, stats)
        except Exception as error:
            if not (isinstance(error, BadDatabase) or lasting_trouble(error)):
                raise
            if stats["crawl/outcome"] not in (NO_ROOM, BROKEN):  # those have said so themselves
                logger.error("The end of the crawl cannot be written to %s: %s.", self.database, error)
                stats["crawl/outcome"] = BROKEN
            return  # its row stays open, which `scrapy health` takes up
        self._name_failures(db, crawl_id)
        style = self.style
        if style == "auto":
            style = "full" if sys.stdout.isatty() else "line"
        if style == "full":
            print("\n".join(full_report(db, crawl_id, stats, seconds, self.database)), flush=True)
        elif style == "line":
            print(f"{spider.name}: {summary(stats)}; {took(stats, seconds)}; {self.database}", flush=True)
        db.close()

    def _name_failures(self, db: Database, crawl_id: int) -> None:
        failed = fates.failures(db, crawl_id)
        for kind, url, error in failed[:MOST_FAILURES]:
            level = logging.ERROR if kind == "section" else logging.WARNING
            advice = "check the address and the host" if kind == "section" else "it will be tried again"
            logger.log(level, "Could not read %s %s: %s; %s.", kind, url, error, advice)
        if len(failed) > MOST_FAILURES:
            logger.warning(
                "%d more failed: select url, reason from frontier where state = 'failed'", len(failed) - MOST_FAILURES
            )
        for url, reason, page_number in fates.dropped_sections(db, crawl_id):
            if reason == "forbidden_by_robots":
                logger.error(
                    "Section page %s is forbidden by the site's robots.txt: choose another, or ask the site.", url
                )
            elif page_number == 1:
                logger.error("Section page %s is not there (%s): has its address changed?", url, reason)
            else:  # many pagers link to a page after their last
                logger.info("Section page %s is not there (%s).", url, reason)


def summary(stats: dict[str, Any]) -> str:
    """``2 section pages, 40 listed: 38 new, 0 changed, 2 unchanged, …`` in one line."""

    def count(name: str) -> int:
        return int(stats.get(f"crawl/{name}", 0))

    parts = [f"{count('new')} new", f"{count('changed')} changed", f"{count('unchanged')} unchanged"]
    if count("known"):
        parts.append(f"{count('known')} known already, not requested")
    parts += [f"{count(name)} {name}" for name in ("dropped", "failed") if count(name)]
    if count("put_right"):
        parts.append(f"{count('put_right')} put right by what later pages repeat")
    return f"{count('section_pages')} section pages, {count('listed')} articles listed: {', '.join(parts)}"


def took(stats: dict[str, Any], seconds: float, digits: str = ".0f") -> str:
    """How long the crawl took, and what for if pauses were most of it.

    >>> took({"politeness/seconds_paused": 228, "politeness/longest_paused": "town.example"}, 243)
    '243 s, 228 of them pauses between requests to town.example'
    """
    paused = stats["politeness/seconds_paused"]
    words = f"{seconds:{digits}} s"
    if paused < max(LEAST_PAUSES, seconds / 2):
        return words
    return f"{words}, {paused:.0f} of them pauses between requests to {stats['politeness/longest_paused']}"


def full_report(db: Database, crawl_id: int, stats: dict[str, Any], seconds: float, database: str) -> list[str]:
    """The lines that a person at a terminal sees at the end."""
    lines = ["", f"  {stats['crawl/outcome']}, {took(stats, seconds, '.1f')}, {stats['crawl/requests']} requests", ""]
    for name, url, listed, stored in sections.section_counts(db, crawl_id):
        lines.append(f"  section   {one_line(name or url)}: {listed} listed, {stored} stored")
    lines.append(f"  articles  {summary(stats).split(': ', 1)[1]}")
    for title, counts in (
        ("dropped", fates.drop_reasons(db, crawl_id)),
        ("removed", articles.removals_by_rule(db, crawl_id)),
    ):
        if counts:
            lines.append(f"  {title:9} " + ", ".join(f"{count} {name}" for name, count in counts))
    path = _short(database)
    latest = articles.latest_id(db, crawl_id)
    lines += ["", f"  database  {path}", "", "  What to try next:"]
    lines.append(f"    .venv/bin/sqlite-utils {path} 'select published_at, title from articles limit 10' --table")
    lines.append(f"    .venv/bin/sqlite-utils {path} 'select * from removals_by_rule' --table")
    if latest:
        cuts = f"select rule, text from removals where article_id = {latest}"
        lines.append(f"    .venv/bin/sqlite-utils {path} '{cuts}' --table")
    return [*lines, ""]


def _short(database: str) -> str:
    path = Path(database)
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)
