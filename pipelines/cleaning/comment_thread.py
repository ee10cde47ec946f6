"""``Comments (4 of 4) · A. Marsh wrote: …``: readers' words under a heading that says so, whatever their element is called.

A thread gives itself away by what stands around each comment: its hour, a button to answer it.  A count of comments
above the story heads none of it.  "Discussion" is a chapter of a story, too: amid the story's own paragraphs only a
heading that counts comments or says whose they are is believed, and only where each comment has its sign.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate

from pipelines.cleaning.blocks import Block, Place
from pipelines.cleaning.comment_box import is_count, is_heading

LONGEST_SIGN = 60  # characters of the line around a comment: who, when, the buttons
FEWEST_SIGNS = 2  # one may be the hour at which the story was changed
LONGEST_HEADING = 40
HIGHEST = 5  # elements from a heading up, among which the one that holds its thread is
MOSTLY_LINK = 0.6
# Alone in its line, at its end, or with a colon behind: "The union replies" is a sub-heading.
_SIGN = re.compile(
    r"(?:^|[\s·|])(?:reply|\d{1,4} (?:replies|likes?)|report(?: abuse)?|flag|likes?|upvote|permalink|antworten|répondre|"
    r"responder|rispondi|svara?|beantwoorden|odpowiedz|yanıtla|balas|ответить)\W{0,3}(?:\d{1,4}\W{0,2})?$|"
    r"\b(?:wrote|writes|says|said)\s?:|\b\d{1,2} ?(?:minutes?|mins?|hours?|days?|weeks?|months?|years?) ago\b|"
    r"(?:^|[\s,])[0-2]?\d[:.][0-5]\d(?:\s?[ap]\.?m\.?)?(?:[\s,].{0,16}\d{4})?$|回复|回覆|返信|답글|楼$|点赞|举报|[分时天]前",
    re.I,
)


def find_comment_threads(blocks: Sequence[Block], prose: Sequence[float], title_at: int) -> range:
    """The positions of the first thread below the story, its heading included; empty when there is none."""
    opening = next((at for at in range(title_at + 1, len(blocks)) if prose[at]), len(blocks))
    told = [0, *accumulate(1 if mass else 0 for mass in prose)]  # paragraphs before each position
    looked = looked_amid = 0  # up to here no heading heads a thread: what is below it was below the one before, too
    for position in range(opening + 1, len(blocks)):
        block = blocks[position]
        if len(block.text) > LONGEST_HEADING or block.link_share > MOSTLY_LINK or not is_heading(block.text):
            continue
        place = _around(block.place, position, told)
        if place is None or place.after <= looked:
            continue
        is_amid_story = place.first <= opening
        if is_amid_story:
            if place.after <= looked_amid or not is_count(block.text):
                continue
            looked_amid = place.after
        else:
            looked = place.after
        below = range(position + 1, place.after)
        comments = told[place.after] - told[position + 1]
        signs = sum(1 for at in below if not prose[at] and _is_sign(blocks[at].text))
        if comments and signs >= (max(comments, FEWEST_SIGNS) if is_amid_story else FEWEST_SIGNS):
            return range(position, place.after)
    return range(0)


def _is_sign(text: str) -> bool:
    return len(text) <= LONGEST_SIGN and _SIGN.search(text) is not None


def _around(place: Place | None, position: int, told: Sequence[int]) -> Place | None:
    """The innermost element around a heading in which something is told below it."""
    for _ in range(HIGHEST):
        if place is None or told[place.after] > told[position]:
            return place
        place = place.up
    return None
