"""``"articleBody": "The ferry came back …"``: the story as the page notes it for machines, found again among the blocks.

A note is often shortened and sometimes carries more than the story, so beside blocks it adds no word and only vouches
for them.  Where a page shows no story at all and leaves it to a script to write one, the note is all there is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.cleaning.blocks import Block
from pipelines.cleaning.meta import Meta, tidy_note

SHORTEST_NOTE = 400  # letters; a shorter one is a summary
LEAST_TOLD = 120  # characters of a note that may be the story of a page that shows none
SHORTEST_BLOCK = 30  # letters of a block that are looked for
LONGEST_LOOK = 80  # letters of a block that are looked for: notes break off, and quotes differ further on
_TAGS = re.compile(r"<[^<>]{1,200}>")
_SIGNS = re.compile(r"[\W_]+")
_BREAKS = re.compile(r"\n|<(?:br|/?p|/?div|/?h\d)\b[^<>]{0,200}>", re.I)


def find_noted(blocks: Sequence[Block], meta: Meta) -> frozenset[int]:
    """Positions of the blocks whose words stand in the page's own note of the story."""
    note = meta.story.get("articleBody")
    if not isinstance(note, str) or len(note) < SHORTEST_NOTE:
        return frozenset()
    letters = _SIGNS.sub("", _TAGS.sub(" ", note)).casefold()
    found = []
    for position, block in enumerate(blocks):
        if len(block.text) >= SHORTEST_BLOCK:
            words = _SIGNS.sub("", block.text[: 2 * LONGEST_LOOK]).casefold()[:LONGEST_LOOK]
            if len(words) >= SHORTEST_BLOCK // 2 and words in letters:
                found.append(position)
    return frozenset(found)


def noted_story(meta: Meta) -> list[str]:
    """The story's paragraphs as the page notes them for machines; none when it only notes a summary."""
    note = meta.story.get("articleBody")
    if not isinstance(note, str) or len(note) < LEAST_TOLD:
        return []
    paragraphs = (tidy_note(_TAGS.sub(" ", paragraph)) for paragraph in _BREAKS.split(note))
    return [paragraph for paragraph in paragraphs if paragraph]
