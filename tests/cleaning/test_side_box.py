"""What stands apart from the story's paragraphs, and which of it belongs to the story all the same."""

import pytest

from pipelines.cleaning.clean import clean
from pipelines.cleaning.page import Page

PROSE = "The ferry left the harbour at noon, and nobody on the pier knew why it did."
OTHER = "Fish was dear on Friday, said the market women, who had seen none since the ice came."
SPEECH = "We had been told to wait until the ice was gone, and so we waited, all of us, on the pier."
WRAPPED = "<div class=para><p>{}</p></div>"


def body(told: str) -> list[str]:
    page = f"<title>Ferry leaves - Harbor Times</title><h1>Ferry leaves</h1><article class=text>{told}</article>"
    return clean(Page(page.encode())).body.split("\n")


@pytest.mark.parametrize(
    ("why", "lines", "stay"),
    [
        ("sub-headings have a class and no tag of their own", ("Why it left", "What became of the fish"), True),
        ("a picture's button says the same each time", ("Enlarge picture", "Enlarge picture"), False),
        ("one line alone may be anybody's", ("Why it left",), False),
        ("cards have days", ("23. 12. 2024 13:31", "25. 4. 2023 5:00"), False),
        ("a stock's card has its figures", ("-1.79", "0.25"), False),
        ("a link leads elsewhere", ("<a href=/fish>Fish is dear</a>", "<a href=/ice>Ice comes late</a>"), False),
    ],
)
def test_lines_of_one_look_between_paragraphs_are_sub_headings(why, lines, stay):
    told = f"<div class=told><p>{PROSE}</p></div>"
    told += "".join(f"<div class=line>{line}</div><div class=told><p>{OTHER}</p><p>{PROSE}</p></div>" for line in lines)
    kept = [line for line in body(told) if line not in (PROSE, OTHER)]
    assert kept == (list(lines) if stay else []), why


@pytest.mark.parametrize(
    ("why", "quote", "stays"),
    [
        ("somebody else's words are part of the story", f"<p>{SPEECH}</p>", True),
        ("a signed quotation is an ornament", f"<p>{SPEECH}</p><footer>A. Marsh, mate</footer>", False),
        ("a sentence lifted out of the story was said there", f"<p>“{OTHER}”</p>", False),
    ],
)
def test_a_quotation_between_wrapped_paragraphs(why, quote, stays):
    told = WRAPPED.format(OTHER) + WRAPPED.format(PROSE) * 8
    told += f"<div class=box><blockquote class=wide>{quote}</blockquote></div>" + WRAPPED.format(PROSE) * 8
    assert body(told) == [OTHER] + [PROSE] * 8 + [SPEECH] * stays + [PROSE] * 8, why


@pytest.mark.parametrize(
    ("why", "box", "look", "stays"),
    [
        ("its element and itself are dressed as the others", "told last", "line", True),
        ("a life has another look", "told last", "life", False),
        ("an offer stands in an element of its own", "offer", "line", False),
    ],
)
def test_the_last_paragraph_in_an_element_of_its_own(why, box, look, stays):
    told = f"<div class='told first'>{f'<p class=line>{PROSE}</p>' * 4}</div><div class='{box}'><p class={look}>{OTHER}</p></div>"
    assert (OTHER in body(told)) == stays, why


@pytest.mark.parametrize(
    ("why", "row", "stays"),
    [
        ("figures that the story speaks of", "<tr><td>{0}</td><td>Ferry {0}</td><td>1{0}.5</td></tr>", True),
        ("other pages of the site", "<tr><td>{0}</td><td><a href=/{0}>Ferry {0}</a></td><td><a href=/{0}>1{0}</a></td></tr>", False),
        ("a layout of two columns", "<tr><td>Harbor Times</td><td>Pier {0}</td></tr>", False),
    ],
)  # fmt: skip
def test_a_table_in_a_box_below_the_last_paragraph(why, row, stays):
    table = f"<div class=wide><table>{''.join(row.format(n) for n in range(1, 6))}</table></div>"
    assert ("Ferry 3" in body(f"<p>{PROSE}</p>" * 6 + table)) == stays, why


def test_a_table_whose_names_are_linked_does_not_end_the_story():
    rows = "".join(f"<tr><td>{n}</td><td><a href=/{n}>School {n}</a></td><td>9{n}.5</td></tr>" for n in range(4))
    found = body(f"<p>{PROSE}</p><table>{rows}</table><p>More is to come.</p>")
    assert {"School 3", "93.5", "More is to come."} <= set(found)


@pytest.mark.parametrize(
    ("why", "end", "stays"),
    [
        ("an offer ends in its button", "<a href=/shop>To the offer</a>", False),
        ("a box of facts ends in its source", "<p>Source: <a href=/r>Harbour board</a></p>", True),
        ("a box of facts ends in a sentence", "<p>The last one sank in 1943.</p>", True),
    ],
)
def test_a_box_amid_the_story(why, end, stays):
    box = f"<div class=box><p>{SPEECH}</p>{end}</div>"
    assert (SPEECH in body(f"<p>{PROSE}</p>" * 9 + box + f"<p>{OTHER}</p>" * 9)) == stays, why


def test_a_point_of_the_summary_above_the_paragraphs_stays():
    points = "<div class=sum><ul><li>The ferry left at noon, with nobody aboard.</li><li>Fish and ice</li></ul></div>"
    found = body(points + f"<p>{PROSE}</p>" * 4)
    assert found == ["The ferry left at noon, with nobody aboard.", *[PROSE] * 4]


def test_short_sentences_above_the_longer_paragraphs_stay():
    told = "<div class=top><p>The ferry left at noon.</p><p>Menu: fish and ice.</p><p>Harbor Times</p></div>"
    assert body(told + f"<div class=told>{f'<p>{PROSE}</p>' * 9}</div>")[0] == "The ferry left at noon."
    assert len(body(told + f"<div class=told>{f'<p>{PROSE}</p>' * 9}</div>")) == 10


def test_a_listing_between_paragraphs_is_told_in_any_box():
    told = f"<div class=told><p>{PROSE}</p><p>{OTHER}</p></div><div class=snippet><pre>leave(noon)</pre></div>"
    assert "leave(noon)" in body(told + f"<div class=told><p>{PROSE}</p><p>{OTHER}</p></div>")


@pytest.mark.parametrize(
    ("why", "inner", "stays"),
    [
        ("sections in sections are the story's, on every level", "part", True),
        ("a box around that is named otherwise is not", "told", False),
    ],
)
def test_a_short_line_among_the_paragraphs_of_an_outer_section(why, inner, stays):
    line = "They gave two reasons: either"
    parts = "".join(f"<div class={inner}><h3>Part {n}</h3>{f'<p>{PROSE} {OTHER}</p>' * 6}</div>" for n in range(3))
    assert (line in body(f"<div class=part><p>{OTHER}</p><p>{line}</p>{parts}</div>")) == stays, why


@pytest.mark.parametrize(
    ("why", "box", "stays"),
    [
        ("a letter to be had has a field", "<h3>The Morning Tide</h3><p>{}</p><form><input type=email></form>", False),
        ("a poll is answered", "<h4>Should it sail?</h4><label><input type=radio>Yes</label><p>{}</p>", False),
        (
            "an author's life ends in a link",
            "<a href=/tom>Tom Reed</a><p>{}</p><a href=/tom>More by Tom Reed</a>",
            False,
        ),
        ("a paragraph in a box of its own has neither", "<p>{}</p>", True),
        ("a field that nobody sees", "<p>{}</p><input type=hidden name=id value=7>", True),
        ("a listing can be copied", "<pre>{}</pre><button>Copy</button>", True),
    ],
)
def test_a_box_of_one_paragraph_amid_a_short_story(why, box, stays):
    story = [f"{PROSE} {n}." for n in range(5)]
    told = [f"<p>{line}</p>" for line in story]
    told.insert(2, f"<div class=x1>{box.format(SPEECH)}</div>")
    kept = body(f"<div class=told>{''.join(told)}</div>")
    assert (SPEECH in kept) == stays, why
    assert [line for line in kept if line in story] == story


@pytest.mark.parametrize(
    ("why", "box", "stays"),
    [
        ("a headline of the site in its box", "<div class=embed><a href=/old><h3>Ferry fares to rise</h3></a></div>", False),
        ("it leads down the page", "<div class=embed><a href=#fares><h3>Ferry fares to rise</h3></a></div>", True),
        ("it heads a thing of the list", "<div class=item><h3><a href=/old>Ferry fares to rise</a></h3><p>As ever.</p></div>", True),
    ],
)  # fmt: skip
def test_a_linked_heading_amid_the_story(why, box, stays):
    found = body(f"<p>{PROSE}</p>" * 3 + box + f"<p>{OTHER}</p>" * 3)
    assert ("Ferry fares to rise" in found) == stays, why


@pytest.mark.parametrize(
    ("why", "line", "stays"),
    [
        ("a button says the same each time", ("Check prices", "Check prices"), False),
        ("sources differ", ("Harbour board", "Fish market"), True),
        ("one alone may be the source", ("Harbour board",), True),
    ],
)
def test_linked_lines_between_paragraphs(why, line, stays):
    told = "".join(f"<p>{PROSE}</p><p>{OTHER}</p><p><a href=https://shop.example>{text}</a></p>" for text in line)
    assert any(text in body(told + f"<p>{PROSE}</p>") for text in line) == stays, why


def test_code_stays_wherever_its_colours_put_it():
    coloured = "<div class=highlight><div><pre>left = boats[0]</pre></div></div>"
    framed = "<figure class=highlight><pre>right = boats[1]</pre></figure>"
    found = body(f"<p>{PROSE}</p>" * 2 + coloured + f"<p>{OTHER}</p>" + framed + f"<p>{OTHER}</p>" + coloured)
    assert found == [PROSE, PROSE, "left = boats[0]", OTHER, "right = boats[1]", OTHER, "left = boats[0]"]


@pytest.mark.parametrize("chapter", ["<section id={}>", "<div class=section id={}>"])
def test_chapters_in_one_another_are_one_text(chapter):
    end = chapter[1:8].split()[0].rstrip(">")
    items = "<ul><li>Boats that float are on the left.</li><li>Boats that do not are below.</li></ul>"
    inner = f"{chapter.format('fish')}<h2>Of fish</h2><p>They are dear.</p>{items}</{end}>"
    found = body(f"{chapter.format('ferry')}<p>{PROSE}</p><p>{OTHER}</p>{inner}</{end}>")
    assert found == [PROSE, OTHER, "Of fish", "They are dear.", *items[8:-10].split("</li><li>")]


@pytest.mark.parametrize(
    ("why", "item", "stays"),
    [
        ("what to take and what to do", "<li>Two onions {}</li>", True),
        ("headlines of other recipes", "<li><a href=/{0}>Onion soup with bread {0}</a></li>", False),
    ],
)
def test_a_card_of_lists_below_the_last_paragraph(why, item, stays):
    lists = "".join(
        f"<h3>{head}</h3><ul class=list>{''.join(item.format(n) for n in range(4))}</ul>" for head in ("What", "How")
    )
    found = body(f"{f'<p>{PROSE}</p>' * 4}<div class=card><h2>Soup</h2>{lists}</div>")
    assert (len(found) > 8) == stays, why


def test_paragraphs_in_elements_that_only_a_number_tells_apart():
    told = [PROSE, f"{PROSE} {OTHER} {SPEECH}", OTHER, SPEECH, f"{PROSE} {OTHER}"]
    parts = "".join(f"<section class=part-{at}><p>{line}</p></section>" for at, line in enumerate(told))
    assert body(parts) == told
