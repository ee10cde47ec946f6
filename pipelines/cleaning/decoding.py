"""``b"\\xd5\\xfd\\xce\\xc4"`` is 正文: bytes read as the charset they are in, which is not always the one they claim."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import NamedTuple

import cchardet

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What a page calls itself, and the wider charset that browsers read it as.
WIDER = {
    "gb2312": "gb18030",
    "gb_2312-80": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "cp936": "gb18030",
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "ascii": "cp1252",
    "us-ascii": "cp1252",
    "iso-8859-9": "cp1254",
    "shift_jis": "cp932",
    "sjis": "cp932",
    "x-sjis": "cp932",
    "shift-jis": "cp932",
    "windows-31j": "cp932",
    "big5": "big5hkscs",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "tis-620": "cp874",
    "utf8": "utf-8",
}
HEAD = 4096  # bytes in which a page must declare its charset; browsers look at 1024, real pages need more
FEW = 0.25  # of the characters beyond ASCII so many may be broken in damaged UTF-8; another charset breaks most
MOSTLY = 0.4  # share of zeros, or of kana, that settles it
FEWEST_HIGH = 5  # lone bytes beyond ASCII; fewer are a pound sign or a dash, and no detector can tell
# ISO-8859 has control characters where Windows has quotes and dashes, and pages have quotes and dashes.
WINDOWS_OF = {
    "iso-8859-1": "cp1252", "iso-8859-15": "cp1252", "iso-8859-2": "cp1250", "iso-8859-16": "cp1250",
    "iso-8859-9": "cp1254", "iso-8859-7": "cp1253", "iso-8859-8": "cp1255", "iso-8859-13": "cp1257",
}  # fmt: skip
_CONTROLS = re.compile(rb"[\x80-\x9f]")
_HIGH = re.compile(rb"[\x80-\xff]+")
_KANA = re.compile(rb"(?:[\xa4\xa5][\xa1-\xfe])+")
_DECLARED = re.compile(rb"""<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([\w:.-]{2,40})""", re.I)
# Codecs of Python that no server means: they read escapes, or take minutes.
NO_CHARSETS = frozenset(("idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined"))
VALID = "valid UTF-8"
LOST = "\N{REPLACEMENT CHARACTER}"


class Decoding(NamedTuple):
    """Which charset a page was read as, why, and how many characters it could not give."""

    charset: str
    why: str
    lost: int = 0


def declared_charset(body: bytes) -> str:
    """The charset that the page's own head names, in lower case.

    >>> declared_charset(b'<meta charset="GB2312">')
    'gb2312'
    """
    found = _DECLARED.search(body[:HEAD])
    return found[1].decode("ascii", "replace").lower() if found else ""


def decode(body: bytes, charset: str | None = None) -> tuple[str, Decoding]:
    """The text of a page, and how it was read.

    In this order: the byte-order mark, valid UTF-8, what the server and the page declare if it reads cleanly,
    UTF-8 with a few broken bytes, what a detector says, and at last GB18030.
    """
    for mark, name in MARKS:
        if body.startswith(mark):
            text = body[len(mark) :].decode(name, "replace")
            return text, Decoding(name, "byte-order mark", text.count(LOST))
    if b"\0" in body[:HEAD] and (name := _wide_charset(body[:HEAD])) and (text := _strictly(body, name)):
        return text, Decoding(name, "every other byte is empty")
    try:
        return body.decode("utf-8"), Decoding("utf-8", VALID)
    except UnicodeDecodeError:
        pass
    for name, why in ((charset or "", "declared by the server"), (declared_charset(body), "declared by the page")):
        text = _strictly(body, name)
        if text:
            return text, Decoding(_wider(name), why)
    text = body.decode("utf-8", "replace")
    lost = text.count(LOST)
    if lost <= FEW * (len(text) - len(text.encode("ascii", "ignore"))):
        return text, Decoding("utf-8", "nearly valid UTF-8", lost)
    for name, why in _guesses(body):
        text = _strictly(body, name)
        if text:
            return text, Decoding(_wider(name), why)
    text = body.decode("gb18030", "replace")
    return text, Decoding("gb18030", "nothing else was left", text.count(LOST))


def _wide_charset(head: bytes) -> str:
    """UTF-16 without a mark gives itself away by zeros on one side."""
    half = len(head) // 2
    if head[0::2].count(0) > MOSTLY * half:
        return "utf-16-be"
    if head[1::2].count(0) > MOSTLY * half:
        return "utf-16-le"
    return ""


def _guesses(body: bytes) -> Iterator[tuple[str, str]]:
    """Charsets worth trying on a page that does not say, the likeliest first."""
    high = _HIGH.findall(body)
    if len(high) < FEWEST_HIGH and all(len(run) == 1 for run in high):
        yield "cp1252", "a few lone signs in plain letters"
    kana = sum(len(run) for run in _KANA.findall(body))
    if kana > MOSTLY * sum(len(run) for run in high):
        yield "euc_jp", "most of it would be kana"
    name = (cchardet.detect(body).get("encoding") or "").lower()
    if name in WINDOWS_OF and _CONTROLS.search(body):
        name = WINDOWS_OF[name]
    yield name, "detected"


def _wider(name: str) -> str:
    name = name.strip().lower()
    return WIDER.get(name, name)


def _strictly(body: bytes, name: str) -> str:
    name = _wider(name)
    if not name or name.replace("-", "_") in NO_CHARSETS:
        return ""
    try:
        return body.decode(name)
    except (ValueError, LookupError):  # not in this charset, or no name of one ("\\0")
        return ""
