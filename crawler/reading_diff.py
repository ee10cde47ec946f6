"""``- body: …`` / ``+ body: …``: what a new reading of an article would change, for the eye."""

import difflib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

WIDEST = 160  # characters of a line; the rest of a long paragraph says no more
MOST_LINES = 24  # of one article


def as_diff(url: str, differing: Mapping[str, tuple[Any, Any]]) -> Iterator[str]:
    """The lines for one article: its address, then what stands and what would stand, column by column."""
    yield url
    lines = [line for column, (old, new) in differing.items() for line in _column(column, old, new)]
    yield from lines[:MOST_LINES]
    if len(lines) > MOST_LINES:
        yield f"  … {len(lines) - MOST_LINES} more lines"


def _column(column: str, old: Any, new: Any) -> Iterator[str]:
    for line in list(difflib.unified_diff(_lines(old), _lines(new), n=0, lineterm=""))[2:]:
        if line[0] in "-+":
            yield _clipped(f"  {line[0]} {column}: {line[1:]}")


def _lines(value: Any) -> Sequence[str]:
    if isinstance(value, list):  # removals; a position that moved is no change for the eye
        return [f"[{rule}] {text}" for _, rule, text, _ in value]
    return str(value or "").split("\n")


def _clipped(line: str) -> str:
    return line if len(line) <= WIDEST else f"{line[:WIDEST]}…"
