"""A page that goes on with another story keeps its own; what only looks like a second headline is spared."""

import pytest

from pipelines.cleaning.clean import clean
from pipelines.cleaning.page import Page

PROSE = "The ferry left the harbour at noon, and nobody on the pier knew why it did."
OTHER = "Fish was dear on Friday, said the market women, who had seen none since the ice came."


def body(markup: str) -> list[str]:
    return clean(Page(f"<title>Ferry leaves</title><body>{markup}".encode())).body.split("\n")


def test_the_next_story_is_another_storys():
    told = f"<div class=top><h1 class='head t12'>Ferry leaves</h1></div><div class=told><p>{PROSE}</p></div>"
    goes_on = (
        f"<div class=under><h1 class='head t31'>Fish is dear</h1><div class=told>{f'<p>{OTHER}</p>' * 9}</div></div>"
    )
    article = clean(Page(f"<title>Ferry leaves</title><body><main>{told}{goes_on}</main>".encode()))
    assert article.body == PROSE
    assert {"Fish is dear", OTHER} <= {cut.text for cut in article.removals if cut.rule == "related_headlines"}


@pytest.mark.parametrize(
    ("why", "markup", "story"),
    [
        ("the same headline in a bar that stays in sight",
         f"<div class=bar><h2 class=head>Ferry leaves</h2></div><main><h2 class=head>Ferry leaves</h2><p>{PROSE}</p><p>{OTHER}</p></main>",
         [PROSE, OTHER]),
        ("sub-headings have no dress, and headlines of old pages have none either",
         f"<h1>Ferry leaves</h1><div><p>{PROSE}</p><h1>The market</h1><p>{OTHER}</p></div>", [PROSE, "The market", OTHER]),
        ("a sub-heading has a dress of its own",
         f"<h2 class=head>Ferry leaves</h2><div><p>{PROSE}</p><h2 class=sub>The market</h2><p>{OTHER}</p></div>",
         [PROSE, "The market", OTHER]),
        ("nothing is told below the last one",
         f"<h1 class=head>Ferry leaves</h1><div><p>{PROSE}</p><p>{OTHER}</p><h1 class=head>The end</h1></div>", None),
    ],
)  # fmt: skip
def test_what_is_no_next_story(why, markup, story):
    found = body(markup)
    assert found[: len(story or [])] == (story or []), why
    assert OTHER in found, why
