"""WarcSpider: pages of WARC files -> the same items as a crawl's, through the same stages, without a request."""

from collections.abc import AsyncIterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from parsel import Selector
from scrapy import Request
from scrapy.spiderloader import SpiderLoaderProtocol
from w3lib.encoding import http_content_type_encoding

from crawler.frontier import Frontier
from crawler.items import ArticlePageItem, FetchedPage
from crawler.kinship import site_of, twin_key
from crawler.news_spider import NewsSpider
from crawler.response_headers import header
from crawler.split_articles import MOST_PAGES, further_pages
from crawler.urls import RefusedAddress, canonical
from crawler.warc import Entry, WarcFiles, WarcPage, is_html, is_page
from pipelines.cleaning.page import Page
from pipelines.store.imported import take_article


class Declared(NamedTuple):
    """A declared site, as far as its pages are concerned."""

    name: str
    layout: dict[str, str]
    moved: Mapping[str, str]


class NothingToFetch(Frontier):
    """The frontier of an import: it keeps what became of each address and asks for none."""

    def has_pending_requests(self) -> bool:
        return False

    def next_request(self) -> Request | None:
        return None


class WarcSpider(NewsSpider):
    """Yields the article pages of WARC files in their order."""

    name = "import-warc"

    def __init__(self, files: WarcFiles, declared: Mapping[str, Declared]) -> None:
        super().__init__()
        self.files = files
        self.declared = declared
        self.asked = {"files": " ".join(map(str, files.paths))}
        self.entries = [entry for entry in files.entries if is_page(entry) and _address(entry.url)]
        self.by_twin: dict[str, list[Entry]] = {}
        for entry in self.entries:
            self.by_twin.setdefault(twin_key(entry.url), []).append(entry)
        self.joined: set[str] = set()  # twins of pages that were joined to the first page of their article

    def sites(self) -> set[str]:
        return {self._declared(entry.url).name for entry in self.entries}

    async def start(self) -> AsyncIterator[Any]:
        self.leave_if_refused()
        others = len(self.files.entries) - len(self.entries)
        self.logger.info("%d records are no article pages: pictures, scripts, errors, addresses of no site", others)
        waiting = list(reversed(self.entries))
        while waiting:
            entry = waiting.pop()
            if twin_key(entry.url) in self.joined:
                continue
            page = self.files.load(entry)
            if page is None or not is_html(page):
                continue
            rest = []
            for _ in range(_number(entry, "Pages", 1) - 1):  # of our own files: they follow one another
                if waiting and waiting[-1].told.get("Address") == entry.told.get("Address"):
                    rest.append(self.files.load(waiting.pop()))
            yield self._item(entry, page, rest)

    def _item(self, entry: Entry, page: WarcPage, rest: list[WarcPage | None]) -> ArticlePageItem:
        site = self._declared(page.url)
        first = _fetched(page)
        if "Address" not in entry.told:
            rest = self._further_pages_of(first, page)
        listed_title, listed_at = entry.told.get("Listed-Title", ""), entry.told.get("Listed-At", "")
        asked = _address(entry.told.get("Address", "")) or _address(page.url)
        address = take_article(
            self.frontier.db,
            self.frontier.crawl_id,
            site=site.name,
            url=asked,
            twin=twin_key(asked),
            listed_title=listed_title,
            listed_at=listed_at,
        )
        return ArticlePageItem(
            address=address,
            crawl_id=self.frontier.crawl_id,
            site=site.name,
            url=canonical(page.url, moved=site.moved),
            fetched=[first, *(_fetched(each) for each in rest if each is not None)],
            missing_pages=sum(each is None for each in rest) + _number(entry, "Missing-Pages", 0),
            layout=site.layout,
            listed_title=listed_title,
            listed_at=listed_at,
            fetched_at=page.fetched_at,
        )

    def _further_pages_of(self, first: FetchedPage, page: WarcPage) -> list[WarcPage | None]:
        """The further pages of a split article, from the same files; None for one that is not in them."""
        seen = {twin_key(page.url)}
        waiting = further_pages(Selector(root=first.page.tree, type="html"), page.url)
        found: list[WarcPage | None] = []
        while waiting and len(seen) <= self.settings.getint("SPLIT_PAGES"):
            address = _address(waiting.pop(0))
            if not address or twin_key(address) in seen:
                continue
            seen.add(twin_key(address))
            self.joined.add(twin_key(address))
            kept = self.by_twin.get(twin_key(address), [])
            # Of several versions the one that was fetched with the first page, right after it.
            nearest = min(kept, key=lambda entry: (entry.date < page.fetched_at, entry.date), default=None)
            further = self.files.load(nearest) if nearest else None
            found.append(further)
            if further:
                waiting += further_pages(Selector(root=_fetched(further).page.tree, type="html"), further.url)
        return found

    def _declared(self, url: str) -> Declared:
        """The declared site that an address belongs to; the host as its own site where none is."""
        host = urlsplit(url).hostname or ""
        for domain, site in self.declared.items():
            if host == domain or host.endswith(f".{domain}"):
                return site
        return Declared(site_of(url), {}, {})


def declared_sites(loader: SpiderLoaderProtocol) -> dict[str, Declared]:
    """The sites that have a spider, by each of their domains."""
    sites = {}
    for name in loader.list():
        spider = loader.load(name)
        if issubclass(spider, NewsSpider):
            for domain in getattr(spider, "allowed_domains", None) or []:
                sites[domain] = Declared(name, spider.layout.declared(), spider.moved_domains)
    return sites


def _address(url: str) -> str:
    """The address in its one spelling; empty for what no crawl would ask for."""
    try:
        return canonical(url) if url else ""
    except RefusedAddress:
        return ""


def _number(entry: Entry, name: str, otherwise: int) -> int:
    """What a record says of itself, if it is a number that can be meant."""
    told = entry.told.get(name, "")
    return min(int(told), MOST_PAGES) if told.isdecimal() and told.isascii() else otherwise


def _fetched(page: WarcPage) -> FetchedPage:
    charset = http_content_type_encoding(header(page.headers, "content-type"))
    read = Page(page.body, url=page.url, charset=charset)
    return FetchedPage(final_url=page.url, status=page.status, headers=page.headers, page=read)
