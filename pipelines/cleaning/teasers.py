"""``[Ferry crew strikes again] The crew of the ferry …``: cards that advertise other stories, a linked headline and a line.

Built alike and several in a row, they give themselves away without any name.  On a section page they are all there is.
An article that lists things looks the same, but its headings lead to other sites; one that says who is who has names.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.cleaning.blocks import Block, Place
from pipelines.cleaning.links import address_of, is_elsewhere
from pipelines.cleaning.name_list import is_name
from pipelines.cleaning.voice import Stand, stand_of

FEWEST = 3  # cards of one build
LARGEST_CARD = 6  # blocks: section, headline, line, author, date, comments
WHOLLY_LINK = 0.9
LONGEST_NAME = 3  # words; a headline in capitals has more
MOST = 0.6  # share of the prose blocks of one build that must be cards


def find_teasers(blocks: Sequence[Block], prose: Sequence[float], addresses: Sequence[str] = ()) -> set[int]:
    """Positions of the lines of such cards."""
    cards: dict[Stand, list[int]] = {}
    counts: dict[Stand, int] = {}
    told: set[Stand] = set()  # cards of which one at least has a headline, and not all a person's name
    for position, block in enumerate(blocks):
        if not prose[position]:
            continue
        stand = stand_of(block)
        counts[stand] = counts.get(stand, 0) + 1
        headline = _headline_of(blocks, prose, position)
        if headline is not None and not (addresses and is_elsewhere(address_of(headline), addresses)):
            cards.setdefault(stand, []).append(position)
            if not _is_named_after_somebody(headline):
                told.add(stand)
    return {
        position
        for stand, positions in cards.items()
        if len(positions) >= FEWEST and len(positions) >= MOST * counts[stand] and stand in told
        for position in positions
    }


def _is_named_after_somebody(headline: Block) -> bool:
    """Whether a card is headed by a person's name alone: several of them tell who is who."""
    return len(headline.text.split()) <= LONGEST_NAME and is_name(headline.text)


def _headline_of(blocks: Sequence[Block], prose: Sequence[float], position: int) -> Block | None:
    """The linked headline below which a line stands alone, in one small element."""
    place: Place | None = blocks[position].place
    while place is not None and len(place) <= LARGEST_CARD:
        for at in range(place.first, position):
            if blocks[at].link_share >= WHOLLY_LINK:
                is_alone = sum(1 for other in range(place.first, place.after) if prose[other]) == 1
                return blocks[at] if is_alone else None
        place = place.up
    return None
