"""What a story is filed under."""

import time

import pytest
from lxml import html

from pipelines.cleaning.blocks import Block, find_blocks
from pipelines.cleaning.keyword_line import find_keyword_lines, find_keywords
from pipelines.cleaning.meta import Meta
from pipelines.cleaning.story import Story

PROSE = "渡轮在冬天过后又回来了，市长和孩子们都在码头上等着它，整个城市都在庆祝。"


@pytest.mark.parametrize(
    ("line", "keywords"),
    [
        ("关键词:西藏 渡轮 扶贫工作", ["西藏", "渡轮", "扶贫工作"]),
        ("关键词：保险公司;变性人;投保人", ["保险公司", "变性人", "投保人"]),
        ("关键字 : 香港", ["香港"]),
        ("标签：渡轮、码头", ["渡轮", "码头"]),
        ("热词：渡轮", ["渡轮"]),
        ("#渡轮#码头 #海港", ["渡轮", "码头", "海港"]),
        ("Tags: ferry, winter storm", ["ferry", "winter storm"]),
        ("Schlagwörter: Fähre, Winter", ["Fähre", "Winter"]),
        ("Palabras clave: ferry, invierno", ["ferry", "invierno"]),
    ],
)
def test_keyword_lines(line, keywords):
    story = Story.of(PROSE, line, language="zh")
    assert [claim.position for claim in find_keyword_lines(story)] == [1]
    assert find_keywords(story) == keywords


@pytest.mark.parametrize(
    ("why", "line"),
    [
        ("a sentence behind the label", "关键词：我们等了一个冬天。渡轮终于回来了。"),
        ("one hashtag opens a sentence", "#渡轮复航# 大家都很高兴，码头上全是人。"),
        ("another label", "作者：张三"),
        ("tags in a sentence", "Tags are what the pier calls its tickets: small, blue and paper."),
    ],
)
def test_prose_stays(why, line):
    assert list(find_keyword_lines(Story.of(PROSE, line, PROSE))) == [], why


def test_site_constants_are_left_out_of_the_notes():
    meta = Meta(tags={"keywords": ["渡轮,码头,海港,海港网,海港晚报,新闻"]})
    assert find_keywords(Story([Block(PROSE)], "zh", "渡轮冬后复航", -1, 0, 0, meta)) == ["渡轮", "码头"]


def test_a_subtitle_in_the_pages_title_is_not_the_house():
    meta = Meta(page_title="守住盐湖——候鸟站的一年_江源网", tags={"keywords": ["盐湖,候鸟,江源网,江源社"]})
    blocks = find_blocks(
        html.document_fromstring(f"<h1>守住盐湖</h1><h2>——候鸟站的一年</h2><p>江源社电 江源网 候鸟来了。{PROSE}</p>")
    )
    assert find_keywords(Story(blocks, "zh", "守住盐湖", 0, 2, 2, meta)) == ["盐湖", "候鸟"]


def test_notes_in_json_ld_may_be_a_list():
    meta = Meta(story={"keywords": ["ferry", "winter", "section:town"]})
    assert find_keywords(Story([Block("The ferry was back.")], "en", "Ferry", -1, 0, 0, meta)) == ["ferry", "winter"]


@pytest.mark.parametrize("hostile", ["关键词：" + "渡，" * 3 * 10**5, "#a" * 5 * 10**5, "a " * 5 * 10**5, "：" * 10**6])
def test_hostile_lines_cost_no_time(hostile):
    start = time.process_time()
    story = Story([Block(hostile), Block(hostile[:390])], "zh", "", -1, 0, 1, Meta(tags={"keywords": [hostile]}))
    list(find_keyword_lines(story))
    find_keywords(story)
    assert time.process_time() - start < 0.8


def test_a_label_alone_heads_the_words_below_it():
    story = Story.of(PROSE, "Tags", "ferry, winter storm, harbour", language="en")
    assert [claim.position for claim in find_keyword_lines(story)] == [1, 2]
    spared = Story.of(PROSE, "Tags", "The ferry, which nobody had missed, came back.", language="en")
    assert list(find_keyword_lines(spared)) == []
    chapter = Story.of(PROSE, "关键词", "坚守、奉献、创新", PROSE, language="zh")
    assert list(find_keyword_lines(chapter)) == [], "between paragraphs it is a sub-heading"
