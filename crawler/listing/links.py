"""The links of a page with what stands around them: their words, their row, their place in the tree.

One walk over the tree gives every element a span of ticks, every piece of text its tick; after that all
questions (which links stand in this element? what text stands between these two?) are look-ups.  Which links
are articles is not decided here.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from crawler.listing.zones import Zone, zone_of
from crawler.urls import RefusedAddress, canonical

# Elements whose text nobody reads.
_UNSEEN = frozenset(["script", "style", "template", "textarea", "select", "svg", "head", "iframe", "object"])
HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_IN_LINE = frozenset(
    ["em", "b", "i", "u", "strong", "font", "mark", "sub", "sup", "span", "small", "img", etree.Comment]
)
_DIGITS = re.compile(r"\d+")
_CHINESE = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\u3040-\u30ff\uac00-\ud7af]")
_LETTERS = re.compile(r"[^\W\d_]")

# Latin words are longer than Chinese ones: three letters weigh like one character.
LETTERS_PER_CHARACTER = 3
LONGEST_WEIGHED = 4000  # characters; what is longer is prose, and how much longer tells nothing more


@dataclass(slots=True)
class Link:
    """One ``a href`` in document order."""

    printed: str
    element: Any
    node: int
    text: str
    title: str  # the title= attribute
    image_titles: tuple[str, ...]  # alt= and title= of the images in it
    images: tuple[str, ...]  # their addresses
    is_heading: bool


@dataclass(slots=True)
class PageLinks:
    """The walked page.  A node is the number of an element in document order."""

    title: str = ""  # of the page
    links: list[Link] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    paths: list[int] = field(default_factory=list)  # elements of one path have one number
    names: list[str] = field(default_factory=list)  # the first class of each
    zones: list[tuple[tuple[Zone, int], ...]] = field(default_factory=list)  # (kind, node) of all around it
    text_ticks: list[int] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    text_nodes: list[int] = field(default_factory=list)
    link_ticks: list[int] = field(default_factory=list)
    time_ticks: list[int] = field(default_factory=list)
    times: list[str] = field(default_factory=list)  # the datetime= of time elements

    def texts_in(self, node: int) -> range:
        """The positions in `texts` of an element's words."""
        return self.texts_between(self.starts[node], self.ends[node])

    def texts_between(self, start: int, end: int) -> range:
        return range(bisect_left(self.text_ticks, start), bisect_left(self.text_ticks, end))

    def links_in(self, node: int) -> range:
        """The positions in `links` of the links in an element."""
        return range(bisect_left(self.link_ticks, self.starts[node]), bisect_left(self.link_ticks, self.ends[node]))

    def times_in(self, node: int) -> list[str]:
        return self.times[
            bisect_left(self.time_ticks, self.starts[node]) : bisect_left(self.time_ticks, self.ends[node])
        ]

    def holds(self, outer: int, inner: int) -> bool:
        return self.starts[outer] <= self.starts[inner] < self.ends[outer]


def page_links(root: Any) -> PageLinks:
    """Walk a tree once, without recursion."""
    title = next(root.iter("title"), None)
    page = PageLinks(title=" ".join("".join(title.itertext()).split()) if title is not None else "")
    numbers: dict[tuple[int, str, str], int] = {}
    stack: list[int] = []
    unseen = 0  # how many elements around are never shown
    headings = 0
    tick = 0

    def add_text(text: str | None) -> None:
        nonlocal tick
        if text and not unseen and (words := " ".join(text.split())):
            tick += 1
            page.text_ticks.append(tick)
            page.texts.append(words)
            page.text_nodes.append(stack[-1] if stack else 0)

    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        tag = element.tag
        if event in ("comment", "pi") or not isinstance(tag, str):
            if event != "start":
                add_text(element.tail)
            continue
        if event == "start":
            tick += 1
            node = len(page.tags)
            parent = stack[-1] if stack else -1
            named = element.get("class") or ""
            chain = (page.paths[parent] if stack else -1, tag, _DIGITS.sub("", named) if named else "")
            page.tags.append(tag)
            page.parents.append(parent)
            page.names.append(_DIGITS.sub("", named.split(maxsplit=1)[0]) if named and not named.isspace() else "")
            page.starts.append(tick)
            page.ends.append(tick)
            page.paths.append(numbers.setdefault(chain, len(numbers)))
            around = page.zones[parent] if stack else ()
            zone = zone_of(tag, f"{named} {element.get('id') or ''}")
            page.zones.append(around if zone is Zone.NONE else (*around, (zone, node)))
            stack.append(node)
            unseen += tag in _UNSEEN
            headings += tag in HEADINGS
            if tag == "a" and element.get("href") is not None:
                page.link_ticks.append(tick)
                page.links.append(
                    Link(element.get("href"), element, node, "", element.get("title") or "", (), (), headings > 0)
                )
            elif tag == "time" and (moment := element.get("datetime")):
                page.time_ticks.append(tick)
                page.times.append(moment)
            add_text(element.text)
        else:
            node = stack.pop()
            tick += 1
            page.ends[node] = tick
            unseen -= tag in _UNSEEN
            headings -= tag in HEADINGS
            add_text(element.tail)
    for link in page.links:
        _read_link(page, link)
    return page


def base_of(bases: Iterable[Any], url: str) -> str:
    """The address that relative links start from, by a page's ``base`` elements; a broken one is ignored, as browsers do."""
    printed = next((href for base in bases if (href := base.get("href")) is not None), None)
    try:
        return canonical(printed, url) if printed else url
    except RefusedAddress:
        return url


def units(text: str) -> float:
    """The length of a text as a reader sees it: Chinese characters, or Latin letters by three.

    >>> units("全市防汛"), units("Storms expected")
    (4.0, 4.666666666666667)
    """
    text = text[:LONGEST_WEIGHED]
    chinese = len(_CHINESE.findall(text))
    return chinese + (len(_LETTERS.findall(text)) - chinese) / LETTERS_PER_CHARACTER


def is_chinese(text: str) -> bool:
    return _CHINESE.search(text) is not None


def _read_link(page: PageLinks, link: Link) -> None:
    lines = [page.texts[at] for at in page.texts_in(link.node)]
    link.text = " ".join(lines)
    if len(link.element):
        if len(lines) > 1 and _only_in_lines(link.element):
            # 智能<em>解析</em>: a word marked inside a line is not set off by a blank.
            link.text = " ".join("".join(link.element.itertext()).split())
        images = list(link.element.iter("img"))
        if images:
            link.images = tuple(image.get("src") or image.get("data-src") or "" for image in images)
            link.image_titles = tuple(
                " ".join(words.split()) for image in images for name in ("alt", "title") if (words := image.get(name))
            )
        link.is_heading = link.is_heading or any(child.tag in HEADINGS for child in link.element.iter())


def _only_in_lines(element: Any) -> bool:
    return all(child.tag in _IN_LINE for child in element.iter() if child is not element)
