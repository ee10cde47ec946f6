"""The headline once more: in a sticky bar, over the text, below the picture."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.cleaning.story import Claim, Story

SHORTEST = 4  # characters; a shorter title may well be a word of the story
_SIGNS = re.compile(r"[\W_]+")


def find_repeated_titles(story: Story) -> Iterator[Claim]:
    """Yield blocks around and above the story that say its title again, word by word.

    Below the first paragraphs the same words may be a sub-heading or a refrain, and are spared.
    """
    title = _SIGNS.sub("", story.title).casefold()
    if len(title) < SHORTEST:
        return
    longest = 2 * len(story.title) + 20
    for position in range(min(story.voice.first + 1, len(story.blocks))):
        text = story.blocks[position].text
        if (
            position != story.title_at
            and len(title) <= len(text) <= longest
            and _SIGNS.sub("", text).casefold() == title
        ):
            yield Claim(position, "the title again")
