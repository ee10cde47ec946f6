"""A card, an offer, the author's life: what stands inside the story's element, but not where its paragraphs stand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.cleaning.blocks import Block
from pipelines.cleaning.story import Claim, Story
from pipelines.cleaning.worth import is_ended, is_labelled

FEWEST_TIMES = 3  # posts of a live report, each under its time
PLAIN = 0.2  # link share below which a block may be a paragraph all the same
LONGEST_TIME = 12  # characters
FEWEST_VERSES = 4
LONGEST_VERSE = 60  # characters
LINKED = 0.6  # link share from which it is a link

_TIME = re.compile(r"[0-2]?\d[:.h][0-5]\d(?:\s?(?:[ap]\.?m\.?|[A-Z]{2,4}|Uhr))?$")


def find_side_boxes(story: Story) -> Iterator[Claim]:
    """Yield blocks that stand apart from the story's paragraphs.

    A standfirst, a sub-heading and a paragraph in the middle may stand apart and still belong to the story: prose
    above the last paragraph and headings that lead to prose are spared.
    """
    voice = story.voice
    if not voice.stands or story.is_plain:
        return
    times = _times(story)
    verses = _verses(story)
    for position in range(story.first, story.last + 1):
        if voice.holds(position) or position in story.noted or position in times or position in verses:
            continue
        block = story.blocks[position]
        if position > voice.last:
            yield Claim(position, "below the last paragraph, and not where paragraphs stand")
        elif block.is_heading:
            if block.link_share >= LINKED and voice.is_wrapped:
                yield Claim(position, "a linked heading, not where paragraphs stand")
        elif story.is_prose(position):
            if voice.is_wrapped and position > voice.first:
                yield Claim(position, "a box among wrapped paragraphs")
        elif block.tag == "li" and block.link_share < PLAIN and position > voice.first:
            continue
        else:
            yield Claim(position, "a scrap that does not stand where paragraphs stand")


def _verses(story: Story) -> set[int]:
    """Positions of short lines, one below the other and each with its stop: a poem above its notes.

    Between paragraphs the choices of a poll look the same, but for Chinese: there a verse has its own stop.
    """
    verses: set[int] = set()
    run: list[int] = []
    for position in (*range(story.first, story.last + 1), -1):
        may_stand = position < story.voice.first or story.language == "zh"
        if position >= 0 and may_stand and _is_verse(story.blocks[position]):
            run.append(position)
            continue
        if len(run) >= FEWEST_VERSES:
            verses.update(run)
        run = []
    return verses


def _is_verse(block: Block) -> bool:
    return not block.links and len(block.text) <= LONGEST_VERSE and is_ended(block.text) and not is_labelled(block.text)


def _times(story: Story) -> list[int]:
    """Positions of the times that head the posts of a live report: ``20:30``, ``18:02``."""
    times = [
        at
        for at, block in enumerate(story.region, story.first)
        if len(block.text) <= LONGEST_TIME and block.text[0].isdigit() and _TIME.match(block.text)
    ]
    return times if len(times) >= FEWEST_TIMES else []
