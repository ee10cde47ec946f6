"""The trail in front of a story, and what only looks like one."""

import time

import pytest
from lxml import html

from pipelines.cleaning.blocks import Block, find_blocks
from pipelines.cleaning.breadcrumb import find_breadcrumb, find_breadcrumbs
from pipelines.cleaning.meta import Meta
from pipelines.cleaning.story import Story

PROSE = "渡轮在冬天过后又回来了，市长和孩子们都在码头上等着它，整个城市都在庆祝。"


def story_of(*lines: str, title: str = "渡轮冬后复航") -> Story:
    """Lines in front of a title and its story."""
    blocks = [Block(line) for line in (*lines, title, PROSE)]
    return Story(blocks, "zh", title, len(lines), len(lines) + 1, len(lines) + 1, Meta())


@pytest.mark.parametrize(
    ("line", "steps"),
    [
        ("首页>党派·声音>统一战线 统一战线", ["首页", "党派·声音", "统一战线"]),
        ("您所在的位置：首页 > 新闻中心 > 滚动新闻 > 正文", ["首页", "新闻中心", "滚动新闻"]),
        ("您的位置：深中观览车 > 通知公告", ["深中观览车", "通知公告"]),
        ("当前位置: 首页 » 要闻 » 渡轮冬后复航", ["首页", "要闻"]),
        ("人民某网>>文化", ["人民某网", "文化"]),
        ("本页位置： 首页 → 新闻中心 → 生活新闻", ["首页", "新闻中心", "生活新闻"]),
        ("首页--新闻中心--社会", ["首页", "新闻中心", "社会"]),
        ("首頁 / 地方 / 渡轮冬后复航", ["首頁", "地方"]),
        ("Home › Town › Ferry", ["Home", "Town", "Ferry"]),
        ("Sie sind hier: Start / Ausland", ["Start", "Ausland"]),
    ],
)
def test_trails(line, steps):
    story = story_of(line)
    assert [claim.position for claim in find_breadcrumbs(story)] == [0]
    assert find_breadcrumb(story) == steps


@pytest.mark.parametrize(
    ("why", "line"),
    [
        ("a sentence with an arrow", "他说：从北岸 > 南岸，渡轮要走一个小时，比冬天快得多，比夏天慢。"),
        ("a row of links without arrows", "首页 新闻 体育 财经 娱乐"),
        ("bars part a menu", "首页|新闻|图片|评论|共青团"),
    ],
)
def test_what_is_no_trail(why, line):
    assert list(find_breadcrumbs(story_of(line))) == [], why


def test_a_trail_below_the_opening_is_left_alone():
    blocks = [
        Block("渡轮冬后复航"),
        Block(PROSE),
        Block(PROSE),
        Block(PROSE),
        Block(PROSE),
        Block("首页 > 要闻 > 港口"),
    ]
    assert list(find_breadcrumbs(Story(blocks, "zh", "渡轮冬后复航", 0, 1, 5, Meta()))) == []


def test_notes_know_the_trail_that_the_page_does_not_show():
    story = Story([Block(PROSE)], "en", "Ferry returns", -1, 0, 0, Meta(trail=["Home", "Town", "Ferry returns"]))
    assert find_breadcrumb(story) == ["Home", "Town"]


@pytest.mark.parametrize(
    "hostile", [">" * 10**6, "首页 > " * 2 * 10**5, "位置" * 3 * 10**5, "a / " * 2 * 10**5, " " * 10**6]
)
def test_hostile_lines_cost_no_time(hostile):
    start = time.process_time()
    story = story_of(hostile, hostile[:230])
    list(find_breadcrumbs(story))
    find_breadcrumb(story)
    assert time.process_time() - start < 0.5


def test_a_list_named_for_it_is_a_trail_a_step_a_block():
    tree = html.document_fromstring(
        "<ul class=breadcrumb><li><a href=/>Home</a></li><li><a href=/t>Town</a></li></ul>"
        "<h1>Ferry returns</h1><div><p>The ferry was back, and everyone was glad about it.</p></div>"
    )
    from pipelines.cleaning.body import find_region

    blocks = find_blocks(tree)
    region = find_region(blocks, 2)
    story = Story(blocks, "en", "Ferry returns", 2, 3, 3, marks=region.marks, prose=region.prose)
    assert find_breadcrumb(story) == ["Home", "Town"]
