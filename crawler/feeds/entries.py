"""``<item>``, ``<entry>``, ``<url>``: what feeds and sitemaps list, as a section page's links.

A list that a machine wrote for machines needs no weighing of places and words.  What is left out is left out by
its address: one that must never be requested, a file, another site, a listing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from functools import lru_cache
from html import unescape

from crawler.kinship import DEFAULT_DOCUMENT, family_of
from crawler.listing.addresses import article_likeness, is_document, is_file, names_listing
from crawler.sections import UNKNOWN_PAGE, ArticleLink
from crawler.urls import RefusedAddress, canonical

MOST_FOLDERS = 8  # an article lies in so many folders at most
MOST_STEPS = 20  # in a path; whoever writes more leads in circles, and no likeness tells anything
SURE = 0.5  # likeness from which on an address is an article's, even where others lie below it

_LONG_NUMBER = re.compile(r"\d{5,}")
_HAS_DIGIT = re.compile(r"\d")
_ID_OR_WORDS = re.compile(r"[\d_%-]")


@dataclass(slots=True)
class Entry:
    """One entry as its source prints it."""

    printed: str  # the address
    title: str = ""
    listed_at: str = ""
    base: str = ""  # what a relative address starts from, if not the source's own address


@dataclass(slots=True)
class Addresses:
    """Reads the addresses of one source and keeps those refused, as printed, each with its reason."""

    source: str
    moved: Mapping[str, str] | None
    charset: str
    refused: dict[str, str]

    def read(self, printed: str, base: str = "") -> str | None:
        # `&amp;amp;` is an `&` that was escaped by the template and again by the library.
        meant = unescape(printed) if "&amp;" in printed else printed
        try:
            return canonical(meant, base or self.source, moved=self.moved, charset=self.charset)
        except RefusedAddress as refusal:
            self.refused.setdefault(printed, refusal.reason)
            return None


def addresses_of(url: str, moved: Mapping[str, str] | None, charset: str) -> Addresses:
    try:
        source = canonical(url, moved=moved, charset=charset)
    except RefusedAddress:
        source = UNKNOWN_PAGE
    return Addresses(source, moved, charset, {})


def entry_links(
    entries: Iterable[Entry], addresses: Addresses, *, homes: Set[str] = frozenset(), only_articles: bool = False
) -> list[ArticleLink]:
    """The entries as article links, in their order; what is no article joins ``addresses.refused``.

    ``homes`` are the pages that the source belongs to.  ``only_articles`` says that the source lists nothing
    else, as a feed does; a sitemap also lists section fronts and tags.
    """
    read: dict[str, Entry] = {}
    for entry in entries:
        if not entry.printed or entry.printed.startswith("#"):
            continue
        if (address := addresses.read(entry.printed, entry.base)) is None:
            continue
        if is_file(address) or is_document(address):
            addresses.refused.setdefault(entry.printed, "a file, not a page")
        else:
            read.setdefault(address, entry)
    pages = {addresses.source, *homes}
    families = home_families(pages, read)
    folders = frozenset[str]() if only_articles else _folders(read)
    links: list[ArticleLink] = []
    for address, entry in read.items():
        if _family(address) not in families:
            addresses.refused.setdefault(entry.printed, "another site")
        elif address in pages or (not only_articles and is_front(address, folders)):
            addresses.refused.setdefault(entry.printed, "a listing, not an article")
        else:
            links.append(ArticleLink(address, entry.printed, entry.title, entry.listed_at, len(links) + 1))
    return links


def home_families(pages: Iterable[str], addresses: Iterable[str]) -> set[str]:
    """The domains that a source may speak for: its own, or where it lists nothing of its own, the commonest.

    Feeds and sitemaps are served by other hosts too; but one that lists its own site and a few strangers has
    been written into.
    """
    own = set(map(_family, pages))
    counted = Counter(map(_family, addresses))
    if not counted or own & counted.keys():
        return own
    return own | {counted.most_common(1)[0][0]}


def is_front(address: str, folders: Set[str] = frozenset()) -> bool:
    """Whether an address is clearly a section front, a tag, an author: sparing, for a page read in vain costs less.

    ``folders`` are those that hold other addresses of the same source.

    >>> is_front("http://a.cn/politics/"), is_front("http://a.cn/town/ferry.html"), is_front("http://a.cn/tag/ferry")
    (True, False, True)
    """
    place, _, query = address.partition("//")[2].partition("?")
    folder = place.rstrip("/")
    if "/" not in folder:
        return not query  # the front page of the site
    if place.count("/") > MOST_STEPS:
        return False
    is_folder = folder in folders and not query
    above, _, name = place.rpartition("/")
    if not is_folder and _LONG_NUMBER.search(name) and not _is_listing_folder(above):
        return False
    likeness = article_likeness(address)
    # /news/china/ is near to /news/<article>/, but an article's folder has a number or several words.
    if is_folder or (not name and not query and not _ID_OR_WORDS.search(folder[folder.rfind("/") :])):
        return likeness < SURE
    if likeness > 0:
        return False
    return (
        not name
        or DEFAULT_DOCUMENT.search(place) is not None
        or names_listing(address)
        or ("." not in name and place.count("/") == 1)
        or ("." in name and _HAS_DIGIT.search(name) is not None)  # list_2.html, or likeness would know the number
    )


def _family(address: str) -> str:
    """The domain of a canonical address; thousands of one host cost one look."""
    return family_of(address[: address.find("/", len("https://"))])


@lru_cache(maxsize=1024)
def _is_listing_folder(place: str) -> bool:
    return names_listing(f"http://{place}/")


def _folders(addresses: Iterable[str]) -> frozenset[str]:
    """Host and path of every folder that one of the addresses lies in."""
    found: set[str] = set()
    for address in addresses:
        place = address.partition("?")[0].partition("//")[2].rstrip("/")
        for _ in range(MOST_FOLDERS):
            place, slash, _ = place.rpartition("/")
            if not slash or place in found:
                break
            found.add(place)
    return frozenset(found)
