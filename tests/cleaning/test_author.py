"""The writers: not the editor, not the outlet, not an id."""

import json
import time

import pytest
from lxml import html

from pipelines.cleaning.author import find_author
from pipelines.cleaning.blocks import Block, find_blocks
from pipelines.cleaning.meta import read_meta
from pipelines.cleaning.story import Story

PROSE = "渡轮在冬天过后又回来了，市长和孩子们都在码头上等着它，整个城市都在庆祝。"


def author_of(*lines: str, head: str = "", language: str = "zh") -> str:
    """The author, with the first line as title and all others as body."""
    tree = html.document_fromstring(f"<html><head>{head}</head><body>x</body></html>")
    blocks = [Block(line) for line in lines]
    return find_author(Story(blocks, language, lines[0], 0, 1, len(lines) - 1, read_meta(tree)))


@pytest.mark.parametrize(
    ("why", "lines", "author"),
    [
        ("behind a label", ["渡轮", "作者：张三 李四 编辑：王五", PROSE], "张三、李四"),
        ("who writes for an account", ["渡轮", "原创 阿海 江边读书会", PROSE], "阿海"),
        ("its story names the writer", ["渡轮", "原创 江边君 江边读书会", PROSE, "作者：张三"], "张三"),
        ("between outlet and date", ["渡轮", "海港晚报 | 张三 | 2026-11-03 14:05", PROSE], "张三"),
        ("in front of the role", ["渡轮", "张三 海港晚报记者 2026-11-03 14:05", PROSE], "张三"),
        ("before the town, beside the date", ["渡轮", "記者張三／雲汀報導 2026/11/03 14:05", PROSE], "張三"),
        ("published, the label beside says", ["渡轮", "撰文：張三　出版：2026-11-03 14:05", PROSE], "張三"),
        ("behind column and outlet", ["渡轮", "社会 海港晚报 简舒 2015-03-22 06:12", PROSE], "简舒"),
        ("behind a label in brackets", ["渡轮", PROSE, "【记者】卓青", "【摄影】丁满"], "卓青"),
        ("in the dateline", ["渡轮", "新华社巴黎12月9日电（记者唐小霁）渡轮又回来了，全市庆祝。", PROSE], "唐小霁"),
        (
            "an agency names them alone",
            ["渡轮", "海港新闻网云汀3月17日电 (王丽 赵刚)渡轮又回来了，全市庆祝。", PROSE],
            "王丽、赵刚",
        ),
        (
            "a Taiwan paper names them with their town",
            ["渡輪", "〔記者黃美玲／高雄報導〕渡輪又回來了，全市慶祝。", PROSE],
            "黃美玲",
        ),
        (
            "its agency glues the town to the name",
            ["渡輪", "（中央社記者陳怡君台北15日電）渡輪又回來了。", PROSE],
            "陳怡君",
        ),
        ("who took the picture did not write", ["渡輪", "渡輪回來了，全市都在碼頭上。（記者黃美玲攝）", PROSE], ""),
        (
            "what it authorizes is no name",
            ["渡轮", "海港社云汀3月17日电（受权发布）渡轮又回来了，全市庆祝。", PROSE],
            "",
        ),
        ("behind the last sentence", ["渡轮", PROSE, PROSE + "海港晚报记者 王蓟"], "王蓟"),
        ("a row of its own", ["渡轮", PROSE, PROSE, "海港晚报记者 张楠"], "张楠"),
        (
            "who took part stands behind who signs",
            ["渡轮", "海港社巴黎2月17日电（记者 陆长风、阮小溪）渡轮又回来了。", PROSE, "（参与采写：索南、央金）"],
            "陆长风、阮小溪、索南、央金",
        ),
        ("an office wrote a notice", ["渡轮", "作者：校办公室 日期：2009-10-10", PROSE], "校办公室"),
        ("a column stands where the writer should", ["渡轮", "作者：滚动资讯 来源：海港网", PROSE], ""),
        ("the editor did not write", ["渡轮", PROSE, "责任编辑：王五"], ""),
        ("手记 is no name", ["渡轮", "记者手记", PROSE], ""),
        ("someone quoted is no writer", ["渡轮", "“我们等了一个冬天”，老船长张三对记者说。", PROSE], ""),
    ],
)
def test_chinese_pages(why, lines, author):
    assert author_of(*lines) == author, why


@pytest.mark.parametrize(
    ("why", "head", "author"),
    [
        ("a person in the tag", '<meta name=author content="张三">', "张三"),
        ("an id", '<meta name=author content="L_204066">', ""),
        ("between headline and site", "<title>渡轮 | 馮敏 | 海港媒體</title><meta name=author content=馮敏>", "馮敏"),
        ("a number", '<meta name=author content="104363">', ""),
        ("the outlet", '<title>渡轮_海港新闻</title><meta name=author content="海港">', ""),
    ],
)
def test_chinese_notes(why, head, author):
    assert author_of("渡轮", PROSE, head=head) == author, why


def test_swapped_notes_are_set_right_by_the_editor_line():
    head = '<meta name=author content="王五"><meta name=editor content="张三">'
    assert author_of("渡轮", PROSE, "编辑：王五", head=head) == "张三"


def test_the_account_of_a_self_publisher_stands_in_an_element_named_for_it():
    tree = html.document_fromstring(f"<h2>渡轮冬后复航</h2><p class=author-name>码头生活</p><p>{PROSE}</p>")
    blocks = find_blocks(tree)
    assert find_author(Story(blocks, "zh", "渡轮冬后复航", 0, 2, 2, read_meta(tree))) == "码头生活"


@pytest.mark.parametrize(
    ("why", "markup", "author"),
    [
        ("what the writer did", "<div class=byline><a href=/u>温以宁</a> 报道</div><p>2023-03-22</p>", "温以宁"),
        ("a link above the date", "<p><a href=/u>温砚</a></p><p>关注</p><p>2022.03.22 09:31 阅读 12</p>", "温砚"),
        ("a place above the date", "<p><a href=/u>海港晚报</a></p><p>2022.03.22 09:31 阅读 12</p>", ""),
        ("marked for a search engine, without a label", "<p><span id=author_baidu>简舒</span></p>", "简舒"),
    ],
)
def test_a_writer_that_an_element_tells(why, markup, author):
    tree = html.document_fromstring(f"<h2>渡轮冬后复航</h2>{markup}<div><p>{PROSE}</p></div>")
    blocks = find_blocks(tree)
    last = len(blocks) - 1
    assert find_author(Story(blocks, "zh", "渡轮冬后复航", 0, last, last, read_meta(tree))) == author, why


def note(author: object, **more: object) -> str:
    story = {"@type": "NewsArticle", "headline": "F", "author": author, **more}
    return f'<script type="application/ld+json">{json.dumps(story)}</script>'


@pytest.mark.parametrize(
    ("why", "head", "lines", "author"),
    [
        (
            "JSON-LD",
            note([{"name": "Anna Marsh"}, {"name": "E. Holm"}]),
            ["Ferry", "It was back."],
            "Anna Marsh, E. Holm",
        ),
        ("on a day", "", ["Ferry", "Posted by Anna Marsh on November 3, 2026", "It was back."], "Anna Marsh"),
        ("a role behind a Korean name", note("한가람 기자"), ["Ferry", "It was back."], "한가람"),
        (
            "alone between date and story",
            "",
            ["Ferry", "6 April 2022, 10:12", "Rina Sari", "It was back."],
            "Rina Sari",
        ),
        ("a station behind the name", note("Jane Doe, CNN"), ["Ferry", "It was back."], "Jane Doe"),
        ("two papers and no person", note("Le Figaro, AFP"), ["Ferry", "It was back."], "Le Figaro, AFP"),
        (
            "a French line with its hours",
            "",
            ["Ferry", "Par Anna Marsh (Brest) Publié le 20 mars 2026 à 19h04, modifié à 20h10", "It was back."],
            "Anna Marsh",
        ),
        ("a Korean reporter without his rank", "", ["Ferry", "김민수 기자", "It was back."], "김민수"),
        (
            "an agency may be all there is",
            note({"@type": "Organization", "name": "dpa"}),
            ["Ferry", "It was back."],
            "dpa",
        ),
        (
            "the house is beaten by a person",
            note({"name": "Harbor Times"}, publisher={"name": "Harbor Times"})
            + "<meta name=author content='Anna Marsh'>",
            ["Ferry", "x"],
            "Anna Marsh",
        ),
        (
            "the house is beaten by the page",
            note({"name": "Harbor Times"}, publisher={"name": "Harbor Times"}),
            ["Ferry", "By Anna Marsh", "It was back."],
            "Anna Marsh",
        ),
        (
            "the house of a tag, known by the end of <title> alone",
            "<title>Ferry - Harbor Gazetesi</title><meta name=articleAuthor content='Harbor Gazetesi'>",
            ["Ferry", "By Anna Marsh", "It was back."],
            "Anna Marsh",
        ),
        (
            "the house is better than nobody",
            note({"name": "Harbor Times"}, publisher={"name": "Harbor Times"}),
            ["Ferry", "It was back."],
            "Harbor Times",
        ),
        (
            "the page calls him editor",
            note({"name": "Heri Adi"}),
            ["Ferry", "By Anna Marsh", "It was back.", "Editor: Heri Adi"],
            "Anna Marsh",
        ),
        (
            "an address in the tag",
            "<meta property=article:author content='https://social.example/harbor'>",
            ["Ferry", "Von Anna Marsh", "Es war da."],
            "Anna Marsh",
        ),
        ("beside the date", "", ["Ferry", "27. Januar 2026 • Anna Marsh • 3 Minuten", "Es war da."], "Anna Marsh"),
        (
            "several in one tag",
            "<meta name=author content='Anna Marsh und Lea Holm'>",
            ["Ferry", "x"],
            "Anna Marsh, Lea Holm",
        ),
    ],
)
def test_other_pages(why, head, lines, author):
    assert author_of(*lines, head=head, language="de") == author, why


def test_a_writer_in_an_element_beside_the_town_and_the_day():
    line = "<p><span class=author>Anna Marsh</span> <span class=place>Lund</span> - 22 March 2026 06:00</p>"
    blocks = find_blocks(
        tree := html.document_fromstring(f"<h1>Ferry</h1>{line}<p>It was back, and all were glad.</p>")
    )
    assert find_author(Story(blocks, "en", "Ferry", 0, 2, 2, read_meta(tree))) == "Anna Marsh"


@pytest.mark.parametrize(
    "hostile", ["记者" * 10**5, "（记者 " * 10**5, "电（" * 10**5, "。记者 张三" * 10**5, "By A B, " * 10**5]
)
def test_hostile_pages_cost_no_time(hostile):
    start = time.process_time()
    author_of("t", hostile, hostile[:200], hostile[-150:])
    author_of("t", hostile, hostile[:150], language="en")
    assert time.process_time() - start < 0.8
