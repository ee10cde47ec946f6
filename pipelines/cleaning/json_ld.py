"""``{"@type": "NewsArticle", "headline": …}``: JSON-LD as it is found, mended where pages break it."""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Iterator
from typing import Any

DEEPEST_NOTE = 6  # levels of JSON-LD below which nobody keeps the story's own facts
MOST_NODES = 400  # JSON-LD objects looked at on one page; a shop's catalogue has thousands
# An escape of half a character that has no other half; pairs and all other escapes are passed over whole.
_ESCAPES = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(?P<half>\\u[dD][89a-fA-F][0-9a-fA-F]{2})|\\.", re.S
)
_OPENINGS = ("//", "/*", "<!--", "<![CDATA[", "*/")
_CLOSINGS = ("//", "*/", "/*", "-->", "]]>", ";")
_LOOSE_COMMA = re.compile(r",(\s{0,200}[}\]])")
_FACT = re.compile(
    r'"(headline|datePublished|dateModified|dateCreated|pubDate|title)"\s{0,20}:\s{0,20}"((?:[^"\\\n]|\\.){1,500})"'
)
_AUTHOR = re.compile(
    r'"author"\s{0,20}:\s{0,20}[\[{\s]{0,40}(?:"@type"\s{0,20}:\s{0,20}"[A-Za-z]{1,30}"\s{0,20},\s{0,40})?'
    r'(?:"name"\s{0,20}:\s{0,20})?"((?:[^"\\\n]|\\.){1,120})"'
)


def objects_in(note: str) -> Iterator[dict[str, Any]]:
    """Every object of a script worth a look, outermost first.

    >>> [node["headline"] for node in objects_in('{"@graph": [{"headline": "Ferry"},]}') if "headline" in node]
    ['Ferry']
    """
    yield from _nodes(_loads(note))


def _nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Every object of a JSON-LD value worth a look, outermost first."""
    waiting: deque[tuple[Any, int]] = deque([(value, 0)])
    seen = 0
    while waiting and seen < MOST_NODES:
        part, depth = waiting.popleft()
        if isinstance(part, list):
            waiting.extend((one, depth) for one in part[:MOST_NODES])
        elif isinstance(part, dict):
            seen += 1
            yield part
            if depth < DEEPEST_NOTE:
                for key in ("@graph", "mainEntity", "mainEntityOfPage", "author", "publisher", "hasPart"):
                    child = part.get(key)
                    if isinstance(child, (dict, list)):
                        waiting.append((child, depth + 1))


def _loads(note: str) -> Any:
    """The JSON in a script, mended where pages break it: CDATA marks, a loose comma, a bare quote in a headline.

    What cannot be mended is read fact by fact, so that one bad quote in a description does not cost the date.
    Half a character (``\\ud83d`` where a headline was cut in the middle of a sign) can be stored nowhere.
    """
    if "\\ud" in note or "\\uD" in note:
        note = _ESCAPES.sub(lambda escape: r"\ufffd" if escape["half"] else escape[0], note)
    try:
        return json.loads(note, strict=False)
    except (ValueError, RecursionError):
        pass
    try:
        return json.loads(_LOOSE_COMMA.sub(r"\1", _unwrap(note)), strict=False)
    except (ValueError, RecursionError):
        pass
    facts: dict[str, Any] = {}
    for match in _FACT.finditer(note):
        facts.setdefault(match[1], _unquote(match[2]))
    if found := _AUTHOR.search(note):
        facts["author"] = _unquote(found[1])
    if facts:
        facts["@type"] = "NewsArticle" if "headline" in facts or "datePublished" in facts else "WebPage"
    return facts


def _unwrap(note: str) -> str:
    """The JSON without the comment and CDATA marks that old templates put around every script."""
    for mark in _OPENINGS:
        note = note.strip().removeprefix(mark)
    for mark in _CLOSINGS * 2:
        note = note.strip().removesuffix(mark)
    return note


def _unquote(text: str) -> str:
    try:
        return str(json.loads(f'"{text}"', strict=False))
    except ValueError:
        return text
