"""What the story was called where it was taken from."""

import time

import pytest

from pipelines.cleaning.original_title_note import find_original_title_notes
from pipelines.cleaning.story import Story

PROSE = "渡轮在冬天过后又回来了，市长和孩子们都在码头上等着它，整个城市都在庆祝。"


@pytest.mark.parametrize(
    "line",
    [
        "（原标题：快讯！渡轮冬后复航）",
        "原标题：渡轮冬后复航",
        "原 标 题：渡轮冬后复航",
        "原题：渡轮冬后复航",
        "（原文题目：《渡轮冬后复航》）",
        "Original title: Ferry returns",
    ],
)
def test_notes_go(line):
    assert [claim.position for claim in find_original_title_notes(Story.of(PROSE, line))] == [1]


@pytest.mark.parametrize(
    ("why", "line"),
    [
        ("a sentence about a title", "原标题党的做法让读者反感，编辑部决定改正。"),
        ("a long paragraph", "原标题：" + PROSE * 6),
        ("the word in the middle", "这首歌的原标题：渡轮，后来改了名。"),
    ],
)
def test_prose_stays(why, line):
    assert list(find_original_title_notes(Story.of(PROSE, line))) == [], why


@pytest.mark.parametrize("hostile", ["（" * 10**6, "原 " * 5 * 10**5, "原标题" * 3 * 10**5])
def test_hostile_lines_cost_no_time(hostile):
    start = time.process_time()
    list(find_original_title_notes(Story.of(hostile, hostile[:150])))
    assert time.process_time() - start < 0.5
