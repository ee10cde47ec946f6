"""``图片新闻``, and below it ``雪地里的红围巾`` / ``古街夜雨``: the captions of pictures that lead to other stories.

Plain text has lost the pictures and the links: there, rows of short headlines below the story give themselves away.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.cleaning.headed import below_heading
from pipelines.cleaning.name_list import is_name
from pipelines.cleaning.phrases import SIGNS, Phrases
from pipelines.cleaning.story import Claim, Story

FEWEST = 3  # lines in a row
LONGEST = 40  # characters of one headline
LONGEST_HEADING = 16
MOSTLY_LINK = 0.6
HEADINGS = Phrases(
    """图片新闻 | 图片精选 | 图片推荐 | 精彩图片 | 图片报道 | 图片频道 | 图集 | 图集推荐 | 精彩图集 | 热门图集 | 高清图集
    高清组图 | 组图 | 图说新闻 | 图说天下 | 新闻图片 | 精美图片 | 圖片新聞 | 写真ニュース | フォトギャラリー
    포토 | 포토뉴스 | photo galleries | in pictures | photos of the day"""
)
_STOPS = "。.!！?？;；:："


def find_picture_headlines(story: Story) -> Iterator[Claim]:
    """Yield pictures of other stories below their heading, outside the story; in plain text, rows of short headlines."""
    if story.is_plain:
        yield from _rows(story)
        return
    for position, text, head in story.lines(LONGEST_HEADING, before=40, after=40):
        if story.first <= position <= story.last_prose or head.rstrip(SIGNS) not in HEADINGS:
            continue
        yield Claim(position, text)
        if story.blocks[position].link_share > MOSTLY_LINK:
            continue  # an entry of a menu
        yield from (Claim(below, f"below {text}") for below in below_heading(story, position))


def _rows(story: Story) -> Iterator[Claim]:
    run: list[int] = []
    for position in range(story.last_prose + 1, len(story.blocks) + 1):
        text = story.blocks[position].text if position < len(story.blocks) else ""
        if text and _is_headline(text):
            run.append(position)
            continue
        if len(run) >= FEWEST:
            yield from (Claim(at, f"one of {len(run)} short lines below the story") for at in run)
        run = []


def _is_headline(text: str) -> bool:
    """Whether a line can be a headline: short, without a stop at its end, no name and no label in front."""
    if not 4 <= len(text) <= LONGEST or text[-1] in _STOPS or is_name(text):
        return False
    return ":" not in text.replace("：", ":")[:5]
