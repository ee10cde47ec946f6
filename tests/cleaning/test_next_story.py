"""A page that goes on with another story keeps its own; what only looks like a second headline is spared."""

import pytest

from pipelines.cleaning.clean import clean
from pipelines.cleaning.page import Page

PROSE = "The ferry left the harbour at noon, and nobody on the pier knew why it did."
OTHER = "Fish was dear on Friday, said the market women, who had seen none since the ice came."


def body(markup: str) -> list[str]:
    return clean(Page(f"<title>Ferry leaves</title><body>{markup}".encode())).body.split("\n")


def test_the_next_story_is_another_storys():
    day = "<p class=when>12 March 2026</p>"
    told = f"<div class=top><h1 class='head t12'>Ferry leaves</h1></div><div class=told><p>{PROSE}</p></div>"
    goes_on = f"<div class=under><h1 class='head t31'>Fish is dear</h1>{day}<div class=told>{f'<p>{OTHER}</p>' * 9}</div></div>"
    article = clean(Page(f"<title>Ferry leaves</title><body><main>{told}{goes_on}</main>".encode()))
    assert article.body == PROSE
    assert {"Fish is dear", OTHER} <= {cut.text for cut in article.removals if cut.rule == "related_headlines"}


def test_headlines_without_a_dress_stand_in_elements_of_one_name():
    own = f"<div class=item><h1>Ferry leaves</h1><p>{PROSE}</p></div>"
    linked = f"<div class=item><h1><a href=/fish>Fish is dear</a></h1><p>{OTHER}</p><p>{OTHER} Again.</p></div>"
    assert body(f"<main>{own}{linked}</main>") == [PROSE]
    assert body(f"<main>{own}{linked.replace('item', 'part')}</main>") != [PROSE]


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
        ("parts of a story are dressed as it is, and have no day of their own",
         f"<div class=all><h2 class=head>Ferry leaves</h2><p>{PROSE}</p><div class=part><h2 class=head>The market</h2><p>{OTHER}</p></div></div>",
         [PROSE, "The market", OTHER]),
        ("essays under one title have an author each",
         f"<div class=all><h2 class=head>Ferry leaves</h2><p>{PROSE}</p><div class=part><h2 class=head>The market</h2><p class=author>E. Holm</p><p>{OTHER}</p></div></div>",
         [PROSE, "The market"]),
        ("an hour is no day: posts of a live report",
         f"<div class=all><h2 class=head>Ferry leaves</h2><p>{PROSE}</p><div class=part><h2 class=head>The market</h2><i>18:15</i><p>{OTHER}</p></div></div>",
         [PROSE, "The market", "18:15", OTHER]),
        ("an entry of a chronicle is a sentence",
         f"<div class=all><h2 class=head>Ferry leaves</h2><p>{PROSE}</p><div class=part><h2 class=head>What came of it</h2><p>In the night to 12 March 2026 it sank.</p><p>{OTHER}</p></div></div>",
         [PROSE, "What came of it", "In the night to 12 March 2026 it sank.", OTHER]),
        ("the title is in the head of the page, and its story goes on behind a heading that is dressed alike",
         f"<header><h2 class=head>Ferry leaves</h2></header><main><p>{PROSE}</p><h2 class=head>The market</h2><p class=by>12 March 2026</p><p>{OTHER}</p></main>",
         [PROSE, "The market"]),
        ("nothing is told below the last one",
         f"<h1 class=head>Ferry leaves</h1><div><p>{PROSE}</p><p>{OTHER}</p><h1 class=head>The end</h1></div>", None),
    ],
)  # fmt: skip
def test_what_is_no_next_story(why, markup, story):
    found = body(markup)
    assert found[: len(story or [])] == (story or []), why
    assert OTHER in found, why
