"""``404``, ``302 -> /``, no answer at all: what is no page to read, and what that makes of its address."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scrapy.exceptions import DownloadCancelledError, IgnoreRequest
from scrapy.http import Response

from crawler.failures import plain_reason
from crawler.frontier import Frontier
from crawler.hosts import HostResting
from crawler.items import FetchedPage
from crawler.offsite import AnotherSite
from crawler.response_headers import charset_of, content_type_of, headers_of, is_html
from crawler.robots import Forbidden
from crawler.where_it_may_go import RefusedHost
from pipelines.cleaning.page import Page

if TYPE_CHECKING:
    from crawler.news_spider import NewsSpider

GONE = (404, 410)
FRONT_PAGE = re.compile(r"/(?:(?:index|default)\.\w+)?")  # where deleted articles are sent


def is_page(spider: NewsSpider, response: Response, *, also: Callable[[str, bytes], bool] | None = None) -> bool:
    """Whether this is a page to read; if not, its address has its fate already."""
    address = response.meta["address"]
    if response.status in GONE:
        spider.frontier.gone(address, "not_found")
    elif _is_sent_to_front_page(response):
        # Once may be a site under repair, which sends everybody there.
        if response.meta["row"]["failures"]:
            spider.frontier.gone(address, "sent_to_front_page")
        else:
            spider.frontier.fail(address, "sent to the front page")
    elif spider.is_elsewhere(address, response.url):
        spider.frontier.drop(address, "another_site")
    elif response.status != 200:
        spider.frontier.fail(address, f"HTTP {response.status}")
    elif not is_html(response) and not (also and also(content_type_of(response), response.body)):
        spider.frontier.drop(address, "not_html")
    else:
        return True
    return False


def give_up_on(frontier: Frontier, address: str, error: BaseException) -> None:
    """Nothing came: the address is dropped, put off, or has failed, and keeps the reason."""
    if isinstance(error, HostResting):
        frontier.postpone(address, str(error), error.seconds)
    elif isinstance(error, RefusedHost):
        frontier.drop(address, "refused_address")
    elif isinstance(error, AnotherSite):
        frontier.drop(address, "another_site")
    elif isinstance(error, Forbidden):
        frontier.drop(address, "forbidden_by_robots")
    elif isinstance(error, DownloadCancelledError) or "during decompression" in str(error):
        frontier.drop(address, "too_large")
    elif isinstance(error, IgnoreRequest) and "max redirections" in str(error):
        frontier.fail(address, "redirected in a circle")
    else:
        frontier.fail(address, plain_reason(error))


def page_of(response: Response) -> Page:
    """The page that came, ready to be cleaned."""
    return Page(response.body, url=response.url, charset=charset_of(response))


def fetched_page(response: Response) -> FetchedPage:
    """The page with what came along with it, ready to be archived."""
    headers = list(headers_of(response))
    return FetchedPage(final_url=response.url, status=response.status, headers=headers, page=page_of(response))


def _is_sent_to_front_page(response: Response) -> bool:
    """Whether an article's address led to the front page, as those of deleted articles do."""
    final = urlsplit(response.url)
    return (
        response.meta["row"]["kind"] == "article"
        and "redirect_urls" in response.meta
        and not final.query
        and bool(FRONT_PAGE.fullmatch(final.path))
        and not FRONT_PAGE.fullmatch(urlsplit(response.meta["address"]).path)
    )
