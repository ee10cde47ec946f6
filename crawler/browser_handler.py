"""Pages through Chromium: the same bounds and the same doors as without it, and nothing fetched that has no words."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from functools import partial
from ipaddress import ip_address
from typing import Any, Literal
from urllib.parse import urlsplit
from weakref import WeakSet

from playwright.async_api import BrowserContext, Page, Route
from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Request as BrowserRequest
from playwright.async_api import TimeoutError as PlaywrightTimeout
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadCancelledError, DownloadFailedError, DownloadTimeoutError, IgnoreRequest
from scrapy.http import Response
from scrapy_playwright.handler import ScrapyPlaywrightDownloadHandler
from scrapy_playwright.page import PageMethod
from twisted.internet.address import IPv4Address, IPv6Address
from twisted.internet.interfaces import IResolutionReceiver
from zope.interface import implementer

from crawler.browser_door import BrowserDoor
from crawler.kinship import family_of
from crawler.offsite import AnotherSite
from crawler.permitted_hosts import host_and_port
from crawler.private_addresses import is_localhost, special_kind, spelled_address
from crawler.robots import RobotsMiddleware
from crawler.where_it_may_go import WhereItMayGo

WORDLESS = frozenset(
    ("image", "media", "font", "stylesheet", "texttrack", "manifest", "ping", "eventsource", "websocket")
)
WAITS: tuple[Literal["load", "networkidle"], ...] = ("load", "networkidle")
FIRST_LOOK = 0.5  # of DOWNLOAD_TIMEOUT: a page that never falls silent is read as it stands then
CLOSING_SECONDS = 5  # for a page whose script never ends; after that its process is left to the browser's end
# It warns with a traceback of each page that did not come; the frontier says so already, in words.
logging.getLogger("scrapy-playwright").setLevel(logging.ERROR)
# A page that we close has requests on their way, each of which Playwright calls an error.
logging.getLogger("playwright").addFilter(
    lambda record: not (record.exc_info and type(record.exc_info[1]).__name__ == "TargetClosedError")
)


class _Visit:
    """One address in the browser: the pages that were opened for it, and where it led."""

    def __init__(self) -> None:
        self.pages: list[Page] = []
        self.url = ""

    def note(self, asked: BrowserRequest) -> None:
        with suppress(PlaywrightError):  # of a page that is gone
            if asked.is_navigation_request() and asked.frame.parent_frame is None:
                self.url = asked.url


class BrowserHandler(WhereItMayGo):
    """Hands the pages that need it to Chromium; robots.txt, redirects and all other pages go the usual way."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.crawler = crawler
        self.seconds = crawler.settings.getfloat("DOWNLOAD_TIMEOUT")
        self.most_bytes = crawler.settings.getint("DOWNLOAD_MAXSIZE")
        beside = [*crawler.settings.getlist("BROWSER_HOSTS"), *getattr(crawler.spider, "allowed_domains", ())]
        self.extra_families = {family_of(f"http://{host}/") for host in beside}
        self._launching: asyncio.Task[ScrapyPlaywrightDownloadHandler] | None = None
        self._open: dict[str, str] = {}  # page being read -> its family
        self._places = asyncio.Semaphore(crawler.settings.getint("BROWSER_PAGES"))

    async def download_request(self, request: Request) -> Response:
        spider: Any = self.crawler.spider
        if not ("row" in request.meta and spider.needs_browser(request.meta["row"])):
            return await super().download_request(request)
        host, port = host_and_port(request.url)
        if not await self.address_of(host, port):
            # The usual way says why.
            return await super().download_request(request)
        if self._launching is None:
            self._launching = asyncio.ensure_future(self._launch())
        browser = await asyncio.shield(self._launching)
        async with self._places:
            response = await self._render(browser, request)
        if len(response.body) > self.most_bytes:
            raise DownloadCancelledError(f"{request.url} is larger than {self.most_bytes} bytes")
        if response.url != request.url and not spider.is_elsewhere(request.url, response.url):
            await self._ask_robots(response.url)  # the browser followed a redirect without asking anybody
        # The bytes are the page as its script left it, in UTF-8, whatever the server called its own.
        headers = response.headers.copy()
        headers["Content-Type"] = "text/html; charset=utf-8"
        return response.replace(headers=headers, body=response.text.encode("utf-8", "replace"), request=request)

    async def _render(self, browser: ScrapyPlaywrightDownloadHandler, request: Request) -> Response:
        """The page as its script left it; whatever it opened is closed again."""
        visit = _Visit()
        rendered = request.replace(
            meta={
                **request.meta,
                "playwright": True,
                "playwright_page_init_callback": partial(self._watch, visit),
                "playwright_page_methods": [PageMethod(self._settled)],
            },
            headers={name: values for name, values in request.headers.items() if not name.startswith(b"If-")},
        )
        self._open[request.url] = family_of(request.url)
        try:
            async with asyncio.timeout(self.seconds):
                response = await browser.download_request(rendered)
        except (TimeoutError, PlaywrightError) as error:  # PlaywrightTimeout is one of the latter
            spider: Any = self.crawler.spider
            if spider.is_elsewhere(request.url, visit.url or request.url):
                raise AnotherSite(f"{request.url} leads to {visit.url}, which is another site.") from error
            if isinstance(error, (TimeoutError, PlaywrightTimeout)):
                raise DownloadTimeoutError(f"{request.url} was not ready after {self.seconds:g} seconds") from error
            raise DownloadFailedError(str(error).split("\n")[0][:200]) from error
        finally:
            self._open.pop(request.url, None)
            for page in visit.pages:
                await _closed(page)
        for name in ("redirect_urls", "redirect_reasons"):
            if name in rendered.meta:
                request.meta[name] = rendered.meta[name]
        return response

    async def _watch(self, visit: _Visit, page: Page, _: Request) -> None:
        """Follow a page from before it loads, and let none load that it opens itself: those come past `is_refused`."""
        visit.pages.append(page)
        page.on("request", visit.note)
        page.on("popup", _closed)
        if page.context not in self._guarded:
            self._guarded.add(page.context)
            await page.context.route("**", _refuse)

    async def close(self) -> None:
        await super().close()
        if self._launching is not None:
            browser = await self._launching
            await browser.close()
            await self.door.close()

    async def _launch(self) -> ScrapyPlaywrightDownloadHandler:
        self._guarded = WeakSet[BrowserContext]()
        self.door = BrowserDoor(self.address_behind_door, self.most_bytes, self.seconds)
        await self.door.open()
        browser = ScrapyPlaywrightDownloadHandler.from_crawler(self.crawler)
        # <-loopback>: by itself Chromium goes to this machine past any proxy.
        browser.config.launch_options["proxy"] = {
            "server": f"http://127.0.0.1:{self.door.port}",
            "bypass": "<-loopback>",
        }
        browser.abort_request = self.is_refused
        await browser._launch()  # it waits for the engine's start, which was before anybody asked for a page
        return browser

    async def is_refused(self, asked: BrowserRequest) -> bool:
        """Whether a request of a page is left out: no words in it, another site's, or forbidden by robots.txt."""
        if urlsplit(asked.url).scheme not in ("http", "https") or asked.resource_type in WORDLESS:
            return True
        if not self._is_ours(asked.url):
            return True
        if asked.url in self._open:
            return False
        try:
            await self._ask_robots(asked.url)
        except IgnoreRequest:
            return True
        return False

    def _is_ours(self, url: str) -> bool:
        """Whether an address is of a site whose page is being read, or of one that the operator named beside it."""
        family = family_of(url)
        return family in self._open.values() or family in self.extra_families

    async def _ask_robots(self, url: str) -> None:
        robots = self.crawler.get_downloader_middleware(RobotsMiddleware)
        if isinstance(robots, RobotsMiddleware):
            await robots.process_request(Request(url))

    async def address_behind_door(self, host: str, port: int) -> str:
        """Where the browser itself may connect: redirects that it follows come here alone, and must not leave the site."""
        at = f"[{host}]" if ":" in host else host
        return await self.address_of(host, port) if self._is_ours(f"http://{at}/") else ""

    async def address_of(self, host: str, port: int) -> str:
        """The address to connect to, checked; empty where a crawl has no business, or nobody is."""
        spelled = spelled_address(host)
        kind = special_kind(spelled) if spelled is not None else ("loopback" if is_localhost(host) else "")
        if kind and not self.permitted.permits(host, port, spelled):
            return ""
        receiver = _Found()
        self.resolver.resolveHostName(receiver, host, port)
        addresses = await receiver.found
        return str(ip_address(addresses[0])) if addresses else ""

    async def _settled(self, page: Page) -> None:
        """Wait until the page's script has nothing more on its way; not for ever."""
        for state in WAITS:
            try:
                await page.wait_for_load_state(state, timeout=self.seconds * 1000 * FIRST_LOOK / len(WAITS))
            except PlaywrightTimeout:
                return


async def _closed(page: Page) -> None:
    """Close a page, if it is not; one whose script never ends is slow to hear of it."""
    if not page.is_closed():
        with suppress(PlaywrightError, TimeoutError):
            await asyncio.wait_for(page.close(), CLOSING_SECONDS)


async def _refuse(route: Route) -> None:
    with suppress(PlaywrightError):
        await route.abort()


@implementer(IResolutionReceiver)
class _Found:
    """Collects the addresses that the crawl's own resolver hands out."""

    def __init__(self) -> None:
        self.addresses: list[str] = []
        self.found: asyncio.Future[list[str]] = asyncio.get_running_loop().create_future()

    def resolutionBegan(self, resolution: Any) -> None:  # noqa: N802 - the names are Twisted's
        pass

    def addressResolved(self, address: IPv4Address | IPv6Address) -> None:  # noqa: N802
        self.addresses.append(address.host)

    def resolutionComplete(self) -> None:  # noqa: N802
        if not self.found.done():
            self.found.set_result(self.addresses)
