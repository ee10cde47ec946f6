"""robots.txt by RFC 9309: what cannot be read forbids, what is not there allows."""

import asyncio
from typing import Any, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest, NotConfigured
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.utils.httpobj import urlparse_cached
from scrapy.utils.python import to_unicode

from crawler.failures import plain_reason
from crawler.hosts import HostResting
from crawler.politeness import Politeness
from crawler.robots_rules import RobotsRules, read_robots
from crawler.urls import RefusedAddress, canonical
from crawler.where_it_may_go import RefusedHost

MOST_REDIRECTS = 5  # to other hosts too; RFC 9309, 2.3.1.2
REDIRECTS = (301, 302, 303, 307, 308)
TOO_MANY_REQUESTS = 429  # of the 4xx the one that says "later" and not "there is none"


class RobotsUnreachable(IgnoreRequest):
    """The host's robots.txt could not be read, so nothing may be asked for (RFC 9309, 2.3.1.4)."""


class Forbidden(IgnoreRequest):
    """The host's robots.txt does not want the address visited."""


class RobotsMiddleware:
    """Reads the robots.txt of a host once in a crawl, before anything else of it, and obeys."""

    def __init__(self, crawler: Crawler) -> None:
        if not crawler.settings.getbool("ROBOTSTXT_OBEY"):
            raise NotConfigured
        assert crawler.stats is not None
        self.crawler = crawler
        self.stats = crawler.stats
        self.product = crawler.settings["ROBOTSTXT_USER_AGENT"]
        self._reading: dict[str, asyncio.Task[RobotsRules]] = {}  # one per host and crawl

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        if request.meta.get("dont_obey_robotstxt"):
            return
        address = urlparse_cached(request)
        origin = f"{address.scheme}://{address.netloc}"
        is_known = origin in self._reading and self._reading[origin].done()
        if origin not in self._reading:
            self._reading[origin] = asyncio.ensure_future(self._read(f"{origin}/robots.txt"))
        try:
            # shield: a request that is cancelled must not cancel the reading that others wait for
            rules = await asyncio.shield(self._reading[origin])
        except RobotsUnreachable:
            if is_known:  # who asked first has told; the others need not all be told the same
                self._politeness().end_if_all_rest()
            raise
        if rules.delay is not None:
            self._politeness().obey_delay(request.url, rules.delay)
        if not rules.allows(request.url):
            self.stats.inc_value("robotstxt/forbidden")
            raise Forbidden("Forbidden by robots.txt")

    async def _read(self, url: str) -> RobotsRules:
        self.stats.inc_value("robotstxt/request_count")
        try:
            response = await self._fetch(url)
        except HostResting:
            raise
        except RefusedHost as error:
            if error.host == urlparse_cached(Request(url)).hostname:
                raise  # the host itself is refused, whatever its robots.txt says
            raise self._unreachable(url, f"it is {error}") from error
        except Exception as error:
            raise self._unreachable(url, plain_reason(error)) from error
        self.stats.inc_value(f"robotstxt/response_status_count/{response.status}")
        if response.status >= 500 or response.status == TOO_MANY_REQUESTS:
            raise self._unreachable(url, f"HTTP {response.status}")
        if response.status != 200:  # 4xx: there is none; 3xx still: more redirects than anybody follows
            return RobotsRules()
        return read_robots(response.body, self.product)

    async def _fetch(self, url: str) -> Response:
        """The answer at the end of the redirects, meta refresh not among them."""
        assert self.crawler.engine is not None
        for _ in range(MOST_REDIRECTS + 1):
            meta = {"dont_obey_robotstxt": True, "dont_redirect": True}
            response = await self.crawler.engine.download_async(Request(url, meta=meta, callback=NO_CALLBACK))
            location = to_unicode(response.headers.get("Location") or b"", "utf-8", "replace")
            if response.status not in REDIRECTS or not location:
                break
            try:
                url = canonical(location, url)
            except RefusedAddress:
                break
        return response

    def _unreachable(self, url: str, why: str) -> RobotsUnreachable:
        self._politeness().close(url, f"robots.txt could not be read: {why}")
        return RobotsUnreachable(f"{why} (asked for robots.txt)")

    def _politeness(self) -> Politeness:
        found: Any = self.crawler.get_downloader_middleware(Politeness)
        assert isinstance(found, Politeness), "Politeness stands in DOWNLOADER_MIDDLEWARES"
        return found
