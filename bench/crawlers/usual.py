"""The way people do it today: trafilatura in a pipeline, one row after the other with sqlite-utils."""

from collections.abc import Iterator
from typing import Any

import trafilatura
from scrapy.crawler import Crawler
from scrapy.http import Response
from sqlite_utils import Database

from bench.crawlers.bare import BareSpider


class UsualSpider(BareSpider):
    """Hands each page on."""

    name = "usual"

    def parse_article(self, response: Response) -> Iterator[dict[str, Any]]:
        yield {"url": response.url, "page": response.body}


class ExtractAndInsert:
    """Extracts title, date, author and text, and inserts a row."""

    def __init__(self, path: str) -> None:
        self.path = path

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "ExtractAndInsert":
        return cls(crawler.settings["DATABASE"])

    async def open_spider(self) -> None:
        self.db = Database(self.path)

    async def process_item(self, item: dict[str, Any]) -> dict[str, Any]:
        found = trafilatura.bare_extraction(item["page"], url=item["url"], with_metadata=True)
        kept = {name: getattr(found, name, None) for name in ("title", "author", "date", "text")}
        self.db.table("articles").insert({"url": item["url"], **kept}, pk="url", replace=True)
        return item
