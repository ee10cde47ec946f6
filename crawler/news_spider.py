"""NewsSpider: section pages -> article pages.  What a site declares on top, and the walk that all sites share.

It visits and hands on; what stands on a page is read by ``sections.py`` and by the cleaner.
"""

import logging
from collections.abc import AsyncIterator, Iterator, Mapping
from functools import cached_property
from typing import Any, ClassVar, Self
from urllib.parse import urlsplit

from parsel import Selector
from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.answers import fetched_page, give_up_on, is_page, page_of
from crawler.arguments import day, refuse_unknown, whole_number, yes_or_no
from crawler.browser import switch_on
from crawler.feeds.feed import feed_links, feed_page
from crawler.feeds.sitemap import sitemap_page
from crawler.feeds.xml_source import is_xml_source
from crawler.frontier import Frontier
from crawler.items import ArticlePageItem, SectionPageItem
from crawler.kinship import family_of, site_of, twin_key
from crawler.layout import Layout
from crawler.listing.data_sets import is_data_set, unwrapped
from crawler.outcomes import BUSY
from crawler.politeness import Politeness
from crawler.readers import Readers
from crawler.response_headers import charset_of, content_type_of, validators_of
from crawler.sections import ArticleLink, SectionPage, section_page
from crawler.split_articles import pages_after
from crawler.stopping import is_ending
from crawler.traps import AddressBounds, trap_reason
from crawler.urls import canonical
from crawler.whole_articles import rest_of_article
from pipelines.cleaning.clean import clean
from pipelines.cleaning.page import Page
from pipelines.cleaning.refusal import PASSING_PAGES, ROBOT_CHECK
from pipelines.store.frontier import Again
from pipelines.store.sections import section_address
from pipelines.store.times import present
from pipelines.time_bound import TookTooLong, at_most

NOT_MODIFIED = 304


class NewsSpider(Spider):
    """A news site: where its sections are, and where things sit on its pages."""

    sections: Mapping[str, str] = {}  # name -> address of the first page
    layout: ClassVar[Layout] = Layout()
    moved_domains: ClassVar[Mapping[str, str]] = {}  # old domain -> the one that has its articles now
    browser: bool | frozenset[str] = False  # True, or the sections whose pages only a script fills

    def __init__(
        self,
        name: str | None = None,
        pages: str | None = None,
        since: str | None = None,
        fresh: str = "0",
        recheck: str = "1",
        **unknown: str,
    ) -> None:
        super().__init__(name)
        if unknown:
            refuse_unknown(self.name, sorted(unknown)[0], self.arguments())
        asked = {"pages": pages, "since": since, "fresh": fresh, "recheck": recheck}
        self.asked = {argument: value for argument, value in asked.items() if value is not None}
        self.page_limit = None if pages is None else whole_number("pages", pages)
        self.since = "" if since is None else day("since", since)
        self.again: Again = "due" if yes_or_no("recheck", recheck) else "failed"
        if yes_or_no("fresh", fresh):
            self.again = "fresh"

    @classmethod
    def arguments(cls) -> list[str]:
        """The names that ``-a NAME=VALUE`` may have."""
        return ["pages", "since", "fresh", "recheck"]

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        if spider.browser:
            switch_on(crawler.settings)
        return spider

    def needs_browser(self, row: Mapping[str, Any]) -> bool:
        """Whether the page of a frontier row, a section's or an article's, is read through a browser."""
        if isinstance(self.browser, bool):
            return self.browser
        if row["section_id"] not in self._in_browser:
            first = section_address(self.frontier.db, row["section_id"])
            asked = {self.canonical(self.sections[name]) for name in self.browser}
            self._in_browser[row["section_id"]] = first in asked
        return self._in_browser[row["section_id"]]

    @cached_property
    def _in_browser(self) -> dict[int | None, bool]:
        return {}

    def sites(self) -> set[str]:
        """The sites that a crawl of this spider visits, and keeps other crawls from."""
        return {self.name}

    def hosts(self) -> set[str]:
        """Where its first pages stand.  A site may be declared and asked for by address as well, under two names."""
        return {site_of(request.url) for request in self.first_requests()}

    async def start(self) -> AsyncIterator[Any]:
        self.leave_if_refused()
        for request in self.first_requests():
            yield request

    def leave_if_refused(self) -> None:
        """End the crawl if its frontier could not be had; `start` is the first place from which Scrapy can be stopped."""
        if self.frontier.refusal is not None:
            if self.frontier.refusal_reason == BUSY:
                # On standard output: to cron, a crawl that takes longer than an hour is no bad news.
                print(f"{self.name}: {self.frontier.refusal}", flush=True)
            raise CloseSpider(self.frontier.refusal_reason)

    def first_requests(self) -> Iterator[Request]:
        for name, url in self.sections.items():
            yield self.section_request(url, name)

    def section_request(self, url: str, name: str = "") -> Request:
        wanted = {"kind": "section", "site": self.site(url), "name": name}
        return Request(self.canonical(url), meta={"wanted": wanted})

    def article_request(self, url: str) -> Request:
        wanted = {"kind": "article", "site": self.site(url), "printed_url": url}
        return Request(self.canonical(url), meta={"wanted": wanted})

    def site(self, url: str) -> str:
        """The site that a page belongs to, one word for files, classes and SQL."""
        return self.name

    def canonical(self, url: str) -> str:
        return canonical(url, moved=self.moved_domains)

    @property
    def frontier(self) -> Frontier:
        assert self.crawler.engine is not None
        frontier = self.crawler.engine.scheduler
        assert isinstance(frontier, Frontier)
        return frontier

    @property
    def politeness(self) -> Politeness:
        found = self.crawler.get_downloader_middleware(Politeness)
        assert isinstance(found, Politeness)
        return found

    @cached_property
    def readers(self) -> Readers | None:
        """Who reads its pages, if it does not do so itself."""
        return self.crawler.get_extension(Readers)

    @cached_property
    def address_bounds(self) -> AddressBounds:
        return AddressBounds(self.settings.getint("SECTION_ADDRESSES"), self.settings.getint("PATH_ADDRESSES"))

    def parse_section(self, response: Response) -> Iterator[SectionPageItem]:
        row = response.meta["row"]
        if not is_page(self, response, also=is_xml_source):
            return
        seconds = self.settings.getfloat("CLEAN_SECONDS")
        try:
            with at_most(seconds):
                section = self._section(response)
                refusal = "" if section.links or section.next_pages else clean(page_of(response)).refusal
        except TookTooLong:
            self.frontier.drop(response.meta["address"], "took_too_long")
            return
        if refusal in PASSING_PAGES:  # it may list something again tomorrow
            if refusal == ROBOT_CHECK:
                self.politeness.refused_by_page(response.url)
            self.frontier.fail(row["url"], refusal)
            return
        links, refused = self._within_bounds(row["section_id"], section)
        if not section.links and not section.next_pages:
            self._say_that_nothing_is_listed(response, row["page_number"])
        yield SectionPageItem(
            address=row["url"],
            crawl_id=self.frontier.works_for,
            section_id=row["section_id"],
            site=row["site"],
            name=section.name,
            page_number=row["page_number"],
            score=section.score,
            links=[
                {
                    "url": link.url,
                    "twin": twin_key(link.url),
                    "printed_url": link.printed_url,
                    "listed_title": link.title,
                    "listed_at": link.listed_at,
                    "position": link.position,
                    "is_beside": link.is_beside,
                }
                for link in links
            ],
            next_pages=[{"url": url, "twin": twin_key(url)} for url in section.next_pages if not trap_reason(url)],
            refused=[*section.refused, *refused],
            page_limit=self.page_limit or self.settings.getint("SECTION_PAGES"),
            since=self.since,
            again=self.again,
            known_pages=self.settings.getint("KNOWN_PAGES"),
        )

    def _say_that_nothing_is_listed(self, response: Response, page_number: int) -> None:
        feeds = feed_links(Selector(root=page_of(response).tree, type="html"), response.url)
        self.logger.log(
            logging.ERROR if page_number == 1 else logging.WARNING,
            "No article links on %s: is it a section page, has its layout changed, or does only a script fill it (browser=1)?%s",
            response.url,
            f" It names a feed, which will do as well: {feeds[0]}" if feeds else "",
        )

    def _within_bounds(self, section_id: int, section: SectionPage) -> tuple[list[ArticleLink], list[tuple[str, str]]]:
        """The links of a section page that lead to no trap, and those that do, with the reason."""
        kept: list[ArticleLink] = []
        refused: list[tuple[str, str]] = []
        for link in section.links:
            if reason := trap_reason(link.url):
                refused.append((link.printed_url, reason))
            elif reason := self.address_bounds.refusal(section_id, link.url):
                # Counted, not kept one by one: there is no end to them.
                if not self.crawler.stats.get_value("crawl/over_bounds"):
                    self.logger.warning("%s has %s: the rest is left out.", section.name or link.url, reason)
                self.crawler.stats.inc_value("crawl/over_bounds")
            else:
                kept.append(link)
        return kept, refused

    async def parse_article(self, response: Response) -> AsyncIterator[ArticlePageItem]:
        row = response.meta["row"]
        if response.status == NOT_MODIFIED and row["article_id"] is not None:
            self.frontier.unchanged(row["url"])
            return
        if not is_page(self, response):
            return
        item = ArticlePageItem(
            address=row["url"],
            crawl_id=self.frontier.crawl_id,
            site=row["site"],
            url=self._own_address(row["url"], response.url),
            fetched=[fetched_page(response)],
            validators=validators_of(response),
            layout=self.layout.declared(),
            listed_title=row["listed_title"],
            listed_at=row["listed_at"],
        )
        first = item.fetched[0].page
        leads_on_to = await self.readers.read(item, may_lead_on=True) if self.readers else None
        if leads_on_to is None:
            leads_on_to = pages_after(first, first.url, self.settings.getfloat("CLEAN_SECONDS"))
        if leads_on_to:
            further, item.missing_pages = await rest_of_article(self, leads_on_to, response)
            if item.missing_pages and is_ending(self.crawler):
                return
            if further or item.missing_pages:
                item.fetched += further
                item.validators = {}
            if self.readers:
                await self.readers.read(item)
        yield item

    def missed(self, failure: Failure) -> None:
        """No page came; the address keeps the reason."""
        if not is_ending(self.crawler):  # then it stays leased, and is queued again when the frontier closes
            assert failure.value is not None
            request = failure.request  # type: ignore[attr-defined]
            give_up_on(self.frontier, request.meta["address"], failure.value)

    def _section(self, response: Response) -> SectionPage:
        """The section page, feed or sitemap that came."""
        found = None
        if is_xml_source(content_type_of(response), response.body):
            found = feed_page(response.body, response.url, moved=self.moved_domains, charset=charset_of(response))
            found = found or sitemap_page(response.body, response.url, moved=self.moved_domains)
        if found is not None:
            return found
        page = page_of(response)
        if is_data_set(response.body):
            page = Page(unwrapped(response.body), url=response.url, charset=page.charset)
        return section_page(
            Selector(root=page.tree, type="html"),
            response.url,
            layout=self.layout.declared(),
            moved=self.moved_domains,
            read_at=present(),
            charset=page.decoding.charset,
            hidden=True,
        )

    def _own_address(self, asked: str, final: str) -> str:
        """The article's one address: where it was asked for, unless it has moved to quite another one."""
        final = self.canonical(final)
        return asked if twin_key(final) == twin_key(asked) else final

    def is_elsewhere(self, asked: str, final: str) -> bool:
        """Whether a redirect led to another site than the one that was asked, and than those declared."""
        host = urlsplit(final).hostname or ""
        declared = any(host == domain or host.endswith(f".{domain}") for domain in getattr(self, "allowed_domains", ()))
        return not declared and family_of(final) != family_of(asked)
