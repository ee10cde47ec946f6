"""A section page read: ``<li><a href="/c/1.shtml">Ferry returns</a> 2017-01-20</li>``, twenty times, and page 2.

Parsel in, plain data out; no network here.  Which links are articles is decided by lists, not by single links:
links of one place in the tree are weighed together by their addresses, the length of their words, the dates
beside them, and by what the page calls the place (navigation, side column, hot list).  The addresses of the
further pages come from ``listing/pagination.py``; whether a page is fetched at all is the frontier's to say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from parsel import Selector

from crawler.kinship import family_of
from crawler.listing.addresses import is_document, is_file
from crawler.listing.data_sets import next_groups, with_data_sets
from crawler.listing.dates import listed_date
from crawler.listing.hidden import hidden_pages
from crawler.listing.links import PageLinks, base_of, is_chinese, page_links
from crawler.listing.lists import article_rows
from crawler.listing.names import section_name
from crawler.listing.pagination import further_listing_pages
from crawler.listing.rows import Row
from crawler.listing.score import section_score
from crawler.listing.titles import best_title
from crawler.urls import RefusedAddress, canonical

MOST_FRAMES = 5  # of one page that are looked into


@dataclass(frozen=True, slots=True)
class ArticleLink:
    """A link to an article as a section page prints it."""

    url: str  # canonical and absolute
    printed_url: str
    title: str
    listed_at: str  # ISO 8601; a date alone where no time is printed, "" where no date is
    position: int  # on the page, from 1
    is_beside: bool = False  # in a hot list beside the section's own list: maybe another section's article


@dataclass(frozen=True, slots=True)
class SectionPage:
    """What a section page says.

    ``score`` tells how much the page looks like a section page: 0.0 is an article, 1.0 a listing; from 0.5 on
    it is more listing than article.  ``refused`` are the links that must never be requested, as printed, each
    with its reason.
    """

    name: str
    links: list[ArticleLink]
    next_pages: list[str]
    score: float
    refused: list[tuple[str, str]]


def section_page(
    page: Selector,
    url: str,
    *,
    layout: Mapping[str, str] | None = None,
    moved: Mapping[str, str] | None = None,
    read_at: datetime | None = None,
    charset: str = "utf-8",
    hidden: bool = False,
) -> SectionPage:
    """Read a section page.

    ``layout`` may name ``article_links`` and ``next_pages`` as CSS, of elements or of ``::attr(href)``: one that
    finds something is believed.  ``moved`` and ``charset`` are those of :func:`crawler.urls.canonical`.
    ``read_at`` is when the page was fetched: it dates ``06-30`` and ``3 hours ago``.  ``hidden``: where the page shows
    no list, those are read that its scripts would show, and frames are further pages.
    """
    layout = layout or {}
    if not hasattr(page.root, "iter"):
        return SectionPage("", [], [], 0.0, [])  # JSON or plain text under a page's address
    root = with_data_sets(page.root) if hidden else page.root
    walked = page_links(root)
    url = _own_address(url, moved, charset)
    addresses = _Addresses(base_of(page.root.iter("base"), url), moved, charset)
    urls = [addresses.read(link.printed) for link in walked.links]

    declared = _declared(page, layout.get("article_links", ""), addresses)
    rows = article_rows(walked, urls, url, declared=set(declared) or None)
    shown = walked
    if hidden and not rows:
        walked, rows = _hidden_rows(page.root, walked, addresses, url)
    chinese = is_chinese(" ".join(walked.texts[:200]))
    links = [_article_link(walked, row, position, read_at, chinese) for position, row in enumerate(rows, start=1)]
    if declared:
        known = {link.url for link in links}
        links += [
            ArticleLink(address, printed, "", "", position)
            for position, (address, printed) in enumerate(
                ((a, p) for a, p in declared.items() if a not in known), start=len(links) + 1
            )
        ]
    next_pages = list(_declared(page, layout.get("next_pages", ""), addresses)) or further_listing_pages(
        page, shown, urls, url, addresses.read, taken={link.url for link in links}
    )
    if hidden:
        groups = (addresses.read(printed) for printed in next_groups(root))
        next_pages += [group for group in groups if group and family_of(group) == family_of(url)]
        next_pages += _framed(page.root, addresses, url) if not rows else []
    foreign = [] if declared or walked is not shown else _left_alone(walked, rows, urls, url)
    return SectionPage(
        name=section_name(page, walked),
        links=links,
        next_pages=[address for address in next_pages if address != url],
        score=section_score(page, walked, rows, url, has_pages=bool(next_pages)),
        refused=addresses.refused + foreign,
    )


def _hidden_rows(root: Any, walked: PageLinks, addresses: _Addresses, url: str) -> tuple[PageLinks, list[Row]]:
    """The lists that scripts hold; the page as it is shown where they hold none."""
    for tree in hidden_pages(root, walked.title):
        found = page_links(tree)
        rows = article_rows(found, [addresses.read(link.printed) for link in found.links], url)
        if rows:
            return found, rows
    return walked, []


def _framed(root: Any, addresses: _Addresses, url: str) -> list[str]:
    """The pages of this site that stand in frames; a frame of another site is an advertisement."""
    printed = [frame.get("src") for frame in root.iter("iframe", "frame") if frame.get("src")][:MOST_FRAMES]
    read = (addresses.read(address) for address in printed)
    return [address for address in read if address and family_of(address) == family_of(url) and not is_file(address)]


class _Addresses:
    """Reads the page's addresses and keeps those refused, each printed one once."""

    def __init__(self, base: str, moved: Mapping[str, str] | None, charset: str) -> None:
        self.base, self.moved, self.charset = base, moved, charset
        self.refused: list[tuple[str, str]] = []
        self._known: dict[str, str | None] = {}

    def read(self, printed: str) -> str | None:
        """The canonical address, or None for one that is refused or only a place on the page itself."""
        if printed not in self._known:
            self._known[printed] = self._read(printed)
        return self._known[printed]

    def _read(self, printed: str) -> str | None:
        if not printed.strip() or printed.lstrip().startswith("#"):
            return None
        try:
            return canonical(printed, self.base, moved=self.moved, charset=self.charset)
        except RefusedAddress as refusal:
            self.refused.append((printed, refusal.reason))
            return None


UNKNOWN_PAGE = "http://unknown.invalid/"  # a saved page without an address; RFC 2606 keeps the name free


def _own_address(url: str, moved: Mapping[str, str] | None, charset: str) -> str:
    try:
        return canonical(url, moved=moved, charset=charset)
    except RefusedAddress:
        return UNKNOWN_PAGE


def _declared(page: Selector, css: str, addresses: _Addresses) -> dict[str, str]:
    """Canonical address -> printed one, of what a site's layout names."""
    if not css:
        return {}
    found: dict[str, str] = {}
    for element in page.css(css):
        root: Any = element.root
        if isinstance(root, str):
            printed = [root]
        else:
            printed = [root.get("href")] if root.get("href") else element.css("a::attr(href)").getall()
        for one in printed:
            if address := addresses.read(one):
                found.setdefault(address, one)
    return found


def _article_link(page: PageLinks, row: Row, position: int, read_at: datetime | None, chinese: bool) -> ArticleLink:
    title = best_title(page, row.links, row.node)
    listed_at = listed_date(row.date_lines, address=row.url, read_at=read_at, chinese=chinese) or title.date
    return ArticleLink(row.url, row.links[0].printed, title.text, listed_at, position, row.is_beside)


def _left_alone(page: PageLinks, rows: Sequence[Row], urls: Sequence[str | None], url: str) -> list[tuple[str, str]]:
    """What stands in the section's own lists and is no article of the site: other sites, tables, pictures."""
    families = {family_of(row.url) for row in rows} | {family_of(url)}
    taken = {row.url for row in rows}
    places = {page.paths[link.node] for row in rows for link in row.links}
    found: dict[str, str] = {}
    for link, address in zip(page.links, urls, strict=True):
        if not address or address in taken or page.paths[link.node] not in places:
            continue
        if is_file(address) or is_document(address):
            found.setdefault(link.printed, "a file, not a page")
        elif family_of(address) not in families:
            found.setdefault(link.printed, "another site")
    return list(found.items())
