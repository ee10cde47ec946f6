"""A page cut into blocks: every visible word in exactly one of them, in order."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from parsel import Selector

from pipelines.cleaning.blocks import find_blocks
from pipelines.cleaning.page import Page


def texts(markup: str) -> list[str]:
    return [block.text for block in find_blocks(Page(markup.encode()).tree)]


@pytest.mark.parametrize(
    ("why", "markup", "blocks"),
    [
        ("paragraphs", "<p>One.</p><p>Two.</p>", ["One.", "Two."]),
        ("br parts lines", "<div>One.<br>Two.<br/><br/>Three.</div>", ["One.", "Two.", "Three."]),
        (
            "a headline that holds its date",
            "<h1>Ferry returns<br><span>2026-03-10 09:15 Source: Harbor Times</span></h1>",
            ["Ferry returns", "2026-03-10 09:15 Source: Harbor Times"],
        ),
        (
            "a headline broken in two is one headline",
            "<h1>Ferry returns<br>after winter</h1>",
            ["Ferry returns after winter"],
        ),
        ("text loose between boxes", "<div>One <p>two</p> three</div>", ["One", "two", "three"]),
        ("cells of a table", "<table><tr><td>Lund<td>Marsh</table>", ["Lund", "Marsh"]),
        ("inline tags part nothing", "<p>The <b>f</b>erry <a href=x>le<i>ft</i></a>.</p>", ["The ferry left."]),
        (
            "two labelled spans are two words",
            "<p><span class=by>Holm</span><span class=on>May</span></p>",
            ["Holm May"],
        ),
        ("a comment parts no word", "<p>责任编辑 <!-- begin --> 田娟</p>", ["责任编辑 田娟"]),
        ("scripts and styles are silent", "<style>p{}</style><p>One.</p><script>two()</script>", ["One."]),
        ("hidden by attribute", "<p hidden>Nobody</p><p>One.</p>", ["One."]),
        ("hidden by inline style", "<p style='color:red; display : NONE'>Nobody</p><p>One.</p>", ["One."]),
        ("a template is not there yet", "<template><p>Later</p></template><p>One.</p>", ["One."]),
        ("white space and blanks fold", "<p> One\n\n\u3000two&nbsp; three </p>", ["One two three"]),
        ("a zero-width block is no block", "<p>\u200b</p><p>One.</p>", ["One."]),
        ("after a stray closing tag", "<body><p>One.</p></body></html><p>Two.</p>", ["One.", "Two."]),
        ("an unclosed link ends with its block", "<p>One</p><a name=x><p>Two</p>", ["One", "Two"]),
    ],
)
def test_a_page_is_cut_where_a_reader_sees_a_new_line(why, markup, blocks):
    assert texts(markup) == blocks, why


def test_a_story_that_a_script_would_reveal_is_seen():
    story = "<p>" + "The ferry came back in spring, as it does every year. " * 12 + "</p>"
    assert len(texts(f"<div><p>Loading</p></div><div style='visibility:hidden'>{story * 2}</div>")) == 3


def test_a_short_hidden_story_is_seen_where_nothing_else_is():
    story = "<p>The ferry left the harbour at noon, and nobody on the pier knew why it did.</p>" * 2
    hidden = "<div id={} style='visibility:hidden'>" + story + "</div>"
    assert len(texts("<h1>Ferry</h1>" + hidden.format("js_content"))) == 3
    assert len(texts("<h1>Ferry</h1>" + hidden.format("offer"))) == 1


def test_a_hidden_menu_stays_hidden():
    story = "<p>" + "The ferry came back in spring, as it does every year. " * 12 + "</p>"
    assert len(texts(f"{story}<div style='display:none'>{story}</div>")) == 1


def test_links_are_counted():
    block = find_blocks(Page(b"<p>Read <a href=x>this</a> or <a href=y>that</a></p>").tree)[0]
    assert (block.links, block.link_text) == (2, "thisthat")
    assert block.link_share == pytest.approx(8 / 17)


def test_what_is_said_in_the_stead_of_a_player_is_seen():
    assert texts("<p>It left <object data=a.swf><param name=x>at noon</object>.</p>") == ["It left at noon."]


def test_a_path_is_the_same_on_every_page_of_a_template():
    one = find_blocks(Page(b"<div class='story n12'><p>One.</p></div>").tree)[0]
    other = find_blocks(Page(b"<div class='story n345'><p>Two.</p></div>").tree)[0]
    assert one.path == other.path


def test_a_page_of_two_hundred_thousand_nested_tags_keeps_its_words():
    assert texts("<div>" * 200_000 + "The ferry left.") == ["The ferry left."]


WORDS = st.text("abcä中文。 ", min_size=1, max_size=6)
TREES = st.recursive(
    WORDS,
    lambda inner: st.builds(
        lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag}>",
        st.sampled_from(["div", "p", "span", "b", "td", "li", "section", "a href=x", "h2", "em", "font"]),
        st.lists(inner | st.sampled_from(["<br>", "<!-- c -->", "<script>no</script>"]), max_size=4),
    ),
    max_leaves=20,
)


@settings(max_examples=150, deadline=None)
@given(st.lists(TREES, max_size=5))
def test_every_visible_word_is_in_exactly_one_block(trees):
    page = Page(("<html><body>" + "".join(trees) + "</body></html>").replace(" href=x></a href=x>", "></a>").encode())
    seen = "".join(Selector(root=page.tree, type="html").xpath("//body//text()[not(ancestor::script)]").getall())
    assert "".join("".join(block.text for block in find_blocks(page.tree)).split()) == "".join(seen.split())
