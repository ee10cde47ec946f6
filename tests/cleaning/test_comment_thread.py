"""Readers' words below the story go whatever their element is called; a count of them above it takes nothing along."""

import pytest

from pipelines.cleaning.clean import clean
from pipelines.cleaning.page import Page

PROSE = "The ferry left the harbour at noon, and nobody on the pier knew why it did."
WORDS = "I saw it leave, and I can tell you that nobody was at the wheel, for I was there."
COMMENT = f"<div><b>A. Marsh wrote:</b></div><div>12:13 pm</div><p>{WORDS}</p>"
STORY = f"<p>{PROSE}</p>" * 5


def body(markup: str) -> list[str]:
    return clean(
        Page(f"<title>Ferry leaves</title><body><h1>Ferry leaves</h1><main>{markup}</main>".encode())
    ).body.split("\n")


@pytest.mark.parametrize(
    "thread",
    [
        f"<h3>Top Rated Comments</h3>{COMMENT * 9}",
        f"<div><h4>Comments (4 of 4)</h4>{COMMENT * 9}</div>",
        f"<div><p>网友评论 (23)</p>{f'<div>海港网友 回复</div><p>{WORDS}</p>' * 9}</div>",
        f"<section><div><h4>Comments</h4><a href=/all>View all</a></div>{COMMENT * 9}</section>",
    ],
)
def test_a_thread_goes_even_where_it_is_longer_than_the_story(thread):
    assert body(STORY + thread) == [PROSE] * 5


@pytest.mark.parametrize(
    ("why", "markup"),
    [
        ("a count above the story", f"<div>12:13 pm</div><div>4 Comments</div><div>Reply</div>{STORY}"),
        ("a heading of the story's own", f"{STORY}<h3>Comments</h3><p>{PROSE}</p><p>{PROSE}</p>"),
        (
            "who speaks is a sub-heading",
            f"<p>{PROSE}</p><h3>Comments</h3>{f'<p>The union replies</p><p>{PROSE}</p>' * 4}",
        ),
        (
            "hours of a match, below a chapter of it",
            f"<p>{PROSE}</p><h3>评论</h3><p>12:30 开球</p><p>{PROSE}</p><p>13:15 换人</p>{f'<p>{PROSE}</p>' * 3}",
        ),
        ("a chapter of a study", f"<p>{PROSE}</p><h2>Discussion</h2>{f'<p>Flag day at 10:30</p><p>{PROSE}</p>' * 4}"),
        (
            "a count between paragraphs, with hours of the story's own",
            f"<p>{PROSE}</p><i>23 comments</i><p>Updated 12:30</p>{f'<p>{PROSE}</p>' * 4}<p>As of 13:15</p>",
        ),
    ],
)
def test_what_heads_no_thread(why, markup):
    assert body(markup).count(PROSE) == markup.count(PROSE), why
