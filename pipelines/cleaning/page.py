"""What the server sent: bytes, an address, and the one tree that everybody reads."""

from __future__ import annotations

import re
from contextlib import suppress
from functools import cached_property

from lxml import etree
from lxml.etree import _Element

from pipelines.cleaning.decoding import VALID, Decoding, decode

EMPTY = "<html><body></body></html>"
# libxml2 hangs what follows a stray </html> or </body> under a second root that nobody looks at.
_CLOSING = re.compile(rb"</(?:[hH][tT][mM][lL]|[bB][oO][dD][yY])\s{0,20}>")
# What a page that nests thousands deep can do without: only what makes lines and links is kept.
_NESTING = re.compile(rb"</?(?!(?:a|br|h[1-6]|meta|p|script|style|td|title)\b)[a-zA-Z][^<>]{0,2000}>")
# A script, a comment, or a start tag to its end as a browser reads it: only behind "=" does a quote begin a value.
# Nothing is tried twice, so each byte is looked at once, whatever stands there.
_START_TAG = re.compile(
    rb"<(?:!--(?:[^-]++|-(?!->))*+"
    rb"|(?P<silent>(?i:script|style))\b(?:[^<]++|<(?!/(?i:script|style)))*+"
    rb"|(?P<name>[a-zA-Z][a-zA-Z0-9]{0,20})(?:[^>=]*+=\s*+(?:\"[^\"]*+\"|'[^']*+')?+)*+[^>=]*+)"
)
_QUOTED = re.compile(rb"=\s*+(?:\"[^\"]*+\"|'[^']*+')")
MOST_ATTRIBUTES = 2000  # of one tag; libxml2 compares each with all before it: 100,000 take minutes
LEAST_MASS = 3 * MOST_ATTRIBUTES  # bytes of a tag that can hold so many
HARMLESS = 100_000  # bytes of a page that cannot hold enough attributes to take a second
UNSEEN = frozenset(("script", "style", "noscript", "link", "meta"))  # what pages hang behind their body
TOO_DEEP = etree.ErrorTypes.ERR_RESOURCE_LIMIT


class Page:
    """One page as fetched.  Decoded and parsed once, when first asked; the tree is never changed afterwards."""

    def __init__(self, body: bytes, *, url: str = "", charset: str | None = None) -> None:
        self.body = body
        self.url = url
        self.charset = charset

    @cached_property
    def _decoded(self) -> tuple[str, Decoding]:
        return decode(self.body, self.charset)

    @property
    def text(self) -> str:
        return self._decoded[0]

    @property
    def decoding(self) -> Decoding:
        return self._decoded[1]

    @cached_property
    def tree(self) -> _Element:
        """The page as a tree, whole, however it is nested and closed."""
        is_plain = self.decoding.why == VALID and not self.decoding.lost
        body = (self.body if is_plain else self.text.encode("utf-8", "replace")).replace(b"\0", b"")
        if len(body) > HARMLESS and _holds_mass(body):
            body = _START_TAG.sub(_without_mass, body)
        root, is_whole = _parse(body)
        if _goes_on(root):
            body = _CLOSING.sub(b"", body)
            root, is_whole = _parse(body)
        return root if is_whole else _parse(_NESTING.sub(b" ", body))[0]


def _holds_mass(body: bytes) -> bool:
    for tag in _START_TAG.finditer(body):
        if tag.end() - tag.start() >= LEAST_MASS and _without_mass(tag) != tag[0]:
            return True
    return False


def _without_mass(tag: re.Match[bytes]) -> bytes:
    """The tag as it is; its name alone, if it holds more attributes than anybody could mean.

    No word is lost that a parser would have seen: what stands in a tag is none.
    """
    if tag.end() - tag.start() < LEAST_MASS or tag[0].startswith(b"<!"):
        return tag[0]
    inside, end, rest = tag[0].partition(b">") if tag["silent"] else (tag[0], b"", b"")
    words = _QUOTED.sub(b" ", inside).replace(b"/", b" ").split(None, MOST_ATTRIBUTES)
    if len(words) <= MOST_ATTRIBUTES:
        return tag[0]
    return b"<" + (tag["silent"] or tag["name"]) + end + rest


def _goes_on(root: _Element) -> bool:
    """Whether words may stand behind the page's own end: in a second root, or below <html> behind its <body>."""
    if root.getnext() is not None:
        return True
    body = root.find("body")
    return body is not None and (
        bool(body.tail and not body.tail.isspace())
        or any(element.tag not in UNSEEN or (element.tail or "").strip() for element in body.itersiblings())
    )


def _parse(body: bytes) -> tuple[_Element, bool]:
    """The tree of these bytes, and whether the parser read to the end: it gives up where tags nest too deep."""
    # The plain element class: lxml.html's own looks each element's class up in Python, a tenth of the whole walk.
    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, recover=True, remove_comments=True, remove_pis=True, collect_ids=False
    )
    root = None
    with suppress(etree.XMLSyntaxError):  # not one element and not one word in it
        root = etree.fromstring(body, parser=parser)
    if root is None:
        root = etree.fromstring(EMPTY, parser=etree.HTMLParser())
    last = parser.error_log.last_error
    return root, last is None or last.type != TOO_DEEP
