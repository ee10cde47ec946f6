"""``1 [2] [3] … [18] 下一页``: the further pages of a list, whatever drew the pager.

A pager is words (``next_words``), numbers (``numbered_pagers``), a jump list, buttons (``button_pages``), or a script
that writes them (``script_pagers``); which addresses it may lead to, ``page_kin`` knows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Sequence
from itertools import chain, islice

from parsel import Selector

from crawler.kinship import twin_key
from crawler.listing.button_pages import button_pages
from crawler.listing.links import PageLinks
from crawler.listing.next_words import EDGES, is_about_more, is_label_of_next, says_next
from crawler.listing.numbered_pagers import MOST_PAGES, NUMBER, is_calendar, numbered_pages
from crawler.listing.page_kin import differs_by_a_number, is_kin, is_layout_of_same_issue
from crawler.listing.script_pagers import drawn_pages, script_pages

OPTION_PIECES = 8  # of text in one option of a jump list; a number needs one

_LAYOUT = re.compile(r"\s*第?\s?[A-Z]?\d{1,3}\s?版|[A-Z]\d{1,2}\s?[:：]", re.I)  # 第02版：要闻, A02版, B1：城事


def further_listing_pages(
    page: Selector,
    walked: PageLinks,
    urls: Sequence[str | None],
    url: str,
    read: Callable[[str], str | None],
    *,
    taken: Container[str] = (),
) -> list[str]:
    """The pages of this list after this one, in the order of their numbers.

    ``urls`` are the canonical addresses of ``walked.links``, ``read`` makes one of a printed address, ``taken``
    are the articles: an article is never a page of the list.
    """
    own = twin_key(read(url) or url)
    found: dict[str, None] = {}

    def add(address: str | None) -> None:
        if address and address not in taken and twin_key(address) != own and len(found) < MOST_PAGES:
            found.setdefault(address)

    numbered, current = numbered_pages(walked, urls, url, is_kin)
    for number in numbered:
        if number.label > current:
            add(number.address)
    earlier = {number.address for number in numbered if number.label <= current}

    for printed in page.css('link[rel~="next"]::attr(href), a[rel~="next"]::attr(href)').getall():
        address = read(printed)
        if address and address not in earlier and (is_kin(address, url) or differs_by_a_number(address, url)):
            add(address)
    pager = {number.address for number in numbered}
    for link, address in zip(walked.links, urls, strict=True):
        if not address or address in earlier or address in found or address in taken:
            continue
        says = says_next(link)
        is_own = address in pager or is_kin(address, url)
        if says and not is_own and not is_about_more(link):
            is_own = differs_by_a_number(address, url)
        if says and is_own and not is_calendar(walked, link):
            add(address)
    for label, printed in _jump_list(page):
        address = read(printed)
        if label > current and address and address not in earlier and is_kin(address, url):
            add(address)
    scripts = list(page.root.iter("script"))
    for printed in script_pages(scripts, url, MOST_PAGES):
        add(read(printed))
    for printed in chain(button_pages(page, is_label_of_next), drawn_pages(scripts, MOST_PAGES)):
        address = read(printed)
        if address and address not in earlier and is_kin(address, url):
            add(address)
    for link, address in zip(walked.links, urls, strict=True):
        if address and _LAYOUT.match(link.text) and is_layout_of_same_issue(address, url):
            add(address)
    return list(found)


def _jump_list(page: Selector) -> list[tuple[int, str]]:
    """The numbered options of a ``<select>`` that are addresses."""
    found: list[tuple[int, str]] = []
    # Broken pages nest lists in lists and options in options: each is read once, by its first few words.
    for select in page.root.iter("select"):
        if next(select.iterancestors("select"), None) is not None:
            continue
        options = [
            (int(match[1]), option.get("value").strip())
            for option in select.iter("option")
            if option.get("value") is not None
            and (match := NUMBER.fullmatch("".join(islice(option.itertext(), OPTION_PIECES)).strip(EDGES)))
        ]
        if options and all("/" in value or "." in value or "?" in value for _, value in options):
            found += options
    return found
