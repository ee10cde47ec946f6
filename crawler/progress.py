"""``34 done · 12 queued · 1.0 pages/s · 12 s left · town.example gets a request every 1 s``, on a terminal.

What a person watches; cron never sees it.
"""

import asyncio
import sys
from typing import Any, Self

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from crawler.waiting import waits_for
from pipelines.status_line import StatusLine
from pipelines.store.database import open_database
from pipelines.store.leases import count_queued
from pipelines.store.migrations import NEWS

EVERY_SECONDS = 1.0  # each look counts the queue in the database
FATES = ("section_pages", "new", "changed", "unchanged", "gone", "dropped")


class Progress:
    """Redraws the line on standard error while the crawl runs, from the frontier's own counts."""

    def __init__(self, crawler: Crawler) -> None:
        if not sys.stderr.isatty():
            raise NotConfigured  # said to Scrapy, which stays silent about it
        assert crawler.stats is not None
        self.crawler = crawler
        self.stats = crawler.stats
        self.database = crawler.settings["DATABASE"]
        self.line = StatusLine(silent=0, every=0)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        progress = cls(crawler)
        crawler.signals.connect(progress.spider_opened, signals.spider_opened)
        crawler.signals.connect(progress.spider_closed, signals.spider_closed)
        return progress

    def spider_opened(self, spider: Spider) -> None:
        self.drawing = asyncio.ensure_future(self.draw())

    def spider_closed(self, spider: Spider) -> None:
        self.drawing.cancel()
        self.line.erase()

    async def draw(self) -> None:
        db = open_database(self.database, NEWS)
        try:
            while True:
                await asyncio.sleep(EVERY_SECONDS)
                queued = count_queued(db, self.stats.get_value("crawl/helps") or self.stats.get_value("crawl/id"))
                waits = waits_for(self.crawler)
                self.line.draw(progress_line(self.stats.get_stats(), queued, self.line.seconds, waits))
        finally:
            db.close()


def progress_line(stats: dict[str, Any], queued: int, seconds: float, waits: str = "") -> str:
    """The line for the counters of a running crawl, and what it waits for.

    >>> progress_line({"crawl/new": 30, "crawl/section_pages": 4}, 12, 34.0, "a.example gets a request every 1 s")
    '34 done · 12 queued · 1.0 pages/s · 12 s left · a.example gets a request every 1 s'
    """
    done = sum(stats.get(f"crawl/{fate}", 0) for fate in FATES)
    failed = stats.get("crawl/failed", 0)
    parts = [f"{done} done", f"{queued} queued"]
    if failed:
        parts.append(f"{failed} failed")
    rate = (done + failed) / seconds if seconds else 0.0
    parts.append(f"{rate:.1f} pages/s")
    if rate and queued:
        left = queued / rate
        parts.append(f"{left:.0f} s left" if left < 120 else f"{left / 60:.0f} min left")
    if waits:
        parts.append(waits)
    return " · ".join(parts)
