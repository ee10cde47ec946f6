"""``Disallow: /private/*.pdf$``: a robots.txt as rules, by RFC 9309.  Pure; what is fetched when is in ``robots.py``.

A parser of our own because the libraries turn a line into a regular expression, which a hostile file can make endless,
and find our name inside others.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

LONGEST = 500 * 1024  # bytes that RFC 9309 wants read; what follows is not
LONGEST_DELAY = 120.0  # seconds; a Crawl-delay of a day is a mistake, or means "go away" without saying so
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_LINE_END = re.compile(r"\r\n|\r|\n")
_PRODUCT = re.compile(r"[a-z_-]+", re.I)
_NUMBER = re.compile(r"(\d+(?:\.\d*)?|\.\d+)\s*(?:s|sec|secs|seconds?)?", re.I)
_ENCODED = re.compile(r"%([0-9a-fA-F]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
# As it is often written; what a site meant counts, not how it spells.
_SPELLINGS = {
    "user-agent": "user-agent",
    "useragent": "user-agent",
    "user agent": "user-agent",
    "disallow": "disallow",
    "dissallow": "disallow",
    "disalow": "disallow",
    "allow": "allow",
    "crawl-delay": "crawl-delay",
    "crawldelay": "crawl-delay",
    "crawl delay": "crawl-delay",
}


class Rule(NamedTuple):
    """One line: a path pattern, cut at its wildcards, and whether it allows."""

    length: int
    allows: bool
    pieces: tuple[str, ...]
    is_anchored: bool

    def matches(self, path: str) -> bool:
        """Whether the pattern fits, by looking for each piece after the one before: never more than one look back."""
        first, *rest = self.pieces
        if not path.startswith(first):
            return False
        at = len(first)
        if not rest:
            return not self.is_anchored or at == len(path)
        *middle, last = rest
        for piece in middle:
            found = path.find(piece, at)
            if found < 0:
                return False
            at = found + len(piece)
        if self.is_anchored:
            return len(path) - len(last) >= at and path.endswith(last)
        return path.find(last, at) >= 0


class RobotsRules:
    """What a robots.txt asks of one crawler."""

    def __init__(self, rules: Iterable[Rule] = (), delay: float | None = None) -> None:
        # The longest pattern that fits decides; of two as long, the one that allows.
        self.rules = sorted(rules, key=lambda rule: (-rule.length, not rule.allows))
        self.delay = delay

    def allows(self, url: str) -> bool:
        parts = urlsplit(url)
        path = _normal((parts.path or "/") + (f"?{parts.query}" if parts.query else ""))
        if path == "/robots.txt":
            return True
        return next((rule.allows for rule in self.rules if rule.matches(path)), True)


def read_robots(body: bytes, product: str) -> RobotsRules:
    """The rules for the crawler called `product`; those for everybody where it is not named.

    >>> read_robots(b"User-agent: *\\nDisallow: /a\\nAllow: /a/b\\nCrawl-delay: 3", "Zhengwen").allows("http://t.example/a/c")
    False
    """
    ours: list[tuple[str, str]] = []
    everybodys: list[tuple[str, str]] = []
    is_named = False
    speaks_of: set[str] = set()
    is_open = False  # a group's names are still being listed
    for field, value in _lines(body):
        if field == "user-agent":
            if not is_open:
                speaks_of = set()
            is_open = True
            found = _PRODUCT.match(value)
            name = "*" if value.startswith("*") else found[0].lower() if found else ""
            speaks_of.add(name)
            is_named = is_named or name == product.lower()
        else:
            is_open = False
            if product.lower() in speaks_of:
                ours.append((field, value))
            if "*" in speaks_of:
                everybodys.append((field, value))
    lines = ours if is_named else everybodys
    delays = [seconds for field, value in lines if field == "crawl-delay" and (seconds := _seconds(value)) is not None]
    rules = [_rule(value, allows=field == "allow") for field, value in lines if field != "crawl-delay" and value]
    return RobotsRules(rules, max(delays, default=None))


def _lines(body: bytes) -> Iterator[tuple[str, str]]:
    """The fields that mean something to us, with their values, in order."""
    body = body[:LONGEST]
    charset = "utf-8"
    for mark, name in _MARKS:
        if body.startswith(mark):
            body, charset = body[len(mark) :], name
    for line in _LINE_END.split(body.decode(charset, "replace")):
        field, colon, value = line.partition("#")[0].partition(":")
        known = _SPELLINGS.get(field.strip(" \t\ufeff\x00").lower())
        if colon and known:
            yield known, value.strip()


def _rule(pattern: str, *, allows: bool) -> Rule:
    if not pattern.startswith(("/", "*")):
        pattern = "/" + pattern
    is_anchored = pattern.endswith("$")
    pieces = tuple(_normal(piece) for piece in re.sub(r"\*+", "*", pattern.removesuffix("$")).split("*"))
    return Rule(len(pattern), allows, pieces, is_anchored)


def _normal(path: str) -> str:
    """The path as both sides are compared: encoded where it must be, and nowhere else.

    >>> _normal("/新/%7e%2f")
    '/%E6%96%B0/~%2F'
    """
    if not path.isascii():
        path = "".join(sign if sign.isascii() else _percent(sign) for sign in path)
    return _ENCODED.sub(_plain_where_it_may, path) if "%" in path else path


def _percent(sign: str) -> str:
    return "".join(f"%{byte:02X}" for byte in sign.encode("utf-8", "replace"))


def _plain_where_it_may(found: re.Match[str]) -> str:
    sign = chr(int(found[1], 16))
    return sign if sign in _UNRESERVED else found[0].upper()


def _seconds(value: str) -> float | None:
    """A Crawl-delay that makes sense, never longer than two minutes.

    >>> _seconds("10"), _seconds("-5"), _seconds("86400"), _seconds("slowly")
    (10.0, None, 120.0, None)
    """
    found = _NUMBER.fullmatch(value[:40])
    return min(float(found[1]), LONGEST_DELAY) if found else None
