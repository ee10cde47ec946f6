"""Lines of labels and values, and the prose that only looks like them."""

import time

import pytest

from pipelines.cleaning.credits import read_credits


@pytest.mark.parametrize(
    ("why", "line", "parts"),
    [
        (
            "no blank between value and label",
            "2019-09-26 12:11来源：海港晚报作者：李在山",
            [("source", "海港晚报"), ("author", "李在山")],
        ),
        ("blanks inside the label", "监 制 / 俊 州", [("editor", "俊 州")]),
        ("a slash for a colon", "责 编 / Zavia", [("editor", "Zavia")]),
        ("square brackets, no colon", "[责任编辑 田小娟]", [("editor", "田小娟")]),
        ("lenticular brackets", "【编辑:宋宇】", [("editor", "宋宇")]),
        ("a word in front of the label", "新媒体编辑：王五", [("editor", "王五")]),
        (
            "a bar between the facts",
            "2023年02月27日 09:15 | 作者:张三 | 来源：新华社",
            [("author", "张三"), ("source", "新华社")],
        ),
        ("what a reader may click is no value", "来源：北京某报 参与互动(0)", [("source", "北京某报")]),
        ("an empty value", "来源: | 浏览次数: 2168", [("source", ""), ("counter", "2168")]),
        ("English", "Source: Reuters | Author: Jane Doe", [("source", "Reuters"), ("author", "Jane Doe")]),
        (
            "a pen name and the account it writes for",
            "原创 阿海 江边读书会 收录于话题#渡轮12个",
            [("poster", "阿海"), ("source", "江边读书会")],
        ),
        ("two words of one pen name", "原创 HC China 海港读书", [("poster", "HC China"), ("source", "海港读书")]),
        (
            "taken over from an account",
            "以下文章来源于江边读书会 ，作者阿海",
            [("poster", "阿海"), ("source", "江边读书会")],
        ),
        ("no account, but a colon", "原创：陈雨", [("author", "陈雨")]),
        ("a photographer is no writer", "Photo: A. Marsh", [("staff", "A. Marsh")]),
    ],
)
def test_labels_and_values(why, line, parts):
    credits = read_credits(line)
    assert [(part.kind, part.value) for part in credits.parts] == parts, why
    assert credits.is_whole, why


@pytest.mark.parametrize(
    ("why", "line"),
    [
        ("a department's name opens a sentence", "编辑部的故事很长，来源于生活。"),
        (
            "a reprint notice quotes the label",
            "凡本网注明“来源：海港网”的所有作品，版权均属于海港网，未经授权不得转载。",
        ),
        ("of its own making", "原创 力量不足，是海港动画的难题。"),
        ("an editor is spoken to", "He told the editor: go away, and never come back."),
        (
            "a clause runs into the word",
            "这些资金的主要来源：市民在去年冬天自发的捐款，以及渡轮公司的利润，还有市政府的补贴。",
        ),
    ],
)
def test_prose_is_no_credits(why, line):
    assert not read_credits(line).is_whole, why


def test_a_picture_has_its_own_source():
    assert [part.kind for part in read_credits("图片来源：海港图片社").parts] == ["staff"]


@pytest.mark.parametrize(
    "hostile", ["编辑：" * 300_000, "：" * 10**6, " 来 源" * 200_000, "a:" * 500_000, "|" * 10**6, "【" * 10**6]
)
def test_hostile_lines_cost_no_time(hostile):
    start = time.process_time()
    read_credits(hostile)
    assert time.process_time() - start < 0.5
