"""Rows with a bar in them, and a grid of shades: what is compared by name, not along time."""

from collections.abc import Callable, Sequence
from typing import Any

from crawler.report.scale import short
from crawler.report.svg import Markup, element, join


def table(heads: Sequence[str], rows: Sequence[Sequence[str]], *, numbers: Sequence[int] = (), more: int = 0) -> Markup:
    """A table; columns named in `numbers` stand to the right, `more` rows are said to be left out."""
    head = element("tr", *(element("th", name, **_side(place, numbers)) for place, name in enumerate(heads)))
    body = [
        element("tr", *(element("td", cell, **_side(place, numbers)) for place, cell in enumerate(row))) for row in rows
    ]
    left_out = element("p", f"… and {more:,} more", class_="more") if more > 0 else Markup("")
    whole = element("table", element("thead", head), element("tbody", join(body)))
    return join([element("div", whole, class_="wide"), left_out])


def bar(value: float, highest: float, *, paint: str = "c0") -> Markup:
    """A bar beside its number, as long as its share of the highest."""
    share = min(max(value / highest, 0), 1) if highest else 0
    inner = element("i", class_=paint, style=f"width: {100 * share:.1f}%")
    return element("span", element("b", inner), short(value), class_="bar")


def shade(share: float) -> Markup:
    """A percentage on a ground as dark as it is high."""
    percent = 100 * share
    text = "–" if not percent else "100" if percent >= 99.95 else f"{percent:.1f}" if percent > 99 else f"{percent:.0f}"
    return element("span", text, class_="shade", style=f"--share: {percent:.0f}%")


def reasons(heads: Sequence[str], rows: Sequence[tuple[Any, ...]], explained: Callable[[str], str]) -> Markup:
    """Reasons with the number of addresses, the most frequent first."""
    highest = max((count for _, count in rows), default=0)
    cells = [
        [element("code", str(reason) or "–"), explained(str(reason)), bar(count, highest, paint="c3")]
        for reason, count in rows
    ]
    return table(heads, cells)


def _side(place: int, numbers: Sequence[int]) -> dict[str, str]:
    return {"class_": "number"} if place in numbers else {}
