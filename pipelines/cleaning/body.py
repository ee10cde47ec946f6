"""Where the story is: the element whose prose, less its noise, is worth most.

Every block has a worth: prose is worth its length, links and scraps cost a little, and what stands under a telling
name (``comment-list``, ``related``) costs more.  The story is the element with the highest sum.  None of this
evidence is believed blindly: a name that covers most of the page's prose says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from itertools import accumulate
from typing import NamedTuple

from pipelines.cleaning.belief import FOREIGN, Belief
from pipelines.cleaning.blocks import Block, Place
from pipelines.cleaning.comment_thread import find_comment_threads
from pipelines.cleaning.disclaimer import disclaimer_in
from pipelines.cleaning.hints import CAPTION, COMMENT, RELATED, STORY
from pipelines.cleaning.narrowing import end_of_like, narrowed
from pipelines.cleaning.next_story import find_next_stories
from pipelines.cleaning.tables import is_cell, is_data_row
from pipelines.cleaning.teasers import find_teasers
from pipelines.cleaning.told_elsewhere import (
    FAR,
    column_beside,
    find_noted_lists,
    find_promised_list,
    is_told_in_captions,
    is_told_in_comments,
    stands_for_player,
)
from pipelines.cleaning.verses import find_verses
from pipelines.cleaning.worth import is_ended, is_labelled, is_menu, is_sentence, prose_in, size_of

SCRAP_COST = 24  # a label or a heading costs at most this much
LONGEST_SCRAP = 96  # bytes of a line without prose that count
LINK_COST = 0.4  # what a byte of link text costs outside of prose
NAMED_COST = 0.3  # share of that cost under a name for the story, where links and cards may be part of it
FOREIGN_COST = 60.0  # what a block under a foreign name costs at most, so that a long disclaimer sinks no story
ABOVE = 0.3  # what prose above the title is worth
LONGEST_DISCLAIMER = 200  # characters; what is longer may well be a story that quotes one
NOTED = 1 << 30  # a flag beside the hints: the page's own note of the story has these words
APART = 1 << 31  # another: what begins here is not the story, even where it stands in the story's own element
LITTLE = 1500  # worth below which the legal notes of a page may be mistaken for its story
FAINT = 300  # worth of a line or two; so little, and FAR below the title, is a side column on a page of pictures
# 【渡轮复航】…: the headline that a summary has in front
_HEADED = re.compile(r"^【[^【】]{2,60}】")
MOST_POINTS = 8  # of a summary above the story
MOST_LEADS = 4  # paragraphs of a standfirst; more prose between title and story is something else


class Region(NamedTuple):
    """A run of blocks, first and last position inclusive, empty when last < first; and what was seen on the way."""

    first: int
    last: int
    why: str = ""
    marks: Sequence[int] = ()  # for each block, the believed hints over it
    prose: Sequence[float] = ()  # for each block, how much of it is prose
    leads: Sequence[int] = ()  # positions outside that belong to the story: a standfirst in the page's head


def find_region(
    blocks: Sequence[Block], title_at: int = -1, noted: Collection[int] = frozenset(), addresses: Sequence[str] = ()
) -> Region:
    """The run of blocks that holds the story of the page that is known by these addresses."""
    if not blocks or blocks[0].place is None:
        return Region(title_at + 1, len(blocks) - 1, "all lines")
    prose = [prose_in(block) for block in blocks]
    if sum(prose) < LITTLE:
        prose = _without_disclaimers(blocks, prose)
    teasers = find_teasers(blocks, prose, addresses)
    for position in teasers:
        prose[position] = 0.0
    belief = Belief(blocks, prose, title_at)
    hints = [belief.over(block.place) | (RELATED if at in teasers else 0) for at, block in enumerate(blocks)]
    for position in find_next_stories(blocks, prose, title_at):
        hints[position] = hints[position] & ~STORY | RELATED | APART
    for position in find_comment_threads(blocks, prose, title_at):
        hints[position] = hints[position] & ~STORY | COMMENT | APART
    for position in noted:
        if prose[position]:
            hints[position] = hints[position] & (CAPTION | COMMENT) | STORY | NOTED
        elif blocks[position].tag == "li":
            hints[position] |= STORY
    for position, block in enumerate(blocks):
        if not hints[position] & CAPTION or not prose[position]:
            continue
        if stands_for_player(block):
            hints[position] &= ~CAPTION  # it tells what the player would show
        elif block.tag == "figcaption" and not block.links:
            hints[position] &= ~RELATED  # a gallery turns in the same carousel as other stories do
    for position in find_promised_list(blocks, hints, title_at):
        hints[position] = hints[position] & ~FOREIGN | STORY
    if is_told_in_comments(blocks, prose, hints, title_at, addresses):
        hints = [hint & ~COMMENT for hint in hints]
    if is_told_in_captions(prose, hints):
        hints = [hint & ~CAPTION for hint in hints]
    marks = [hint & FOREIGN for hint in hints]
    worths = _worths(blocks, prose, hints, title_at)
    best = _worthiest(belief.places, worths)
    if best is None or worths[best.after] - worths[best.first] < LITTLE:
        prose = _without_disclaimers(blocks, prose)
        worths = _worths(blocks, prose, hints, title_at)
        best = _worthiest(belief.places, worths)
    if best is None or not _has_letters(blocks, best):
        for position in column_beside(prose, marks, title_at):
            hints[position] = marks[position] = 0
        worths = _worths(blocks, prose, hints, title_at)
        best = _worthiest(belief.places, worths)
        best = best if best is not None and _has_letters(blocks, best) else None
    if best is None:
        best = _wordiest(blocks, marks, title_at)
        if best is None or not _has_letters(blocks, best):
            return Region(0, -1, "no prose", marks, prose)
    if best.after <= title_at and worths[best.after] - worths[best.first] < FAINT:
        title_at = -1  # a column beside the story names it, too: nothing is told below that
        worths = _worths(blocks, prose, hints, title_at)
        best = _worthiest(belief.places, worths) or best
    if 0 <= title_at < best.first - FAR and worths[best.after] - worths[best.first] < FAINT:
        return Region(0, -1, "nothing near the title", marks, prose)
    best = narrowed(best, blocks, worths, title_at)
    first = max(best.first, title_at + 1) if title_at < best.after else best.first
    after = best.after if best.first <= title_at < best.after else end_of_like(best, blocks, worths)
    leads = []
    if 0 <= title_at < first:
        leads = _leads(blocks, prose, marks, title_at, first, after)
    things = [at for at in noted if blocks[at].tag == "li" and not prose[at] and blocks[at].link_share < 0.5]
    leads = sorted({*leads, *find_noted_lists(blocks, things, title_at, first, after)})
    worth = worths[best.after] - worths[best.first]
    return Region(first, after - 1, f"{best.step()} is worth {worth:.0f}", marks, prose, leads)


def _has_letters(blocks: Sequence[Block], place: Place) -> bool:
    return any(letter.isalpha() for block in blocks[place.first : place.after] for letter in block.text)


def _leads(
    blocks: Sequence[Block], prose: Sequence[float], marks: Sequence[int], title_at: int, first: int, after: int
) -> list[int]:
    """Paragraphs between title and story that open it, unless they are said again further down, or were above.

    A poem there is the story that the region's notes explain.
    """
    said = {block.text for block in blocks[first:after]}
    leads = []
    for at in range(title_at + 1, first):
        text = blocks[at].text
        told = prose[at] or is_sentence(blocks[at])
        if told and not marks[at] and blocks[at].link_share < 0.3 and text not in said and not _opens(said, text):
            said.add(text)
            leads.append(at)
    verses = find_verses(blocks, (at for at in range(title_at + 1, first) if not marks[at]))
    return sorted({*verses, *_with_lists(blocks, leads, title_at)}) if len(leads) <= MOST_LEADS else verses


def _opens(said: Collection[str], text: str) -> bool:
    """Whether a summary is the opening of a paragraph, its headline in brackets set in front: ``【渡轮复航】…``."""
    bare = _HEADED.sub("", text).rstrip(" .…。")
    return any(paragraph.startswith(bare) for paragraph in said)


def _with_lists(blocks: Sequence[Block], leads: list[int], title_at: int) -> list[int]:
    """The leads, and of a list that holds one of them all the rest: a summary's points and its heading."""
    whole = set(leads)
    for at in leads:
        place = blocks[at].place
        if place is None or place.tag != "li" or place.up is None or len(place.up) > MOST_POINTS:
            continue
        points = place.up
        whole.update(range(max(points.first, title_at + 1), points.after))
        above = points.first - 1
        if above > title_at and blocks[above].is_heading and blocks[above].place.up is points.up:  # type: ignore[union-attr]
            whole.add(above)
    return sorted(whole)


def _without_disclaimers(blocks: Sequence[Block], prose: Sequence[float]) -> list[float]:
    return [
        0.0 if mass and len(blocks[at].text) <= LONGEST_DISCLAIMER and disclaimer_in(blocks[at].text) else mass
        for at, mass in enumerate(prose)
    ]


def _worths(blocks: Sequence[Block], prose: Sequence[float], hints: Sequence[int], title_at: int) -> list[float]:
    """What all blocks before each position are worth together."""
    return [0.0, *accumulate(_worth(block, prose[at], hints[at], at > title_at) for at, block in enumerate(blocks))]


def _worth(block: Block, mass: float, hints: int, is_below_title: bool) -> float:
    if hints & APART:
        return 0.0
    if mass and not hints & FOREIGN:
        return (
            mass
            * (1.0 if is_below_title else ABOVE)
            * (1.2 if hints & STORY else 1.0)
            * (2.0 if hints & NOTED else 1.0)
        )
    size = min(size_of(block.text[:LONGEST_SCRAP]), LONGEST_SCRAP)
    if hints & COMMENT:
        return -0.5 * mass - 10
    if hints & FOREIGN:
        return -min(mass + size * LINK_COST, FOREIGN_COST) * (NAMED_COST if hints & STORY else 1.0)
    if block.link_share > 0.5 and is_cell(block.place) and is_data_row(block.place):
        return 0.0
    if block.link_share > 0.5 or is_menu(block.text):
        return (-LINK_COST * size - 4) * (NAMED_COST if hints & STORY else 1.0)
    if hints & STORY:
        return 0.5 * size
    if not block.link_text and is_cell(block.place):
        return 0.0
    if is_ended(block.text):
        return 0.3 * size  # a line of a poem, of a dialogue
    if block.tag == "p" and is_below_title and not block.link_text and not is_labelled(block.text):
        return 0.1 * size  # some write a line a breath, without a stop
    return -float(min(size, SCRAP_COST))


def _worthiest(places: Iterable[Place], worths: Sequence[float]) -> Place | None:
    """The element with the highest sum; the innermost of equals."""
    best: Place | None = None
    best_worth = 0.0
    for place in places:
        worth = worths[place.after] - worths[place.first]
        if worth > best_worth or (worth == best_worth and best is not None and place.depth > best.depth):
            best, best_worth = place, worth
    return best


def _wordiest(blocks: Sequence[Block], marked: Sequence[int], title_at: int) -> Place | None:
    """On a page without prose, the smallest element that holds most of the words that are nobody else's."""
    sizes = [0]
    for position, block in enumerate(blocks):
        own = not marked[position] and position > title_at and block.link_share < 0.5 and not is_menu(block.text)
        sizes.append(sizes[-1] + (len(block.text) if own else 0))
    if not sizes[-1]:
        return None
    best: Place | None = None
    for block in blocks:
        place = block.place
        while place is not None:
            if sizes[place.after] - sizes[place.first] >= 0.7 * sizes[-1]:
                if best is None or place.depth > best.depth:
                    best = place
                break
            place = place.up
    return best
