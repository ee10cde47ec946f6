"""What readers say below a story."""

import pytest

from pipelines.cleaning.clean import clean
from pipelines.cleaning.comment_box import find_comment_boxes
from pipelines.cleaning.page import Page
from pipelines.cleaning.story import Story

PROSE = "The ferry left the harbour at noon, and nobody on the pier knew why it did."


@pytest.mark.parametrize(
    "line", ["Comments (12)", "Leave a reply", "3 comments", "网友评论", "我来说两句", "Kommentare", "23条评论"]
)
def test_everything_below_the_heading_goes(line):
    story = Story.of(PROSE, PROSE, line, "Well done!", "First.")
    assert {claim.position for claim in find_comment_boxes(story)} == {2, 3, 4}


@pytest.mark.parametrize(
    ("why", "line"),
    [
        (
            "a sentence about comments",
            "Comments by the harbour master were few, and those few, everyone agreed, were kind.",
        ),
        ("a discussion in the story", "Discussion of the ferry will go on."),
        ("he commented", "评论员认为，渡船的归来说明冰情已经缓解。"),
    ],
)
def test_stories_about_comments_are_spared(why, line):
    assert list(find_comment_boxes(Story.of(PROSE, line, PROSE))) == [], why


def test_a_thread_longer_than_the_story_does_not_become_the_story():
    thread = "".join(f"<div class=comment><p>{PROSE} {PROSE}</p></div>" for _ in range(30))
    markup = f"<h1>Ferry leaves</h1><div class=text><p>{PROSE}</p><p>{PROSE}</p></div><div id=comments>{thread}</div>"
    assert clean(Page(markup.encode())).body == f"{PROSE}\n{PROSE}"
