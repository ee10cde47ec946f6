"""``… 3 月 [2] 日 起 …`` beside ``… 3 月 [9] 日 起 …``: two texts laid side by side, and the places where they part.

Rows of words that stand once in a text pin the other to it; between two pins the words are compared one by one.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

LONGEST_GAP = 120  # words between two pins, on either side: what is longer was written anew, and is one place


class Place(NamedTuple):
    """Words that stand in the one text only, and those that the other has there."""

    gone: tuple[str, ...]
    come: tuple[str, ...]


class Beside(NamedTuple):
    """Where two texts part between the first pin and the last, and before and behind those."""

    places: list[Place]
    ends: list[Place]


Rows = Sequence[str]


def lay_beside(one: Sequence[str], other: Sequence[str], rows: Rows, other_rows: Rows, length: int) -> Beside:
    """Find where two texts part; their rows are those of so many words, from each word on.

    Rows do not know which number stands in them, so that numbers that differ are found however close they stand.
    """
    pins = _in_order(_pins(rows, other_rows))
    if not pins:
        return Beside([], [])
    places: list[Place] = []
    pins.append((pins[-1][0] + length, pins[-1][1] + length))
    for (at, by), (until, other_until) in pairwise(pins):
        if until - at == 1 == other_until - by:  # nearly all of them
            if one[at] != other[by]:
                places.append(Place((one[at],), (other[by],)))
        else:
            places += places_between(one[at:until], other[by:other_until], length)
    before = places_between(one[: pins[0][0]], other[: pins[0][1]], length)
    behind = places_between(one[pins[-1][0] :], other[pins[-1][1] :], length)
    return Beside(places, [*before, *behind])


def places_between(gone: Sequence[str], come: Sequence[str], length: int) -> Iterator[Place]:
    """The same for two pieces that belong beside each other; what less than a row of words parts is one place."""
    if gone == come:
        return
    if max(len(gone), len(come)) > LONGEST_GAP or not gone or not come:
        yield Place(tuple(gone), tuple(come))
        return
    begin = at = end = until = 0
    for tag, first, last, other_first, other_last in SequenceMatcher(None, gone, come, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        if end + until and first - end >= length:
            yield Place(tuple(gone[begin:end]), tuple(come[at:until]))
            begin, at = first, other_first
        elif not end + until:
            begin, at = first, other_first
        end, until = last, other_last
    yield Place(tuple(gone[begin:end]), tuple(come[at:until]))


def _pins(rows: Rows, others: Rows) -> list[tuple[int, int]]:
    """Where each row stands that stands once in either text."""
    theirs = _once(others)
    return [(at, theirs[row]) for row, at in _once(rows).items() if row in theirs]


def _once(rows: Rows) -> dict[str, int]:
    """Where each row stands that does not stand in several places."""
    once = dict(zip(rows, range(len(rows)), strict=True))
    if len(once) < len(rows):
        for row, count in Counter(rows).items():
            if count > 1:
                del once[row]
    return once


def _in_order(pins: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """As many pins as come in the same order in both texts."""
    theirs = [by for _, by in pins]
    if theirs == sorted(theirs):
        return pins
    ends: list[int] = []  # the smallest place in the other text at which so many pins can end …
    last: list[int] = []  # … and the pin that ends them
    before: list[int] = []
    for number, by in enumerate(theirs):
        length = bisect_left(ends, by)
        before.append(last[length - 1] if length else -1)
        ends[length : length + 1] = [by]
        last[length : length + 1] = [number]
    chosen = []
    number = last[-1] if last else -1
    while number >= 0:
        chosen.append(pins[number])
        number = before[number]
    return chosen[::-1]
