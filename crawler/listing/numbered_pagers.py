"""``1 [2] [3] … [18]``: pagers of numbers, and which page one is on.

Numbers prove themselves: one number in their addresses counts as they do, from whichever start (page 2 may be
``index_1.html``).  A calendar's numbers do so too and are told by the days in their addresses and by the weekdays
above them.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import urlsplit

from crawler.kinship import family_of, twin_key
from crawler.listing.links import Link, PageLinks
from crawler.listing.next_words import EDGES
from crawler.listing.page_kin import number_of, path_stem, whole_path

NUMBER = re.compile(r"(?:第\s?|page\s?)?(\d{1,5})(?:\s?[页頁])?", re.I)
_DAY_PARAMETER = re.compile(r"(?:^|[&_])(?:d|day|date|riqi|month|year|y|m)=\d", re.I)
_DAY_IN_PATH = re.compile(r"(?:19|20)\d\d[/_-]?(?:0?[1-9]|1[0-2])[/_-]?(?:[0-3]?\d)?(?=\D|$)")
_WEEKDAYS = frozenset([
    "日", "一", "二", "三", "四", "五", "六", "周日", "周一", "周二",
    "sun", "mon", "tue", "wed", "thu", "fri", "sat", "s", "m", "t", "w", "f",
])  # fmt: skip
_CALENDAR_NAME = re.compile(r"calendar|\bcal\b|cal_|rili|datepicker", re.I)
_NUMBERS = re.compile(r"\d+")
_IMAGENUMBER = re.compile(r"(?:^|/)(?:page|p|no|num|n)?_?(\d{1,3})(?:_\w{1,6})?\.(?:gif|png|jpe?g)$", re.I)
Kinship = Callable[[str, str], bool]  # may this address be another page of that one?
MOST_PAGES = 1000  # that one page may name; more is a trap or a misread number


@dataclass(slots=True)
class NumberedPage:
    """A numbered link of a pager."""

    label: int
    address: str


def numbered_pages(
    walked: PageLinks, urls: Sequence[str | None], url: str, kin: Kinship
) -> tuple[list[NumberedPage], int]:
    """The numbered links of the pager by number, and the number of this page (0 where it is not known)."""
    pagers: dict[int, list[tuple[Link, NumberedPage]]] = defaultdict(list)
    for link, address in zip(walked.links, urls, strict=True):
        label = link.text.strip(EDGES) or _number_in_picture(link)
        if not label or not (match := NUMBER.fullmatch(label)) or not address:
            continue
        if family_of(address) == family_of(url):
            pagers[_holder(walked, link.node)].append((link, NumberedPage(int(match[1]), address)))
    best: list[NumberedPage] = []
    current = 0
    for holder, links in pagers.items():
        numbers = [number for _, number in links]
        if is_calendar(walked, links[0][0]) or _has_weekdays(walked, holder) or not _counts_along(numbers, url, kin):
            continue
        unique = {number.label: number for number in reversed(numbers) if number.label}
        if len(unique) > len(best):
            best = sorted(unique.values(), key=lambda number: number.label)
            current = _current_number(walked, holder, best, links, url, kin)
    return best, current


def _number_in_picture(link: Link) -> str:
    """``<img src="/img/3.gif">``: the number that the picture of a pager is named after."""
    match = _IMAGENUMBER.search(link.images[0]) if len(link.images) == 1 and not link.text else None
    return match[1] if match else ""


def _holder(walked: PageLinks, node: int) -> int:
    """The pager around a numbered link: `td` and `li` hold one number each, their parents them all."""
    above = walked.parents[node]
    for _ in range(3):
        if above > 0 and (
            walked.tags[above] in ("li", "td", "span", "b", "strong", "tr", "font") or len(walked.links_in(above)) < 2
        ):
            above = walked.parents[above]
    return above


def _counts_along(numbers: Sequence[NumberedPage], url: str, kinship: Kinship) -> bool:
    """Whether the addresses count as the labels do, and are further pages of this very list."""
    if all(number.label > MOST_PAGES * 10 for number in numbers) or any(_names_a_day(number) for number in numbers):
        return False
    kin = [number for number in numbers if kinship(number.address, url)]
    if not kin or len(kin) < len(numbers) * 0.6:
        return False
    if len(numbers) == 1:
        return _distance(numbers[0]) is not None
    distances = Counter(distance for number in kin if (distance := _distance(number)) is not None)
    counted = sum(distances.values())
    # The first page often has no number in its address.
    return counted >= len(kin) - 1 or _grows_evenly(kin)


def _distance(number: NumberedPage) -> int | None:
    """Label less the last number in the address: 0, or 1 where counting starts at 0; None for neither."""
    parts = urlsplit(number.address)
    for text in (parts.query, parts.path):
        for printed in reversed(_NUMBERS.findall(text)):
            if len(printed) < 8 and 0 <= number.label - int(printed) <= 1:
                return number.label - int(printed)
    return None


def _grows_evenly(numbers: Sequence[NumberedPage]) -> bool:
    """``start=20``, ``start=40``: items are counted, not pages."""
    starts = sorted(
        (number.label, int(found[-1]))
        for number in numbers
        if (found := _NUMBERS.findall(urlsplit(number.address).query))
    )
    steps = {(two - one) / (later - label) for (label, one), (later, two) in pairwise(starts) if later != label}
    return len(steps) == 1 and steps.pop() > 1


def _names_a_day(number: NumberedPage) -> bool:
    parts = urlsplit(number.address)
    if _DAY_PARAMETER.search(parts.query):
        return True
    tail = parts.path.rstrip("/").rpartition("/")
    last_steps = f"{tail[0][-8:]}/{tail[2]}"
    match = _DAY_IN_PATH.search(last_steps)
    return match is not None and last_steps.rstrip("/").endswith(match[0]) and str(number.label) in match[0]


def is_calendar(walked: PageLinks, link: Link) -> bool:
    element = link.element
    for _ in range(5):
        element = element.getparent()
        if element is None:
            return False
        if _CALENDAR_NAME.search(f"{element.get('class') or ''} {element.get('id') or ''}"):
            return True
    return False


def _has_weekdays(walked: PageLinks, holder: int) -> bool:
    words = [walked.texts[at].lower().strip(".") for at in walked.texts_in(holder)[:60]]
    return sum(word in _WEEKDAYS for word in words) >= 6


def _current_number(
    walked: PageLinks,
    holder: int,
    numbers: Sequence[NumberedPage],
    links: Sequence[tuple[Link, NumberedPage]],
    url: str,
    kin: Kinship,
) -> int:
    own = twin_key(url)
    for number in numbers:
        if twin_key(number.address) == own:
            return number.label
    labels = {number.label for number in numbers}
    linked = {link.node for link, _ in links}
    # The page one is on is printed as a number without a link, or with one that leads nowhere.
    for at in walked.texts_in(holder):
        match = NUMBER.fullmatch(walked.texts[at].strip(EDGES))
        node = walked.text_nodes[at]
        if match and int(match[1]) not in labels and node not in linked and int(match[1]) <= max(labels) + 1:
            return int(match[1])
    first_distance = next((distance for number in numbers if (distance := _distance(number)) is not None), None)
    own_number = number_of(url)
    path = urlsplit(url.lower()).path
    if own_number is None or path_stem(urlsplit(numbers[-1].address.lower()).path) == whole_path(path) != path_stem(
        path
    ):
        return 1
    return own_number + first_distance if first_distance is not None and kin(numbers[0].address, url) else 0
