"""``<button data-next-url="?page=2">加载更多</button>``, ``<a href="javascript:goPage(3)">3</a>``: pages behind scripts.

No script is run: an address that stands in an attribute is read, and so is one that a function of the page puts
together from a number.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from parsel import Selector

MOST_NUMBERS = 200  # of one pager
LONGEST_LABEL = 20  # characters
PIECES = 6  # of text in a button; a label needs one
_ADDRESSES = ("data-next-url", "data-nexturl", "data-next", "data-next-page", "data-url", "data-href", "data-link")
_LIKE_ADDRESS = re.compile(r"[/?.\w][^\s<>\"']{0,300}")
_HAS_ADDRESS = "|".join(f"//*[@{name}]" for name in _ADDRESSES)
_WITH_SCRIPT = '//*[@onclick] | //a[starts-with(@href, "javascript:")]'
_MORE_NAME = re.compile(
    r"(?:^|[\s_-])(?:load-?more|more-?load|next|next-?page|page-?next|view-?more|more-?btn)(?:$|[\s_-])", re.I
)
_GOES_TO = re.compile(
    r"location(?:\.href)?\s*=\s*(['\"])([^'\"<>\s]{1,300})\1|location\.(?:assign|replace)\(\s*(['\"])([^'\"<>\s]{1,300})\3\s*\)"
)
_CALL = re.compile(r"(?:javascript:|^|return |;)\s*([A-Za-z_$][\w$.]{0,40})\s*\(\s*(['\"]?)(\d{1,5})\2\s*\)", re.I)
_FUNCTION = r"function\s+{name}\s*\(\s*(\w{{1,30}})\s*\)\s*\{{([^}}]{{1,600}})\}}"
_BUILT = (
    r"(?:location(?:\.href)?\s*=|location\.(?:assign|replace)\(|window\.open\()\s*"
    r"(['\"])([^'\"<>\s]{{1,300}})\1\s*\+\s*\(?\s*(?:parseInt\()?{number}\)?\s*(?:([-+])\s*(1))?\s*\)?"
    r"(?:\s*\+\s*(['\"])([^'\"<>\s]{{0,100}})\5)?"
)


def button_pages(page: Selector, says_next: Callable[[str], bool]) -> Iterator[str]:
    """The printed addresses that buttons and script links of a pager lead to; `says_next` judges a label."""
    for element in page.root.xpath(_HAS_ADDRESS):
        names = f"{element.get('class') or ''} {element.get('id') or ''}"
        if says_next(_label(element)) or (_MORE_NAME.search(names) and len(_label(element)) <= LONGEST_LABEL):
            found = next(value for name in _ADDRESSES if (value := element.get(name)) is not None)
            if _LIKE_ADDRESS.fullmatch(found) and not found.isalnum():
                yield found
    functions: dict[str, Callable[[int], str] | None] = {}
    for element in islice(page.root.xpath(_WITH_SCRIPT), MOST_NUMBERS):
        label = _label(element)
        script = element.get("onclick") or element.get("href") or ""
        if len(script) > 500 or not (says_next(label) or label.strip("[]()（）第页頁 ").isdigit()):
            continue
        if match := _GOES_TO.search(script):
            yield match[2] or match[4]
        elif call := _CALL.search(script):
            if call[1] not in functions:
                functions[call[1]] = _function(page, call[1])
            if build := functions[call[1]]:
                yield build(int(call[3]))


def _label(element: Any) -> str:
    words = " ".join("".join(islice(element.itertext(), PIECES)).split())
    return words or (element.get("value") or element.get("title") or element.get("aria-label") or "").strip()


def _function(page: Selector, name: str) -> Callable[[int], str] | None:
    """How the page's function of that name makes an address of a number."""
    definition = re.compile(_FUNCTION.format(name=re.escape(name)))
    for script in page.root.iter("script"):
        if script.text and (found := definition.search(script.text)):
            built = re.search(_BUILT.format(number=re.escape(found[1])), found[2])
            if built is None:
                return None
            before, sign, step, after = built[2], built[3], built[4], built[6] or ""
            shift = (1 if sign == "+" else -1) if step else 0
            return lambda number: f"{before}{number + shift}{after}"
    return None
