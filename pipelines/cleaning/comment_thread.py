"""``Comments (4 of 4) · A. Marsh wrote: …``: readers' words under a heading that says so, whatever their element is called.

A thread gives itself away by what stands around each comment: its hour, a button to answer it.  A count of comments above
the story heads none of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.cleaning.blocks import Block, Place
from pipelines.cleaning.comment_box import is_heading

LONGEST_SIGN = 60  # characters of the line around a comment: who, when, the buttons
FEWEST_SIGNS = 2  # one may be the hour at which the story was changed
LONGEST_HEADING = 40
MOSTLY_LINK = 0.6
_SIGN = re.compile(
    r"\b(?:repl(?:y|ies)|wrote|says|said:|report abuse|flag|likes?|upvote|permalink|antworten|répondre|responder|rispondi|"
    r"svara?|beantwoorden|odpowiedz|yanıtla|balas|ответить|\d{1,2} (?:minutes?|hours?|days?|weeks?|months?|years?) ago)\b|"
    r"[0-2]?\d[:.][0-5]\d(?:\s?[ap]\.?m)?|回复|回覆|返信|답글|楼$|点赞|[分小时天]前",
    re.I,
)


def find_comment_threads(blocks: Sequence[Block], prose: Sequence[float], title_at: int) -> range:
    """The positions of the first thread below the story, its heading included; empty when there is none."""
    opening = next((at for at in range(title_at + 1, len(blocks)) if prose[at]), len(blocks))
    looked = 0  # up to here no heading heads a thread: what stands below it was below the one before, too
    for position in range(opening + 1, len(blocks)):
        block = blocks[position]
        if len(block.text) > LONGEST_HEADING or block.link_share > MOSTLY_LINK or not is_heading(block.text):
            continue
        below = _below(block.place, position)
        if below.stop <= looked:
            continue
        looked = below.stop
        signs = sum(
            1
            for at in below
            if len(blocks[at].text) <= LONGEST_SIGN and not prose[at] and _SIGN.search(blocks[at].text)
        )
        if signs >= FEWEST_SIGNS and any(prose[at] for at in below):
            return range(position, below.stop)
    return range(0)


def _below(place: Place | None, position: int) -> range:
    """What the innermost element around a heading holds below it."""
    while place is not None:
        if place.after > position + 1:
            return range(position + 1, place.after)
        place = place.up
    return range(0)
