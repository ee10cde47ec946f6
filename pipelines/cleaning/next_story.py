"""``<h1>Ferry returns</h1> … <h1>Harbour deepened</h1> …``: the story that a page goes on with when its own is told.

Its headline is dressed as the page's own is: the same element, the same class.  Sub-headings are not, nor is a
headline that nothing is told under or above, or that says the page's own again: a bar that stays in sight has it, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipelines.cleaning.blocks import Block, Place

_DIGITS = re.compile(r"\d+")


def find_next_stories(blocks: Sequence[Block], prose: Sequence[float], title_at: int) -> Iterator[int]:
    """Yield the positions of other stories below the page's own, headlines included."""
    title = blocks[title_at] if title_at >= 0 else None
    if title is None or title.place is None or not title.is_heading or not (look := _look_of(title.place)):
        return
    told = title_at + 1  # up to here the blocks are the page's own
    for position in range(title_at + 1, len(blocks)):
        place = blocks[position].place
        if position < told or place is None or place.tag != title.tag or _look_of(place) != look:
            continue
        if blocks[position].text == title.text:
            return  # the page's own is below
        story = _own_element(place, title_at)
        if any(prose[title_at + 1 : position]) and any(prose[position + 1 : story.after]):
            yield from range(max(story.first, title_at + 1), story.after)
            told = story.after


def _own_element(place: Place, title_at: int) -> Place:
    """The outermost element around a headline that does not hold the page's own."""
    while place.up is not None and not place.up.first <= title_at < place.up.after:
        place = place.up
    return place


def _look_of(place: Place) -> str:
    """What dresses a headline, without the numbers that differ from one to the next."""
    return _DIGITS.sub("", place.element.get("class") or "").strip()
