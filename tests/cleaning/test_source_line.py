"""Where a story was taken from."""

import time

import pytest

from pipelines.cleaning.blocks import Block
from pipelines.cleaning.clean import clean
from pipelines.cleaning.meta import Meta
from pipelines.cleaning.page import Page
from pipelines.cleaning.source_line import find_source, find_source_lines
from pipelines.cleaning.story import Story

PROSE = "渡轮在冬天过后又回来了，市长和孩子们都在码头上等着它，整个城市都在庆祝。"


def story_of(*lines: str, **tags: str) -> Story:
    blocks = [Block(line) for line in ("渡轮冬后复航", *lines)]
    first = next((i for i, block in enumerate(blocks) if block.text == PROSE), len(blocks))
    return Story(
        blocks,
        "zh",
        "渡轮冬后复航",
        0,
        first,
        len(blocks) - 1,
        Meta(tags={name: [value] for name, value in tags.items()}),
    )


@pytest.mark.parametrize(
    ("why", "lines", "source"),
    [
        ("beside the date", ["2013年11月22日 09:36 来源：海港晚报 参与互动(0)", PROSE], "海港晚报"),
        ("a line of its own", ["来源：海港晚报", PROSE], "海港晚报"),
        ("its reporter stands behind it", ["2026-04-07 11:00 来源：海港新闻网 记者 罗曼 文/图", PROSE], "海港新闻网"),
        ("an office's account is called so", ["2026-03-18 08:00 来源：海港发布", PROSE], "海港发布"),
        ("a button with its number", ["2026-03-18 08:00 来源：海港网评论(3)", PROSE], "海港网"),
        ("at the foot", [PROSE, "本文来源：海港晚报 责任编辑：王五"], "海港晚报"),
        ("no label beside the date", ["2019年10月23日 09:05 海港网", PROSE], "海港网"),
        ("sizes of letters beside it", ["海港网 2019年10月23日 09:05 A+ A-", PROSE], "海港网"),
        ("and counters", ["2019年10月23日 09:05 海港网 我要评论(0) 字号：T|T", PROSE], "海港网"),
        ("a reader in ten thousand", ["海港晚报 2019年10月23日 09:05 阅读 1.2万", PROSE], "海港晚报"),
        ("its reporter behind it", ["海港晚报 | 张三 | 2019年10月23日 09:05", PROSE], "海港晚报"),
        ("a button's count stands behind it", ["2023年04月28日 19:20 来源于 海港网评论(0)听报道", PROSE], "海港网"),
        ("its writer stands behind it", ["2023年04月28日 19:20 21世纪海港报 童越", PROSE], "21世纪海港报"),
        ("column, outlet and writer before the date", ["社会 海港晚报 简舒 2015-03-22 06:12", PROSE], "海港晚报"),
        ("its own reporter and editor", ["海港晚报 记者 简舒 编辑 白爽 2015-03-22 06:12", PROSE], "海港晚报"),
        ("a Taiwan desk's line", ["2023-03-22 10:12 海港報／ 記者卓以晴／台南即時報導", PROSE], "海港報"),
        ("an account is called so", ["原创 2023-03-22 09:31 · 海港发布", PROSE], "海港发布"),
        ("how often it was seen", ["2023/04/28 19:20 来源：海港新闻 浏览 12.3w", PROSE], "海港新闻"),
        ("a button for the letters' size", ["2023/03/22 05:30 放大字級", PROSE], ""),
        ("what a reader clicks is no outlet", ["2019年10月23日 09:05 我要评论", PROSE], ""),
        (
            "brackets that belong to it stay",
            ["2019-10-23 09:05 来源：民生网－《民生日报》", PROSE],
            "民生网－《民生日报》",
        ),
        ("a date's label is no outlet", ["Par Léonie Vasseur | Publié le 12 mars 2024 à 18h05", PROSE], ""),
        ("a picture's source", [PROSE, "图片来源：海港图片社"], ""),
        ("a reprint notice", [PROSE, "凡本网注明“来源：海港网”的作品，未经授权不得转载。"], ""),
        ("nobody", ["来源：互联网", PROSE], ""),
    ],
)
def test_source(why, lines, source):
    assert find_source(story_of(*lines)) == source, why


def test_a_note_may_hold_its_own_label():
    assert find_source(story_of(PROSE, source="来源：海港科技")) == "海港科技"


@pytest.mark.parametrize(
    "line",
    [
        "来源：海港晚报",
        "(来源：海港晚报)",
        "来源于：东区办事处",
        "稿源：海港网",
        "信息来源于网络",
        "Source: Reuters",
        "Quelle: dpa",
    ],
)
def test_source_lines_go(line):
    assert [claim.position for claim in find_source_lines(story_of(PROSE, line))] == [2]


@pytest.mark.parametrize(
    "line",
    [
        "来源于生活的故事最动人，渡轮也是。",
        "渡轮的能量来源：风",
        "他说，消息的来源是可靠的。",
        "Sources: the mayor spoke to us. He was glad about it.",
    ],
)
def test_sentences_stay(line):
    assert list(find_source_lines(story_of(PROSE, line, PROSE))) == []


@pytest.mark.parametrize("hostile", ["来源：" * 3 * 10**5, "来源：" + "海" * 10**6, "来" * 10**6])
def test_hostile_lines_cost_no_time(hostile):
    start = time.process_time()
    story = story_of(hostile, PROSE, hostile[:200], source=hostile)
    list(find_source_lines(story))
    find_source(story)
    assert time.process_time() - start < 0.8


@pytest.mark.parametrize(
    ("why", "head", "source"),
    [
        ("an account between title and date, and who that is", "<p><a href=/u><span>海港发布</span><span>海港市官方账号</span></a></p><p>2023-03-22 09:31 湖北</p>", "海港发布"),
        ("a writer's name there", "<p><a href=/u>张三</a></p><p>2023-03-22 09:31</p>", ""),
        ("a button there", "<p><a href=/u>分享</a></p><p>2023-03-22 09:31</p>", ""),
        ("a post's province behind it", "<p>2023-03-22 09:31 来源：<a href=/u>海港融媒</a><span>湖北</span></p>", "海港融媒"),
        ("a province in an outlet's name", "<p>2023-03-22 09:31 来源：<a href=/u>海港网湖北</a></p>", "海港网湖北"),
        ("an outlet where the writer's name should be", "<div class=author><div>海港晚报</div></div>", "海港晚报"),
        ("an element named for it", "<div class=source>海港新聞網</div><p>2023/03/22 10:12</p>", "海港新聞網"),
    ],
)  # fmt: skip
def test_a_source_that_its_element_tells(why, head, source):
    page = f"<title>渡轮冬后复航</title><h1>渡轮冬后复航</h1>{head}<div>{f'<p>{PROSE}</p>' * 3}</div>"
    assert clean(Page(page.encode())).source == source, why


def test_an_element_named_for_the_source_knows_better_than_a_label_at_the_foot():
    head = "<h1>渡轮冬后复航</h1><div class=source>海港新聞網</div><p>2023/03/22 10:12</p>"
    page = f"{head}<div>{f'<p>{PROSE}</p>' * 3}</div><p>文章來源：產銷班臉書</p>"
    assert clean(Page(page.encode())).source == "海港新聞網"


@pytest.mark.parametrize(
    ("why", "opening", "foot", "source"),
    [
        ("a headline in front of the dateline", "【渡轮复航】海港社4月28日电，", "", "海港社"),
        ("told after an agency", "据海港社云汀4月28日电 ", "", "海港社"),
        ("a label knows better", "海港社云汀4月28日电 ", "<p>来源：海港晚报</p>", "海港晚报"),
        ("a society that met", "海港书法社4月28日开会，", "", ""),
    ],
)
def test_an_agency_is_the_source_where_nothing_else_is_named(why, opening, foot, source):
    page = f"<title>渡轮冬后复航</title><h1>渡轮冬后复航</h1><div><p>{opening}{PROSE}</p><p>{PROSE}</p></div>{foot}"
    assert clean(Page(page.encode())).source == source, why
