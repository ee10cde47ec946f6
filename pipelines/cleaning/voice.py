"""Where the paragraphs of the story stand: ``div.article-text``, directly inside it or each in a ``div.paragraph``.

Paragraphs of one story stand alike, because one template wrote them.  What stands elsewhere in the same element (a
box of facts, a card, an offer, the author's life) was put there by another hand.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipelines.cleaning.blocks import Block, Place

LEAST_SHARE = 0.1  # of the region's prose that a place needs to be one of the story's own
TAIL_SHARE = 0.35  # of the prose that a place needs to be the story's own when it only speaks below the chief one
FEWEST_WRAPPERS = 3  # paragraphs with an element each that make wrapping the template's habit
# Elements that shape a text, and say nothing of whose it is.
_SHAPES = frozenset(
    "p li ul ol h1 h2 h3 h4 h5 h6 blockquote q td tr tbody thead tfoot th table dl dd dt pre figure figcaption center"
    " font details summary".split()
)
_BARE = frozenset(("div", "section", "article", "span"))  # without class and id they shape, too
_DIGITS = re.compile(r"\d+")
Stand = tuple[str, str | None, int]


def stand_of(block: Block) -> Stand:
    """The element a block stands in, as its template writes it: tag, class, depth."""
    place = block.place
    if place is None:
        return ("", None, 0)
    climbed = []  # pages nest thousands deep: no step of it is climbed twice
    while place.stand is None and place.up is not None and _is_shape(place):
        climbed.append(place)
        place = place.up
    if place.stand is None:
        place.stand = (place.tag, place.element.get("class"), place.depth)
    for below in climbed:
        below.stand = place.stand
    return place.stand


def _is_shape(place: Place) -> bool:
    if place.tag in _SHAPES:
        return True
    if place.tag not in _BARE:
        return False
    name, outer = place.element.get("class"), place.up
    if name is None and place.element.get("id") is None:
        return True
    # <section id=wind> in <section id=weather>, div.section in div.section: chapters of one text
    return (
        outer is not None
        and outer.tag == place.tag
        and outer.element.get("class") == name
        and (name is not None or place.tag == "section")
    )


@dataclass(slots=True)
class Voice:
    """The stands of a story's own paragraphs."""

    stands: frozenset[Stand] = frozenset()
    first: int = 0  # position of the first paragraph that stands there
    last: int = -1  # and of the last
    is_wrapped: bool = False  # each paragraph in an element of its own
    alone: frozenset[Stand] = frozenset()  # those of one short paragraph, which may stand in somebody else's box
    known: list[Stand] = field(default_factory=list)  # the stand of each block of the region
    start: int = 0

    def holds(self, position: int) -> bool:
        """Whether the block at this position of the region stands where the story's paragraphs do."""
        return self.known[position - self.start] in self.stands

    def is_alone(self, position: int) -> bool:
        """Whether it is the only paragraph there."""
        return self.known[position - self.start] in self.alone


def find_voice(blocks: Sequence[Block], prose: Sequence[float], marks: Sequence[int], first: int, last: int) -> Voice:
    """Where most of the region's prose stands."""
    stands: list[Stand] = []
    masses: Counter[Stand] = Counter()
    times: Counter[Stand] = Counter()
    holders: dict[Stand, set[Place]] = {}
    for position in range(first, last + 1):
        block = blocks[position]
        stand = stand_of(block)
        stands.append(stand)
        if prose[position] and not marks[position]:
            masses[stand] += int(prose[position])
            times[stand] += 1
            place = block.place
            if place is not None and place.up is not None:
                holders.setdefault(stand, set()).add(place.up if place.tag in _SHAPES else place)
    whole = sum(masses.values())
    own = frozenset(stand for stand, mass in masses.items() if mass >= LEAST_SHARE * whole)
    if len(own) > 1:
        own = _without_tail(own, masses, stands, prose, first)
    own |= _numbered(masses)
    told = [
        position
        for position in range(first, last + 1)
        if stands[position - first] in own and prose[position] and not marks[position]
    ]
    return Voice(
        own,
        told[0] if told else first,
        told[-1] if told else last,
        any(len(holders.get(stand, ())) >= FEWEST_WRAPPERS for stand in own),
        frozenset(stand for stand in own if times[stand] == 1 and masses[stand] < TAIL_SHARE * whole),
        stands,
        first,
    )


def _without_tail(
    own: frozenset[Stand], masses: Counter[Stand], stands: Sequence[Stand], prose: Sequence[float], first: int
) -> frozenset[Stand]:
    """The stands that speak before the chief one has ended: what only comes after it is a comment or a life."""
    chief = max(own, key=masses.__getitem__)
    told = [at for at, stand in enumerate(stands) if stand == chief and prose[first + at]]
    whole = sum(masses.values())
    return frozenset(
        stand
        for stand in own
        if masses[stand] >= TAIL_SHARE * whole
        or any(stands[at] == stand and prose[first + at] for at in range(told[-1]))
    )


def _numbered(masses: Counter[Stand]) -> set[Stand]:
    """Stands that only a number tells apart, several to most of the prose: ``div.part-1``, ``div.part-2`` …"""
    rows: dict[tuple[str, str, int], list[Stand]] = {}
    for stand in masses:
        tag, name, depth = stand
        if name and (bare := _DIGITS.sub("", name)) != name:
            rows.setdefault((tag, bare, depth), []).append(stand)
    whole = sum(masses.values())
    return {
        stand
        for row in rows.values()
        if len(row) >= FEWEST_WRAPPERS and 2 * sum(masses[stand] for stand in row) > whole
        for stand in row
    }
