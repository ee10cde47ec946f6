"""Who handled the story, in all the spellings of the trade."""

import time

import pytest

from pipelines.cleaning.blocks import Block
from pipelines.cleaning.editor_line import find_editor, find_editor_lines
from pipelines.cleaning.meta import Meta
from pipelines.cleaning.story import Story

PROSE = "渡轮在冬天过后又回来了，市长和孩子们都在码头上等着它，整个城市都在庆祝。"


@pytest.mark.parametrize(
    ("line", "editor"),
    [
        ("编辑:薛小鑫", "薛小鑫"),
        ("责编：汤小瑶、丁小涛", "汤小瑶、丁小涛"),
        ("(责编：汤小瑶、丁小涛)", "汤小瑶、丁小涛"),
        ("责 编 / Zavia", "Zavia"),
        ("编 辑 / Zavia、Derrick", "Zavia、Derrick"),
        ("[责任编辑 田小娟]", "田小娟"),
        ("[责任编辑： 陈剑 ]", "陈剑"),
        ("【编辑:宋宇】", "宋宇"),
        ("【纠错】 责任编辑： 尹世", "尹世"),
        ("责任编辑：杜硕_NB12556", "杜硕"),
        ("(编辑：SN026)", ""),
        ("[责任编辑：PN030]", ""),
        ("编辑　张三", "张三"),
        ("编辑 白爽 校对 赵琳", "白爽"),
        ("海港新闻编辑 | 许悦", "许悦"),
        ("【编辑】许悦", "许悦"),
        ("编辑：张三 校对：李四 审核：王五", "张三"),
        ("责任编辑：biaofeng", "biaofeng"),
        ("编辑: 温网编辑", "温网编辑"),
        ("Editor: A. Marsh", "A. Marsh"),
        ("Edited by: Anna Marsh", "Anna Marsh"),
        ("Redaktion: Anna Marsch und Emil Holm", "Anna Marsch、Emil Holm"),
    ],
)
def test_editor_lines(line, editor):
    story = Story.of(PROSE, PROSE, " ".join(line.split()), language="zh")
    assert [claim.position for claim in find_editor_lines(story)] == [2]
    assert find_editor(story) == editor


@pytest.mark.parametrize("line", ["校对：李四", "监 制 / 俊 州", "统筹 | 李四", "审核：王五 签发：赵六"])
def test_other_hands_go_as_well(line):
    assert [claim.position for claim in find_editor_lines(Story.of(PROSE, line))] == [1]


@pytest.mark.parametrize(
    ("why", "line"),
    [
        ("a sentence begins with the word", "编辑部的灯亮了一夜，没有人回家。"),
        ("an editor speaks", "编辑：您怎么看渡轮？大家都在问。"),
        ("an editor is spoken of", "The editor: a man who had been away all winter. He came back."),
        ("a dictionary", "编辑 收集资料，整理成书。"),
    ],
)
def test_prose_stays(why, line):
    assert list(find_editor_lines(Story.of(PROSE, line, PROSE))) == [], why


def test_an_editor_in_brackets_behind_the_last_sentence_is_read_and_left_alone():
    story = Story.of(PROSE, PROSE + "（责任编辑：王五）", language="zh")
    assert find_editor(story) == "王五"
    assert list(find_editor_lines(story)) == []


def test_ids_in_notes_are_no_editors():
    story = Story([Block(PROSE)], "zh", "", -1, 0, 0, Meta(tags={"editor": ["1610"]}))
    assert find_editor(story) == ""


@pytest.mark.parametrize(
    "hostile", ["编辑：" * 3 * 10**5, "编 " * 3 * 10**5, "[责任编辑 " * 10**5, "（编辑" * 3 * 10**5]
)
def test_hostile_lines_cost_no_time(hostile):
    start = time.process_time()
    story = Story.of(hostile, hostile[:200])
    list(find_editor_lines(story))
    find_editor(story)
    assert time.process_time() - start < 0.5
