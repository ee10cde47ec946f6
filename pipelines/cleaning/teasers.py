"""``[Ferry crew strikes again] The crew of the ferry …``: cards that advertise other stories, a linked headline and a line.

Built alike and several in a row, they give themselves away without any name.  On a section page they are all there is.
An article that lists things looks the same, but its headings lead to other sites; one that says who is who has names.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from pipelines.cleaning.attachment import is_file
from pipelines.cleaning.blocks import Block, Place
from pipelines.cleaning.links import address_of, is_elsewhere
from pipelines.cleaning.name_list import is_name
from pipelines.cleaning.voice import Stand, stand_of

FEWEST = 3  # cards of one build
LARGEST_CARD = 6  # blocks: section, headline, line, author, date, comments
WHOLLY_LINK = 0.9
LONGEST_NAME = 3  # words; a headline in capitals has more
LONGEST_HEADLINE = 140  # characters
LEAST_STORY = 400  # bytes of prose beside cards without linked headlines; else they are what the page tells
_MORE = re.compile(r"[.…!?。！？]\s*$")  # ends the line in front of its "read more"
MOST = 0.6  # share of the prose blocks of one build that must be cards

Look = tuple[Stand, str]  # where a line stands, and in which tag


class Card(NamedTuple):
    """The positions of a headline and its line, and the address they lead to."""

    headline: int
    line: int
    leads_to: str


def find_teasers(blocks: Sequence[Block], prose: Sequence[float], addresses: Sequence[str] = ()) -> set[int]:
    """Positions of the headlines and lines of such cards."""
    cards: dict[Look, list[Card]] = {}
    counts: dict[Look, int] = {}
    told: set[Look] = set()  # cards of which one at least has a headline, and not all a person's name
    for position, block in enumerate(blocks):
        if not prose[position]:
            continue
        look = stand_of(block), block.tag
        counts[look] = counts.get(look, 0) + 1
        card = _card_around(blocks, prose, position)
        if card is not None and not (addresses and is_elsewhere(card.leads_to, addresses)):
            cards.setdefault(look, []).append(card)
            if not _is_named_after_somebody(blocks[card.headline]):
                told.add(look)
    found = [
        card
        for look, ones in cards.items()
        if len(ones) >= FEWEST and len(ones) >= MOST * counts[look] and look in told
        for card in ones
    ]
    rest = sum(prose) - sum(prose[card.line] for card in found)
    return {
        position
        for card in found
        if rest >= LEAST_STORY or blocks[card.headline].link_share >= WHOLLY_LINK
        for position in card[:2]
    }


def _is_named_after_somebody(headline: Block) -> bool:
    """Whether a card is headed by a person's name alone: several of them tell who is who."""
    return len(headline.text.split()) <= LONGEST_NAME and is_name(headline.text)


def _card_around(blocks: Sequence[Block], prose: Sequence[float], position: int) -> Card | None:
    """The small element in which a line stands alone below a headline.

    The headline is a link; or it is none, and a link lies over the whole card, around its picture or below the line.
    """
    place: Place | None = blocks[position].place
    while place is not None and len(place) <= LARGEST_CARD:
        for at in range(place.first, position):
            if blocks[at].link_share >= WHOLLY_LINK:
                return Card(at, position, address_of(blocks[at])) if _is_alone(prose, place) else None
        if place.first < position and len(blocks[position - 1].text) <= LONGEST_HEADLINE:
            if not _is_alone(prose, place):
                return None
            if href := _link_over(place, blocks[position]):
                return Card(position - 1, position, href)
        place = place.up
    return None


def _is_alone(prose: Sequence[float], place: Place) -> bool:
    return sum(1 for other in range(place.first, place.after) if prose[other]) == 1


def _link_over(place: Place, line: Block) -> str:
    """Where the links of a card lead, all of them to one page, but for those amid its line; else nowhere."""
    if line.links and not (line.text.endswith(line.link_text) and _MORE.search(line.text.removesuffix(line.link_text))):
        return ""
    found = {link.get("href") or "" for link in place.element.iter("a")}
    href = found.pop() if len(found) == 1 else ""
    return "" if href.startswith(("#", "javascript:")) or is_file(href) else href
