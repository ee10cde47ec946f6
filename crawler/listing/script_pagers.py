"""``createPageHTML(24, 0, "index", "html")``: pagers that a script writes, so that no link stands in the page.

The content system behind many Chinese portals names page 1 ``index.html``, page 2 ``index_1.html`` and the last
of 24 ``index_23.html``.  No script is run: its arguments are read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit

# Characters; pagers have a few hundred.  What is longer is a program or a page's data, which would take a large page as
# long to look through as all its links.
LONGEST_SCRIPT = 20_000
_WIDGET_WORDS = ("laypage", "kkpager", "ageCount", "totalPage", "pageTotal")
_PAGER_WORDS = (
    "createPageH",
    "ountPage",
    "countpage",
    "ageCount",
    "totalPage",
    "laypage",
    "kkpager",
)  # looked for first, each at once
_CALL = re.compile(r"createPage(?:HTML|Html)\w{0,10}\s*\(([^()]{1,200})\)")
_ARGUMENT = re.compile(r"""(['"])([^'"]{0,80})\1|(\d{1,6})""")
_COUNT = re.compile(r"(?:var\s+|\b)(?:countPage|pageCount|nPageCount|totalPages?|countpage)\s*=\s*['\"]?(\d{1,6})\b")
_CURRENT = re.compile(r"(?:var\s+|\b)(?:currentPage|nCurrIndex|curPage|currPage|pageIndex)\s*=\s*['\"]?(\d{1,6})\b")
_WORD = re.compile(r"\w[\w-]*$")
_ENDINGS = frozenset(["html", "htm", "shtml", "shtm", "jhtml", "xhtml"])
_FILE = re.compile(r"([A-Za-z]\w*?)(?:_\d{1,5})?\.(s?html?|jhtml)$")
# What a script must hold besides the count to be a pager of files.
_FILE_TEMPLATE = re.compile(
    r"""['"]?([A-Za-z]\w{0,30})['"]?\s*\+?\s*['"]?_['"]?\s*\+\s*\(?\s*\w{1,20}[^;]{0,30}['"]\.?['"]?\s*\+?\s*['"]?\.?(s?html?)['"]?"""
)


# What the widgets are told that draw a pager: how many pages, or things and how many on each; and where a click goes.
_TOLD = re.compile(
    r"""['"]?\b(pageCount|totalPages?|pageTotal|total|count|limit|pageSize|curr|current|currentPage|pageNo|pno)['"]?\s?[:=]\s?['"]?(\d{1,6})\b"""
)
_GOES_TO = re.compile(
    r"""(?:location(?:\.href)?\s?=|return)\s?[^;{}"']{0,80}?(?:\?\s?(["'])[^"']{0,80}\1\s?:\s?)?"""
    r"""(["'])([^"'\s]{0,100})\2\s?\+\s?\(?\s?[\w$.]{1,40}(?:\(\))?\s?(?:([-+])\s?1\s?)?\)?(?:\s?\+\s?(["'])([^"'\s]{0,60})\5)?"""
)


def script_pages(scripts: Iterable[Any], url: str, most: int) -> list[str]:
    """The printed addresses of the pages after this one that a script would have written, from a page's elements."""
    found: list[str] = []
    for script in _short_scripts(scripts, _PAGER_WORDS):
        for call in _CALL.finditer(script):
            found += _called(call[1], most)
        found = found or _counted(script, url, most)
    return found[:most]


def drawn_pages(scripts: Iterable[Any], most: int) -> list[str]:
    """The printed addresses that a widget would draw as a pager, one of which may be of something else."""
    return [page for script in _short_scripts(scripts, _WIDGET_WORDS) for page in _drawn(script, most)][:most]


def _short_scripts(scripts: Iterable[Any], words: Sequence[str]) -> Iterator[str]:
    for element in scripts:
        script = element.text
        if not script or len(script) > LONGEST_SCRIPT or element.get("src") is not None:
            continue
        if any(word in script for word in words):
            yield script


def _called(arguments: str, most: int) -> list[str]:
    """(24, 0, "index", "html"), also with the name of an element in front or more numbers behind."""
    words: list[str] = []
    numbers: list[int] = []
    for match in _ARGUMENT.finditer(arguments):
        if match[3]:
            numbers.append(int(match[3]))
        elif numbers:
            words.append(match[2])
    if len(numbers) < 2 or len(words) < 2 or not _WORD.match(words[0]) or words[1].lstrip(".") not in _ENDINGS:
        return []
    return _files(numbers[0], numbers[1], words[0], words[1].lstrip("."), most)


def _counted(script: str, url: str, most: int) -> list[str]:
    """``var countPage = 24; var currentPage = 0;`` and the file name the script would add to."""
    count, current = _COUNT.search(script), _CURRENT.search(script)
    if not count or not current:
        return []
    template = _FILE_TEMPLATE.search(script)
    if template:
        return _files(int(count[1]), int(current[1]), template[1], template[2], most)
    if not re.search(r"countPage", script):
        return []
    own = _FILE.search(urlsplit(url).path)
    stem, ending = (own[1], own[2]) if own else ("index", "html")
    return _files(int(count[1]), int(current[1]), stem, ending, most)


def _drawn(script: str, most: int) -> list[str]:
    """``laypage.render({count: 45, limit: 15, curr: 1, … location.href = "?page=" + obj.curr``"""
    goes_to = _GOES_TO.search(script)
    if goes_to is None:
        return []
    told = {name: int(number) for name, number in reversed(_TOLD.findall(script))}
    things, on_each = told.get("count") or told.get("total") or 0, told.get("limit") or told.get("pageSize") or 0
    count = next((told[name] for name in ("pageCount", "totalPages", "totalPage", "pageTotal") if name in told), 0)
    count = count or (-(-things // on_each) if on_each else told.get("total", 0))
    current = next((told[name] for name in ("curr", "current", "currentPage", "pageNo", "pno") if name in told), 1)
    before, sign, after = goes_to[3], goes_to[4], goes_to[6] or ""
    shift = {"+": 1, "-": -1}.get(sign, 0)
    return [f"{before}{number + shift}{after}" for number in range(current + 1, min(count, current + most) + 1)]


def _files(count: int, current: int, stem: str, ending: str, most: int) -> list[str]:
    return [f"{stem}_{number}.{ending}" for number in range(current + 1, min(count, current + 1 + most))]
