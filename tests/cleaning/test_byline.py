"""Bylines: lines that tell who wrote the story and when."""

import time

import pytest

from pipelines.cleaning.blocks import Block
from pipelines.cleaning.byline import find_bylines
from pipelines.cleaning.clean import clean
from pipelines.cleaning.page import Page
from pipelines.cleaning.story import Story

PROSE = "渡轮在冬天过后又回来了，市长和孩子们都在码头上等着它，整个城市都在庆祝。"

ENGLISH = "The ferry left the harbour at noon, and nobody on the pier knew why it did."


def claimed(*lines: str) -> list[str]:
    """The lines taken for bylines, in a body that holds these lines and some prose around."""
    story = Story.of(*lines, language="zh")
    return [lines[claim.position] for claim in find_bylines(story)]


@pytest.mark.parametrize(
    "line",
    [
        "2023年02月27日 09:15 | 作者:张三 | 来源：新华社",
        "2019年10月23日 09:05 环球某报",
        "作者：张三",
        "文/本报记者 张三",
        "（记者 张三）",
        "3小时前",
        "Tue 3 Nov 2026 14.05 GMT",
        "입력 2026-11-03 14:05 수정 2026-11-03 16:40",
        "Anna Marsh • Nov 3, 2026 • 4 min read",
        "By Anna Marsh For The Harbor Times",
        "By Anna Marsh , a reporter who covers the sea. Prior to joining us, she taught at the harbour school for ten years.",
        "今天 14:05",
        "2 hours ago",
        "(雲汀社記者張三雲汀3日電)",
        "記者張三／雲汀報導 2026/11/03 14:05",
        "采写：南方某报见习记者 林子",
        "本报记者 张三 通讯员 李四",
        "By Anna Marsh and E. Holm",
        "VON LUDWIG BERG",
        "Par Jeanne Martin",
        "Door Jan de Vries",
        "Text: Anna Marsh",
        "Published: 5:07 PM, September 2, 2024",
        "Posted on 3 March 2026 by Ada Marsh and Erik Holm",
        "Par Jeanne Martin (Brest, correspondante) Publié le 20 mars 2026 à 19h04, modifié à 20h10",
        "김민수 기자",
        "Nora Quill / April 6, 2022",
    ],
)
def test_a_byline_in_front_goes(line):
    assert claimed(line, PROSE, PROSE) == [line]


@pytest.mark.parametrize(
    "line",
    [
        "采写：南方某报见习记者 林子",
        "海港晚报记者 张楠",
        "（记者 张三）",
        "(hal/ara)",
        "Reporting by Anna Marsh",
        "이지은·박준호 기자 jelee@harbor.example",
        "发布时间：2026-11-03",
        "Last updated: 3 November 2026",
        "Published 3 Nov 2026",
        "(Reporting by Anna Marsh in London and E. Holm in Paris; editing by Petra Lund)",
        "Reuters",
        "— with AP",
        "Con información de EFE",
    ],
)
def test_a_signature_goes(line):
    assert claimed(PROSE, PROSE, PROSE, line) == [line]


@pytest.mark.parametrize(
    ("why", "lines"),
    [
        ("a dateline is prose", ["新华社北京2月29日电（记者张三）渡轮在冬天过后又回来了，全市庆祝。", PROSE]),
        ("the reporter closes a paragraph", [PROSE + "（记者 张三）", PROSE]),
        (
            "By Monday is nobody",
            ["By Monday, the mayor of the town had heard of it. He called the ferry back at once.", PROSE],
        ),
        ("By opens a sentence", ["By Monday, the ferry was back and the mayor was glad.", PROSE]),
        (
            "a date heads a part of a chronicle",
            [PROSE, PROSE, PROSE, PROSE, "2019年5月3日", PROSE, "2019年5月4日", PROSE],
        ),
        ("the agency is the news", [PROSE, PROSE, PROSE, PROSE, PROSE, "Reuters went with the ferry."]),
        (
            "a date in a sentence",
            [PROSE, PROSE, PROSE, PROSE, PROSE, "Updated maps of 3 November 2026 show the ferry's way."],
        ),
        ("where to write to", [PROSE, PROSE, PROSE, PROSE, "报名请写信到：", "ferry@harbor.example"]),
        ("people register until then", [PROSE, PROSE, PROSE, PROSE, PROSE, "报名截止日期：2月26日"]),
        ("a notice is dated at its foot", [PROSE, PROSE, PROSE, PROSE, PROSE, "海港中学", "2016年6月22日"]),
        (
            "questions of an interview",
            ["记者：您怎么看？", PROSE, "记者：后来呢", PROSE, "记者：孩子们好", PROSE, "记者：谢谢您", PROSE],
        ),
        ("a list of headlines counts no readers", ["相关阅读：", PROSE]),
        ("sharing is a share bar's", ["分享到： 微信 微博", PROSE]),
        ("a row of a list is no date", [PROSE, "· 2010单科竞赛奖 2011-03-30", PROSE]),
        ("an event's time far below the head", [PROSE, PROSE, PROSE, PROSE, PROSE, "时间：2009年11月15日", PROSE]),
        ("a poem may begin with 文", ["文字是船", PROSE]),
    ],
)
def test_prose_stays(why, lines):
    assert claimed(*lines) == [], why


TEXT = "<p>The ferry left the harbour at noon, and nobody on the pier knew why it did.</p>" * 3


@pytest.mark.parametrize(
    ("why", "markup", "lines"),
    [
        ("a name in its element", "<div class=byline-block><div>Gwen Farrow</div><div>Sport reporter</div></div>",
         ["Gwen Farrow", "Sport reporter"]),
        (
            "named inside its line",
            "<span class=byline><span class=byline-name>By Nora Blythe</span> <span class=x>Harbor Radio, Brunwick</span></span>",
            ["By Nora Blythe Harbor Radio, Brunwick"],
        ),
        ("named by its component", "<div data-component=byline-block><span>Nora Blythe</span></div>", ["Nora Blythe"]),
        ("a dated line with its words", "<div class=m><p>Publicerad 8 jan 2026 kl. 15.02</p></div>",
         ["Publicerad 8 jan 2026 kl. 15.02"]),
        ("a date's label beside it", "<dl class=i><dt>입력</dt><dd>2025.05.15 20:10</dd></dl>", ["입력", "2025.05.15 20:10"]),
        ("a bare name that is credited", "<p class=Credit>海野なぎさ</p>", ["海野なぎさ"]),
    ],
)  # fmt: skip
def test_the_head_of_a_page_goes(why, markup, lines):
    page = Page(f"<body><h1>Ferry leaves</h1>{markup}<div class=text>{TEXT}</div></body>".encode())
    assert [removal.text for removal in clean(page).removals if removal.rule == "byline"] == lines, why


def test_a_name_set_to_the_right_below_the_last_paragraph_is_a_signature():
    page = "<h1>Ferry</h1><div>" + f"<p>{ENGLISH}</p>" * 4 + "<p style='text-align:right'><b>Anna Marsh</b></p></div>"
    article = clean(Page(page.encode()))
    assert (article.body, article.author) == ("\n".join([ENGLISH] * 4), "Anna Marsh")


def test_a_signature_in_its_element_goes():
    page = Page(
        f"<body><h1>Ferry leaves</h1><div class=text>{TEXT}<p class=signature>Ada Marsh</p></div></body>".encode()
    )
    assert [removal.text for removal in clean(page).removals] == ["Ada Marsh"]


@pytest.mark.parametrize("hostile", ["By " + "A" * 10**6, "（记者 " * 10**5, "作者：" + "张" * 10**6, "Von " * 10**5])
def test_hostile_lines_cost_no_time(hostile):
    start = time.process_time()
    list(find_bylines(Story.of(Block(hostile), Block(hostile[:150]))))
    assert time.process_time() - start < 0.5


@pytest.mark.parametrize(("host", "goes"), [("harbor.example", True), ("ferries.example", False)])
def test_the_paper_s_own_address_goes_and_that_of_others_is_told(host, goes):
    line = f"Contact the office at tom@{host}"
    page = f"<h1>Ferry leaves</h1><article>{f'<p>{PROSE}</p>' * 6}<p>{line}</p></article>"
    assert (line not in clean(Page(page.encode(), url="https://news.harbor.example/1.html")).body) == goes


def test_a_name_above_the_date_goes_and_a_heading_stays():
    assert set(claimed("Anna Marsh", "3 November 2026", PROSE, PROSE)) == {"Anna Marsh", "3 November 2026"}
    assert claimed("Ferry is back", "3 November 2026", PROSE, PROSE) == ["3 November 2026"]
