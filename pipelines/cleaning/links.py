"""``<a href="/2019/strike.html">``: where the link of a block leads."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from lxml.etree import _Element

from pipelines.cleaning.blocks import Block
from pipelines.cleaning.meta import Meta

CLIMB = 4  # elements between a word and its link


def address_of(block: Block) -> str:
    """Where the link leads that the block's first word stands in; empty when it stands in none."""
    link = link_of(block)
    return (link.get("href") or "").strip() if link is not None else ""


def link_of(block: Block) -> _Element | None:
    """The link that the block's first word stands in."""
    element: _Element | None = block.element
    for _ in range(CLIMB):
        if element is None or element.tag == "a":
            return element
        element = element.getparent()
    return None


def addresses_of(address: str, meta: Meta) -> list[str]:
    """What a page is known by: where it came from, and where it says itself that it is; a saved page may have only this."""
    return [one for one in (address, meta.first("og:url")) if one]


def is_elsewhere(href: str, addresses: Iterable[str]) -> bool:
    """Whether a link leads to another site than those of the page's own addresses; a path never does.

    >>> is_elsewhere("https://sport.harbor.example/1", ["https://news.harbor.example/2"]), is_elsewhere("/1", [])
    (False, False)
    """
    try:
        host = urlsplit(href).hostname
        return host is not None and _site_of(host) not in {_site_of(urlsplit(one).hostname or "") for one in addresses}
    except ValueError:
        return True


def site_of(address: str) -> str:
    """The site that an address leads to; empty for a path, and for what is no address."""
    try:
        return _site_of(urlsplit(address).hostname or "")
    except ValueError:
        return ""


def _site_of(host: str) -> str:
    """The end of a host's name that its departments share: news.harbor.example and sport.harbor.example are one site."""
    parts = host.lower().split(".")
    return ".".join(parts[-2:] if len(parts) < 3 or len(parts[-2]) > 3 else parts[-3:])
