"""Which lines of a page are credits: those around the story that could hold some, each read once for all rules."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipelines.cleaning.credits import LONGEST_CREDITS, Credits, read_credits
from pipelines.cleaning.story import Story

LONGEST_OPENING = 80  # characters within which a line of credits has given itself away
LONGEST_LOOSE = 80  # characters of a line in the middle of a story that may be credits
MOST_BLOCKS = 2000  # blocks looked at, from either end; a page of 50,000 editor lines is no newspaper's
BEFORE_BODY, AFTER_BODY = 14, 30  # blocks around the body region in which its credits stand
BEHIND_TITLE = 20  # blocks behind the title that are always looked at, wherever the body was found
DEEP = 12  # blocks at either end of the region in which credits stand with no other evidence

# Nothing without one of these can be credits: a colon, a bar behind a Chinese word, a date, a short word in front.
_TELLS = re.compile(r"[:：﹕∶]|^【\S{2,8}】|[\u4e00-\u9fff]\s?[/／|｜丨]|(?:19|2[05])\d\d|\d[-月]\d|\d\.\d\d\.\d")
_HINTS = re.compile(r"[:：﹕∶/／|｜丨\d】]")  # the same, told in a tenth of the time and with less certainty
_WORD = re.compile(r"\W{0,4}[\u4e00-\u9fff]{1,8}\s")
_COLON = re.compile(r"[:：﹕∶]|[\u4e00-\u9fff]\s?[/／|｜丨]")


def credit_lines(story: Story) -> dict[int, Credits]:
    """The credits of every block near the story that could hold some, by position; read once per story."""
    known = story.known.get("credits")
    if isinstance(known, dict):
        return known
    lines: dict[int, Credits] = {}
    blocks = story.blocks
    last = max(story.last, story.first - 1)
    start, end = max(0, story.first - BEFORE_BODY), min(len(blocks), last + 1 + AFTER_BODY)
    positions: Iterable[int] = range(start, end)
    if story.title_at >= 0:
        head = range(max(0, story.title_at - 4), min(len(blocks), story.title_at + BEHIND_TITLE))
        positions = sorted({*head, *(p for p in positions if p >= head.start)})
    positions = list(positions)
    if len(positions) > MOST_BLOCKS:
        positions = positions[: MOST_BLOCKS // 2] + positions[-MOST_BLOCKS // 2 :]
    for position in positions:
        text = blocks[position].text
        if len(text) > LONGEST_CREDITS or len(text) < 4 or position == story.title_at:
            continue
        if story.first + DEEP <= position <= last - DEEP and (len(text) > LONGEST_LOOSE or not _COLON.search(text)):
            continue
        if not (
            (_HINTS.search(text, 0, LONGEST_OPENING) and _TELLS.search(text, 0, LONGEST_OPENING)) or _WORD.match(text)
        ):
            continue
        credits = read_credits(text)
        if credits.parts or credits.stamps:
            lines[position] = credits
    story.known["credits"] = lines
    return lines
