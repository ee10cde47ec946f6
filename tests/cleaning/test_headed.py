"""A heading outside the story holds what stands below it in its own element, and no more."""

import pytest

from pipelines.cleaning.clean import clean
from pipelines.cleaning.page import Page

PROSE = "The ferry left the harbour at noon, and nobody on the pier knew why it did."
STORY = f"<div class=col><h1>Ferry leaves</h1><div class=text>{f'<p>{PROSE}</p>' * 4}</div></div>"
LINKS = "<ul><li><a href=/1>Gulls banned again</a></li><li><a href=/2>Paint vote ends in a tie</a></li></ul>"
HEADLINES = ["Gulls banned again", "Paint vote ends in a tie"]


def cut_by(rule: str, markup: str) -> list[str]:
    """What a rule cuts from a page that holds this markup below its story."""
    article = clean(Page(f"<body>{STORY}{markup}</body>".encode()))
    assert article.body == "\n".join([PROSE] * 4)
    return [removal.text for removal in article.removals if removal.rule == rule]


@pytest.mark.parametrize(
    ("why", "rule", "markup", "texts"),
    [
        ("headlines", "related_headlines", f"<div class=x><h3>相关新闻</h3>{LINKS}</div>", ["相关新闻", *HEADLINES]),
        (
            "a sign in front",
            "related_headlines",
            f"<div><p>&gt;相关新闻：</p>{LINKS}</div>",
            [">相关新闻：", *HEADLINES],
        ),
        ("a choice", "related_headlines", f"<div><b>社会新闻精选：</b>{LINKS}</div>", ["社会新闻精选：", *HEADLINES]),
        ("most read", "related_headlines", f"<section><h2>Mest lest</h2>{LINKS}</section>", ["Mest lest", *HEADLINES]),
        (
            "recent posts",
            "related_headlines",
            f"<aside><h2>Recent Posts</h2>{LINKS}</aside>",
            ["Recent Posts", *HEADLINES],
        ),
        ("pictures", "picture_headlines", f"<div><h2>图片新闻</h2>{LINKS}</div>", ["图片新闻", *HEADLINES]),
        (
            "readers",
            "comment_box",
            "<div><h3>网友跟贴</h3><p>写得好</p><p>致敬</p></div>",
            ["网友跟贴", "写得好", "致敬"],
        ),
        ("paid for", "advertisement", f"<div><p>PR情報</p>{LINKS}</div>", ["PR情報", *HEADLINES]),
    ],
)
def test_a_heading_holds_its_list(why, rule, markup, texts):
    assert cut_by(rule, markup) == texts, why


def test_the_next_heading_ends_it():
    two = f"<div class=side><h3>相关新闻</h3><ul><li><a href=/1>Gulls banned again</a></li></ul><h3>天气</h3>{LINKS}</div>"
    assert cut_by("related_headlines", two) == ["相关新闻", "Gulls banned again"]


def test_a_code_to_scan_below_the_links_is_none_of_them():
    markup = f"<div><p>相关新闻</p>{LINKS}<p>扫一扫 关注云汀在线官方微信</p></div>"
    assert cut_by("related_headlines", markup) == ["相关新闻", *HEADLINES]
    assert cut_by("app_promotion", markup) == ["扫一扫 关注云汀在线官方微信"]


def test_a_bar_above_the_page_goes_with_its_button():
    bar = "<div id=cookie-law-info-bar><span>We use cookies. <a href=/c>Settings</a> <button>Accept all</button></span></div>"
    article = clean(Page(f"<body>{bar}{STORY}</body>".encode()))
    cut = [removal.text for removal in article.removals if removal.rule == "cookie_notice"]
    assert cut == ["We use cookies. Settings", "Accept all"]


def test_a_heading_in_the_column_of_the_story_holds_nothing():
    column = STORY.replace("</div></div>", f"</div><p>相关新闻</p>{LINKS}<p>The harbour master will speak.</p></div>")
    article = clean(Page(f"<body>{column}</body>".encode()))
    cut = {removal.text: removal.rule for removal in article.removals}
    assert cut["相关新闻"] == "related_headlines"


@pytest.mark.parametrize(
    ("why", "rule", "markup"),
    [
        ("a count beside a headline", "comment_box", f"<div><a href=/c>3 comments</a>{LINKS}</div>"),
        ("an entry of a menu", "picture_headlines", f"<div><a href=/p>In pictures</a>{LINKS}</div>"),
        ("a column that begins with an advertisement", "advertisement", f"<div><p>Anzeige</p>{LINKS * 3}</div>"),
    ],
)
def test_what_heads_no_list_holds_none(why, rule, markup):
    assert not set(HEADLINES) & set(cut_by(rule, markup)), why
