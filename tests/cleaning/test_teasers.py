"""Cards that advertise other stories, without a name that says so."""

import pytest

from pipelines.cleaning.clean import clean
from pipelines.cleaning.page import Page

PROSE = "The ferry left the harbour at noon, and nobody on the pier knew why it did."
STORY = f"<div class=a1>{f'<p>{PROSE}</p>' * 8}</div>"
HARBOURS = ("North", "South", "East", "West")


def body(card: str, story: str = STORY) -> str:
    cards = "".join(
        card.format(
            head=f"Why the {harbour} harbour stays free of ice in winter",
            line=f"For years no ice was seen there. Now the {harbour} harbour has found out why, and warns of it.",
            name=harbour.lower(),
        )
        for harbour in HARBOURS
    )
    page = (
        f"<title>Ferry leaves - Harbor Times</title><div><h1>Ferry leaves</h1>{story}<div class=x9>{cards}</div></div>"
    )
    return clean(Page(page.encode(), url="https://harbor.example/2026/ferry.html")).body


@pytest.mark.parametrize(
    ("why", "card"),
    [
        ("a link over the card", "<div class=k1><a href='/{name}'></a><div><h3>{head}</h3><p>{line}</p></div></div>"),
        (
            "its picture leads there",
            "<div class=k1><a href='/{name}'><img src=a.jpg></a><b>{head}</b><p>{line}</p></div>",
        ),
        ("so does its headline", "<div class=k1><h3><a href='/{name}'>{head}</a></h3><p>{line}</p></div>"),
        ("all of it", "<a class=k1 href='/{name}'><h3>{head}</h3><p>{line}</p></a>"),
        ("a button below", "<div class=k1><h3>{head}</h3><p>{line}</p><a href='/{name}'>Read on</a></div>"),
        ("the end of its line", "<div class=k1><h3>{head}</h3><p>{line} <a href='/{name}'>more</a></p></div>"),
        ("an entry of a list", "<li class=k1><a href='/{name}'><img src=a.jpg></a><b>{head}</b><br>{line}</li>"),
    ],
)
def test_cards_below_a_story(why, card):
    assert body(card).split("\n") == [PROSE] * 8, why


@pytest.mark.parametrize(
    ("why", "card", "story"),
    [
        ("they are all there is", "<div class=k1><a href='/{name}'></a><div><h3>{head}</h3><p>{line}</p></div></div>", ""),
        ("a picture leads to itself", "<div class=k1><a href='/{name}.jpg'><img src=a.jpg></a><h3>{head}</h3><p>{line}</p></div>", STORY),
        ("or nowhere", "<div class=k1><a href='#'><img src=a.jpg></a><h3>{head}</h3><p>{line}</p></div>", STORY),
        ("an entry leads to what it tells of", "<div class=k1><a href='https://{name}.example/'><img src=a.jpg></a><h3>{head}</h3><p>{line}</p></div>", STORY),
        ("a part of the story has a link in it", "<div class=k1><h3>{head}</h3><p>{line} It <a href='/{name}'>said so</a> on Monday.</p></div>", STORY),
        ("or several", "<div class=k1><a href='/a{name}'></a><a href='/b{name}'></a><h3>{head}</h3><p>{line}</p></div>", STORY),
    ],
)  # fmt: skip
def test_parts_of_a_story_that_are_built_as_cards_are(why, card, story):
    told = body(card, story)
    assert [harbour for harbour in HARBOURS if f"Now the {harbour} harbour" in told] == list(HARBOURS), why
