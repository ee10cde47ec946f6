"""``<h1>Ferry returns</h1> … <h1>Harbour deepened</h1> …``: the story that a page goes on with when its own is told.

Its headline is dressed as the page's own is, or its element is where none is dressed, opens an element of its own, and has a day below it, or is a link.  The
parts of one story have headings that are dressed alike, too, and essays under one title have an author each, but no
day.  A headline that nothing is told under or above is spared, and one that says the page's own again: a bar that stays
in sight has it, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipelines.cleaning.blocks import Block, Place
from pipelines.cleaning.dates import first_stamp
from pipelines.cleaning.worth import is_ended

HEAD = 12  # blocks from a headline on, among which it is said when the story was written
LONGEST_DATE = 80  # characters of a line that says when
WHOLLY_LINK = 0.9
_DIGITS = re.compile(r"\d+")


def find_next_stories(blocks: Sequence[Block], prose: Sequence[float], title_at: int) -> Iterator[int]:
    """Yield the positions of other stories below the page's own, headlines included."""
    title = blocks[title_at] if title_at >= 0 else None
    if title is None or title.place is None or not title.is_heading:
        return
    look = _look_of(title.place)
    around = {} if look else _elements_around(title.place)
    opening = next((at for at in range(title_at + 1, len(blocks)) if prose[at]), len(blocks))
    looked = 0  # up to here the blocks stand in an element that was looked at
    for position in range(title_at + 1, len(blocks)):
        place = blocks[position].place
        if position < looked or place is None or place.tag != title.tag or _look_of(place) != look:
            continue
        if blocks[position].text == title.text:
            return  # the page's own is below
        if position < opening:
            continue
        story = _own_element(place, title_at)
        looked = story.after
        if not look and not _is_like(story, around.get(story.up)):
            continue
        if any(prose[story.first : position]) or not any(prose[position + 1 : looked]):
            continue
        head = blocks[position + 1 : min(looked, position + HEAD)]
        if blocks[position].link_share >= WHOLLY_LINK or any(_is_date(block.text) for block in head):
            yield from range(story.first, looked)


def _elements_around(place: Place) -> dict[Place | None, Place]:
    """The elements that hold this one, each by the one around it."""
    around: dict[Place | None, Place] = {}
    inner: Place | None = place
    while inner is not None:
        around[inner.up] = inner
        inner = inner.up
    return around


def _is_like(story: Place, own: Place | None) -> bool:
    """Whether an element has the name of the one beside it that holds the page's headline."""
    name = story.element.get("class")
    return own is not None and bool(name) and own.tag == story.tag and own.element.get("class") == name


def _is_date(text: str) -> bool:
    """Whether a line says when a story was written; a chronicle's entry is a sentence."""
    return len(text) <= LONGEST_DATE and not is_ended(text) and first_stamp(text) is not None


def _own_element(place: Place, title_at: int) -> Place:
    """The outermost element around a headline that does not hold the page's own."""
    while place.up is not None and not place.up.first <= title_at < place.up.after:
        place = place.up
    return place


def _look_of(place: Place) -> str:
    """What dresses a headline, without the numbers that differ from one to the next."""
    return _DIGITS.sub("", place.element.get("class") or "").strip()
