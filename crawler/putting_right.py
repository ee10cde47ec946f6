"""At the end of a crawl: what was read before its site's template was known is read again, from the archive.

A page read early has let through what only later pages showed to be repeated.  Where that changes a reading, the store
has marked the article; here the marked ones are put right.  A crawl that is killed before leaves the marks to the next.
"""

import logging
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Self

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from crawler.news_spider import NewsSpider
from crawler.rereading import WorkerDied, cores
from crawler.second_reading import SecondReading, declared_layout
from pipelines.site_templates import JUDGE
from pipelines.status_line import StatusLine
from pipelines.store import readings
from pipelines.store.crawls import sign_of_life
from pipelines.store.database import Database, open_database
from pipelines.store.kept_pages import KeptPages
from pipelines.store.marking import mark_what_changed
from pipelines.store.migrations import NEWS
from pipelines.store.page_migrations import PAGES

logger = logging.getLogger(__name__)

WORTH_THE_CORES = 300  # articles; fewer are read before other processes would have started


class PuttingRight:
    """Before the crawl's report is written, so that it can say how many they were."""

    def __init__(self, crawler: Crawler) -> None:
        if not crawler.settings.getbool("SITE_TEMPLATES"):
            raise NotConfigured  # said to Scrapy, which stays silent about it
        assert crawler.stats is not None
        self.settings = crawler.settings
        self.stats = crawler.stats

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        extension = cls(crawler)
        crawler.signals.connect(extension.spider_closed, signals.spider_closed)
        return extension

    def spider_closed(self, spider: Spider, reason: str) -> None:
        if reason != "finished" or self.stats.get_value("crawl/id") is None:
            return  # who asked for an end gets it; the next crawl puts right what this one leaves
        sites = spider.sites() if isinstance(spider, NewsSpider) else set()
        db = open_database(self.settings["DATABASE"], NEWS)
        try:
            for site in sites:
                mark_what_changed(db, site, JUDGE)
            if total := readings.count_marked(db, sites):
                self._put_right(db, sites, total)
        finally:
            db.close()

    def _put_right(self, db: Database, sites: set[str], total: int) -> None:
        crawl_id = self.stats.get_value("crawl/id")
        archive = KeptPages(open_database(self.settings["PAGES_DATABASE"], PAGES))
        layouts = {site: declared_layout(self.settings, site) for site in sites}
        reading = SecondReading(db, archive, layouts, say=logger.warning)
        reading_id = readings.begin_reading(db, {"crawl": crawl_id})
        most = self.settings.getint("READING_PROCESSES") or cores()
        jobs = most if total >= WORTH_THE_CORES else 1
        line = StatusLine(silent=0)
        with _asked_to_stop() as asked:
            try:
                for batch in reading.read(readings.marked_articles(db, sites), jobs):
                    reading.store(batch, reading_id)
                    sign_of_life(db, crawl_id)
                    if asked:
                        break
                    line.draw(f"{reading.counts['articles']} of {total} put right")
            except WorkerDied as error:
                logger.warning("%s", error)
            else:
                if not asked:
                    reading.give_up()
                    readings.end_reading(db, reading_id, reading.counts, line.seconds)
        archive.db.close()
        changed = sum(reading.counts[name] for name in ("changed", "touched", "edited"))
        self.stats.set_value("crawl/put_right", changed)
        self.stats.set_value("crawl/read_again", reading.counts["articles"])


@contextmanager
def _asked_to_stop() -> Iterator[list[int]]:
    """The signals that came meanwhile: what is at hand is finished, then they mean what they meant before."""
    came: list[int] = []
    before: dict[int, Any] = {}
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is signal.SIG_IGN:  # nohup wants it ignored
            continue
        before[number] = signal.signal(number, lambda number, _: came.append(number))
    try:
        yield came
    finally:
        for told, handler in before.items():
            signal.signal(told, handler)
        if came:
            os.kill(os.getpid(), came[0])
