"""Buttons that send the story to friends."""

import pytest

from pipelines.cleaning.clean import clean
from pipelines.cleaning.page import Page
from pipelines.cleaning.share_bar import find_share_bars
from pipelines.cleaning.story import Story

PROSE = "The ferry left the harbour at noon, and nobody on the pier knew why it did."


@pytest.mark.parametrize(
    "line",
    [
        "分享到：微信 微博 QQ空间", "分享至好友和朋友圈", "Facebook Twitter WhatsApp Copy Link", "Share this article",
        "Auf Facebook teilen", "Partager sur Facebook", "Compartir en WhatsApp", "Follow us on Instagram", "シェア",
    ],
)  # fmt: skip
def test_share_bars_are_found(line):
    assert [claim.position for claim in find_share_bars(Story.of(PROSE, line, PROSE))] == [1]


@pytest.mark.parametrize(
    ("why", "line"),
    [
        ("a sentence about sharing", "Share this with nobody, he said, and the harbour master, who knew, kept silent."),
        ("a company in the story", "Facebook fell by four percent."),
        ("a number is no service", "2019"),
        ("a score", "North 2 / South 1"),
        ("the time of a post", "01:15"),
        ("a word of a button is no service", "link"),
    ],
)
def test_stories_about_sharing_are_spared(why, line):
    assert list(find_share_bars(Story.of(PROSE, line, PROSE))) == [], why


def test_the_head_of_a_column_of_votes_is_no_button():
    rows = "".join(f"<tr><td>A. Marsh {n}</td><td>4,21{n}</td><td>4{n}%</td></tr>" for n in range(3))
    table = f"<table><tr><th>Candidate</th><th>Votes</th><th>Share</th></tr>{rows}</table>"
    prose = "Anna Marsh has won by three hundred and nine votes, after two recounts in one night."
    assert "Share" in clean(Page(f"<h1>Marsh wins</h1><div><p>{prose}</p>{table}<p>{prose}</p></div>".encode())).body


@pytest.mark.parametrize(
    ("why", "line", "is_cut"),
    [
        (
            "a call names the accounts of a paper",
            "Follow Harbor Times on <a href='https://www.instagram.com/harbor'>Instagram</a> and"
            " <a href='https://www.facebook.com/harbor'>Facebook</a>. All that is new on the pier.",
            True,
        ),
        (
            "in any language a channel is followed",
            "Simak kabar pelabuhan di WhatsApp: <a href='https://www.whatsapp.com/channel/0029'>whatsapp.com/channel/0029</a>.",
            True,
        ),
        (
            "a sentence about a photographer tells where she is to be seen",
            "The photographs were taken by Ann Marsh, who lives on the island and shows her work of twenty years on"
            " <a href='https://twitter.com/marsh'>Twitter</a> and <a href='https://www.facebook.com/marsh'>Facebook</a>.",
            False,
        ),
        (
            "posts on two networks are what the story tells of",
            "She said so <a href='https://twitter.com/marsh/status/12'>on Twitter</a> and"
            " <a href='https://www.facebook.com/marsh/posts/34'>on Facebook</a>.",
            False,
        ),
        (
            "and so is a post in a channel",
            "The mayor said so <a href='https://t.me/mayor/1234'>in his Telegram channel</a> on Monday.",
            False,
        ),
        (
            "the channel is followed",
            "<a href='https://t.me/harbortimes'>Harbor Times on Telegram</a>: the news first.",
            True,
        ),
        (
            "one account may be a source",
            "The company said so <a href='https://twitter.com/ferry'>on Twitter, on Monday morning</a>, and no more.",
            False,
        ),
    ],
)
def test_a_last_line_that_leads_to_accounts_and_channels(why, line, is_cut):
    page = f"<title>Ferry leaves - Harbor Times</title><h1>Ferry leaves</h1><article>{f'<p>{PROSE}</p>' * 6}<p>{line}</p></article>"
    cut = {removal.position: removal.rule for removal in clean(Page(page.encode())).removals}
    assert (cut.get(7) == "share_bar") == is_cut, why
