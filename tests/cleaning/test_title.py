"""The headline, among breadcrumbs, logos, suffixes and cut notes."""

import time

import pytest
from lxml import html

from pipelines.cleaning.blocks import Block, find_blocks
from pipelines.cleaning.meta import Meta, read_meta
from pipelines.cleaning.story import Story
from pipelines.cleaning.subtitle import find_subtitle, find_subtitles
from pipelines.cleaning.title import find_title, key, strip_site

STORY = "<p>渡轮在冬天过后又回来了，市长和孩子们都在码头上等着它，整个城市都在庆祝。</p>"


def title_of(head: str, body: str) -> tuple[str, str]:
    """The title, and the text of the block taken for it."""
    tree = html.document_fromstring(f"<html><head>{head}</head><body>{body}</body></html>")
    blocks = find_blocks(tree)
    at, title = find_title(blocks, read_meta(tree))
    return title, blocks[at].text if at >= 0 else ""


@pytest.mark.parametrize(
    ("why", "head", "body"),
    [
        (
            "the first h1 is the breadcrumb",
            "<title>渡轮冬后复航——海港网</title>",
            "<h1>首页>要闻</h1><h1>渡轮冬后复航</h1>",
        ),
        (
            "the first h1 is the logo",
            "<title>渡轮冬后复航|港口_海港新闻</title>",
            "<h1><a href=/>新闻中心</a></h1><h1>渡轮冬后复航</h1>",
        ),
        ("no h1 at all", "<title>渡轮冬后复航-海港网</title>", "<div class=news_bt>渡轮冬后复航</div>"),
        (
            "the site stands in front",
            "<title>明日港口--渡轮冬后复航全市庆祝</title>",
            "<div>渡轮冬后复航全市庆祝</div>",
        ),
        (
            "og:title is cut at a quote",
            '<title>渡轮“海鸥”号冬后复航</title><meta property=og:title content="渡轮">',
            "<h1>渡轮“海鸥”号冬后复航</h1>",
        ),
        ("a headline of two characters", "<title>通知_海港中学</title>", "<div>通知</div>"),
        (
            "the section alone in <title>",
            "<title>新闻动态--海港学会官网</title>",
            "<h5>2019年海港学术年会成功举行</h5><div>发布时间：2019-05-18</div>",
        ),
        ("a gallery counts its pictures", "<title>渡轮冬后复航 - 海港网</title>", "<h2>渡轮冬后复航 (9/10)</h2>"),
    ],
)
def test_chinese_headlines(why, head, body):
    title, shown = title_of(head, body + STORY)
    assert title in (
        "渡轮冬后复航",
        "渡轮冬后复航全市庆祝",
        "渡轮“海鸥”号冬后复航",
        "通知",
        "2019年海港学术年会成功举行",
    ), why
    assert key(shown) == key(title), why


LD = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "%s"}</script>'


@pytest.mark.parametrize(
    ("why", "head", "body", "title"),
    [
        (
            "JSON-LD knows the headline of the newsroom",
            "<title>Ferry is back</title>" + LD % "Ferry returns after winter",
            "<h1>Ferry is back</h1>",
            "Ferry returns after winter",
        ),
        (
            "JSON-LD carries the section",
            "<title>Ferry returns</title>" + LD % "Ferry returns | Town",
            "<h1>Ferry returns</h1>",
            "Ferry returns",
        ),
        ("entities are read", "<title>x</title>" + LD % "Marsh &amp; Sons return", "", "Marsh & Sons return"),
        (
            "the heading has a kicker",
            '<title>Ferry returns - Times</title><meta property=og:title content="Ferry returns at last">',
            "<h1>Town - Ferry returns at last</h1>",
            "Ferry returns at last",
        ),
        (
            "the site's name is cut",
            '<title>Ferry returns | Harbor Times</title><meta property=og:site_name content="Harbor Times">',
            "",
            "Ferry returns",
        ),
        (
            "a dash may belong to the headline",
            "<title>North - South: a ferry story</title>",
            "<h1>North - South: a ferry story</h1>",
            "North - South: a ferry story",
        ),
        (
            "og:title ends at a quote that nobody escaped",
            '<title>À Brume, le dernier "relieur" - La Voix</title><meta property=og:title content="A Brume, le dernier " x="">',
            '<h1>À Brume, le dernier "relieur"</h1>',
            'À Brume, le dernier "relieur"',
        ),
        (
            "a blog's name in front, and above as a heading that leads home",
            "<title>Weather and Work: The Door</title>",
            "<h1><a href=/>Weather and Work</a></h1><h3>The Door</h3>",
            "The Door",
        ),
        (
            "a forum's name is its first heading",
            "<title>Best caulk for a larch hull? - Boats Forum</title>",
            "<h1>Boats Forum</h1><h2><a href=/t>Best caulk for a larch hull?</a></h2>",
            "Best caulk for a larch hull?",
        ),
        (
            "log in is no headline",
            "<title>Ferry returns | The Times</title><meta property=og:title content='Ferry returns'>",
            "<h1>Log In</h1><h1>Ferry returns</h1>",
            "Ferry returns",
        ),
    ],
)
def test_other_headlines(why, head, body, title):
    assert title_of(head, body + "<p>The ferry was back, and everyone was glad.</p>")[0] == title, why


def test_nothing_to_go_by():
    assert find_title([], Meta()) == (-1, "")


@pytest.mark.parametrize(
    ("page_title", "title"),
    [
        ("渡轮冬后复航_港口频道_海港网", "渡轮冬后复航"),
        ("渡轮冬后复航——海港网", "渡轮冬后复航"),
        ("渡轮冬后复航-海港网", "渡轮冬后复航"),
        ("Ferry returns – Harbor", "Ferry returns"),
        ("渡轮“海鸥”号", "渡轮“海鸥”号"),
    ],
)
def test_site_suffixes(page_title, title):
    assert strip_site(page_title, Meta(page_title=page_title)) == title


def test_subtitle_is_told_by_its_dashes_or_its_name():
    story = Story.of(Block("渡轮冬后复航"), "——首航侧记", "渡轮在冬天过后又回来了。", title="渡轮冬后复航", title_at=0)
    assert find_subtitle(story) == "首航侧记"
    assert [claim.position for claim in find_subtitles(story)] == [1]


def test_a_heading_between_title_and_date_is_the_subtitle():
    head = "<div class=l_tit>渡轮冬后复航</div><h3>老船长与一张旧船票</h3><div>发稿时间：2023-02-27 09:15</div>"
    tree = html.document_fromstring(head + STORY)
    story = Story(find_blocks(tree), "zh", "渡轮冬后复航", 0, 3, 3)
    assert find_subtitle(story) == "老船长与一张旧船票"


@pytest.mark.parametrize(("line", "subtitle"), [("首航侧记", "首航侧记"), ("海港新闻 02-13 10:31", "")])
def test_an_outlet_and_its_hour_are_no_subtitle_whatever_their_name(line, subtitle):
    tree = html.document_fromstring(f"<h1>渡轮冬后复航</h1><div class=subtitle>{line}</div>{STORY}")
    assert find_subtitle(Story(find_blocks(tree), "zh", "渡轮冬后复航", 0, 2, 2)) == subtitle


def test_speech_behind_dashes_is_no_subtitle():
    story = Story.of(
        Block("渡轮冬后复航"), "——“我们等了一个冬天。”老船长说，他的眼里有泪。", title="渡轮冬后复航", title_at=0
    )
    assert list(find_subtitles(story)) == []


@pytest.mark.parametrize("hostile", ["- " * 500_000, "_" * 10**6, "渡" * 10**6, "|a" * 300_000, ">" * 10**6])
def test_hostile_titles_cost_no_time(hostile):
    meta = Meta(page_title=hostile[:5000], headings=[hostile])
    start = time.process_time()
    find_title([Block(hostile), Block(hostile[:250])], meta)
    assert time.process_time() - start < 1
