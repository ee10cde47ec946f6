"""``<h3>相关新闻</h3><ul>…</ul>``: a heading, and the list or thread that belongs to it, beside the story or below it."""

from __future__ import annotations

from pipelines.cleaning.blocks import HEADINGS, Block
from pipelines.cleaning.story import Story

MOST_BELOW = 60  # blocks under one heading; a larger element is a column of the page
HIGHEST = 4  # elements above a heading among which its own box is


def below_heading(story: Story, position: int) -> range:
    """Positions below a heading outside the story, to the end of the heading's own element or to the next heading.

    An element that holds the story or its title is the page's own, and says nothing of what belongs to the heading.
    """
    block = story.blocks[position]
    place = block.place
    for _ in range(HIGHEST):
        if place is None or place.after > position + 1:
            break
        place = place.up
    if place is None or not 1 < place.after - position <= MOST_BELOW:
        return range(0)
    if place.first <= story.last_prose and story.first < place.after:
        return range(0)
    if place.first <= story.title_at < place.after:
        return range(0)
    end = position + 1
    while end < place.after and not _is_like(block, story.blocks[end]):
        end += 1
    return range(position + 1, end)


def _is_like(heading: Block, block: Block) -> bool:
    """Whether a block heads a list of its own: another heading of that rank, or a line of the same name."""
    if heading.place is None or block.place is None or heading.place is block.place:
        return False
    if block.place.tag != heading.place.tag:
        return False
    name = heading.place.element.get("class")
    return heading.place.tag in HEADINGS or (bool(name) and name == block.place.element.get("class"))
