"""A site's own headlines amid a story go; lists of sources, and lists that are the story, stay."""

import pytest

from pipelines.cleaning.clean import clean
from pipelines.cleaning.page import Page

PROSE = "The ferry left the harbour at noon, and nobody on the pier knew why it did."
HEADLINES = ("Ferry crew strikes again in spring", "Bridge over the sound will be built")


def body(listed: str, paragraphs: int = 6) -> list[str]:
    half = f"<p>{PROSE}</p>" * (paragraphs // 2)
    page = f"<title>Ferry leaves</title><h1>Ferry leaves</h1><div class=article-body>{half}{listed}{half}</div>"
    return clean(Page(page.encode(), url="https://news.harbor.example/2026/ferry.html")).body.split("\n")


def listed(address: str, *texts: str, tag: str = "li") -> str:
    items = "".join(f"<li><{tag}><a href='{address}{at}.html'>{text}</a></{tag}></li>" for at, text in enumerate(texts))
    return f"<ul>{items}</ul>"


def labelled(address: str, *labels: str) -> str:
    items = (
        f"<li>{label} <a href={address}1.html>{text}</a></li>" for label, text in zip(labels, HEADLINES, strict=True)
    )
    return f"<ul>{''.join(items)}</ul>"


@pytest.mark.parametrize(
    ("why", "markup"),
    [
        ("by path", listed("/2019/", *HEADLINES)),
        ("by address", listed("https://news.harbor.example/2019/", *HEADLINES)),
        ("of the site's other department", listed("https://sport.harbor.example/", *HEADLINES)),
        ("a list each", listed("/1", HEADLINES[0]) + listed("/2", HEADLINES[1])),
        ("each a heading", listed("/2019/", *HEADLINES, tag="h4")),
        ("with their heading", "<h3>Background, for you</h3>" + listed("/2019/", *HEADLINES)),
        ("behind what each is about", labelled("/2019/", "Strike:", "“Will it be built?”")),
        ("with a line above", "<p>More:</p>" + listed("/2019/", *HEADLINES)),
    ],
)
def test_the_sites_own_headlines_go(why, markup):
    assert body(markup) == [PROSE] * 6, why


@pytest.mark.parametrize(
    ("why", "markup", "kept"),
    [
        ("sources are elsewhere", listed("https://ministry.example/report/", *HEADLINES), HEADLINES),
        ("documents", "<p>The verdict, in full:</p>" + listed("/doc/verdict.pdf?", *HEADLINES), ("The verdict, in full:",)),
        ("contents", listed("https://news.harbor.example/2026/ferry.html#", *HEADLINES), HEADLINES),
        ("names in a list", listed("/people/", "A. Marsh", "E. Holm"), ("A. Marsh", "E. Holm")),
        ("one alone may be quoted", listed("/2019/", HEADLINES[0]), HEADLINES[:1]),
        ("what each document is", labelled("https://ministry.example/report/", "Report:", "Verdict:"),
         ("Report: " + HEADLINES[0], "Verdict: " + HEADLINES[1])),
        ("sentences that end in a link", labelled("/2019/", "On Monday it struck, and so its", "On Friday it left, after the"),
         ("On Monday it struck, and so its " + HEADLINES[0],)),
        ("an entry that says more than its link",
         listed("/2019/", *HEADLINES).replace("</a></li>", "</a>, and what came of it in the end</li>"), ()),
    ],
)  # fmt: skip
def test_other_lists_stay(why, markup, kept):
    found = body(markup.replace("<li><li>", "<li>"))
    assert set(kept) <= set(found), why


def test_a_page_that_is_such_a_list_keeps_it():
    titles = [f"What the ferry did in the {n}th winter of the war" for n in range(20)]
    assert set(titles) <= set(body(listed("/2019/", *titles)))
