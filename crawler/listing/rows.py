"""``<li>· <a>Ferry returns</a> <span>2017-01-20</span></li>``: what a list prints about one article.

A row is the largest element around a link that holds no other article's link: its date, teaser and picture are
in it, or, in lists without such elements, between the links.  Which rows are articles is weighed elsewhere.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from crawler.listing.dates import is_date, listed_date, set_off_date
from crawler.listing.links import Link, PageLinks

HIGHEST_ROW = 9  # elements above a link that may still be its row
MOST_LINKS_IN_ROW = 14  # tags, author, comments, shares; a row with more is a column
MOST_TEXTS_IN_ROW = 40  # pieces of text; what has more is a story
LONGEST_ROW = 1200  # characters
LONGEST_PART = 8  # characters of a date in pieces, such as a day above its month
_ROW_TAGS = frozenset(["li", "tr", "article"])
_ROW_HOLDERS = frozenset(["ul", "ol", "table", "tbody", "body", "html", "main", "form"])


@dataclass(slots=True)
class Row:
    """One article as one list prints it."""

    url: str
    node: int
    links: list[Link]
    date_lines: list[str] = field(default_factory=list)
    is_dated: bool = False
    is_beside: bool = False


def listed_rows(page: PageLinks, urls: Sequence[str | None], candidates: Sequence[int]) -> list[Row]:
    """The rows of the candidates, positions in `page.links`, in document order."""
    ticks = [page.link_ticks[at] for at in candidates]
    runs: list[int] = []
    for place, at in enumerate(candidates):
        runs.append(runs[-1] + (urls[at] != urls[candidates[place - 1]]) if place else 0)

    # Where rows stop at their neighbours they may be long; a lone link's row would be the page.
    is_short_list = len({urls[at] for at in candidates}) < 3

    def holds_one(node: int) -> bool:
        first = bisect_left(ticks, page.starts[node])
        last = bisect_left(ticks, page.ends[node]) - 1
        return runs[first] == runs[last]

    rows: dict[tuple[int, str], Row] = {}
    for at in candidates:
        node = page.links[at].node
        for _ in range(HIGHEST_ROW):
            above = page.parents[node]
            if above < 0 or page.tags[node] in _ROW_TAGS or page.tags[above] in _ROW_HOLDERS or not holds_one(above):
                break
            if len(page.links_in(above)) > MOST_LINKS_IN_ROW or (is_short_list and _is_long(page, above)):
                break
            node = above
        address = urls[at] or ""
        row = rows.setdefault((node, address), Row(address, node, []))
        row.links.append(page.links[at])
    return list(rows.values())


def _is_long(page: PageLinks, node: int) -> bool:
    """Whether an element holds a story rather than a headline and its teaser."""
    texts = page.texts_in(node)
    return len(texts) > MOST_TEXTS_IN_ROW or sum(len(page.texts[at]) for at in texts) > LONGEST_ROW


def read_dates(page: PageLinks, holder: int, rows: list[Row]) -> None:
    """Give the rows under one roof (a node) the lines that may hold their dates."""
    for row in rows:
        row.date_lines = _lines_of(page, row)
        row.is_dated = any(map(is_date, row.date_lines)) or bool(listed_date(row.date_lines, address=row.url))
        if not row.is_dated:
            row.is_dated = any(set_off_date(link.text)[1] for link in row.links)
    if sum(row.is_dated for row in rows) * 2 > len(rows):
        return
    # Nothing in the rows themselves: the dates stand between them, after each or before each.
    edges = [(page.starts[row.node], page.ends[row.node]) for row in rows]
    after = [
        _short_lines(page, end, edges[at + 1][0] if at + 1 < len(rows) else page.ends[holder])
        for at, (_, end) in enumerate(edges)
    ]
    before = [_short_lines(page, page.starts[holder], edges[0][0])[-3:], *after[:-1]]
    for lines in (after, before):
        dates = [line for line in lines if any(map(is_date, line))]
        if len(dates) * 2 > len(rows) and (lines is before or any(map(is_date, after[-1])) or len(rows) == 1):
            for row, found in zip(rows, lines, strict=True):
                row.date_lines += found
                row.is_dated = row.is_dated or any(map(is_date, found))
            return


def _short_lines(page: PageLinks, start: int, end: int) -> list[str]:
    """The few pieces of text from one tick to another."""
    found = page.texts_between(start, end)
    return [page.texts[at] for at in found[:4]] if len(found) <= 8 else []


def _lines_of(page: PageLinks, row: Row) -> list[str]:
    lines = page.times_in(row.node)
    inside = {at for link in row.links for at in page.texts_in(link.node)}
    loose: list[str] = []
    for at in page.texts_in(row.node):
        text = page.texts[at]
        if at not in inside:
            lines.append(text)
            loose.append(text)
        elif is_date(text):
            lines.append(text)
        elif len(inside) > 1 and len(text) <= LONGEST_PART and text[-1:].isdigit():
            loose.append(text)
    # 30 / 2020-06 and 2020 - 06 - 30 in elements of their own are one date.
    if len(loose) > 1 and any(text.strip("[]() ").isdigit() for text in loose):
        lines.append(" ".join(loose)[:60])
    return lines
