"""The story as a page notes it for machines is taken where the page shows only its opening, and takes no word away."""

import pytest

from pipelines.cleaning.meta import Meta
from pipelines.cleaning.noted import whole_story

OPENING = "The ferry came back on Monday morning with forty people on board, and the quay was full."
REST = [
    f"Paragraph {number} of what the script would have shown, long enough to be told from a list."
    for number in range(9)
]
STANDFIRST = "Three weeks of low water are over, and the timetable of last year holds again."


def noted(*paragraphs):
    return Meta(story={"articleBody": "\n".join(paragraphs)})


@pytest.mark.parametrize(
    ("why", "shown", "told", "whole"),
    [
        ("nothing is shown", [], [OPENING, *REST], [OPENING, *REST]),
        ("the opening is shown", [OPENING], [OPENING, *REST], [OPENING, *REST]),
        ("and a standfirst, which is not noted", [STANDFIRST, OPENING], [OPENING, *REST], [STANDFIRST, OPENING, *REST]),
        ("and one that is", [STANDFIRST, OPENING], [STANDFIRST, OPENING, *REST], [STANDFIRST, OPENING, *REST]),
        ("the story is shown whole", [OPENING, *REST], [OPENING, *REST], [OPENING, *REST]),
        ("what is noted is another story", [OPENING], REST, [OPENING]),
    ],
)
def test_what_is_noted_takes_no_shown_word_away(why, shown, told, whole):
    assert whole_story(shown, noted(*told)) == whole, why
