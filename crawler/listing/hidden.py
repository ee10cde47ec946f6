"""``<textarea><li><a href=…>``, ``document.write('<li>…')``, ``{"title": …, "url": …}``: lists that a script shows.

Some portals send a list as text, and let a script put it on the page; others have rows that a script makes links of.
No script is run: what looks like a list is written down as markup, and read like any other.  Only where the page shows
no list of its own: what else lies hidden are old lists, and those of other sections.
"""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from copy import deepcopy
from datetime import UTC, datetime, timedelta, timezone
from html import escape
from itertools import islice
from typing import Any

from lxml import etree, html

from crawler.listing.addresses import is_file

LEAST_LINKS = 3  # in a piece of hidden markup, and objects in a list: fewer are a button, a banner
MOST_MARKUP = 2_000_000  # characters that are looked through
MOST_OBJECTS = 2000  # of one page that are taken for articles
MOST_VALUES = 2000  # places in a script at which JSON may begin; most are code, and fail at their first word
_CHINESE_TIME = timezone(timedelta(hours=8))
_LINK = re.compile(r"<a\s[^<>]{0,300}?href\s?=", re.I)
_STRING = re.compile(r"'([^'\\\n]*+(?:\\.[^'\\\n]*+)*+)'|\"([^\"\\\n]*+(?:\\.[^\"\\\n]*+)*+)\"|`([^`]*+)`")
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))", re.S)
_OBJECT = re.compile(r"\{[^{}]{10,2000}\}")
_MEMBER = re.compile(r"(?<!\w)['\"]?(\w{1,30})['\"]?\s?:\s?(?:'([^'\n]{0,500})'|\"([^\"\n]{0,500})\")")
_OPENS = '//*[contains(@onclick, "open") or contains(@onclick, "location")] | //a[starts-with(@href, "javascript:") and contains(@href, "(")]'
_QUOTED = re.compile(r"['\"]([^'\"<>\s]{3,300})['\"]")
_PAGE = re.compile(r"/|\.\w{2,5}(?:\?|$)")
_VALUE = re.compile(r"(?:^|[=(:,])\s*(?=[\[{])")
_PLAIN_ESCAPES = {"n": "\n", "r": "", "t": " "}
_ADDRESS = re.compile(r"(?:https?:)?//\S+|/[^/\s]\S*|\.{1,2}/\S+", re.I)
_ADDRESS_NAME = re.compile(r"ur[li]|link|href", re.I)
_TITLE_NAME = re.compile(r"title|headline|^name$", re.I)
_TIME_NAME = re.compile(r"time|date|publish|created|posted", re.I)
_EPOCH = re.compile(r"1\d{9}(?:\d{3})?")


def hidden_pages(root: Any, title: str) -> Iterator[Any]:
    """The page as its scripts would make it, as trees: with the links that they open, and with the lists they hold."""
    if sum(1 for element in root.xpath(_OPENS) if _opened(element)) >= LEAST_LINKS:
        page = deepcopy(root)
        for element in page.xpath(_OPENS):
            if address := _opened(element):
                element.tag = "a"
                element.set("href", address)
        yield page
    pieces: list[str] = []
    left = MOST_MARKUP
    for piece in _hidden_markup(root):
        left -= len(piece)
        if left < 0:
            break
        pieces.append(piece)
    if not pieces:
        return
    body = "".join(f"<div>{piece}</div>" for piece in pieces)
    with suppress(etree.ParserError, ValueError):
        yield html.document_fromstring(f"<html><head><title>{escape(title)}</title></head><body>{body}</body></html>")


def _opened(element: Any) -> str:
    """The address that a click on an element opens; empty where none is spelled out."""
    script = element.get("onclick") or element.get("href") or ""
    return next((found[1] for found in _QUOTED.finditer(script[:500]) if _PAGE.search(found[1])), "")


def _hidden_markup(root: Any) -> Iterator[str]:
    for element in root.iter("textarea", "script"):
        text = element.text or ""
        if len(text) > MOST_MARKUP:
            continue
        if element.tag == "script":
            if element.get("src") is not None or not text:
                continue
            kind = (element.get("type") or "").lower()
            if "html" not in kind and "template" not in kind:
                yield from list(_listed_objects(text)) or _literal_objects(text)
                text = _written(text) if "href" in text and "json" not in kind else ""
        if _holds_list(text):
            yield text


def _holds_list(text: str) -> bool:
    return "href" in text and sum(1 for _ in islice(_LINK.finditer(text), LEAST_LINKS)) == LEAST_LINKS


def _written(script: str) -> str:
    """The markup in a script's strings, as `document.write` would put it one after the other."""
    strings = (one or two or three for one, two, three in _STRING.findall(script))
    return "".join(_unescaped(string) for string in strings if "<" in string or ">" in string)


def _unescaped(string: str) -> str:
    def character(match: re.Match[str]) -> str:
        number = match[1] or match[2]
        return chr(int(number, 16)) if number else _PLAIN_ESCAPES.get(match[3], match[3])

    return _ESCAPE.sub(character, string) if "\\" in string else string


def _listed_objects(script: str) -> Iterator[str]:
    """The lists of objects with an address and a title that a script holds as JSON, each as markup."""
    decoder = json.JSONDecoder()
    place = 0
    for _ in range(MOST_VALUES):
        start = _VALUE.search(script, place)
        if start is None:
            return
        try:
            value, place = decoder.raw_decode(script, start.end())
        except (ValueError, RecursionError):
            place = start.end() + 1
            continue
        yield from _lists_in(value)


def _literal_objects(script: str) -> Iterator[str]:
    """``[{title: '…', url: '…'}, …]``: objects as a script spells them, which is not how JSON does."""
    objects = islice(_OBJECT.finditer(script), MOST_OBJECTS)
    rows = [row for each in objects if (row := _row({name: one or two for name, one, two in _MEMBER.findall(each[0])}))]
    if len(rows) >= LEAST_LINKS:
        yield f"<ul>{''.join(rows)}</ul>"


def _lists_in(value: Any) -> Iterator[str]:
    waiting = deque([value])
    left = MOST_OBJECTS
    while waiting and left > 0:
        value = waiting.popleft()
        if isinstance(value, dict):
            waiting += [inner for inner in value.values() if isinstance(inner, (dict, list))]
        elif isinstance(value, list):
            rows = [row for each in value[:left] if isinstance(each, dict) and (row := _row(each))]
            if len(rows) >= LEAST_LINKS:
                left -= len(rows)
                yield f"<ul>{''.join(rows)}</ul>"
            else:
                waiting += [inner for inner in value if isinstance(inner, (dict, list))]


def _row(thing: dict[str, Any]) -> str:
    """One object as a row of a list; empty if it names no page with a title."""
    address = title = moment = ""
    for name, value in thing.items():
        text = value.strip() if isinstance(value, str) else str(value) if isinstance(value, int) else ""
        if not text or len(text) > 500:
            continue
        if not address and _ADDRESS_NAME.search(name) and _ADDRESS.fullmatch(text) and not is_file(text):
            address = text
        elif not title and _TITLE_NAME.search(name):
            title = text
        elif not moment and _TIME_NAME.search(name):
            moment = _moment(text)
    if not address or not title:
        return ""
    return f'<li><a href="{escape(address)}">{escape(_without_tags(title))}</a> <span>{escape(moment)}</span></li>'


def _moment(text: str) -> str:
    if not _EPOCH.fullmatch(text):
        return text
    return datetime.fromtimestamp(int(text[:10]), UTC).astimezone(_CHINESE_TIME).strftime("%Y-%m-%d %H:%M:%S")


def _without_tags(title: str) -> str:
    return re.sub(r"</?\w{1,10}[^<>]{0,100}>", "", title)
