"""What holds for every rule: it looks, it does not cut, and no line however long holds it up."""

import time

import pytest

from pipelines.cleaning.clean import clean
from pipelines.cleaning.page import Page
from pipelines.cleaning.rules import RULES
from pipelines.cleaning.story import Story

MEGABYTE = 1_000_000
PROSE = "The ferry left the harbour at noon, and nobody on the pier knew why it did."
LINES = {
    "letters": "a", "blanks": " x", "labels": "来源：", "words": "编辑 ", "digits": "1 ", "steps": "首页>", "names": "A. Marsh, ",
    "brackets": "(", "stops": ".", "slashes": "a/", "services": "微信 ", "days": "2020-01-01 ", "bylines": "By A. Marsh and ",
    "headings": "更多阅读", "quotes": "“", "dashes": "- ",
}  # fmt: skip
SLOW = 0.4  # seconds; a quadratic pattern needs minutes for such a line
MANY = 8_000  # pieces of a page
SLOW_PAGE = 5.0  # seconds; a look from each heading over all that is below it needs a minute
LINKED = "<ul><li><a href=/a>Ferry crew strikes again in spring</a></ul>"
PIECES = {
    "headlines without a story": "<h1 class=h>Fish is dear</h1>", "comments": "<p>Comments</p>",
    "comments and words": f"<p>Comments</p><p>{PROSE}</p>", "comments and links": f"<p>Comments</p>{LINKED}",
    "replies": "<p>Leave a reply</p>", "pointers": "<p>Read more</p>", "lists": LINKED,
    "entries": "<ul><li><a href=/a>Ferry crew strikes again in spring</a>", "summaries": "<p>AI summary</p>",
    "cards": f"<div><a href=/a>Ferry crew strikes</a><p>{PROSE}</p></div>", "verses": "The wall held.<br>",
    "labels": "<p>Tags</p><p>a, b, c</p>", "pictures": f"<div class=image><img src=a><p>{PROSE}</p></div>",
    "posts": f"<article class=story><h2>Fish</h2><p>{PROSE}</p></article>", "boxes": "<div class=image>",
}  # fmt: skip


@pytest.mark.parametrize("name", RULES)
def test_no_line_is_long_enough_to_hold_a_rule_up(name):
    for kind, piece in LINES.items():
        line = (piece * (MEGABYTE // len(piece) + 1))[:MEGABYTE]
        story = Story.of(PROSE, line, PROSE, line, title="Ferry leaves")
        start = time.process_time()
        list(RULES[name](story))
        assert time.process_time() - start < SLOW, kind


@pytest.mark.parametrize("piece", PIECES)
def test_no_page_has_enough_of_one_thing_to_hold_the_cleaner_up(piece):
    told = f"<p>{PROSE}</p>" * 5
    page = Page(f"<body><div><h1 class=h>Ferry leaves</h1>{told}<div>{PIECES[piece] * MANY}</div></div>".encode())
    assert page.tree is not None
    start = time.process_time()
    clean(page)
    assert time.process_time() - start < SLOW_PAGE


def test_paragraphs_that_nest_ever_deeper_are_read_once():
    nested = f"<div class=k><p>{PROSE}</p>" * 1500 + f"<p>{PROSE}</p>" * MANY
    page = Page(f"<body><h1>Ferry leaves</h1>{nested}".encode())
    assert page.tree is not None
    start = time.process_time()
    clean(page)
    assert time.process_time() - start < SLOW_PAGE


@pytest.mark.parametrize("name", RULES)
def test_prose_alone_is_claimed_by_no_rule(name):
    assert list(RULES[name](Story.of(*[PROSE] * 6, title="Ferry leaves"))) == []


@pytest.mark.parametrize("name", RULES)
def test_an_empty_page_is_nothing_to_look_at(name):
    assert list(RULES[name](Story([]))) == []
