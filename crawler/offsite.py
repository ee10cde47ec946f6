"""``302 -> https://elsewhere.example/``: a redirect that leads a page's request to another site is not followed there."""

from typing import Any, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest


class AnotherSite(IgnoreRequest):
    """The request would go to a site that nobody asked for."""


class Offsite:
    """Looks at requests on their second hop and later.

    Links are weighed where a section page is read.  A robots.txt may lie elsewhere: RFC 9309 wants it followed.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        spider: Any = self.crawler.spider
        address = request.meta.get("address")
        if address and request.meta.get("redirect_times") and spider.is_elsewhere(address, request.url):
            raise AnotherSite(f"{address} leads to {request.url}, which is another site.")
