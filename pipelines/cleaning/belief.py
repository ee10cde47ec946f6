"""Which of the names above a block may be believed: ``related`` over three lines, not ``page-with-related`` over all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipelines.cleaning.blocks import Block, Place
from pipelines.cleaning.hints import (
    ADVERT,
    BYLINE,
    CAPTION,
    COMMENT,
    COPYRIGHT,
    KEYWORDS,
    NAVIGATION,
    PAGER,
    PROMOTION,
    QUOTE,
    RELATED,
    SHARE,
    STORY,
    TOOLS,
    TRAIL,
    UNSEEN,
    WALL,
    marks_of,
)

# Names under which no story stands.
FOREIGN = (
    ADVERT | BYLINE | CAPTION | COMMENT | COPYRIGHT | KEYWORDS | NAVIGATION | PAGER | PROMOTION | QUOTE | RELATED | SHARE
    | TOOLS | TRAIL | UNSEEN | WALL
)  # fmt: skip
TERSE = BYLINE | SHARE | TOOLS | PAGER | TRAIL | KEYWORDS  # things of few words
WORDY = 600  # bytes of prose that no such thing holds
MOST = 0.55  # share of a page's prose above which a foreign name is only the template's name for the whole page
LINES = frozenset(("p", "li", "blockquote", "h2", "h3", "h4"))  # elements that are one piece of a story
LINES_MOST = 0.2  # share of the prose in paragraphs of one foreign name above which it is their ordinary name
LEAST_STORY = 1500  # bytes of prose that are a story without its gallery; a shorter opening leads to the pictures
MOST_OPENING = 4  # paragraphs without a link in an element named like a teaser, which may open the story itself
SOME = 0.2  # share of a page's prose from which a telling name for the story outweighs a foreign name above it


class Belief:
    """What the names above a block say of it, as far as they may be believed."""

    def __init__(self, blocks: Sequence[Block], prose: Sequence[float], title_at: int) -> None:
        masses = [0.0]  # prose before each position
        for mass in prose:
            masses.append(masses[-1] + mass)
        self._masses = masses
        self._blocks = blocks
        self._title_at = title_at
        self._known: dict[Place | None, int] = {None: 0}
        self._lines: dict[int, float] = {}  # prose in single lines (p, li) under each foreign name
        for position, block in enumerate(blocks):
            place = block.place
            if place is not None and place.tag in LINES and (own := marks_of(place) & FOREIGN):
                self._lines[own] = self._lines.get(own, 0.0) + prose[position]

    @property
    def places(self) -> Iterator[Place]:
        """Every element asked about, or above one."""
        return (place for place in self._known if place is not None)

    def over(self, place: Place | None) -> int:
        """All hints over an element that may be believed."""
        waiting: list[Place] = []
        known = self._known
        while place not in known:
            assert place is not None
            waiting.append(place)
            place = place.up
        marks = known[place]
        while waiting:
            inner = waiting.pop()
            own = marks_of(inner)
            if own:
                mass = self._masses[inner.after] - self._masses[inner.first]
                if own & FOREIGN and self._is_doubtful(inner, own, mass):
                    own &= ~FOREIGN
                if own & STORY and mass > SOME * self._masses[-1]:
                    marks &= ~FOREIGN | COMMENT  # a comment has an element named for its content, too
                marks |= own
            known[inner] = marks
        return marks

    def _is_bare(self, place: Place) -> bool:
        """Whether an element holds paragraphs alone: no link, no heading leads from it to another story."""
        first, after = place.first, place.after
        return after - first <= MOST_OPENING and not any(
            block.links or block.tag != "p" for block in self._blocks[first:after]
        )

    def _is_doubtful(self, place: Place, own: int, mass: float) -> bool:
        """Whether a foreign name is contradicted: by a story name beside it, by the title or most of the prose under it."""
        whole = self._masses[-1]
        return bool(
            own & STORY
            or (mass > WORDY and not own & FOREIGN & ~TERSE)
            or place.first <= self._title_at < place.after
            or (mass > MOST * whole and not own & COMMENT and not (own & CAPTION and self._is_below_story(place)))
            or (own & RELATED and mass and (place.tag in LINES or self._is_bare(place)))  # "teaser" is an opening, too
            or (place.tag in LINES and self._lines.get(own & FOREIGN, 0.0) > LINES_MOST * whole)
        )

    def _is_below_story(self, place: Place) -> bool:
        """Whether a story of its own stands between the title and this element: what has more words is a gallery."""
        return self._masses[place.first] - self._masses[max(self._title_at, 0)] >= LEAST_STORY
