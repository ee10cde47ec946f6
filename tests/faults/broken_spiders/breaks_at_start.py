"""A site whose spider stumbles before its first request."""

from collections.abc import AsyncIterator
from typing import Any

from crawler.news_spider import NewsSpider


class BreaksAtStartSpider(NewsSpider):
    """Never asks for anything."""

    name = "breaks_at_start"
    sections = {"town": "http://127.0.0.1:9/town/"}  # noqa: RUF012

    async def start(self) -> AsyncIterator[Any]:
        raise LookupError("the list of sections is gone")
        yield
