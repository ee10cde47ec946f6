"""Headlines of other stories are found; the story's own words about reading are spared."""

import pytest

from pipelines.cleaning.blocks import Block, find_blocks
from pipelines.cleaning.clean import clean
from pipelines.cleaning.page import Page
from pipelines.cleaning.related_headlines import find_related_headlines
from pipelines.cleaning.story import Story

PROSE = "The ferry left the harbour at noon, and nobody on the pier knew why it did."


def positions(*blocks: str | Block) -> list[int]:
    return sorted({claim.position for claim in find_related_headlines(Story.of(*blocks, title="Ferry leaves"))})


@pytest.mark.parametrize(
    "line",
    [
        "Read more: Ferry crew strikes again",
        "RELATED",
        "MORE : Ferry crew strikes again",
        "You may also like",
        "Lesen Sie auch: Fähre fährt wieder",
        "À lire aussi : Le bac est revenu",
        "Leggi anche",
        "Te puede interesar",
        "Baca juga: Feri kembali",
        "Читайте также",
        "相关阅读",
        "延伸阅读：渡船为何停航",
        "【相关新闻】",
        "猜你喜欢",
        "あわせて読みたい",
    ],
)
def test_headings_of_other_stories_are_found(line):
    assert positions(PROSE, line, PROSE) == [1]


@pytest.mark.parametrize(
    ("why", "line"),
    [
        ("a sub-heading that happens to begin alike", "Read the room"),
        ("prose about reading", "Read more slowly, the teacher said, and the class, which had hoped for noon, sighed."),
        ("a word that goes on", "Relatedness of ferries and bridges"),
        ("more of the story", "More ferries than ever left the harbour on Friday"),
        ("the trend is the story", "Trending downwards"),
        ("news in a sentence", "最新消息说，渡船将在周一恢复通航，具体班次由港务局另行公布，请旅客留意。"),
    ],
)
def test_the_storys_own_words_are_spared(why, line):
    assert positions(PROSE, line, PROSE) == [], why


def test_links_below_the_heading_belong_to_it_and_prose_ends_them():
    links = [Block(text, text) for text in ("Ferry crew strikes", "Bridge will be built")]
    assert positions(PROSE, "Read more", *links, PROSE) == [1, 2, 3]


def test_a_short_last_sentence_below_a_pointer_is_the_storys():
    told = f"<p>{PROSE}</p><p>{PROSE}</p><p>Read more: <a href=/x>Ferry crew strikes</a></p><p>The crew is very glad indeed.</p>"
    assert clean(Page(f"<h1>Ferry leaves</h1><div>{told}</div>".encode())).body.endswith(
        "The crew is very glad indeed."
    )


def test_a_shouted_link_wedged_between_paragraphs_is_another_storys_headline():
    shouted = "HARBOUR MASTER LEAVES AFTER THIRTY YEARS"
    assert positions(PROSE, Block(shouted, shouted), PROSE) == [1]
    quiet = "The harbour master's own report of that day"
    assert positions(PROSE, Block(quiet, quiet), PROSE) == []


def test_cards_built_alike_give_themselves_away_without_a_name():
    card = "<li><h3><a href=/{0}>Bridge number {0} is built</a></h3><p>{1}</p></li>"
    cards = "".join(card.format(n, PROSE) for n in range(4))
    markup = f"<h1>Ferry leaves</h1><div class=text>{f'<p>{PROSE}</p>' * 3}</div><ul>{cards}</ul>"
    article = clean(Page(markup.encode()))
    assert article.body == "\n".join([PROSE] * 3)


def test_cards_with_an_hour_between_headline_and_line_are_cards_too():
    card = (
        "<div class=card><a href=/{0}>Bridge number {0} is built</a><div>{0} hours ago</div><div><p>{1}</p></div></div>"
    )
    cards = "".join(card.format(n, PROSE) for n in range(4))
    article = clean(
        Page(f"<body><h1>Ferry leaves</h1><main>{f'<p class=told>{PROSE}</p>' * 5}<div>{cards}</div></main>".encode())
    )
    assert article.body == "\n".join([PROSE] * 5)


def test_a_name_over_the_whole_page_says_nothing():
    markup = f"<div class='page-with-related'><h1>Ferry leaves</h1>{f'<p>{PROSE}</p>' * 3}</div>"
    assert len(find_blocks(Page(markup.encode()).tree)) == 4
    assert clean(Page(markup.encode())).body == "\n".join([PROSE] * 3)
