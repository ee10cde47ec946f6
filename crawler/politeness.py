"""``429 Too Many Requests``: a host that is in trouble, or says so, is asked more slowly, and then no more.

Each trouble in a row doubles the pause between two requests to its host; each good answer halves it.  One that goes
on is left alone: its addresses wait for a later crawl, and a crawl that has no other host ends.
"""

import logging
import time
from typing import Any, Self

from scrapy import Request, exceptions, signals
from scrapy.core.downloader import Downloader
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider, IgnoreRequest
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.utils.defer import _schedule_coro
from scrapy.utils.python import to_unicode
from twisted.python.failure import Failure

from crawler.failures import plain_reason
from crawler.frontier import Frontier
from crawler.hosts import Host, HostResting, host_name, in_words, origin
from crawler.retry_after import retry_after
from crawler.stopping import is_ending
from pipelines.store.hosts import remember_host, remembered_host

logger = logging.getLogger(__name__)

# How a crawl ends that found its hosts out of order, or was sent away.
SITE_DOWN = "site_down"
TOLD_TO_WAIT = "told_to_wait"

REFUSALS = frozenset((403, 429))
# 500 is not among them: it is mostly one page's own misfortune.
TROUBLES = frozenset((408, 502, 503, 504, 520, 521, 522, 523, 524, 529))
NO_ANSWERS = (
    exceptions.CannotResolveHostError,
    exceptions.DownloadConnectionRefusedError,
    exceptions.DownloadFailedError,
    exceptions.DownloadTimeoutError,
    OSError,
)
CHECKS = frozenset(("robot_check",))  # drop reasons that are the host's word, not the page's
MOST_DOUBLINGS = 16  # of a pause, which LONGEST_PAUSE bounds long before
PATIENCE = 4  # times HOST_TROUBLES in a row are too many even for a host whose robots.txt still comes
DOWN_SECONDS = 600  # until an address is asked for again whose host was found out of order
TOLD_TROUBLES = 4  # in a row: one page and its tries make three, which is no news
TOLD_SECONDS = 10.0  # of a wait that a host asks for: who watches a crawl wonders sooner than that


class Politeness:
    """Keeps the pause of each host, lets nobody pass to one that rests, and ends a crawl that has no other."""

    def __init__(self, crawler: Crawler) -> None:
        assert crawler.stats is not None
        self.crawler = crawler
        self.stats = crawler.stats
        settings = crawler.settings
        self.least = settings.getfloat("DOWNLOAD_DELAY")
        self.longest = max(settings.getfloat("LONGEST_PAUSE"), self.least)
        self.most_troubles = settings.getint("HOST_TROUBLES")
        self.most_refusals = settings.getint("HOST_REFUSALS")
        self.rest_seconds = settings.getfloat("REST_SECONDS")
        self.hosts: dict[str, Host] = {}
        self.first_places: set[tuple[str, str]] | None = None
        self.closed: set[str] = set()  # origins whose robots.txt cannot be read
        self.is_ending = False

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        politeness = cls(crawler)
        crawler.signals.connect(politeness.response_downloaded, signals.response_downloaded)
        crawler.signals.connect(politeness.item_scraped, signals.item_scraped)
        crawler.signals.connect(politeness.item_dropped, signals.item_dropped)
        crawler.signals.connect(politeness.spider_idle, signals.spider_idle)
        return politeness

    # What passes on its way to the host and back

    async def process_request(self, request: Request) -> None:
        host = self._host(request.url)
        if host.rest:
            self.end_if_all_rest()
            raise HostResting(host.name, host.why, host.rest)
        # Scrapy writes the slot into meta, and a redirect to another host would keep it.
        request.meta[Downloader.DOWNLOAD_SLOT] = host.name

    def response_downloaded(self, response: Response, request: Request) -> None:
        """Heard before the downloader takes the next request to the host, which a middleware would not be."""
        host = self._host(request.url)
        if response.status in REFUSALS or response.status in TROUBLES:
            seconds = retry_after(to_unicode(response.headers.get("Retry-After") or b"", "latin-1"))
            self._trouble(host, request, f"HTTP {response.status}", is_refusal=response.status in REFUSALS)
            if seconds is not None:
                self._wait(host, seconds, f"HTTP {response.status}, Retry-After")
        elif response.status < 500:
            host.has_answered = True
            host.troubles = 0
            host.addresses.clear()
            if host.doublings and not host.refusals:
                host.doublings -= 1
                self._pace(host)
            if response.status != 200:  # what was sent with 200 may be a check for robots: wait for the reading
                host.refusals = 0

    async def process_exception(self, request: Request, exception: Exception) -> None:
        if is_ending(self.crawler):
            return  # it was cut off by us
        if isinstance(exception, NO_ANSWERS) and not isinstance(exception, IgnoreRequest):
            self._trouble(self._host(request.url), request, plain_reason(exception), is_refusal=False)

    def item_scraped(self, item: Any) -> None:
        host = self._host(item.address)
        if host.refusals:
            host.refusals = 0
            self._pace(host)

    def item_dropped(self, item: Any, exception: Exception) -> None:
        if getattr(exception, "reason", "") in CHECKS:
            self.refused_by_page(item.address)

    def refused_by_page(self, url: str) -> None:
        """The page at this address, sent as if all were well, asks whether we are human."""
        self._trouble(self._host(url), Request(url), "a check for robots", is_refusal=True)

    # What others know of a host

    def obey_delay(self, url: str, seconds: float) -> None:
        """The host's robots.txt wants so many seconds between two requests."""
        host = self._host(url)
        if seconds > host.least:
            host.least = seconds
            self._pace(host)

    def close(self, url: str, why: str) -> None:
        """Nothing is to be asked there in this crawl: of this scheme and port, for http may answer where https is broken."""
        self._host(url).why = why
        self.closed.add(origin(url))

    # A host's trouble

    def _trouble(self, host: Host, request: Request, why: str, *, is_refusal: bool) -> None:
        host.doublings = min(host.doublings + 1, MOST_DOUBLINGS)
        host.why = why
        self.stats.inc_value("politeness/troubles")
        self._pace(host)
        if host.doublings >= TOLD_TROUBLES:
            self._tell(host, f"{why}, {host.doublings} times in a row")
        if is_refusal:
            host.refusals += 1
            if host.refusals >= self.most_refusals:
                self._rest(host, self.rest_seconds, f"{why}, {host.refusals} times in a row", told=True)
            return
        host.troubles += 1
        host.addresses.add(request.meta.get("address", request.url))
        if host.troubles >= self.most_troubles * PATIENCE:
            self._rest(host, DOWN_SECONDS, f"{why}, {host.troubles} times in a row", told=False)
        elif host.troubles >= self.most_troubles and len(host.addresses) > 1 and not host.is_probed:
            host.is_probed = True
            _schedule_coro(self._probe(host, request.url))

    async def _probe(self, host: Host, url: str) -> None:
        """Whether the host is out of order, or only some of its pages are: its robots.txt came once, does it now?"""
        scheme, _, rest = url.partition("://")
        robots = Request(
            f"{scheme}://{rest.partition('/')[0]}/robots.txt",
            meta={"dont_obey_robotstxt": True, "dont_retry": True, "dont_redirect": True},
            callback=NO_CALLBACK,
        )
        assert self.crawler.engine is not None
        why = host.why
        try:
            response = await self.crawler.engine.download_async(robots)
        except Exception as error:
            why = plain_reason(error)
        else:
            if response.status < 500 and response.status not in REFUSALS:
                return
        self._rest(host, DOWN_SECONDS, f"{why}, {host.troubles} times in a row", told=False)

    def _wait(self, host: Host, seconds: float, why: str) -> None:
        """The host says how long: a short while is waited for, a long one ends what we do there."""
        if seconds > self.longest:
            self._rest(host, seconds, f"{why} {seconds:.0f} seconds", told=True)
            return
        if seconds >= TOLD_SECONDS:
            self._tell(host, f"{why} {seconds:.0f} seconds")
        slot = self._downloader().slots.get(host.name)
        if slot is not None:
            slot.lastseen = max(slot.lastseen, time.monotonic() + seconds - slot.delay)

    def _rest(self, host: Host, seconds: float, why: str, *, told: bool) -> None:
        host.rests_until = max(host.rests_until, time.monotonic() + seconds)
        host.told = host.told or told
        host.why = why
        self.stats.inc_value("politeness/hosts_left_alone")
        slot = self._downloader().slots.get(host.name)
        while slot is not None and slot.queue:  # they have passed us already, and wait for their turn
            _, waiting = slot.queue.popleft()
            waiting.errback(Failure(HostResting(host.name, why, seconds)))
        logger.warning("%s is left alone for %s: %s.", host.name, in_words(seconds), why)
        if told and (db := self._database()) is not None:
            remember_host(db, host.name, host.doublings, seconds, why)

    def _tell(self, host: Host, why: str) -> None:
        """Once in a crawl: what slows it down."""
        if not host.is_told:
            host.is_told = True
            pace = f", and gets a request every {pause:.3g} s" if (pause := self._pause(host)) else ""
            logger.warning("%s is slow%s: %s.", host.name, pace, why)

    def _pause(self, host: Host) -> float:
        """Seconds from one request to the next."""
        return min(host.least * 2 ** (host.doublings + host.refusals), max(self.longest, host.least))

    def _pace(self, host: Host) -> None:
        """Tell Scrapy's downloader how long to pause."""
        pause = self._pause(host)
        downloader = self._downloader()
        downloader.per_slot_settings.setdefault(host.name, {}).update({"delay": pause, "jitter": 0})
        if host.name in downloader.slots:
            downloader.slots[host.name].delay = pause
            downloader.slots[host.name].jitter = 0

    # The crawl as a whole

    def spider_idle(self) -> None:
        """Nothing is left to do: say so, if that is because nobody answered."""
        for host in self.hosts.values():
            self._remember(host)
        first = self._first_places()
        if first and all(self._is_out(place) or self._rests(place) for place in first):
            raise CloseSpider(self._ending(first))

    def end_if_all_rest(self) -> None:
        """Go through no more addresses if none of the hosts that the crawl was sent to may be asked."""
        first = self._first_places()
        if self.is_ending or not first or not all(self._rests(place) for place in first):
            return
        self.is_ending = True
        for host in self.hosts.values():
            self._remember(host)
        assert self.crawler.engine is not None
        _schedule_coro(self.crawler.engine.close_spider_async(reason=self._ending(first)))

    def _ending(self, places: set[tuple[str, str]]) -> str:
        hosts = [self.hosts[name] for name, _ in places]
        return TOLD_TO_WAIT if any(host.told or host.refusals for host in hosts) else SITE_DOWN

    def _rests(self, place: tuple[str, str]) -> bool:
        name, at = place
        return at in self.closed or (name in self.hosts and bool(self.hosts[name].rest))

    def _is_out(self, place: tuple[str, str]) -> bool:
        host = self.hosts.get(place[0])
        return host is not None and bool(host.doublings) and not host.has_answered

    def _first_places(self) -> set[tuple[str, str]]:
        """The hosts that the crawl was sent to, each with the scheme and port."""
        if self.first_places is None:
            first_requests = getattr(self.crawler.spider, "first_requests", None)
            urls = [request.url for request in first_requests()] if first_requests else []
            self.first_places = {(host_name(url), origin(url)) for url in urls}
        return self.first_places

    def _host(self, url: str) -> Host:
        name = host_name(url)
        if name not in self.hosts:
            own = self._downloader().per_slot_settings.get(name, {})
            host = self.hosts[name] = Host(name, float(own.get("delay", self.least)))
            if (db := self._database()) is not None:
                known = remembered_host(db, name)
                host.doublings = known.caution
                if known.rests_seconds:
                    host.rests_until = time.monotonic() + known.rests_seconds
                    host.told, host.why = True, known.reason
                    logger.warning(
                        "%s is left alone for %s more: %s.", name, in_words(known.rests_seconds), known.reason
                    )
            if host.doublings:
                self._pace(host)
        return self.hosts[name]

    def _remember(self, host: Host) -> None:
        db = self._database()
        if db is not None:
            # Half the caution: much may have mended until the next crawl, which finds out at a slow pace.
            remember_host(db, host.name, host.doublings // 2, host.rest if host.told else 0.0, host.why)

    def _database(self) -> Any:
        scheduler = getattr(self.crawler.engine, "scheduler", None)
        return scheduler.db if isinstance(scheduler, Frontier) and scheduler.refusal is None else None

    def _downloader(self) -> Downloader:
        assert self.crawler.engine is not None
        downloader = self.crawler.engine.downloader
        assert isinstance(downloader, Downloader)
        return downloader
