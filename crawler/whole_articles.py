"""``2/3``, ``3/3``: the further pages of a split article, fetched with its first, for a story is one unit of work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy import Request
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK

from crawler.answers import fetched_page
from crawler.failures import plain_reason
from crawler.items import FetchedPage
from crawler.response_headers import is_html
from crawler.split_articles import pages_after
from crawler.stopping import Stopped
from crawler.urls import RefusedAddress

if TYPE_CHECKING:
    from crawler.news_spider import NewsSpider


async def rest_of_article(spider: NewsSpider, waiting: list[str], response: Response) -> tuple[list[FetchedPage], int]:
    """The pages after the first, in order, and how many of them could not be had; `waiting` are those it names."""
    assert spider.crawler.engine is not None
    seen = {spider.canonical(response.url)}
    fetched: list[FetchedPage] = []
    missing = 0
    while waiting and len(seen) <= spider.settings.getint("SPLIT_PAGES"):
        url = waiting.pop(0)
        try:
            url = spider.canonical(url)
        except RefusedAddress:
            continue
        if url in seen:
            continue
        seen.add(url)
        request = Request(url, meta={"address": response.meta["address"]}, callback=NO_CALLBACK)
        try:
            answer = await spider.crawler.engine.download_async(request)
        except Stopped:
            return fetched, missing + 1
        except Exception as error:
            spider.logger.warning("Page %s of %s is missing: %s", url, response.url, plain_reason(error))
            missing += 1
            continue
        if answer.status != 200 or not is_html(answer):
            spider.logger.warning("Page %s of %s is missing: HTTP %s", url, response.url, answer.status)
            missing += 1
            continue
        further = fetched_page(answer)
        fetched.append(further)
        # A pager that shows a window of numbers names further pages only on its later pages.
        waiting += pages_after(further.page, answer.url, spider.settings.getfloat("CLEAN_SECONDS"))
    return fetched, missing
