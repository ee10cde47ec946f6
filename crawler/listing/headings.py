"""``热门推荐``, ``2026-03-02``: the few words right above a list that say what it is, or of which day."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from crawler.listing.dates import is_date
from crawler.listing.links import PageLinks, units
from crawler.listing.rows import Row

LONGEST_HEADING = 12  # units
_HOT_HEADING = re.compile(
    r"热[门点文榜读帖评]|最热|排行|点击榜|人气|推荐|相关|猜你喜欢|延伸阅读|友情链接|网友热议|热播|关注度"
    r"|most (?:read|popular|viewed|shared|commented)|trending|popular|related|recommended|you (?:may|might)|what's hot",
    re.I,
)


class Headings:
    """The short words right before a list that are no part of another row."""

    def __init__(self, page: PageLinks, rows: Sequence[Row]) -> None:
        self.page = page
        self.spans = sorted((page.starts[row.node], page.ends[row.node]) for row in rows)

    def say_hot(self, row: Row) -> bool:
        """Whether the list that begins with this row is headed as one of what others read most, or may like."""
        start = self.page.starts[row.node]
        for at in reversed(self.page.texts_between(0, start)[-2:]):
            text = self.page.texts[at]
            if units(text) > LONGEST_HEADING or self._is_in_row(self.page.text_ticks[at]):
                return False
            # A section may be called that itself.
            if _HOT_HEADING.search(text) and text.strip(" :：>[]【】") not in self.page.title:
                return True
        return False

    def give_dates(self, lists: Iterable[list[Row]]) -> None:
        """A day printed above each list is its rows' date; one day alone may be today's, on top of the page."""
        days = [(self._day_above(rows[0]), rows) for rows in lists if not any(row.is_dated for row in rows)]
        days = [(day, rows) for day, rows in days if day]
        if len({day for day, _ in days}) > 1:
            for day, rows in days:
                for row in rows:
                    row.date_lines.append(day)
                    row.is_dated = True

    def _day_above(self, row: Row) -> str:
        before = self.page.texts_between(0, self.page.starts[row.node])[-1:]
        text = self.page.texts[before[0]] if before else ""
        return text if is_date(text) and not self._is_in_row(self.page.text_ticks[before[0]]) else ""

    def _is_in_row(self, tick: int) -> bool:
        at = bisect_right(self.spans, (tick, 0)) - 1
        return at >= 0 and self.spans[at][1] > tick
