"""``<url><loc>http://a.cn/c/1.html</loc><lastmod>2026-03-20</lastmod></url>``: a sitemap read as a section page.

Read are ``urlset`` with and without the news extension, ``sitemapindex``, both gzipped, both in whatever namespace,
and plain lists of addresses.  An index lists no articles: the sitemaps it names are its next pages.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from lxml import etree

from crawler.feeds.dates import feed_date
from crawler.feeds.entries import Addresses, Entry, addresses_of, entry_links, home_families
from crawler.feeds.xml_source import (
    MOST_ENTRIES,
    elements,
    is_xml_source,
    printed_address,
    source_text,
    tag_of,
    words,
    xml_source,
)
from crawler.kinship import family_of
from crawler.listing.dates import date_in_address
from crawler.listing.links import is_chinese
from crawler.listing.titles import LONGEST_TITLE
from crawler.sections import SectionPage

KINDS = frozenset(["urlset", "sitemapindex"])
MOST_SITEMAPS = 1000  # of one index: fifty million addresses; a dated index without end is a trap
FEWEST_DATED = 10  # entries; what fewer of them share may be chance
MOSTLY = 0.5  # share of one `lastmod` that makes it the file's date, not the article's
SAMPLE = 50  # titles that tell a sitemap's language
PLAIN_LINES = 0.9  # share of lines that are addresses in a list of addresses; the rest are slips

_MONTH_IN_ADDRESS = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:[-_/]?([01]\d))?(?:[-_/]?([0-3]\d))?(?!\d)")
_WEB_START = re.compile(r"https?://\S+", re.I)


@dataclass(slots=True)
class Listed:
    """One ``<url>`` or ``<sitemap>`` as printed."""

    is_sitemap: bool
    loc: str = ""
    lastmod: str = ""
    published: str = ""
    title: str = ""
    language: str = ""


def sitemap_page(body: bytes, url: str, *, moved: Mapping[str, str] | None = None) -> SectionPage | None:
    """Read a sitemap as a section page; None for what is no sitemap.

    The sitemaps of an index are ``next_pages``, the newest first.  Section fronts, tags and authors are told by
    their addresses and by what lies below them; ``moved`` is that of :func:`crawler.urls.canonical`.
    """
    source = xml_source(body, KINDS)
    if source is not None:
        listed = [one for one in islice(_find_listed(source.root), MOST_ENTRIES) if one.loc]
        addresses = addresses_of(url, moved, source.charset)
    else:
        text, charset = _plain_text(body)
        if not text:
            return None
        listed = [Listed(False, line.strip()) for line in islice(text.splitlines(), MOST_ENTRIES) if line.strip()]
        addresses = addresses_of(url, moved, charset)
    next_pages = _sitemaps([one for one in listed if one.is_sitemap], addresses)
    links = entry_links(_entries([one for one in listed if not one.is_sitemap]), addresses)
    return SectionPage("", links, next_pages, 1.0, list(addresses.refused.items()))


def _find_listed(root: etree._Element) -> Iterator[Listed]:
    """Yield the entries, also those that a forgotten end tag has put into each other."""
    one = None
    for element, tag in elements(root):
        if tag.name in ("url", "sitemap"):
            if one:
                yield one
            one = Listed(tag.name == "sitemap")
        elif one is None:
            continue
        elif tag.name == "loc":
            # image:loc is the picture's
            if not one.loc and _parent(element) in ("url", "sitemap"):
                one.loc = printed_address(element)
        elif tag.name == "lastmod":
            one.lastmod = one.lastmod or words(element)
        elif tag.name == "publication_date":
            if _parent(element) != "video":
                one.published = one.published or words(element)
        elif tag.name == "title":
            if _parent(element) == "news":
                one.title = one.title or words(element)[:LONGEST_TITLE].strip()
        elif tag.name == "language" and not one.language:
            one.language = words(element).lower()
    if one:
        yield one


def _parent(element: etree._Element) -> str:
    parent = element.getparent()
    return "" if parent is None else tag_of(parent).name


def _entries(listed: list[Listed]) -> Iterator[Entry]:
    titles = " ".join(one.title for one in listed[:SAMPLE])
    chinese = is_chinese(titles) or any(one.language.startswith("zh") for one in listed[:SAMPLE])
    stamp = _file_date(listed)
    for one in listed:
        listed_at = feed_date(one.published, chinese=chinese) or _day_in_address(one.loc)
        if not listed_at and one.lastmod != stamp:
            listed_at = feed_date(one.lastmod, chinese=chinese)
        yield Entry(one.loc, one.title, listed_at)


def _day_in_address(address: str) -> str:
    """The day of the folder or of the file's name; in ``/2026/1001.html`` the two together make none."""
    folder, _, name = address.rpartition("/")
    return date_in_address(f"{folder}/") or date_in_address(f"/{name}")


def _file_date(listed: list[Listed]) -> str:
    """The ``lastmod`` that most entries share: some systems print when they wrote the file."""
    dates = Counter(one.lastmod for one in listed if one.lastmod)
    if dates.total() < FEWEST_DATED:
        return ""
    date, count = dates.most_common(1)[0]
    return date if count > MOSTLY * dates.total() else ""


def _sitemaps(listed: list[Listed], addresses: Addresses) -> list[str]:
    """The sitemaps of an index, the newest first; those without a date last, as printed."""
    dated: dict[str, float] = {}
    printed: dict[str, str] = {}
    for one in listed:
        address = addresses.read(one.loc)
        if address and address != addresses.source:
            dated.setdefault(address, _moment(one.lastmod) or _moment_in_address(one.loc))
            printed.setdefault(address, one.loc)
    families = home_families({addresses.source}, dated)
    for address in [address for address in dated if family_of(address) not in families]:
        del dated[address]
        addresses.refused.setdefault(printed[address], "another site")
    return sorted(dated, key=lambda address: -dated[address])[:MOST_SITEMAPS]


def _moment(date: str) -> float:
    found = feed_date(date)
    if not found:
        return _moment_in_address(date)  # `2026-03` is a date to sitemaps
    return datetime.fromisoformat(found if "T" in found else f"{found}T00:00:00+08:00").timestamp()


def _moment_in_address(address: str) -> float:
    """The year, month or day that ``sitemap-2026-03.xml`` is for."""
    if not (match := _MONTH_IN_ADDRESS.search(address)):
        return 0.0
    year, month, day = (int(part or 1) for part in match.groups())
    try:
        return datetime.fromisoformat(f"{year:04}-{month:02}-{day:02}T00:00:00+08:00").timestamp()
    except ValueError:
        return 0.0


def _plain_text(body: bytes) -> tuple[str, str]:
    """A list of addresses, one a line; "" for any other text."""
    if not is_xml_source("text/plain", body):
        return "", ""
    text, charset = source_text(body)
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if sum(_WEB_START.fullmatch(line) is not None for line in lines) < max(1, PLAIN_LINES * len(lines)):
        return "", ""
    return text.lstrip("\ufeff"), charset
