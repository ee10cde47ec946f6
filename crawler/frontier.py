"""The durable scheduler: what to ask for next comes from the database, and every answer's fate goes back to it.

Requests live in the ``frontier`` table as plain data, so a crawl that dies loses none; memory holds only the handful
that are at work.  It takes the place of Scrapy's queues, of JOBDIR and of the duplicate filter.
"""

import logging
from collections import deque
from typing import Any, Self

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.urls import twin_key
from pipelines.store import frontier as rows
from pipelines.store.crawls import begin_crawl
from pipelines.store.database import BadDatabase, open_database
from pipelines.store.migrations import NEWS

logger = logging.getLogger(__name__)


class Frontier:
    """Scrapy's scheduler interface over the frontier's rows.

    A request that carries ``meta["address"]`` continues an address that is leased (a redirect, another try); one
    that does not asks for a new address: ``meta["wanted"]`` says whether it is a section or an article.
    """

    def __init__(self, crawler: Crawler) -> None:
        assert crawler.stats is not None
        self.crawler = crawler
        self.stats = crawler.stats
        self.lease_seconds = crawler.settings.getfloat("LEASE_SECONDS")
        self.continuing: deque[Request] = deque()  # never longer than what is at work

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        frontier = cls(crawler)
        crawler.signals.connect(frontier.item_dropped, signals.item_dropped)
        crawler.signals.connect(frontier.item_error, signals.item_error)
        crawler.signals.connect(frontier.spider_error, signals.spider_error)
        return frontier

    def open(self, spider: Spider) -> None:
        self.spider: Any = spider
        try:
            self.db = open_database(self.crawler.settings["DATABASE"], NEWS)
        except BadDatabase as error:
            logger.error("%s", error)
            raise CloseSpider("bad_database") from error
        self.crawl_id = begin_crawl(self.db, spider.name, getattr(spider, "asked", {}))
        self.stats.set_value("crawl/id", self.crawl_id)

    def close(self, reason: str) -> None:
        if hasattr(self, "db"):
            rows.give_back(self.db, self.crawl_id)
            self.db.close()

    def enqueue_request(self, request: Request) -> bool:
        if "address" in request.meta:
            self.continuing.append(request)
            return True
        wanted = request.meta["wanted"]
        address = {"site": wanted["site"], "url": request.url, "twin": twin_key(request.url)}
        if wanted["kind"] == "section":
            rows.want_section(self.db, self.crawl_id, name=wanted["name"], **address)
        else:
            rows.want_article(self.db, self.crawl_id, printed_url=wanted["printed_url"], **address)
        return True

    def has_pending_requests(self) -> bool:
        return bool(self.continuing) or rows.has_queued(self.db, self.crawl_id)

    def next_request(self) -> Request | None:
        if self.continuing:
            return self.continuing.popleft()
        row = rows.lease(self.db, self.crawl_id, self.lease_seconds)
        if row is None:
            return None
        return Request(
            row["url"],
            callback=self.spider.parse_section if row["kind"] == "section" else self.spider.parse_article,
            errback=self.spider.missed,
            meta={"address": row["url"], "row": row},
            priority=row["priority"],
            dont_filter=True,
        )

    def drop(self, address: str, reason: str) -> None:
        """There is nothing for us at this address, and the reason is known."""
        self.stats.inc_value("crawl/dropped")
        self.stats.inc_value(f"crawl/dropped/{reason}")
        rows.mark_dropped(self.db, address, reason)

    def fail(self, address: str, error: str) -> None:
        """Nothing came of this address, this time."""
        self.stats.inc_value("crawl/failed")
        rows.mark_failed(self.db, address, error)

    # What Scrapy tells about a page on its way to the store

    def item_dropped(self, item: Any, exception: Exception) -> None:
        self.drop(item.address, getattr(exception, "reason", type(exception).__name__))

    def item_error(self, item: Any, failure: Failure) -> None:
        self.fail(item.address, _one_line(failure))

    def spider_error(self, failure: Failure, response: Response | Failure | None) -> None:
        request = getattr(response, "request", None)
        if request is not None and "address" in request.meta:
            self.fail(request.meta["address"], _one_line(failure))


def _one_line(failure: Failure) -> str:
    return f"{type(failure.value).__name__}: {failure.value}".split("\n")[0][:300]
