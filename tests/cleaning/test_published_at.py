"""The story's own moment, among updates, side columns and notes that lag behind."""

import pytest
from lxml import html

from pipelines.cleaning.blocks import Block
from pipelines.cleaning.clean import clean
from pipelines.cleaning.meta import Meta, read_meta
from pipelines.cleaning.page import Page
from pipelines.cleaning.published_at import find_published_at
from pipelines.cleaning.story import Story

BODY = "渡轮在冬天过后又回来了，市长和孩子们都在码头上等着它，整个城市都在庆祝。"


def story_of(
    *lines: str, head: str = "", language: str = "zh", address: str = "", below: tuple[str, ...] = ()
) -> Story:
    """Title, lines, one paragraph of body, and what stands below it."""
    tree = html.document_fromstring(f"<html><head>{head}</head><body>x</body></html>")
    blocks = [Block(text) for text in ("渡轮冬后复航", *lines, BODY, *below)]
    first = 1 + len(lines)
    return Story(blocks, language, "渡轮冬后复航", 0, first, first, read_meta(tree), address)


@pytest.mark.parametrize(
    ("why", "story", "moment"),
    [
        ("beside the source", story_of("2013年11月22日 09:36 来源：海港晚报"), "2013-11-22T09:36:00+08:00"),
        (
            "the page's print beats a note that lags",
            story_of("2019-09-07 19:02", head='<meta name=apub:time content="2019-9-7 21:30:50">'),
            "2019-09-07T19:02:00+08:00",
        ),
        (
            "a day is completed by a note of the same day",
            story_of("2019-09-07", head='<meta name=pubdate content="2019-09-07 08:30">'),
            "2019-09-07T08:30:00+08:00",
        ),
        ("no time anywhere: the day alone", story_of("发布日期：2019-03-06"), "2019-03-06"),
        (
            "the year comes from a note",
            story_of("发布时间：10-08 12:00", head='<meta name=dateupdate content="2019-10-08 12:00:57">'),
            "2019-10-08T12:00:00+08:00",
        ),
        ("a labelled line at the foot", story_of(below=("发布日期：2019-03-06 责任编辑：龙小慧",)), "2019-03-06"),
        (
            "published and updated on one line",
            story_of("更新时间：2019-03-09 10:00 发布时间：2019-03-06 09:00"),
            "2019-03-06T09:00:00+08:00",
        ),
        ("only the address knows", story_of(address="https://harbor.example/c/2023-02-27/3299508.shtml"), "2023-02-27"),
        ("nothing knows", story_of(), ""),
    ],
)
def test_chinese_pages(why, story, moment):
    assert find_published_at(story) == moment, why


@pytest.mark.parametrize(
    ("why", "story"),
    [
        ("a related item's date", story_of(below=("相关新闻", "渡轮停航 2001-01-01"))),
        ("the paragraph speaks of a day", story_of("当地时间2013年10月21日，渡轮在港口起航，市长到场祝贺。")),
        ("a deadline is no publication", story_of("报名截止时间：2020-01-01")),
    ],
)
def test_foreign_dates_do_not_win(why, story):
    assert find_published_at(story) == "", why


def test_notes_beat_the_printed_update_outside_china():
    told = '{"@type": "NewsArticle", "headline": "F", "datePublished": "2024-05-03T14:24:00.000Z"}'
    head = f'<script type="application/ld+json">{told}</script>'
    story = story_of("Stand: 04.05.2024, 09:00 Uhr", head=head, language="de")
    assert find_published_at(story) == "2024-05-03T14:24:00+00:00"


def test_the_minute_of_an_update_is_not_the_storys():
    story = story_of("5 novembre 2024 (modifica il 5 novembre 2024 | 12:40)", language="it")
    assert find_published_at(story) == "2024-11-05"


def test_a_bare_time_takes_the_offset_that_a_note_gives_it():
    story = story_of(
        "27.04.2024 07:39 Uhr",
        head='<meta property=article:modified_time content="x"><meta name=date content="2024-04-27T07:39+0200">',
        language="en",
    )
    assert find_published_at(story) == "2024-04-27T07:39:00+02:00"


def test_plain_text_has_no_notes():
    assert (
        find_published_at(Story([Block("渡轮"), Block("2023-02-27 09:15"), Block(BODY)], "zh", "渡轮", 0, 2, 2, Meta()))
        == "2023-02-27T09:15:00+08:00"
    )


def test_the_section_page_knows_better_than_an_event_in_the_story():
    story = story_of(below=("校友返校活动安排", "时间：2009年11月15日"))
    story.last += 2
    story.listed_at = "2009-10-30"
    assert find_published_at(story) == "2009-10-30"


@pytest.mark.parametrize(
    ("address", "moment"),
    [
        ("http://school.example/news/2016622/n446610216.html", "2016-06-22"),
        ("http://school.example/news/2009113/n1.html", ""),
        ("http://harbor.example/2013/0508/c1.html", "2013-05-08"),
        ("http://harbor.example/item/20139999/1.html", ""),
    ],
)
def test_days_in_addresses_count_only_when_they_are_sure(address, moment):
    assert find_published_at(story_of(address=address)) == moment


def test_a_notice_is_dated_by_its_signature_when_nothing_else_is():
    story = story_of(below=("海港中学", "2016年6月22日"))
    story.last += 2
    assert find_published_at(story) == "2016-06-22"


def test_a_standfirst_and_the_writer_may_stand_between_headline_and_date():
    prose = "A prefeitura de Santos anunciou nesta sexta-feira a reforma do bonde, e todos gostaram muito."
    head = "<p class=resumo>Obra começa em junho</p><p>Por Beatriz Lima</p><p>11/04/2026 09h20 Atualizado 11/04/2026 10h05</p>"
    page = f"<html lang=pt><h1>Bonde</h1><article>{head}<div class=corpo>{f'<p>{prose}</p>' * 5}</div></article></html>"
    assert clean(Page(page.encode())).published_at.startswith("2026-04-11T09:20:00")
