"""The story without the life, the offer, the other posts that stand in its element: the innermost one worth nearly as much."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from functools import cached_property

from pipelines.cleaning.blocks import Block, Place
from pipelines.cleaning.hints import STORY, marks_of
from pipelines.cleaning.voice import Stand, stand_of
from pipelines.cleaning.worth import is_ended, is_sentence, prose_in

DESCEND = 0.85  # share of an element's worth that one inside it must have to be taken in its stead
LEAST_STORY = 150  # worth from which an element under the title may be the story, though its like are worth more
FEWEST_LIKE = 2  # elements that tell the same; other posts below the page's own; one will do where each is an <article>
HALF = 0.4  # share of an element's worth that each of two have that tell the same
_DIGITS = re.compile(r"\d+")


def narrowed(best: Place, blocks: Sequence[Block], worths: Sequence[float], title_at: int) -> Place:
    """The innermost element that is worth nearly as much: what the outer one adds is a comment, a life, an offer."""
    best = _own_cell(best, blocks, title_at) or best
    children = _children_of(best, blocks)
    told = _Told(blocks, best)
    while True:
        worth = worths[best.after] - worths[best.first]
        inner = children.get(best, [])
        if (twin := _told_again(inner, blocks, worths, worth)) is not None:
            best = twin
            continue
        deeper = next((p for p in inner if worths[p.after] - worths[p.first] >= DESCEND * worth and len(p) > 1), None)
        if deeper is not None and _loses_story(best, deeper, blocks, told, title_at):
            deeper = None
        deeper = deeper or _own_among_like(inner, blocks, worths, title_at)
        if deeper is None:
            return best
        best = deeper


def end_of_like(best: Place, blocks: Sequence[Block], worths: Sequence[float]) -> int:
    """Where the story ends that goes on in the next elements of the same name: each picture begins a new one."""
    name = best.element.get("class")
    end = position = best.after
    while name and best.up is not None and position < best.up.after:
        place = blocks[position].place
        while place is not None and place.up is not best.up:
            place = place.up
        if place is None:
            position += 1
            continue
        if (
            place.tag == best.tag
            and place.element.get("class") == name
            and worths[place.after] > worths[place.first]
            and not any(block.is_heading for block in blocks[place.first : place.after])
            and any(prose_in(block) for block in blocks[place.first : place.after])
        ):
            end = place.after
        position = place.after
    return end


def _children_of(best: Place, blocks: Sequence[Block]) -> dict[Place, list[Place]]:
    """The elements that hold blocks, below each element in there: built once, however deep they nest."""
    children: dict[Place, list[Place]] = {}
    seen = {best}
    for position in range(best.first, best.after):
        place = blocks[position].place
        while place is not None and place.up is not None and place not in seen:
            seen.add(place)
            children.setdefault(place.up, []).append(place)
            place = place.up
    return children


class _Told:
    """The paragraphs of an element, by where they stand and how they are dressed: read once, however deep it nests."""

    def __init__(self, blocks: Sequence[Block], whole: Place) -> None:
        self._blocks = blocks
        self._whole = whole

    @cached_property
    def _like(self) -> dict[Stand | str, list[int]]:
        like: dict[Stand | str, list[int]] = {}
        for position in range(self._whole.first, self._whole.after):
            block = self._blocks[position]
            if prose_in(block):
                for dress in _dress_of(block):
                    like.setdefault(dress, []).append(position)
        return like

    def is_like(self, block: Block, inner: Place) -> bool:
        """Whether a block stands, or is dressed, as one of the paragraphs inside an element is."""
        for dress in _dress_of(block):
            positions = self._like.get(dress, [])
            at = bisect_left(positions, inner.first)
            if at < len(positions) and positions[at] < inner.after:
                return True
        return False


def _dress_of(block: Block) -> Iterator[Stand | str]:
    """Where a paragraph stands, and the class that its template gives it, if any."""
    yield stand_of(block)
    place = block.place
    if place is not None and place.tag == "p" and (look := (place.element.get("class") or "").strip()):
        yield look


def _loses_story(outer: Place, inner: Place, blocks: Sequence[Block], told: _Told, title_at: int) -> bool:
    """Whether the outer element holds more of the story: lines that stand like its paragraphs, or open it."""
    for position in (*range(max(outer.first, title_at + 1), inner.first), *range(inner.after, outer.after)):
        block = blocks[position]
        if block.link_share >= 0.5:
            continue
        if prose_in(block):
            if told.is_like(block, inner):
                return True
        elif is_ended(block.text) and (position < inner.first or (is_sentence(block) and told.is_like(block, inner))):
            return True
    return False


def _told_again(
    inner: Collection[Place], blocks: Sequence[Block], worths: Sequence[float], worth: float
) -> Place | None:
    """Of two elements that tell the same word by word, for wide screens and for narrow ones, the first."""
    halves = [place for place in inner if worths[place.after] - worths[place.first] >= HALF * worth]
    if len(halves) != FEWEST_LIKE:
        return None
    first, second = ([block.text for block in blocks[place.first : place.after] if prose_in(block)] for place in halves)
    return halves[0] if first == second and len(set(first)) >= FEWEST_LIKE else None


def _own_cell(best: Place, blocks: Sequence[Block], title_at: int) -> Place | None:
    """The cell of a table that has the headline and tells something below it, where the row's other cells tell more."""
    place = blocks[title_at].place if title_at >= 0 else None
    while place is not None and place.tag != "td":
        place = place.up
    if place is None or place.up is None or not any(prose_in(blocks[at]) for at in range(title_at + 1, place.after)):
        return None
    is_inside = place.first <= best.first and best.after <= place.after
    return place if place.up.first <= best.first and best.after <= place.up.after and not is_inside else None


def _own_among_like(
    inner: Collection[Place], blocks: Sequence[Block], worths: Sequence[float], title_at: int
) -> Place | None:
    """Of several like elements with headings of their own (posts under posts), the one that has the page's title."""
    own = next((place for place in inner if place.first <= title_at < place.after), None)
    if own is None or not marks_of(own) & STORY or worths[own.after] - worths[own.first] < LEAST_STORY:
        return None
    like = [place for place in inner if place is not own and place.tag == own.tag and _kind(place) == _kind(own)]
    posts = [place for place in like if any(block.is_heading for block in blocks[place.first : place.after])]
    return own if len(posts) >= (1 if own.tag == "article" else FEWEST_LIKE) else None


def _kind(place: Place) -> str:
    """The class that an element shares with its like: ``post-123`` and ``post-456`` are posts."""
    return _DIGITS.sub("", " ".join((place.element.get("class") or "").split()[:1]))
