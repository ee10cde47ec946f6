"""robots.txt by RFC 9309: what cannot be read forbids, what is not there allows."""

import asyncio
from typing import Any

from scrapy import Request
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http.request import NO_CALLBACK
from scrapy.robotstxt import RobotParser
from scrapy.utils.httpobj import urlparse_cached
from scrapy.utils.misc import build_from_crawler

from crawler.failures import plain_reason


class RobotsUnreachable(IgnoreRequest):
    """The host's robots.txt could not be read, so nothing may be asked for (RFC 9309, 2.3.1.4)."""


class RobotsMiddleware(RobotsTxtMiddleware):
    """Scrapy's middleware asks and obeys; it crawls on, though, when the file answers 5xx or not at all."""

    def __init__(self, crawler: Any) -> None:
        super().__init__(crawler)
        self._reading: dict[str, asyncio.Task[RobotParser | None]] = {}  # one per host and crawl

    async def robot_parser(self, request: Request) -> RobotParser | None:
        host = urlparse_cached(request).netloc
        if host not in self._reading:
            self._reading[host] = asyncio.ensure_future(self._read(request))
        # shield: a request that is cancelled must not cancel the reading that others wait for
        return await asyncio.shield(self._reading[host])

    async def _read(self, request: Request) -> RobotParser | None:
        address = urlparse_cached(request)
        robots_url = f"{address.scheme}://{address.netloc}/robots.txt"
        robots = Request(
            robots_url,
            priority=self.DOWNLOAD_PRIORITY,
            meta={"dont_obey_robotstxt": True},
            callback=NO_CALLBACK,
        )
        self._stats.inc_value("robotstxt/request_count")
        try:
            response = await self.crawler.engine.download_async(robots)
        except Exception as error:
            raise RobotsUnreachable(f"{plain_reason(error)} (asked for robots.txt)") from error
        self._stats.inc_value(f"robotstxt/response_status_count/{response.status}")
        if response.status >= 500:
            raise RobotsUnreachable(f"HTTP {response.status} (asked for robots.txt)")
        if response.status >= 400:
            return None
        return build_from_crawler(self._parserimpl, self.crawler, response.body)
