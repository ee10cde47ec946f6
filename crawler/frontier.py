"""The durable scheduler: what to ask for next comes from the database, and every answer's fate goes back to it.

Requests live in the ``frontier`` table as plain data, so a crawl that dies loses none; memory holds only the handful
that are at work.  It takes the place of Scrapy's queues, of JOBDIR and of the duplicate filter.
"""

import functools
import logging
import time
from collections import Counter, deque
from collections.abc import Callable
from typing import Any, Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.utils.asyncio import create_looping_call
from scrapy.utils.defer import _schedule_coro
from twisted.python.failure import Failure

from crawler.kinship import twin_key
from crawler.machine_bounds import DISK_LIMIT
from crawler.outcomes import BROKEN, BUSY
from crawler.readers import Readers
from pipelines.store import articles, fates, leases
from pipelines.store import frontier as rows
from pipelines.store.crawls import SiteBusy, begin_crawl, cut_short, sign_of_life
from pipelines.store.database import NO_SPACE, is_locked, lasting_trouble, open_database
from pipelines.store.migrations import NEWS
from pipelines.store.sections import end_reading_after_miss

logger = logging.getLogger(__name__)

SIGN_SECONDS = 30  # between two signs of life; a crawl is believed dead after six times that
LEASED_TOGETHER = 8  # articles in one transaction: it costs as much as one; more would keep new section pages waiting
# Articles of one site at work, in a crawl of several: sixteen of a host that wants a pause would keep all others waiting.
MOST_OF_A_SITE = 4
IDLE_SECONDS = 2  # between two looks for leases of the dead, while there is nothing else to do


def _while_it_can(method: Callable[..., None]) -> Callable[..., None]:
    """A fate is written as long as the database takes anything; without it the address stays leased, and is taken up
    by the next crawl."""

    @functools.wraps(method)
    def write(self: "Frontier", *values: Any) -> None:
        if self.has_given_up:
            return
        try:
            method(self, *values)
        except Exception as error:
            if not lasting_trouble(error):
                raise
            self.give_up(error)

    return write


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
        self.look_again_ages = sorted(map(float, crawler.settings.getlist("LOOK_AGAIN_AGES")))
        self.continuing: deque[Request] = deque()  # never longer than what is at work
        self.leased: deque[dict[str, Any]] = deque()  # rows whose turn comes next
        self.last_site = ""  # from which articles were leased
        self.refusal: Exception | None = None
        self.refusal_reason = BUSY
        self.is_closed = False
        self.has_given_up = False
        self.took_over = time.monotonic()
        self.signing = create_looping_call(self._sign)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        frontier = cls(crawler)
        crawler.signals.connect(frontier.item_dropped, signals.item_dropped)
        crawler.signals.connect(frontier.item_error, signals.item_error)
        crawler.signals.connect(frontier.spider_error, signals.spider_error)
        return frontier

    def open(self, spider: Any) -> None:
        self.spider = spider
        self.readers = self.crawler.get_extension(Readers)
        self.db = open_database(self.crawler.settings["DATABASE"], NEWS)
        share = self.crawler.settings.getbool("SHARE_CRAWL")
        try:
            begun = begin_crawl(self.db, spider.name, spider.asked, spider.sites(), spider.hosts(), share=share)
        except SiteBusy as error:
            self.refusal = error  # the spider's start() is the place from which Scrapy can be stopped
            return
        except Exception as error:
            if not lasting_trouble(error):
                raise
            self.refusal = error
            self.refusal_reason = self.give_up(error)
            return
        self.crawl_id, self.works_for = begun
        self.site_count = len(spider.sites())
        self.stats.set_value("crawl/id", self.crawl_id)
        self.resumes = cut_short(self.db, self.crawl_id)
        if self.works_for != self.crawl_id:
            self.stats.set_value("crawl/helps", self.works_for)
        # By the clock, not by the next request: hosts may want minutes between two.
        self.signing.start(SIGN_SECONDS, now=False)

    @_while_it_can
    def _sign(self) -> None:
        try:
            sign_of_life(self.db, self.crawl_id)
            leases.renew_leases(self.db, self.works_for, self.crawl_id, self.lease_seconds)
        except Exception as error:
            if not is_locked(error):
                raise

    def close(self, reason: str) -> None:
        self.is_closed = True
        if self.signing.running:
            self.signing.stop()
        if self.refusal is None:
            try:
                leases.give_back(self.db, self.works_for, self.crawl_id)
            except Exception as error:
                if not lasting_trouble(error):
                    raise
                self.give_up(error)
        self.db.close()

    def give_up(self, error: Exception) -> str:
        """End the crawl, because a database cannot be read or written: Scrapy alone would ask for ever.

        Gives Scrapy's finish reason.
        """
        trouble = lasting_trouble(error)
        reason = DISK_LIMIT if trouble == NO_SPACE else BROKEN
        if self.has_given_up:
            return reason
        self.has_given_up = True
        settings = self.crawler.settings
        logger.error(
            "The crawl ends, for %s or %s cannot be used: %s. Its addresses wait for the next one.",
            settings["DATABASE"],
            settings["PAGES_DATABASE"],
            trouble or f"{type(error).__name__}: {error}",
            exc_info=None if trouble else error,
        )
        if reason == BROKEN:
            self.stats.inc_value("crawl/broken")
        if self.crawler.engine is not None and self.refusal is None and not self.is_closed:
            _schedule_coro(self.crawler.engine.close_spider_async(reason=reason))
        return reason

    def enqueue_request(self, request: Request) -> bool:
        if self.is_closed or self.has_given_up:  # while its spider was still naming pages
            return False
        if "address" in request.meta:
            self.continuing.append(request)
        else:
            self._want(request, request.meta["wanted"])
        return True

    @_while_it_can
    def _want(self, request: Request, wanted: dict[str, Any]) -> None:
        address = {"site": wanted["site"], "url": request.url, "twin": twin_key(request.url)}
        if wanted["kind"] == "section":
            rows.want_section(
                self.db,
                self.works_for,
                name=wanted["name"],
                again=self.spider.again,
                whole_days=self.crawler.settings.getfloat("READ_WHOLE_DAYS"),
                **address,
            )
        else:
            rows.want_article(
                self.db,
                self.works_for,
                printed_url=wanted["printed_url"],
                again=self.spider.again,
                resumes=self.resumes,
                **address,
            )

    def has_pending_requests(self) -> bool:
        if self.refusal is not None or self.has_given_up:
            return False
        return bool(self.continuing or self.leased) or leases.is_unfinished(self.db, self.works_for, self.crawl_id)

    def next_request(self) -> Request | None:
        if self.refusal is not None or self.has_given_up:
            return None
        if self.continuing:
            return self.continuing.popleft()
        if self.readers and self.readers.are_behind:
            return None  # Scrapy asks again when a page is done
        try:
            return self._next_leased()
        except Exception as error:
            if is_locked(error):  # for longer than anybody should; Scrapy asks again in a few seconds
                logger.warning("%s is locked by another program: the crawl waits.", self.crawler.settings["DATABASE"])
            else:
                self.give_up(error)
            return None

    def _next_leased(self) -> Request | None:
        if not self.leased:
            self.leased += self._lease()
        if not self.leased:
            self._take_over()
            return None
        row = self.leased.popleft()
        conditions = {"If-None-Match": row["etag"], "If-Modified-Since": row["last_modified"]}
        return Request(
            row["url"],
            callback=self.spider.parse_section if row["kind"] == "section" else self.spider.parse_article,
            errback=self.spider.missed,
            headers={name: value for name, value in conditions.items() if value},
            meta={"address": row["url"], "row": row},
            priority=row["priority"],
            dont_filter=True,
        )

    def _lease(self) -> list[dict[str, Any]]:
        """What is to be done next; of several sites some of each, so that none waits for the pauses of another."""
        by = (self.works_for, self.lease_seconds, self.crawl_id, LEASED_TOGETHER)
        if self.site_count < 2:
            return leases.lease_some(self.db, *by)
        assert self.crawler.engine is not None
        at_work = Counter(
            request.meta["row"]["site"] for request in self.crawler.engine.downloader.active if "row" in request.meta
        )
        busy = {site for site, articles_at_work in at_work.items() if articles_at_work >= MOST_OF_A_SITE}
        of_each = min(MOST_OF_A_SITE, max(1, LEASED_TOGETHER // self.site_count))
        leased = leases.lease_some(self.db, *by, of_each=of_each, after=self.last_site, busy=busy)
        self.last_site = leased[-1]["site"] if leased else self.last_site
        return leased

    def _take_over(self) -> None:
        """Nothing is left to lease: what helpers had at work that have died since is ours."""
        if time.monotonic() - self.took_over >= IDLE_SECONDS:
            self.took_over = time.monotonic()
            leases.free_dead_leases(self.db, self.works_for)

    # The fates that the spider knows of

    @_while_it_can
    def drop(self, address: str, reason: str, section_score: float | None = None) -> None:
        """There is nothing for us at this address, and the reason is known."""
        self._count_drop(reason)
        fates.mark_dropped(self.db, address, reason, section_score)
        end_reading_after_miss(self.db, address)

    @_while_it_can
    def fail(self, address: str, error: str) -> None:
        """Nothing came of this address, this time."""
        self.stats.inc_value("crawl/failed")
        fates.mark_failed(self.db, address, error)
        end_reading_after_miss(self.db, address)

    @_while_it_can
    def postpone(self, address: str, why: str, seconds: float) -> None:
        """The host is left alone for so long; nothing is known of the address itself."""
        self.stats.inc_value("crawl/postponed")
        fates.postpone(self.db, address, why, seconds)
        end_reading_after_miss(self.db, address)

    @_while_it_can
    def unchanged(self, address: str) -> None:
        """The server says that the article is what it was."""
        self.stats.inc_value("crawl/unchanged")
        articles.keep_unchanged(self.db, address, self.look_again_ages)

    @_while_it_can
    def gone(self, address: str, reason: str) -> None:
        """The site took the page down, or never had it."""
        if articles.mark_gone(self.db, address, reason):
            self.stats.inc_value("crawl/gone")
        else:
            self._count_drop(reason)
            end_reading_after_miss(self.db, address)

    def _count_drop(self, reason: str) -> None:
        self.stats.inc_value("crawl/dropped")
        self.stats.inc_value(f"crawl/dropped/{reason}")

    # What Scrapy tells about a page on its way to the store

    def item_dropped(self, item: Any, exception: Exception) -> None:
        self.drop(item.address, getattr(exception, "reason", type(exception).__name__), item.section_score)

    def item_error(self, item: Any, failure: Failure) -> None:
        if isinstance(failure.value, Exception) and lasting_trouble(failure.value):
            self.give_up(failure.value)
            return
        self.stats.inc_value("crawl/broken")  # a stage does not fail on a page that it understands
        self.fail(item.address, _one_line(failure))

    def spider_error(self, failure: Failure, response: Response | Failure | None) -> None:
        if isinstance(failure.value, Exception) and lasting_trouble(failure.value):
            self.give_up(failure.value)
            return
        request = getattr(response, "request", None)
        if request is not None and "address" in request.meta:
            self.fail(request.meta["address"], _one_line(failure))


def _one_line(failure: Failure) -> str:
    return f"{type(failure.value).__name__}: {failure.value}".split("\n")[0][:300]
