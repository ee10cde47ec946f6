"""``[Ferry crew strikes again] The crew of the ferry …``: cards that advertise other stories, a linked headline and a line.

Built alike and several in a row, they give themselves away without any name.  On a section page they are all there is.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.cleaning.blocks import Block, Place
from pipelines.cleaning.voice import Stand, stand_of

FEWEST = 3  # cards of one build
LARGEST_CARD = 6  # blocks: section, headline, line, author, date, comments
WHOLLY_LINK = 0.9
MOST = 0.6  # share of the prose blocks of one build that must be cards


def find_teasers(blocks: Sequence[Block], prose: Sequence[float]) -> set[int]:
    """Positions of the lines of such cards."""
    cards: dict[Stand, list[int]] = {}
    counts: dict[Stand, int] = {}
    for position, block in enumerate(blocks):
        if not prose[position]:
            continue
        stand = stand_of(block)
        counts[stand] = counts.get(stand, 0) + 1
        if position and _is_card(blocks, prose, position):
            cards.setdefault(stand, []).append(position)
    return {
        position
        for stand, positions in cards.items()
        if len(positions) >= FEWEST and len(positions) >= MOST * counts[stand]
        for position in positions
    }


def _is_card(blocks: Sequence[Block], prose: Sequence[float], position: int) -> bool:
    """Whether a line stands alone below a linked headline, in one small element."""
    place: Place | None = blocks[position].place
    while place is not None and len(place) <= LARGEST_CARD:
        if any(blocks[at].link_share >= WHOLLY_LINK for at in range(place.first, position)):
            return sum(1 for at in range(place.first, place.after) if prose[at]) == 1
        place = place.up
    return False
