"""``<div>The ferry left.<br>It is back.</div>`` is two blocks: a page cut where a reader sees a new line.

Every visible word of a page is in exactly one block, in the order of the page.  What a reader cannot see (scripts,
comments, what an attribute or an inline style hides) is in none, unless it is a story that the page's own script
would reveal.  What a page says in the stead of a player (``<object>…</object>``) is seen: no browser plays it today.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

from lxml.etree import _Element

_INLINE = """a abbr acronym b bdi bdo big blink cite code data del dfn em font i ins kbd label mark nobr object q rb
    ruby rp rt s samp small span strike strong sub sup time tt u var wbr math mi mn mo ms mtext mrow msup msub""".split()
_SILENT = """script style template head title meta link base noscript iframe frame embed applet param audio
    video source track canvas svg map area datalist input img picture noframes dialog colgroup col""".split()
INLINE, BLOCK, SILENT, BREAK, LINK = range(5)
KINDS: dict[object, int] = {
    **dict.fromkeys(_INLINE, INLINE),
    **dict.fromkeys(_SILENT, SILENT),
    **dict.fromkeys(("br", "hr"), BREAK),
    "a": LINK,
}
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_DIGITS = re.compile(r"\d+")
_STORY_NAME = re.compile(r"content|article|story|text|body", re.I)
_UNSEEN_STYLE = re.compile(r"display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden", re.I)
_DAY = re.compile(r"\s*(?:[\u4e00-\u9fff]{2,4}\s?[:：]\s?)?(?:19|20)\d\d\s?[-/.年]\s?\d")
_GHOSTS = "\u200b\u200c\u200d\u2060\ufeff\u00ad "  # characters that take no room: a block of these alone is empty
LEAST_STORY = 400  # characters a hidden part must hold to be worth a second look
LEAST_NAMED = 80  # the same, where nothing else on the page is prose and the part is named for the story
_PROSE_TAGS = ("p", "div", "span", "section", "article", "td", "br")
FAR_MORE = 2  # a hidden part this many times longer than all visible prose is what the page is about


class Place:
    """An element of the page that starts a new line, and the run of blocks inside it."""

    __slots__ = ("after", "depth", "element", "first", "marks", "stand", "tag", "up")

    def __init__(self, element: _Element, tag: str, up: Place | None, first: int) -> None:
        self.element = element
        self.tag = tag
        self.up = up
        self.first = first  # position of its first block
        self.after = first  # position after its last block
        self.depth: int = up.depth + 1 if up is not None else 0
        self.marks = -1  # what the name says of the contents, filled likewise
        self.stand: tuple[str, str | None, int] | None = None  # where its words stand, see voice.py, filled likewise

    def __len__(self) -> int:
        return self.after - self.first

    def step(self) -> str:
        name = self.element.get("class") or self.element.get("id") or ""
        return f"{self.tag}.{_DIGITS.sub('', '.'.join(name.split()))}" if name else self.tag


class Block:
    """A paragraph-sized piece of a page."""

    __slots__ = ("bold", "element", "link_text", "links", "place", "text")

    def __init__(
        self,
        text: str,
        link_text: str = "",
        *,
        links: int = 0,
        bold: bool = False,
        place: Place | None = None,
        element: _Element | None = None,
    ) -> None:
        self.text = text  # white space folded
        self.link_text = link_text
        self.links = links or bool(link_text)
        self.bold = bold  # every letter of it
        self.place = place  # the innermost element that starts a new line; None in plain text
        self.element = element  # the innermost element that holds its first word

    def __repr__(self) -> str:
        return f"<{self.tag or 'line'} {self.text[:60]!r}>"

    @property
    def tag(self) -> str:
        return self.place.tag if self.place is not None else ""

    @property
    def is_heading(self) -> bool:
        return self.place is not None and self.place.tag in HEADINGS

    @property
    def link_share(self) -> float:
        """How much of the text is links, from 0.0 (prose) to 1.0 (navigation).

        >>> Block("Read more", link_text="Read more").link_share
        1.0
        """
        return min(1.0, len(self.link_text) / len(self.text)) if self.text else 0.0

    @property
    def path(self) -> str:
        """Tags and classes from the root to this block, digits dropped: the same on every page of a template."""
        steps = []
        place = self.place
        while place is not None:
            steps.append(place.step())
            place = place.up
        return "/".join(reversed(steps))


def find_blocks(tree: _Element) -> list[Block]:
    """The visible blocks of a page, in its order.

    What is hidden is left out; but when a hidden part holds far more prose than all that can be seen, the page's
    script would reveal it, and it counts as seen.
    """
    blocks, unseen = _walk(tree, ())
    if unseen:
        seen = sum(len(b.text) - len(b.link_text) for b in blocks if len(b.text) > 40)
        revealed = [element for element in unseen if _is_story(element, seen)]
        if revealed:
            blocks, _ = _walk(tree, revealed)
    return blocks


def _is_story(element: _Element, seen: int) -> bool:
    """Whether a hidden part is what the page is about, given how much prose can be seen."""
    name = element.get("id") or element.get("class") or ""
    least = LEAST_NAMED if not seen and _STORY_NAME.search(name) else LEAST_STORY
    return _prose_length(element) > max(least, FAR_MORE * seen)


def _prose_length(element: _Element) -> int:
    return sum(len(str(text).strip()) for text in element.itertext(*_PROSE_TAGS))


def _walk(tree: _Element, revealed: Collection[_Element]) -> tuple[list[Block], list[_Element]]:
    """One walk without recursion: pages nest 200,000 deep when they want to hurt."""
    blocks: list[Block] = []
    unseen: list[_Element] = []
    pieces: list[str] = []
    link_pieces: list[str] = []
    plain = False  # a piece that is not bold stands among the pieces
    links = in_link = in_bold = 0
    holder: _Element | None = None
    place: Any = Place(tree, str(tree.tag), None, 0)
    open_kinds: list[int] = []
    kinds = KINDS

    def flush() -> None:
        nonlocal plain, links, holder
        text = " ".join("".join(pieces).split())
        if text and text.strip(_GHOSTS):
            link_text = " ".join("".join(link_pieces).split()) if link_pieces else ""
            blocks.append(Block(text, link_text, links=links, bold=not plain, place=place, element=holder))
        pieces.clear()
        link_pieces.clear()
        links = 0
        plain = False
        holder = None

    def say(words: str, element: _Element) -> None:
        nonlocal plain, holder
        pieces.append(words)
        if in_link:
            link_pieces.append(words)
        if holder is None:
            holder = element
        if not in_bold:
            plain = True

    node: Any = tree
    while True:
        tag = node.tag
        kind = kinds.get(tag, BLOCK) if type(tag) is str else SILENT
        if kind == SILENT:
            kind = BLOCK if revealed and node in revealed else SILENT
        elif (
            kind != BREAK
            and (((style := node.get("style")) and _UNSEEN_STYLE.search(style)) or node.get("hidden") is not None)
            and node not in revealed
        ):
            if len(node):
                unseen.append(node)
            kind = SILENT
        if kind == BLOCK:
            if pieces:
                flush()
            place = Place(node, tag, place, len(blocks))
        elif kind == LINK:
            if node.get("href") is not None:
                in_link += 1
                links += 1
            else:
                kind = INLINE
        if kind == BREAK:
            if place.tag in HEADINGS and not _opens_with_date(node):
                pieces.append(" ")
            elif pieces:
                flush()
        elif kind != SILENT:
            if tag == "b" or tag == "strong":
                in_bold += 1
            text = node.text
            if text:
                if not text.isspace():
                    say(text, node)
                elif pieces:
                    pieces.append(" ")
            if len(node):
                open_kinds.append(kind)
                node = node[0]
                continue
            if kind == BLOCK:
                if pieces:
                    flush()
                place.after = len(blocks)
                place = place.up
            elif kind == LINK:
                in_link -= 1
            if tag == "b" or tag == "strong":
                in_bold -= 1
        # The element is done: its tail, then its next sibling, or else its parent is done too.
        while True:
            if node is tree:
                if pieces:
                    flush()
                return blocks, unseen
            tail = node.tail
            if tail:
                if not tail.isspace():
                    say(tail, node.getparent())
                elif pieces:
                    pieces.append(" ")
            following = node.getnext()
            if following is not None:
                if not tail and kind != BLOCK and kind != BREAK and pieces and _stands_apart(node, following):
                    pieces.append(" ")
                node = following
                break
            node = node.getparent()
            kind = open_kinds.pop()
            tag = node.tag
            if kind == BLOCK:
                if pieces:
                    flush()
                place.after = len(blocks)
                place = place.up
            elif kind == LINK:
                in_link -= 1
            if tag == "b" or tag == "strong":
                in_bold -= 1


def _opens_with_date(element: _Element) -> bool:
    """Whether a day follows a break: ``<h1>Ferry returns<br><span>2026-03-10 Source: …`` is a headline and its byline."""
    following = element.getnext()
    text = element.tail or ""
    if following is not None and not text.strip():
        text = following.text or ""
    return _DAY.match(text) is not None


def _stands_apart(element: _Element, following: _Element) -> bool:
    """Two labelled spans without a blank between them are two words: ``<span class=by>…</span><span class=on>…``."""
    name, other = element.get("class"), following.get("class")
    return bool(name and other and name != other)
