"""A whole page, cleaned: nothing vanishes unnamed, nothing is said twice."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.cleaning.blocks import find_blocks
from pipelines.cleaning.clean import clean
from pipelines.cleaning.page import Page
from pipelines.cleaning.plain import clean_text

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
PROSE = [
    "The ferry came back on Monday, four months after the ice had closed the strait.",
    "Nobody had expected it before May, said the harbour master, who had watched it from the pier.",
    "It carried eleven passengers, two cows and the mail, and it left again at noon.",
]
PAGE = """<html lang="en"><head><title>Ferry returns - Harbor Times</title></head><body>
<nav><a href="/">Home</a> <a href="/town/">Town</a></nav>
<div class="trail"><a href="/">Home</a> &gt; <a href="/town/">Town</a> &gt; Text</div>
<h1>Ferry returns</h1><p class="meta">By A. Marsh | 12 March 2024</p>
<div class="story">{story}<p>Editor: J. Lund</p></div>
<div class="related"><h3>Read more</h3><ul><li><a href="/a">Ferry crew strikes again in spring</a></li></ul></div>
<footer>© 2024 Harbor Times. All rights reserved.</footer></body></html>"""


TOLD = "".join(f"<p>{paragraph}</p>" for paragraph in PROSE)


def page(story: str = TOLD) -> Page:
    return Page(PAGE.format(story=story).encode(), url="https://harbortimes.example/ferry")


def test_a_page_becomes_an_article():
    article = clean(page())
    assert article.title == "Ferry returns"
    assert article.body == "\n".join(PROSE)
    assert article.language == "en"
    assert article.warnings == []
    assert article.refusal == ""


def test_title_body_and_removals_are_the_page():
    article = clean(page())
    blocks = [block.text for block in find_blocks(page().tree)]
    assert [fate.text for fate in article.fates] == blocks
    cut = {removal.position: removal.rule for removal in article.removals}
    for position, (_, fate) in enumerate(article.fates):
        assert cut.get(position, fate) == fate
        assert (position in cut) == (fate not in ("title", "body"))


def test_the_same_page_gives_the_same_article():
    assert clean(page()) == clean(page())


def test_a_page_of_pictures_is_an_article_without_text():
    article = clean(page("<img src=a.jpg><img src=b.jpg>"))
    assert article.title == "Ferry returns"
    assert article.body == ""
    assert article.warnings == ["no text"]
    assert article.refusal == ""


def test_a_declared_layout_wins():
    markup = page(f"<div class=own><p>{PROSE[0]}</p><p class=no>{PROSE[1]}</p></div><p>{PROSE[2]}</p>").body
    layout = {
        "body": "div.own",
        "not_body": "p.no, p.never",
        "title": "h1",
        "author": "p.meta",
        "breadcrumb": "div.trail",
    }
    article = clean(Page(markup), layout=layout)
    assert article.body == PROSE[0]
    assert article.breadcrumb == ["Home", "Town", "Text"]


def test_a_layout_that_finds_nothing_costs_nothing():
    assert clean(page(), layout={"body": "div.gone"}).body == "\n".join(PROSE)


def test_the_section_page_speaks_where_the_page_is_silent():
    article = clean(Page(f"<p>{PROSE[0]}</p><p>{PROSE[1]}</p>".encode()), listed_title="Ferry", listed_at="2024-03-12")
    assert (article.title, article.published_at) == ("Ferry", "2024-03-12")


@pytest.mark.parametrize(
    ("refusal", "markup"),
    [
        ("empty page", ""),
        ("empty page", "<html><body><div id=app></div><script>run()</script></body></html>"),
        (
            "browser error page",
            "<h1>This site can’t be reached</h1><p>The connection was reset.</p><p>ERR_CONNECTION_RESET</p>",
        ),
        ("error page", "<title>404</title><h1>404 Not Found</h1><p>nginx</p>"),
        ("error page", "<title>提示</title><p>您访问的页面不存在</p><a href=/>返回首页</a>"),
        ("robot check", "<title>Just a moment...</title><p>Checking your browser before accessing the site.</p>"),
    ],
)
def test_what_is_no_article_is_refused_by_name(refusal, markup):
    assert clean(Page(markup.encode())).refusal == refusal


LISTED = "<ul><li><a href=/a>Ferry crew strikes again in spring</a></li><li><a href=/b>The bridge will be built</a></li></ul>"
PIECES = [
    *(f"<p>{told}</p>" for told in PROSE), f"<div class=told><p>{PROSE[1]}</p></div>", "loose words", LISTED,
    "<h1 class=h>Fish is dear</h1>", "<h2>The market</h2>", "<p>12 March 2026</p>", "<p>Comments (3)</p>", "<a>Reply</a>",
    "<div>joe, 3 hours ago</div>", "<p>AI summary</p>", "<p>Tags</p>", "<p>ferry, winter, fish</p>", "<p>Read more</p>",
    "<table><tr><td>1<td>North<td>3</table>", f"<div class=image><img src=a><p>{PROSE[2]}</p></div>", "<p>2</p>",
    f"<div><a href=/x>Ferry crew strikes</a><p>{PROSE[1]}</p></div>", "The wall held.<br>The ice came.<br>",
]  # fmt: skip
TREES = st.recursive(
    st.sampled_from(PIECES),
    lambda inner: st.builds(
        lambda tag, inside: f"<{tag}>{''.join(inside)}</{tag.split()[0]}>",
        st.sampled_from(["div", "section", "article", "div class=box", "main", "aside"]),
        st.lists(inner, min_size=1, max_size=5),
    ),
    max_leaves=25,
)


@settings(max_examples=60, deadline=None)
@given(st.lists(TREES, min_size=1, max_size=5))
def test_title_body_and_removals_are_any_page(trees):
    drawn = Page(f"<title>Ferry returns</title><body><h1 class=h>Ferry returns</h1>{''.join(trees)}".encode())
    article = clean(drawn)
    assert [fate.text for fate in article.fates] == [block.text for block in find_blocks(drawn.tree)]
    assert article.body == "\n".join(fate.text for fate in article.fates if fate.fate == "body")
    cut = [position for position, fate in enumerate(article.fates) if fate.fate not in ("title", "body")]
    assert [(at, article.fates[at].text) for at in cut] == [(one.position, one.text) for one in article.removals]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [*PROSE, "Read more", "Advertisement", "Editor: A. Marsh", "王霞", "分享到：微信 微博", "Lund"]
        ),
        max_size=14,
    )
)
def test_cleaning_twice_changes_nothing(lines):
    once = clean_text("\n".join(lines))
    assert clean_text(once.body).body == once.body
    kept = iter(lines)
    assert all(line in kept for line in once.body.split("\n") if line), "order is kept, nothing is added"


@pytest.mark.skipif(not CORPUS.exists(), reason="the shared corpus is not here")
def test_no_real_page_loses_a_word():
    for folder in ("news-portals", "school-portal"):
        index = (CORPUS / folder / "index.jsonl").read_text().splitlines()
        for line in index[:: len(index) // 25]:
            row = json.loads(line)
            real = Page((CORPUS / folder / row["file"]).read_bytes(), url=row["url"])
            article = clean(real)
            assert [fate.text for fate in article.fates] == [block.text for block in find_blocks(real.tree)]
            kept = [fate.text for fate in article.fates if fate.fate == "body"]
            assert article.body == "\n".join(kept)
