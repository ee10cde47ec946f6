"""``<item><title>Ferry returns</title><link>http://a.cn/c/1.html</link>…``: RSS and Atom read as a section page.

A feed names the newest articles with their titles and times: the same links as the section page, surer.  RSS 0.9x,
1.0 and 2.0 and Atom 0.3 and 1.0 are read by the names of their elements; what a version should be called in which
namespace is not asked.  The story that some feeds carry is left to the article page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape
from itertools import islice

from lxml import etree
from parsel import Selector

from crawler.feeds.dates import feed_date
from crawler.feeds.entries import Addresses, Entry, addresses_of, entry_links, home_families
from crawler.feeds.xml_source import MOST_ENTRIES, MOST_FIELDS, elements, printed_address, tag_of, words, xml_source
from crawler.kinship import family_of
from crawler.listing.dates import set_off_date
from crawler.listing.links import is_chinese
from crawler.listing.names import LONGEST_NAME
from crawler.listing.titles import LONGEST_TITLE
from crawler.sections import SectionPage
from crawler.urls import RefusedAddress, canonical

KINDS = frozenset(["rss", "rdf", "feed"])
ITEMS = frozenset(["item", "entry"])
BASE = "{http://www.w3.org/XML/1998/namespace}base"
# The first day an article was out comes before the last one that it was touched.
DATES = ("pubdate", "published", "issued", "date", "created", "updated", "modified", "lastmod")
SAMPLE = 50  # titles that tell a feed's language
FEED_TYPES = frozenset(
    ["application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/xml", "text/xml"]
)

_MARKUP = re.compile(r"</?[a-z][^<>]{0,300}>", re.I)
_LINE_BREAK = re.compile(r"<br\s*/?>", re.I)
_OF_COMMENTS = re.compile(r"\bcomments?\b|评论|評論|留言", re.I)

Fields = dict[str, list[etree._Element]]


def feed_page(
    body: bytes, url: str, *, moved: Mapping[str, str] | None = None, charset: str | None = None
) -> SectionPage | None:
    """Read a feed as a section page; None for what is no feed.

    ``moved`` is that of :func:`crawler.urls.canonical`, ``charset`` what the server declared.
    """
    source = xml_source(body, KINDS, charset)
    if source is None:
        return None
    addresses = addresses_of(url, moved, source.charset)
    about, items = _about_and_items(source.root)
    own, foreign = _fields(about)
    language = next((words(one) for one in own.get("language", []) + foreign.get("language", [])), "")
    name = _title(own, foreign)
    fields = [(item, *_fields(item)) for item in items]
    titles = [_title(*both) for _, *both in fields]
    chinese = language.lower().startswith("zh") or is_chinese(" ".join([name, *titles[:SAMPLE]]))
    base = _base(source.root, addresses.source)
    homes = {home for home in _read_all(_pages(own, foreign), base, moved) if home}
    entries = []
    for (item, plain, others), title in zip(fields, titles, strict=True):
        title, in_title = set_off_date(title)
        entries.append(
            Entry(_address(item, plain, others), title, _date(plain, others, chinese) or in_title, _base(item, base))
        )
    links = entry_links(entries, addresses, homes=homes, only_articles=True)
    return SectionPage(
        name=name[:LONGEST_NAME],
        links=links,
        next_pages=_next_pages(own, foreign, addresses, base, homes | {link.url for link in links}),
        score=1.0,
        refused=list(addresses.refused.items()),
    )


def feed_links(page: Selector, url: str) -> list[str]:
    """The feeds that a page names in its head, without those of its comments.

    >>> feed_links(Selector('<link rel=alternate type=application/rss+xml href=/feed.xml>'), "http://a.cn/news/")
    ['http://a.cn/feed.xml']
    """
    if not hasattr(page.root, "iter"):
        return []
    base = page.css("base[href]::attr(href)").get()
    try:
        base = canonical(base, url) if base else url
    except RefusedAddress:
        base = url
    found: dict[str, None] = {}
    for link in page.css("link[rel][type][href]"):
        named = link.root  # parsel's attrib stumbles over names that no page should have
        is_feed = named.get("type").partition(";")[0].strip().lower() in FEED_TYPES
        if not is_feed or "alternate" not in named.get("rel").lower().split():
            continue
        if _OF_COMMENTS.search(named.get("title", "")) or "/comments/" in named.get("href"):
            continue
        try:
            found[canonical(named.get("href"), base)] = None
        except RefusedAddress:
            continue
    return list(found)


def _about_and_items(root: etree._Element) -> tuple[etree._Element, list[etree._Element]]:
    """The element that tells of the feed, and those of its articles."""
    about, items = root, []
    for element, tag in elements(root):
        if tag.name in ITEMS:
            items.append(element)
            if len(items) == MOST_ENTRIES:
                break
        elif tag.name == "channel" and about is root:
            about = element
    return about, items


def _fields(element: etree._Element) -> tuple[Fields, Fields]:
    """The element's children by name: those of the feed's own vocabulary, and those of others."""
    plain: Fields = {}
    others: Fields = {}
    own = tag_of(element).space
    for child in islice(element, MOST_FIELDS):
        tag = tag_of(child)
        (plain if tag.space in ("", own) else others).setdefault(tag.name, []).append(child)
    if tag_of(element).name in ITEMS and not any(name in plain or name in others for name in DATES):
        _add_swallowed(element, plain)
    return plain, others


def _add_swallowed(item: etree._Element, plain: Fields) -> None:
    """Add what stands behind a forgotten end tag: ``<description><p>…</description><pubDate>`` is one in the other."""
    for element in islice(item.iter("*"), 1, MOST_FIELDS):
        name = tag_of(element).name
        if name in ITEMS:
            return
        if name in DATES or name in ("link", "guid"):
            known = plain.setdefault(name, [])
            if element not in known:
                known.append(element)


def _title(plain: Fields, others: Fields) -> str:
    # Among the others, media:title names a picture: only Dublin Core repeats the headline.
    named = plain.get("title") or [one for one in others.get("title", []) if "dc" in tag_of(one).space]
    if not named:
        return ""
    text = words(named[0])
    if named[0].get("type", "html") != "text" and ("&" in text or "<" in text):
        text = unescape(_MARKUP.sub("", _LINE_BREAK.sub(" ", text)))
        text = " ".join(_MARKUP.sub("", text).split())
    return text[:LONGEST_TITLE].strip()


def _address(item: etree._Element, plain: Fields, others: Fields) -> str:
    """Where the article is, as printed: not at the counter that some feeds lead through."""
    return next((printed for printed in _addresses(item, plain, others) if printed), "")


def _addresses(item: etree._Element, plain: Fields, others: Fields) -> Iterator[str]:
    yield from map(printed_address, others.get("origlink", []))
    yield from _pages(plain, others)
    for guid in plain.get("guid", []):
        # A guid is an address unless it says that it is none; many that say nothing are not either.
        if guid.get("isPermaLink", "true").lower() != "false" and _is_web(printed_address(guid)):
            yield printed_address(guid)
    yield from filter(_is_web, map(printed_address, plain.get("id", [])))
    yield from (str(value) for name, value in item.attrib.items() if str(name).endswith("}about"))


def _pages(plain: Fields, others: Fields) -> Iterator[str]:
    """The page that a feed or an article is read at: HTML before everything else."""
    links = plain.get("link", []) + others.get("link", [])
    for link in sorted(links, key=lambda one: "html" not in one.get("type", "html")):
        if link.get("rel", "alternate").lower() == "alternate":
            yield link.get("href", "").strip() or printed_address(link)


def _date(plain: Fields, others: Fields, chinese: bool) -> str:
    for name in DATES:
        for element in plain.get(name, []) + others.get(name, []):
            if found := feed_date(words(element), chinese=chinese):
                return found
    return ""


def _base(element: etree._Element, base: str) -> str:
    return next(_read_all(iter([element.get(BASE, "").strip()]), base, None), None) or base


def _read_all(printed: Iterator[str], base: str, moved: Mapping[str, str] | None) -> Iterator[str | None]:
    for one in printed:
        try:
            yield canonical(one, base, moved=moved) if one else None
        except RefusedAddress:
            yield None


def _next_pages(own: Fields, foreign: Fields, addresses: Addresses, base: str, pages: set[str]) -> list[str]:
    found: dict[str, None] = {}
    families = home_families({addresses.source}, pages)
    for link in own.get("link", []) + foreign.get("link", []):
        if link.get("rel", "").lower() != "next" or not (printed := link.get("href", "").strip()):
            continue
        address = addresses.read(printed, base)
        if address and address != addresses.source and family_of(address) in families:
            found[address] = None
        elif address and address != addresses.source:
            addresses.refused.setdefault(printed, "another site")
    return list(found)


def _is_web(text: str) -> bool:
    return text[:8].lower().startswith(("http://", "https://"))
