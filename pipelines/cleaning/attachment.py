"""``附件：会议日程.doc``: files that hang on the story."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.cleaning.links import address_of
from pipelines.cleaning.story import Claim, Story

LONGEST_LINE = 160  # characters
MOSTLY_LINK = 0.5
SHORTEST_TALE = 40  # characters; a name of a file that long ends without a stop
_STOPS = "。！？!?…"
_FILE = re.compile(r"\.(?:docx?|xlsx?|pptx?|pdf|rar|zip|7z|wps|et|csv|txt|jpe?g|ofd)\b", re.I)
_LABEL = re.compile(
    r"^\W{0,3}(?:附件|附|attachments?|downloads?|files?|anhang|pièce jointe|adjunto|allegat[oi])\s?\d{0,2}\s?[:：、.]",
    re.I,
)


def find_attachments(story: Story) -> Iterator[Claim]:
    """Yield lines that link to files.

    A list of annexes that is plain text belongs to the notice, and a picture's tale may be one link to the whole
    picture: both are spared.
    """
    for position in story.positions(after=6):
        block = story.blocks[position]
        if len(block.text) > LONGEST_LINE or block.link_share < MOSTLY_LINK:
            continue
        if len(block.text) >= SHORTEST_TALE and block.text[-1] in _STOPS:
            continue
        if _LABEL.match(block.text):
            yield Claim(position, "labelled as an attachment")
        elif is_file(address_of(block)) or is_file(block.text):
            yield Claim(position, "links to a file")


def is_file(name: str) -> bool:
    """Whether an address or a line ends as the names of files do: ``/doc/verdict.pdf``."""
    return bool(_FILE.search(name))
