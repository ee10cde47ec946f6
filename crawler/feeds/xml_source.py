"""``<rss>``, ``<urlset>``, either of them gzipped: bytes as a tree that ``feeds`` and ``sitemaps`` read.

Feeds and sitemaps are written by scripts that nobody looks at: charsets are wrong, an ``&`` stands bare, a warning
of PHP comes first, namespaces are missing.  What a writer meant is mended here; what a hostile one meant is bounded.
No document type is left when lxml sees the text, so there is no entity to expand and no file to ask for.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from functools import lru_cache
from html.entities import html5
from itertools import islice
from typing import NamedTuple

from lxml import etree

from pipelines.cleaning.decoding import decode

LONGEST_SOURCE = 50 * 1024 * 1024  # bytes once inflated: what the protocol of sitemaps allows to one file
# The protocol allows a sitemap 50,000 entries; with the news extension each has ten elements of two tags, and
# addresses with a handful of parameters.
MOST_SIGNS = 2_000_000  # of `<`, `=` and `&`: each costs time and memory, whatever stands between
MOST_ENTRIES = 50_000
MOST_WRAPPINGS = 3  # a sitemap that was gzipped by its script, by the cache and by the server is the worst seen
MOST_FIELDS = 100  # elements below one entry, or below one title, that are looked at
HEAD = 4096  # bytes that tell what a source is; warnings of the script that made it fit before its root
GZIP = b"\x1f\x8b"
GZIP_STEP = 16 * 1024  # bytes read at once: what a damaged file loses before its damage
MOST_MEMBERS = 10_000  # some writers begin a new member every 64 KB; fifty times what 50 MB then have

_ROOT = r"<(?:[a-z_][\w.-]{0,40}:)?(rss|rdf|feed|urlset|sitemapindex)(?=[\s>/])"
_KNOWN_ROOT = re.compile(_ROOT, re.I)
_PROLOG = re.compile(
    r"[\s\ufeff]+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE(?!\s+html)[^>\[]*(?:\[.*?\]\s*)?>", re.S | re.I
)  # fmt: skip
_PAGE = re.compile(r"<!doctype\s+html|<html|<head|<body", re.I)
_XML_TYPE = re.compile(r"(?:application|text)/(?:[\w.-]+\+)?xml\b", re.I)
_ADDRESS_LINE = re.compile(r"\s*https?://[^\s<>\"]+[ \t]*(?=[\r\n]|$)", re.I)
# What XML cannot hold, and what its writer forgot to escape.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_LOOSE = re.compile(
    r"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});)([A-Za-z][A-Za-z0-9]{1,31};)?|<(?![A-Za-z_/!?])"
)
# libxml2 takes half a character, written as a number, for a whole one, and its text cannot be read any more.
_HALF_CHARACTER = re.compile(
    r"&#(?:0*(?:5529[6-9]|55[3-9]\d\d|56\d{3}|57[0-2]\d\d|573[0-3]\d|5734[0-3])(?!\d)"
    r"|x0*d[89a-f][0-9a-f]{2}(?![0-9a-f]));?",
    re.I,
)
_SIGN = re.compile("[<=&]")
_CDATA, _CDATA_END = "<![CDATA[", "]]>"


class Tag(NamedTuple):
    """An element's name without and with what tells it from namesakes: ``media:title`` is not the title."""

    space: str  # the namespace, or the prefix where nobody declared one
    name: str  # in lower case


class XmlSource(NamedTuple):
    """A feed or sitemap as a tree, and the charset of its bytes."""

    root: etree._Element
    kind: str  # the root's name: rss, rdf, feed, urlset, sitemapindex
    charset: str


def is_xml_source(content_type: str, body: bytes) -> bool:
    """Whether a response is for ``feed_page`` and ``sitemap_page`` to read, and not for ``section_page``.

    What stands in the body is believed before the header: feeds are served as ``text/html``, pages as XML.

    >>> is_xml_source("text/html", b"<rss version='2.0'>"), is_xml_source("application/xml", b"<html>")
    (True, False)
    """
    head = _head(body)
    if _root_at(head):
        return True
    if _PAGE.search(head):
        return False
    if content_type.lower().startswith("text/plain") or body.startswith(GZIP):
        return _ADDRESS_LINE.match(head) is not None
    return _XML_TYPE.match(content_type.strip()) is not None


def xml_source(body: bytes, kinds: frozenset[str], charset: str | None = None) -> XmlSource | None:
    """The tree of a source whose root is one of ``kinds``; None for everything else."""
    # A page is turned away by its head, before anyone inflates and decodes the rest.
    if (head := _root_at(_head(body))) is None or head[1] not in kinds:
        return None
    text, charset = source_text(body, charset)
    if (found := _root_at(text)) is None or found[1] not in kinds:
        return None
    root = _tree(text[found[0] :])
    return None if root is None else XmlSource(root, found[1], charset)


def source_text(body: bytes, charset: str | None = None) -> tuple[str, str]:
    """The text of a source and its charset."""
    text, decoding = decode(inflated(body), charset)
    return text, decoding.charset


def inflated(body: bytes, longest: int = LONGEST_SOURCE) -> bytes:
    """The bytes within gzip, as far as they can be read, and no more than ``longest`` of them."""
    for _ in range(MOST_WRAPPINGS):
        if not body.startswith(GZIP):
            break
        body = b"".join(_unwrapped(body, longest))
    return b"" if body.startswith(GZIP) else body[:longest]


def tag_of(element: etree._Element) -> Tag:
    return _tag(element.tag) if isinstance(element.tag, str) else Tag("", "")


def elements(root: etree._Element) -> Iterator[tuple[etree._Element, Tag]]:
    """Every element below the root, in the order of the document, however deep."""
    for element in root.iter("*"):
        yield element, _tag(element.tag)


def words(element: etree._Element | None) -> str:
    """The text within an element, blanks folded."""
    if element is None:
        return ""
    if len(element) == 0:
        return " ".join((element.text or "").split())
    parts = []
    for event, node in islice(etree.iterwalk(element, events=("start", "end")), 2 * MOST_FIELDS):
        if event == "start":
            parts.append(node.text or "")
        elif node is not element:
            parts.append(node.tail or "")
    return " ".join("".join(parts).split())


def printed_address(element: etree._Element) -> str:
    """The address within an element as it stands: a line break in it is dropped by whoever reads addresses."""
    return (element.text or "").strip() if len(element) == 0 else words(element)


@lru_cache(maxsize=1024)
def _tag(tag: str) -> Tag:
    space, _, name = tag[1:].partition("}") if tag.startswith("{") else tag.rpartition(":")
    return Tag(space, name.lower())


def _head(body: bytes) -> str:
    """The beginning, plain enough to look for a root: wide charsets lose their zeros."""
    # A document type of its own may hold a screen of entities before the root.
    head = inflated(body[: 4 * HEAD], 4 * HEAD)
    return head.replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf").decode("latin-1").lstrip("\xff\xfe")


def _root_at(text: str) -> tuple[int, str] | None:
    """Where the root of a feed or sitemap begins, and its name."""
    at = 0
    while skipped := _PROLOG.match(text, at):
        at = skipped.end()
    root = _KNOWN_ROOT.match(text, at)
    if not root:
        # Warnings of the script that made it stand before some; a page that quotes a feed is a page.
        root = _KNOWN_ROOT.search(text, at, at + HEAD)
        if root and _PAGE.search(text, at, root.start()):
            return None
    return (root.start(), root[1].lower()) if root else None


def _tree(text: str) -> etree._Element | None:
    text = _bounded(text)
    # A body that broke off leaves half an address: only what is followed by a tag is whole.
    text = text[: text.rfind(">") + 1]
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=True,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring("".join(_mended(text)).encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return None


def _bounded(text: str) -> str:
    if sum(text.count(sign) for sign in "<=&") <= MOST_SIGNS:
        return text
    beyond = next(islice(_SIGN.finditer(text), MOST_SIGNS, None))
    return text[: beyond.start()]


def _mended(text: str) -> Iterator[str]:
    """The text with its loose signs escaped, outside of CDATA, where they are at home."""
    text = _HALF_CHARACTER.sub("\N{REPLACEMENT CHARACTER}", _CONTROLS.sub("", text))
    at = 0
    while (start := text.find(_CDATA, at)) >= 0 and (end := text.find(_CDATA_END, start)) >= 0:
        yield _LOOSE.sub(_escaped, text[at:start])
        at = end + len(_CDATA_END)
        yield text[start:at]
    yield _LOOSE.sub(_escaped, text[at:])


def _escaped(loose: re.Match[str]) -> str:
    if loose[0] == "<":
        return "&lt;"
    name = loose[1] or ""
    meant = html5.get(name, "")  # `&nbsp;` is no entity of XML
    return f"&amp;{name}" if not meant or meant in "&<" else meant


def _unwrapped(body: bytes, longest: int) -> Iterator[bytes]:
    """What gzip holds, up to where it breaks off or is damaged; one member after another is one file."""
    view = memoryview(body)
    at = 0
    for _ in range(MOST_MEMBERS):
        if view[at : at + len(GZIP)] != GZIP:
            return
        member = zlib.decompressobj(wbits=31)
        while not member.eof:
            if at >= len(view) or longest <= 0:
                return
            try:
                part = member.decompress(view[at : at + GZIP_STEP], longest)
            except zlib.error:
                return
            at = min(at + GZIP_STEP, len(view))
            longest -= len(part)
            yield part
        at -= len(member.unused_data)
