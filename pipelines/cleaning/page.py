"""What the server sent: bytes, an address, and the one tree that everybody reads."""

from __future__ import annotations

import re
from functools import cached_property

from lxml import html
from lxml.etree import ErrorTypes, ParserError
from lxml.html import HtmlElement

from pipelines.cleaning.decoding import Decoding, decode

EMPTY = "<html><body></body></html>"
# libxml2 hangs what follows a stray </html> or </body> under a second root that nobody looks at.
_CLOSING = re.compile(r"</(?:html|body)\s{0,20}>", re.I)
# What a page that nests thousands deep can do without: only what makes lines and links is kept.
_NESTING = re.compile(r"</?(?!(?:a|br|h[1-6]|meta|p|script|style|td|title)\b)[a-zA-Z][^<>]{0,2000}>")
TOO_DEEP = ErrorTypes.ERR_RESOURCE_LIMIT


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
    def tree(self) -> HtmlElement:
        """The page as a tree, whole, however it is nested and closed."""
        text = _CLOSING.sub("", self.text).replace("\0", "")
        root, is_whole = _parse(text)
        return root if is_whole else _parse(_NESTING.sub(" ", text))[0]


def _parse(text: str) -> tuple[HtmlElement, bool]:
    """The tree of a text, and whether the parser read to the end: it gives up where tags nest too deep."""
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, recover=True)
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except ParserError:  # not one element in it
        root = html.document_fromstring(EMPTY)
    last = parser.error_log.last_error
    return root, last is None or last.type != TOO_DEEP
