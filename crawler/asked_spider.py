"""``-a url=URL``, ``-a urls=…``: what the two spiders share that crawl addresses given by hand, of any site."""

import re
from collections.abc import Iterator
from pathlib import Path

from scrapy import Request

from crawler.arguments import BadArgument, yes_or_no
from crawler.kinship import site_of
from crawler.news_spider import NewsSpider
from crawler.urls import RefusedAddress, canonical

# A comma is allowed inside an address; one that ends an address has the next scheme behind it.
BETWEEN = re.compile(r"[\s,]+(?=[a-z][a-z0-9+.-]*://)|\s+", re.I)


class AskedSpider(NewsSpider):
    """A spider that is told its addresses; a subclass says what they are addresses of."""

    def __init__(self, url: str | None = None, urls: str | None = None, browser: str = "0", **arguments: str) -> None:
        super().__init__(**arguments)
        self.browser = yes_or_no("browser", browser)
        self.addresses = asked_addresses(url, urls)
        self.asked |= {"urls": " ".join(self.addresses)}

    @classmethod
    def arguments(cls) -> list[str]:
        return ["url", "urls", "browser", *super().arguments()]

    def sites(self) -> set[str]:
        return {self.site(url) for url in self.addresses}

    def first_requests(self) -> Iterator[Request]:
        return map(self.request_for, self.addresses)

    def request_for(self, url: str) -> Request:
        raise NotImplementedError

    def site(self, url: str) -> str:
        return site_of(url)


def asked_addresses(url: str | None, urls: str | None) -> list[str]:
    """The addresses in both arguments, in order, each once.

    `urls` holds several addresses divided by blanks or commas, or names a file with one a line (``#`` begins a
    comment).  Raises `BadArgument` naming the address that cannot be crawled.
    """
    if not url and not urls:
        raise BadArgument("Which address? Say -a url=https://… , or -a urls= with several, or with a file of them.")
    found = [url.strip()] if url else []
    if urls:
        found += _several(urls)
    for address in found:
        if "://" not in address:
            raise BadArgument(f"{address!r} has no scheme: write http://{address} or https://{address}.")
        try:
            canonical(address)
        except RefusedAddress as error:
            raise BadArgument(f"{address!r} cannot be crawled: {error}.") from error
    return list(dict.fromkeys(found))


def _several(urls: str) -> list[str]:
    if "://" not in urls:
        try:
            text = Path(urls).read_text(encoding="utf-8-sig")
        except UnicodeDecodeError:
            raise BadArgument(
                f"-a urls={urls}: the file is not text in UTF-8; save it so, an address a line."
            ) from None
        except (OSError, ValueError):
            raise BadArgument(
                f"-a urls={urls[:100]} is neither an address (with http://) nor a file that can be read: check the spelling."
            ) from None
        lines = (line.strip() for line in text.splitlines())
        found = [line for line in lines if line and not line.startswith("#")]
        if not found:
            raise BadArgument(f"-a urls={urls}: the file holds no address; write one a line.")
        return found
    return [address.strip(", ") for address in BETWEEN.split(urls) if address.strip(", ")]
