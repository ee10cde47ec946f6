"""Scrapy alone: follows the links and does nothing with the pages."""

from collections.abc import Iterator
from typing import Any

from scrapy import Request, Spider
from scrapy.http import Response


class BareSpider(Spider):
    """Section pages to article pages; the answer is thrown away."""

    name = "bare"

    def parse(self, response: Response, **_: Any) -> Iterator[Request]:
        for address in response.css("li a::attr(href)").getall():
            yield response.follow(address, self.parse_article)
        for address in response.css("div a::attr(href)").getall():
            yield response.follow(address, self.parse)

    def parse_article(self, response: Response) -> Any:
        """The page came; that is all."""
