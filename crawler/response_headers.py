"""``Content-Type: text/html; charset=gbk``: what a server says of what it sends, and whether that is a page at all."""

import json
from collections.abc import Iterable, Iterator

from scrapy.http import Response
from scrapy.utils.python import to_unicode
from w3lib.encoding import http_content_type_encoding

# How a PDF, an archive, an old office document, a picture begin, whatever the server calls them.
NO_PAGES = (b"%PDF-", b"PK\x03\x04", b"Rar!", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"RIFF")
HEAD = 4096  # bytes within which a page says that it is one


def headers_of(response: Response) -> Iterator[tuple[str, str]]:
    """All headers, those that came twice twice."""
    for name, values in response.headers.items():
        for value in values:
            yield to_unicode(name, "latin-1"), to_unicode(value, "latin-1")


def header(headers: Iterable[tuple[str, str]], name: str) -> str:
    """The first header of a name, which is in small letters; empty if there is none.

    >>> header([("Content-Type", "text/html; charset=gbk")], "content-type")
    'text/html; charset=gbk'
    """
    return next((value for each, value in headers if each.lower() == name), "")


def validators_of(response: Response) -> dict[str, str]:
    """What lets us ask next time whether the page has changed.  Split articles have none: their first page does not
    speak for the others."""
    return {
        name: to_unicode(response.headers.get(header) or b"", "latin-1")
        for name, header in (("etag", "ETag"), ("last_modified", "Last-Modified"))
    }


def is_html(response: Response) -> bool:
    """Whether the bytes are a page; servers that say nothing, or ``text/plain``, are asked what they sent."""
    if response.body.startswith(NO_PAGES) or _is_json(response.body):
        return False
    declared = content_type_of(response).split(";")[0].strip().lower()
    if declared in ("text/html", "application/xhtml+xml"):
        return True
    if declared and declared not in ("text/plain", "application/xml", "text/xml", "application/octet-stream"):
        return False
    return b"<html" in response.body[:HEAD].lower()


def _is_json(body: bytes) -> bool:
    """Whether this is an answer for a script, under a page's address and maybe a page's name."""
    if body.lstrip()[:1] not in (b"{", b"["):
        return False
    try:
        json.loads(body)
    except (ValueError, RecursionError):
        return False
    return True


def content_type_of(response: Response) -> str:
    return to_unicode(response.headers.get("Content-Type") or b"", "latin-1")


def charset_of(response: Response) -> str | None:
    """The charset that the header declares."""
    return http_content_type_encoding(content_type_of(response))
