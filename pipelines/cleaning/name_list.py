"""``法蒂玛·马合木提`` / ``王召明`` / ``王霞`` …: a column of names beside the story.

An article whose story is a list of names keeps its names: a list is only cut below a story that has prose of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipelines.cleaning.names import SURNAMES
from pipelines.cleaning.story import Claim, Story

FEWEST_NAMES = 8  # in a row; fewer may be a cast, a jury or the victims
PROSE_ENOUGH = 400  # characters of prose above a list that make it an addition
FEWEST_SURNAMES = 0.5  # share of the Han lines in a run that begin with one, or have a dot as names from afar do
_HAN_NAME = re.compile(
    r"[\u4e00-\u9fff]{1,2}\s?[\u4e00-\u9fff]{1,3}(?:[·•・][\u4e00-\u9fff]{1,8}){0,3}(?:法师|法師|活佛|先生|女士)?$|[\u4e00-\u9fff]{1,8}(?:[·•・][\u4e00-\u9fff]{1,8}){1,3}$"
)
_NAME = re.compile(r"(?:[A-ZÀ-Þ][\w'’.-]{0,20}\s){1,4}[A-ZÀ-Þ][\w'’.-]{1,20}$")


def is_name(text: str) -> bool:
    """Whether a line could be one person's name and nothing else.

    >>> is_name("艾克拜尔·米吉提"), is_name("A. Marsh"), is_name("The ferry left.")
    (True, True, False)
    """
    return len(text) <= 40 and bool(_HAN_NAME.match(text) or _NAME.match(text))


def find_name_lists(story: Story) -> Iterator[Claim]:
    """Yield long runs of names that stand below a story, with nothing of the story after them."""
    blocks = story.blocks
    start = story.last_prose + 1
    prose = sum(
        len(block.text) for at, block in enumerate(blocks[story.first : start], story.first) if story.is_prose(at)
    )
    if prose < PROSE_ENOUGH:
        start = max(start, story.last + 1)  # only what no story holds: there a list is called by its name
    run: list[int] = []
    for position in range(start, len(blocks) + 1):
        if position < len(blocks) and not blocks[position].is_heading and is_name(blocks[position].text):
            run.append(position)
            continue
        if len(run) >= FEWEST_NAMES and _are_people([blocks[at].text for at in run], outside=run[0] > story.last):
            yield from (Claim(at, f"one of {len(run)} names in a row") for at in run)
        run = []


def _are_people(lines: Sequence[str], *, outside: bool) -> bool:
    """Whether lines that could each be a name are names together, and not a menu of short words.

    Outside the story, capitals tell nothing: menus in Latin letters have as many as names.
    """
    han = [line for line in lines if _HAN_NAME.match(line)]
    if outside and len(han) < len(lines) / 2:
        return False
    named = sum(line[0] in SURNAMES or "·" in line or "•" in line for line in han)
    return named >= FEWEST_SURNAMES * len(han)
