"""``<figcaption>``, ``<div class=comment>``, ``<aside>``: where a story stands that does not stand where stories do.

A gallery tells it beside its pictures, a list of hotels in its slides, a report of a bug in its comments.  Each needs
evidence of its own, for on most pages what stands there is not the story.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.cleaning.belief import FOREIGN
from pipelines.cleaning.blocks import Block
from pipelines.cleaning.comment_box import LONGEST_HEADING, is_heading
from pipelines.cleaning.hints import ADVERT, BYLINE, CAPTION, COMMENT, NAVIGATION, RELATED

FEWEST_PROMISED = 3  # things of a list that its title counts
OTHERS = COMMENT | NAVIGATION | RELATED | ADVERT  # galleries of something else
_NUMBER = re.compile(r"\b\d{1,3}\b")
LITTLE_TOLD = 200  # bytes of prose that a report told in comments has at least
_THREAD = re.compile(
    r"(?<![a-z])(?:bugs?|issues?|tickets?|threads?|topics?|forums?)(?![a-z])|show_?bug|view_?topic|show_?thread", re.I
)
MOSTLY_CAPTIONS = 0.9  # share of the page's prose beside pictures from which the story is told there
LONGEST_COLUMN = 2  # paragraphs of a gallery's story beside its pictures; more are teasers
DEEPEST_PLAYER = 6  # elements between a player and the words in its stead
FAR = 15  # blocks below the title, beyond which nothing stands beside its pictures


def column_beside(prose: Sequence[float], marks: Sequence[int], title_at: int) -> list[int]:
    """A paragraph or two right below the title that only a name for a side column tells from a story.

    Beside its pictures, and a row of their numbers, a gallery tells its story there.
    """
    below = range(title_at + 1, min(len(prose), title_at + 1 + FAR))
    column = [position for position in below if prose[position] and marks[position] == NAVIGATION]
    return column if len(column) <= LONGEST_COLUMN else []


def is_told_in_captions(prose: Sequence[float], hints: Sequence[int]) -> bool:
    """Whether the page has next to no prose but what stands beside its pictures."""
    captions = sum(mass for mass, hint in zip(prose, hints, strict=True) if hint & FOREIGN == CAPTION)
    return captions > MOSTLY_CAPTIONS * sum(prose)


def find_noted_lists(blocks: Sequence[Block], things: Sequence[int], title_at: int, first: int, after: int) -> set[int]:
    """The things of a list that the page's note vouches for and the story's run does not hold, with the list's heading."""
    listed = {at for at in things if at > title_at and not first <= at < after}
    return listed | {at - 1 for at in listed if at - 1 > title_at and blocks[at - 1].is_heading}


def find_promised_list(blocks: Sequence[Block], hints: Sequence[int], title_at: int) -> list[int]:
    """What stands beside the pictures of ``8 best island hotels``: as many headings as the title says, and below each a text."""
    promised = [int(number) for number in _NUMBER.findall(blocks[title_at].text)] if title_at >= 0 else []
    if not promised:
        return []
    beside = [at for at, hint in enumerate(hints) if hint & CAPTION and not hint & OTHERS and at > title_at]
    headings = [at for at in beside if blocks[at].is_heading]
    return beside if len(headings) in promised and len(headings) >= FEWEST_PROMISED else []


def is_told_in_comments(
    blocks: Sequence[Block], prose: Sequence[float], hints: Sequence[int], title_at: int, addresses: Sequence[str]
) -> bool:
    """Whether a page, as a report of a bug does, tells its story in comments, none of which answers a story.

    Below a story, or beside a film, comments have a heading that counts them or calls for more.
    """
    if not _is_thread(blocks, title_at, addresses):
        return False
    comments = [at for at, hint in enumerate(hints) if hint & FOREIGN == COMMENT]
    if not comments or any(mass and not hint & FOREIGN for mass, hint in zip(prose, hints, strict=True)):
        return False
    mass = sum(prose[at] for at in comments)
    headed = any(
        is_heading(blocks[at].text[:LONGEST_HEADING]) and not hints[at] & BYLINE
        for at in range(title_at + 1, comments[-1] + 1)
    )
    return mass > LITTLE_TOLD and not headed


def stands_for_player(block: Block) -> bool:
    """Whether a block is what a page says where a player cannot be shown: ``<object>…</object>``."""
    element = block.element
    for _ in range(DEEPEST_PLAYER):
        if element is None or element.tag == "object":
            break
        element = element.getparent()
    return element is not None and element.tag == "object"


def _is_thread(blocks: Sequence[Block], title_at: int, addresses: Sequence[str]) -> bool:
    """Whether the page's address or title calls it a report, a ticket, a thread."""
    title = blocks[title_at].text if title_at >= 0 else ""
    return any(_THREAD.search(name) for name in (title, *addresses))
