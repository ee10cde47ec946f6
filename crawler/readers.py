"""Processes that read pages for a crawl that is faster than one core: it asks, they clean, and nobody waits.

They are started when the first page comes.  One that ends without a word is replaced: the page that it was at has failed
and is tried again later, the others go to the next.
"""

import asyncio
import logging
from collections import deque
from typing import NamedTuple, Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from crawler.items import ArticlePageItem
from crawler.reader import READY, Answer, Orders, Question
from crawler.rereading import RawPage
from crawler.worker import Worker
from pipelines.first_reading import ReadingFailed

logger = logging.getLogger(__name__)

MOST_WAITING = 16  # pages that wait for a reader; a kill costs to fetch them again, so no more are asked for
AHEAD = 4  # pages at each reader: it begins the next while the crawl still stores the last
MOST_STARTS = 2  # readers in a row that end before they are ready; then the crawl reads by itself


class _Job(NamedTuple):
    question: Question
    answer: asyncio.Future[Answer | None]


class _Reader:
    """One process, and what it was asked and has not answered, the oldest first."""

    def __init__(self, orders: Orders) -> None:
        self.worker = Worker("crawler.reader:work")
        self.worker.line.send(orders)
        self.jobs: deque[_Job] = deque()
        self.is_ready = False


class Readers:
    """Shares the pages out, and gives each item what was read."""

    def __init__(self, count: int, orders: Orders) -> None:
        self.count = count
        self.orders = orders
        self.readers: list[_Reader] = []
        self.waiting: deque[_Job] = deque()
        self.failed_starts = 0

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        settings = crawler.settings
        if not settings.getint("READERS"):
            raise NotConfigured  # said to Scrapy, which stays silent about it
        orders = Orders(
            settings["DATABASE"],
            settings.getfloat("CLEAN_SECONDS"),
            settings.getbool("SITE_TEMPLATES"),
            settings.getfloat("MEMORY_LIMIT_MB"),
        )
        readers = cls(settings.getint("READERS"), orders)
        crawler.signals.connect(readers.end, signals.spider_closed)
        return readers

    async def read(self, item: ArticlePageItem, *, may_lead_on: bool = False) -> list[str] | None:
        """Have the item's pages read.  The further pages of the article, if they are asked for and there are any: then
        nothing was read.  None if there is nobody to ask."""
        if self.failed_starts >= MOST_STARTS:
            return None
        pages = [RawPage(each.page.body, each.page.url, each.page.charset) for each in item.fetched]
        told = {name: getattr(item, name) for name in TOLD}
        job = _Job(Question(pages, told, may_lead_on), asyncio.get_running_loop().create_future())
        self.waiting.append(job)
        self._hand_out()
        answer = await job.answer
        if answer is None:
            return None
        item.reading = answer.reading
        return answer.further

    @property
    def are_behind(self) -> bool:
        return len(self.waiting) >= MOST_WAITING

    def end(self) -> None:
        for reader in self.readers:
            asyncio.get_running_loop().remove_reader(reader.worker.line.fileno())
            reader.worker.end()
        self.readers.clear()

    def _hand_out(self) -> None:
        """Give what waits to those who have least to do."""
        while len(self.readers) < self.count and self.failed_starts < MOST_STARTS:
            reader = _Reader(self.orders)
            self.readers.append(reader)
            asyncio.get_running_loop().add_reader(reader.worker.line.fileno(), self._hear, reader)
        while self.waiting:
            reader = min(self.readers, key=lambda reader: len(reader.jobs))
            if len(reader.jobs) >= AHEAD:
                return
            job = self.waiting.popleft()
            reader.jobs.append(job)
            try:
                reader.worker.line.send(job.question)
            except OSError:  # it has ended, which is heard in a moment
                return

    def _hear(self, reader: _Reader) -> None:
        try:
            told = reader.worker.line.recv()
        except (EOFError, OSError):
            self._replace(reader)
            return
        if told == READY:
            reader.is_ready = True
            self.failed_starts = 0
            return
        _give(reader.jobs.popleft(), told)
        self._hand_out()

    def _replace(self, reader: _Reader) -> None:
        """A reader has ended without a word."""
        asyncio.get_running_loop().remove_reader(reader.worker.line.fileno())
        reader.worker.end()
        self.readers.remove(reader)
        if reader.is_ready and reader.jobs:
            died = ReadingFailed("the process that read it ended without a word (no memory left?)")
            _give(reader.jobs.popleft(), Answer([], died))
        elif not reader.is_ready:
            self.failed_starts += 1
        self.waiting.extendleft(reversed(reader.jobs))
        if self.failed_starts >= MOST_STARTS:
            logger.warning("No process can be started that reads pages: the crawl reads them by itself.")
            while self.waiting and not self.readers:
                _give(self.waiting.popleft(), None)
        self._hand_out()


TOLD = ("site", "url", "layout", "listed_title", "listed_at", "missing_pages")


def _give(job: _Job, answer: Answer | None) -> None:
    if not job.answer.done():  # whoever asked may have been told to end
        job.answer.set_result(answer)
