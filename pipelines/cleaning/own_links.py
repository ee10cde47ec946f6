"""``<ul><li><a href="/2019/11/strike.html">Ferry crew strikes again</a> …</ul>``: a site's own headlines amid a story.

Lists of sources lead elsewhere, lists of documents to files, a table of contents down the same page, and a list that is
the story outweighs its prose: they are spared.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipelines.cleaning.attachment import is_file
from pipelines.cleaning.blocks import Block, Place
from pipelines.cleaning.links import CLIMB, address_of, addresses_of, is_elsewhere
from pipelines.cleaning.story import Story
from pipelines.cleaning.worth import size_of

LISTS = frozenset(("ul", "ol"))
FEWEST = 2
WHOLLY_LINK = 0.95
LABELLED = 0.5  # link share of a headline behind the name of what it is about: ``School: Ferry for pupils``
SHORTEST_HEADLINE = 24  # bytes; a shorter link is a name or a word
_LABEL_ENDS = frozenset(":：?？!！|–—")
LONGEST_HEADING = 80  # characters of the line above a list


def find_own_links(story: Story) -> Iterator[int]:
    """Yield the positions of lists of headlines that lead to the same site, with the heading above each."""
    if story.is_plain:
        return
    found: list[int] = []
    run: list[int] = []
    lists: dict[Place, bool] = {}
    for position in (*range(story.first + 1, story.last + 1), -1):
        block = story.blocks[position]
        if position >= 0 and block.link_share >= LABELLED and (whole := _list_around(block.place)):
            if whole not in lists:
                lists[whole] = _is_of_headlines(story, whole)
            if lists[whole]:
                run.append(position)
                continue
        if len(run) >= FEWEST:
            found += [run[0] - 1] * _heads(story.blocks[run[0] - 1]) + run
        run = []
    listed = sum(size_of(story.blocks[position].text) for position in found)
    if listed < sum(story.prose[story.first : story.last + 1]):
        yield from found


def _heads(block: Block) -> bool:
    """Whether the block above a list is its heading."""
    return len(block.text) <= LONGEST_HEADING and not block.links and (block.is_heading or block.text[-1] in ":：")


def _list_around(place: Place | None) -> Place | None:
    for _ in range(CLIMB):
        if place is None or place.tag in LISTS:
            return place
        place = place.up
    return None


def _is_of_headlines(story: Story, whole: Place) -> bool:
    return all(_is_own_headline(block, story) for block in story.blocks[whole.first : whole.after])


def _is_own_headline(block: Block, story: Story) -> bool:
    """Whether a block is one link, with a label in front of it or none, to another page of the site and to no file."""
    if block.link_share < LABELLED or size_of(block.link_text) < SHORTEST_HEADLINE:
        return False
    if block.link_share >= WHOLLY_LINK:
        return is_own(address_of(block), story)
    if block.links != 1 or block.place is None or not block.text.endswith(block.link_text):
        return False
    label = block.text[: -len(block.link_text)].rstrip(" \"'“”„«»")
    link = next(block.place.element.iter("a"), None)
    return label[-1:] in _LABEL_ENDS and link is not None and is_own((link.get("href") or "").strip(), story)


def is_own(href: str, story: Story) -> bool:
    """Whether a link leads to another page of the site, and to no file."""
    addresses = addresses_of(story.address, story.meta)
    return bool(href) and not (
        href[0] == "#" or is_file(href) or _is_below(href, addresses) or is_elsewhere(href, addresses)
    )


def _is_below(href: str, addresses: Sequence[str]) -> bool:
    """Whether a link leads down the same page."""
    return "#" in href and href.partition("#")[0] in addresses
