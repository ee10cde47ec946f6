"""``以色列民众用乐高积木砌高塔``: headlines under small pictures, a row of them below the story.

Without their tags they are short lines without a full stop, several in a row, where the story is over.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.cleaning.name_list import is_name
from pipelines.cleaning.story import Claim, Story

FEWEST = 3  # lines in a row
LONGEST = 40  # characters of one headline
_STOPS = "。.!！?？;；:："


def find_picture_headlines(story: Story) -> Iterator[Claim]:
    """Yield rows of short headlines in plain text, below a line that ends the story."""
    if not story.is_plain:
        return
    run: list[int] = []
    for position in range(story.last_prose + 1, len(story.blocks) + 1):
        text = story.blocks[position].text if position < len(story.blocks) else ""
        if text and 4 <= len(text) <= LONGEST and text[-1] not in _STOPS and not is_name(text) and ":" not in text.replace("：", ":")[:5]:
            run.append(position)
            continue
        if len(run) >= FEWEST:
            yield from (Claim(at, f"one of {len(run)} short lines below the story") for at in run)
        run = []
