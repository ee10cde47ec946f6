"""``版权声明：未经授权不得转载``, ``All rights reserved``: what readers may not do with the story."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.cleaning.disclaimer import DEEP, disclaimer_in
from pipelines.cleaning.hints import COPYRIGHT
from pipelines.cleaning.story import Claim, Story

OPENING = 60  # characters within which a long note must say what it is
LONGEST_NOTE = 700  # characters; lawyers need more words than editors
_ASKS = ("?", "？")  # a note tells; "How do I get permission to reprint a picture?" is asked in a story


def find_copyright_notes(story: Story) -> Iterator[Claim]:
    """Yield copyright, reprint and disclaimer notes.

    A story about copyright says such words in the middle of its paragraphs; a note opens with them, or stands below.
    """
    yield from story.claim_marked(COPYRIGHT, "the template calls it legal")
    last = story.last_prose
    for position in story.positions(before=2, after=40):
        text = story.blocks[position].text
        if text.endswith(_ASKS) or (len(text) >= DEEP and (position <= last - 2 or len(text) > LONGEST_NOTE)):
            continue
        if found := disclaimer_in(text if len(text) < DEEP else text[:OPENING]):
            yield Claim(position, found[:40])
