"""A column of names beside a story goes; a story that is a column of names stays."""

import pytest

from pipelines.cleaning.clean import clean
from pipelines.cleaning.name_list import find_name_lists, is_name
from pipelines.cleaning.page import Page
from pipelines.cleaning.plain import clean_text
from pipelines.cleaning.story import Story

PROSE = "渡船在周一回到了港口，比往年早了两个月，码头上没有人料到它会来，只有看守灯塔的老人说他早就听见了汽笛。"
NAMES = ["艾山·买买提", "王霞", "欧阳明月", "施 橹", "学净法师", "李建国", "陈思", "赵一鸣", "古丽·巴哈尔", "许江"]


@pytest.mark.parametrize("line", [*NAMES, "A. Marsh", "Elin Holm", "Jean-Luc O’Brien"])
def test_a_name_is_a_name(line):
    assert is_name(line)


@pytest.mark.parametrize("line", ["渡船回来了。", "The ferry left.", "PRIZES", "2017,那些人,那些事"])
def test_what_is_no_name_is_none(line):
    assert not is_name(line)


def test_names_below_a_story_are_cut_to_the_last_one():
    story = Story.of(*[PROSE] * 10, *NAMES)
    assert [claim.position for claim in find_name_lists(story)] == list(range(10, 20))


def test_a_heading_that_looks_like_a_name_ends_the_list():
    items = "".join(f"<li>{name}</li>" for name in NAMES)
    story = "".join(f"<p>{PROSE}</p>" for _ in range(10))
    page = Page(f"<h1>渡船回来了</h1><div class=t>{story}</div><div><ul>{items}</ul><h2>图片新闻</h2></div>".encode())
    assert [removal.text for removal in clean(page).removals if removal.rule == "name_list"] == NAMES


def test_three_names_may_be_a_jury():
    assert list(find_name_lists(Story.of(*[PROSE] * 10, *NAMES[:3]))) == []


def test_a_roll_that_is_the_story_keeps_its_names():
    article = clean_text("云汀市劳动模范名单\n\n" + "\n".join(["今年评出劳动模范十名，名单如下：", *NAMES]))
    assert all(name in article.body for name in NAMES)


def test_a_sentence_that_lists_names_is_prose():
    line = "市委常委王霞、李建国、陈思、赵一鸣、许江、欧阳明月、艾山·买买提出席会议。"
    assert list(find_name_lists(Story.of(*[PROSE] * 5, line, *[PROSE] * 5))) == []


def test_names_inside_the_story_are_spared():
    assert list(find_name_lists(Story.of(*[PROSE] * 10, *NAMES, PROSE))) == []


@pytest.mark.parametrize(
    ("why", "menu"),
    [
        (
            "words of two characters are no people",
            ["下载", "登录", "注册", "搜索", "直播", "专题", "评论", "图片", "科技"],
        ),
        ("capitals make no name of a menu", ["About Us", "Contact Us", "Who We Are", "English News"] * 3),
    ],
)
def test_a_menu_is_not_called_a_list_of_names(why, menu):
    story = Story.of(*[PROSE] * 10, *menu)
    story.last = 9  # the story ends with its prose; the menu stands outside
    assert list(find_name_lists(story)) == [], why
