"""``深夜看书须尽欢，`` / ``明月照亮浊酒案。``: short lines, one below the other and each with its stop."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipelines.cleaning.blocks import Block
from pipelines.cleaning.worth import is_ended, is_labelled

FEWEST = 4  # in a row
LONGEST = 60  # characters


def find_verses(blocks: Sequence[Block], positions: Iterable[int]) -> list[int]:
    """The positions, of these in their order, of lines that make a poem together.

    The choices of a poll look the same, and so do the points of a summary: who asks must know where a poem may stand.
    """
    verses: list[int] = []
    run: list[int] = []
    for position in (*positions, -1):
        if position >= 0 and (not run or position == run[-1] + 1) and _is_verse(blocks[position]):
            run.append(position)
            continue
        if len(run) >= FEWEST:
            verses += run
        run = [position] if position >= 0 and _is_verse(blocks[position]) else []
    return verses


def _is_verse(block: Block) -> bool:
    return not block.links and len(block.text) <= LONGEST and is_ended(block.text) and not is_labelled(block.text)
