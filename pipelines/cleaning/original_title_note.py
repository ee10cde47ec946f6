"""``（原标题：快讯！渡轮冬后复航）``: what the story was called where it was taken from."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.cleaning.story import Claim, Story

LONGEST_NOTE = 160  # characters; a longer block is a paragraph that mentions an earlier title
AROUND = 6  # blocks around the body region in which the note stands
_NOTE = re.compile(
    r"^[\s（(\[【<《“\"*]{0,3}(?:原\s?标\s?题|原文标题|原題|原標題|原题|原文题目|原题为|"
    r"原标题为|本文原标题|文章原标题|original\s(?:title|headline)|"
    r"originaltitel|titre\soriginal|título\soriginal|titolo\soriginale)\s?(?:[:：《“\"]|是|为|\s)",
    re.I,
)


def find_original_title_notes(story: Story) -> Iterator[Claim]:
    """Yield the lines that give the story's first title; a paragraph about an 原标题 is too long for one."""
    for position in story.positions(AROUND, AROUND):
        text = story.blocks[position].text
        if len(text) <= LONGEST_NOTE and position != story.title_at and _NOTE.match(text):
            yield Claim(position, "label")
