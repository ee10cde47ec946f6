"""``"articleBody": "The ferry came back …"``: the story as the page notes it for machines, found again among the blocks.

A note is often shortened and sometimes carries more than the story, so it adds no word: it only vouches for blocks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.cleaning.blocks import Block
from pipelines.cleaning.meta import Meta

SHORTEST_NOTE = 400  # letters; a shorter one is a summary
SHORTEST_BLOCK = 30  # letters of a block that are looked for
LONGEST_LOOK = 80  # letters of a block that are looked for: notes break off, and quotes differ further on
_TAGS = re.compile(r"<[^<>]{1,200}>")
_SIGNS = re.compile(r"[\W_]+")


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
