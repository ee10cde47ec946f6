"""What a page says of itself, and how much of it survives broken markup."""

import json
import time

import pytest
from lxml import html

from pipelines.cleaning.meta import Meta, read_meta


def meta_of(head: str, body: str = "", address: str = "") -> Meta:
    return read_meta(html.document_fromstring(f"<html lang=en><head>{head}</head><body>{body}</body></html>"), address)


def note(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


def test_names_and_properties_are_one_table():
    meta = meta_of(
        '<meta property="og:title" content="Ferry"><meta name="publishdate" content="2023-02-27">'
        "<meta itemprop=datePublished content=x>"
    )
    assert (meta.first("og:title"), meta.first("publishdate"), meta.first("datepublished")) == (
        "Ferry",
        "2023-02-27",
        "x",
    )


def test_a_drawing_has_a_title_too():
    assert meta_of("", "<svg><title>Menu</title></svg>").page_title == ""
    assert meta_of("<title> Ferry \n returns </title>").page_title == "Ferry returns"


@pytest.mark.parametrize(
    ("why", "text"),
    [
        ("plain", '{"@type": "NewsArticle", "headline": "Ferry", "datePublished": "2026-01-02"}'),
        (
            "a list",
            '[{"@type": "Organization"}, {"@type": "NewsArticle", "headline": "Ferry", "datePublished": "2026-01-02"}]',
        ),
        ("a graph", '{"@graph": [{"@type": ["Article"], "headline": "Ferry", "datePublished": "2026-01-02"}]}'),
        (
            "wrapped in CDATA",
            '//<![CDATA[\n{"@type": "Report", "headline": "Ferry", "datePublished": "2026-01-02"}\n//]]>',
        ),
        ("a loose comma", '{"@type": "NewsArticle", "headline": "Ferry", "datePublished": "2026-01-02",}'),
        (
            "a bare quote",
            '{"@type": "Article", "description": "the "old" pier", "headline": "Ferry", "datePublished": "2026-01-02"}',
        ),
        (
            "a line break in a string",
            '{"@type": "NewsArticle", "description": "a\nb", "headline": "Ferry", "datePublished": "2026-01-02"}',
        ),
        (
            "cut off",
            '{"@type": "NewsArticle", "headline": "Ferry", "datePublished": "2026-01-02", "articleBody": "It was',
        ),
    ],
)
def test_json_ld_as_it_is_found(why, text):
    story = meta_of(note(text)).story
    assert (story["headline"], story["datePublished"]) == ("Ferry", "2026-01-02"), why


def test_the_story_is_told_from_related_ones():
    other = {"@type": "NewsArticle", "headline": "Winter was long", "datePublished": "2025-01-01", "author": "x"}
    own = {"@type": "NewsArticle", "headline": "Ferry returns", "datePublished": "2026-01-02"}
    meta = meta_of("<title>Ferry returns | Harbor Times</title>" + note(json.dumps([other, own])))
    assert meta.story["headline"] == "Ferry returns"


def test_authors_are_found_behind_references():
    graph = {
        "@graph": [
            {"@type": "Article", "headline": "F", "author": [{"@id": "#p"}]},
            {"@type": "Person", "@id": "#p", "name": "A. Marsh"},
        ]
    }
    meta = meta_of(note(json.dumps(graph)))
    assert meta.names_in(meta.story["author"]) == ["A. Marsh"]


def test_trail_comes_from_its_list():
    trail = {"@type": "BreadcrumbList", "itemListElement": [{"name": "Home"}, {"item": {"name": "Town"}}]}
    assert meta_of(note(json.dumps(trail))).trail == ["Home", "Town"]


def test_moments_in_time_elements_and_hidden_fields():
    meta = meta_of(
        "", '<time datetime="2026-01-02" class=Published>x</time><input type=hidden id=newsTime value="2026-01-02">'
    )
    assert meta.times == [("2026-01-02", " published")]
    assert meta.hidden == {"newstime": "2026-01-02"}


def test_entities_are_read_where_a_script_hides_them():
    meta = meta_of('<meta name=author content="Marsh &amp;amp; Holm">')
    assert meta.first("author") == "Marsh & Holm"


@pytest.mark.parametrize(
    "hostile",
    [
        "[" * 100_000,
        '{"headline":' * 50_000,
        '"headline": "' + "a\\" * 500_000,
        '{"author": ' + "[ " * 300_000,
        " " * 10**6 + '"author"',
    ],
)
def test_hostile_notes_cost_no_time(hostile):
    start = time.process_time()
    meta_of(note('"headline"' + hostile.replace("</", "")))
    assert time.process_time() - start < 1.5


def test_what_portals_mark_for_a_search_engine_is_read_though_hidden():
    spans = "<span id=pubtime_baidu>2021-09-06 10:09</span><span id=source_baidu>来源：<a>海港网</a></span>"
    meta = meta_of("", f"<div style='display:none'>{spans}</div>")
    assert (meta.marked("pubtime"), meta.marked("source"), meta.marked("editor")) == (
        "2021-09-06 10:09",
        "来源：海港网",
        "",
    )
