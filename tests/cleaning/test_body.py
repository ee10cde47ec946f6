"""Where the story is, among everything that is not."""

import json

import pytest

from pipelines.cleaning.clean import clean
from pipelines.cleaning.page import Page

PROSE = "The ferry left the harbour at noon, and nobody on the pier knew why it did."
OTHER = "Fish was dear on Friday, said the market women, who had seen none since the ice came."
MENU = "<ul>" + "".join(f"<li><a href=/{n}>Section {n}</a></li>" for n in range(20)) + "</ul>"


def body(markup: str) -> str:
    return clean(
        Page(f"<html><title>Ferry leaves - Harbor Times</title><body>{MENU}{markup}{MENU}</body></html>".encode())
    ).body


@pytest.mark.parametrize(
    ("why", "markup", "story"),
    [
        ("one paragraph below a longer disclaimer", f"<h1>Ferry leaves</h1><div><p>{PROSE}</p></div><div class=foot><p>All rights reserved. "
         f"{OTHER} {OTHER} {OTHER}</p></div>", PROSE),
        ("text loose in a div with br", f"<h1>Ferry leaves</h1><div>{PROSE}<br><br>{OTHER}<br></div>", f"{PROSE}\n{OTHER}"),
        ("a story in a table of the nineties", f"<table><tr><td>{MENU}</td><td><font><b>Ferry leaves</b></font><p>{PROSE}<p>{OTHER}</td></tr></table>",
         f"{PROSE}\n{OTHER}"),
        ("it goes on in the next element of its name", f"<h1>Ferry leaves</h1><div><div class=text>{f'<p>{PROSE}</p>' * 3}</div><div class=picture><img src=a.jpg></div>"
         f"<div class=text><p>{OTHER}</p></div>{MENU}</div>", "\n".join([PROSE] * 3 + [OTHER])),
        ("what a heading opens in an element of its name is another's", f"<h1>Ferry leaves</h1><div><div class=text>{f'<p>{PROSE}</p>' * 3}</div>"
         f"{MENU}<div class=text><h3>Fish is dear</h3><p>{OTHER}</p></div>{MENU}</div>", "\n".join([PROSE] * 3)),
        ("an editor is where the story is typed in", f"<h1>Ferry leaves</h1><div id=mp-editor><p>{PROSE}</p><p>{OTHER}</p></div>", f"{PROSE}\n{OTHER}"),
        ("a column of weather beside a short story", f"<table><tr><td><h1>Ferry leaves</h1><p>{PROSE}</p></td><td><b>Weather</b><p>{OTHER}</p>"
         f"<p>{OTHER} {OTHER}</p></td></tr></table>", PROSE),
        ("a note beside the headline, and the story in the row below", f"<table><tr><td><b>Ferry leaves</b><p>{PROSE}</p></td><td><img src=a.jpg></td></tr>"
         f"<tr><td colspan=2><p>{OTHER}</p><p>{OTHER} Again.</p></td></tr></table>", f"{PROSE}\n{OTHER}\n{OTHER} Again."),
        ("two halves around an advertisement", f"<h1>Ferry leaves</h1><article><div class=part><p>{PROSE}</p></div><div class=ad>Buy fish. {OTHER}</div>"
         f"<div class=part><p>{OTHER}</p></div></article>", f"{PROSE}\n{OTHER}"),
        ("a paragraph each in a box of its own", "<h1>Ferry leaves</h1><main>" + f"<div class=para><p>{PROSE}</p></div>" * 4 + "</main>",
         "\n".join([PROSE] * 4)),
        ("the author's life below it", f"<h1>Ferry leaves</h1><div class=text>{f'<p>{PROSE}</p>' * 4}<div class=box><p>{OTHER}</p></div></div>",
         "\n".join([PROSE] * 4)),
        ("a poem", "<h1>Three ferries</h1><div><p>The light is over there,</p><p>the water brings it here,</p><p>half way,</p><p>and takes it back.</p></div>",
         "The light is over there,\nthe water brings it here,\nhalf way,\nand takes it back."),
        ("a story that its script would reveal", f"<div style='visibility:hidden'><h1>Ferry leaves</h1>{f'<p>{PROSE}</p>' * 8}</div>",
         "\n".join([PROSE] * 8)),
        ("a paywall that holds the story", f"<h1>Ferry leaves</h1><div class=text><p>{PROSE}</p><div class=paywall><p>{OTHER}</p><p>{PROSE}</p></div></div>",
         f"{PROSE}\n{OTHER}\n{PROSE}"),
        ("an author's element that holds the story", f"<h1>Ferry leaves</h1><div class=author-info><div class=told>{f'<p>{PROSE}</p>' * 9}</div></div>"
         f"<div class=comment-list>{f'<p>{OTHER}</p>' * 12}</div>", "\n".join([PROSE] * 9)),
        ("readers' words, each in an element named for a story", f"<h1>Ferry leaves</h1><div class=told>{f'<p>{PROSE}</p>' * 4}</div>"
         f"<div class=comment-list><div class=article-content>{f'<p>{OTHER}</p>' * 12}</div></div>", "\n".join([PROSE] * 4)),
        ("told for wide screens and for narrow ones", "<h1>Ferry leaves</h1><div>" + f"<div class=wide><p>{PROSE}</p><p>{OTHER}</p></div>"
         f"<div class=narrow><section><p>{PROSE}</p><p>{OTHER}</p></section></div></div>", f"{PROSE}\n{OTHER}"),
        ("the page's own post above others", "<div class=posts>" + f"<article class='post-1'><h1>Ferry leaves</h1><p>{PROSE}</p><p>{OTHER}</p></article>"
         + f"<article class='post-2'><h2>Fish is dear</h2><p>{OTHER} {OTHER} {OTHER}</p></article>" * 3 + "</div>", f"{PROSE}\n{OTHER}"),
    ],
)  # fmt: skip
def test_the_story_is_found(why, markup, story):
    assert body(markup) == story, why


def test_a_standfirst_in_the_head_opens_the_story():
    markup = (
        f"<header><h1>Ferry leaves</h1><p class=intro>{OTHER}</p></header><div class=text>{f'<p>{PROSE}</p>' * 3}</div>"
    )
    assert body(markup).split("\n") == [OTHER, PROSE, PROSE, PROSE]


def test_the_pages_own_note_of_the_story_vouches_for_it():
    note = (
        '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Ferry leaves","articleBody":"'
        + f"{PROSE} " * 8
        + '"}</script>'
    )
    markup = (
        f"{note}<h1>Ferry leaves</h1><div class=sidebar>{f'<p>{PROSE}</p>' * 3}</div><div>{f'<p>{OTHER}</p>' * 4}</div>"
    )
    assert PROSE in body(markup)


def test_a_page_without_a_story_of_its_own_has_the_one_it_notes():
    note = f"{PROSE}\\n\\n<p>{OTHER}</p>"
    markup = (
        f'<script type="application/ld+json">{{"@type":"NewsArticle","headline":"F","articleBody":"{note}"}}</script>'
    )
    assert body(f"{markup}<h1>Ferry leaves</h1><div class=skeleton></div>") == f"{PROSE}\n{OTHER}"


@pytest.mark.parametrize(
    ("why", "shown", "noted", "whole"),
    [
        ("only the opening is shown", f"<p>{PROSE}</p>", [PROSE, *[OTHER] * 9], True),
        ("the story is shown, the note adds comments", f"<p>{PROSE}</p>" * 9, [PROSE] * 9 + [OTHER] * 9, False),
        ("the note is of another story", f"<p>{PROSE}</p>", [OTHER] * 20, False),
        ("what is shown is the note's end", f"<p>{PROSE}</p>", [*[OTHER] * 9, PROSE], False),
    ],
)
def test_a_story_that_only_opens_on_the_page_goes_on_in_its_note(why, shown, noted, whole):
    note = '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Ferry leaves","articleBody":"%s"}</script>'
    kept = body(note % "\\n".join(noted) + f"<h1>Ferry leaves</h1><div class=told>{shown}</div>").split("\n")
    assert kept == (noted if whole else shown.removeprefix("<p>").removesuffix("</p>").split("</p><p>")), why


def test_names_that_say_how_a_thing_looks_say_nothing_of_what_it_is():
    paragraph = "<div class='print:max-w-small lg:border-right'><div class='group md:share-none'><p class=prose>{}</p></div></div>"
    told = [PROSE, OTHER, f"{OTHER} {PROSE}"]
    markup = "".join(map(paragraph.format, told))
    assert body(f"<h1>Ferry leaves</h1><main>{markup}<p>{PROSE} {OTHER}</p></main>").split("\n")[:3] == told


def test_paragraphs_dressed_alike_in_sections_of_their_own_stay_together():
    opening = f"<section class=a1><p class=para>{OTHER}</p><p class=para>{PROSE}</p></section>"
    rest = "".join(f"<p class=para>{PROSE} {number}</p>" for number in range(30))
    assert body(f"<h1>Ferry leaves</h1><main><div>{opening}<section class=b2>{rest}</section></div></main>").startswith(
        OTHER
    )


@pytest.mark.parametrize("cell", ["<td>{}</td>", "<td><p>{}</p></td>"])
def test_a_table_of_players_is_neither_a_row_of_captions_nor_of_scraps(cell):
    cells = "".join(map(cell.format, ("{0}", "E. Holm {0}", "{0}7")))
    rows = "".join(f"<tr class='row player-{n}'>{cells.format(n)}</tr>" for n in range(1, 9))
    kept = body(f"<h1>Ferry cup</h1><div class=told><p>{PROSE}</p><table>{rows}</table><p>{OTHER}</p></div>")
    assert "E. Holm 8" in kept


def test_the_figures_of_a_table_are_no_pages_to_turn_to():
    rows = "".join(f"<tr><td>{at}</td><td>North {at}</td><td>{at}3</td></tr>" for at in range(1, 9))
    kept = body(f"<h1>Ferry cup</h1><div class=told><p>{PROSE}</p><p>{OTHER}</p><table>{rows}</table></div>")
    assert {"1", "North 8", "83"} <= set(kept.split("\n"))


def test_a_story_told_beside_its_pictures_is_no_row_of_captions():
    told = [f"{PROSE} {number}" for number in range(5)]
    markup = "".join(f"<div class=photo><img src=a.jpg><p>{one}</p></div>" for one in told)
    assert body(f"<h1>Ferry in pictures</h1><div class=told>{markup}</div>").split("\n") == told


@pytest.mark.parametrize(
    ("leads", "is_story"), [("https://museum.example/", True), ("https://sea.harbor.example/", False)]
)
def test_things_that_an_article_lists_lead_to_other_sites_and_teasers_to_its_own(leads, is_story):
    told = [f"{OTHER} {number}" for number in range(4)]
    cards = "".join(f"<section><h3><a href={leads}>Ferry of the fleet</a></h3><p>{one}</p></section>" for one in told)
    page = f"<title>Four ferries</title><h1>Four ferries</h1><div><p>{PROSE}</p>{cards}</div>".encode()
    kept = clean(Page(page, url="https://news.harbor.example/ferries.html")).body
    assert (told[0] in kept, told[3] in kept, PROSE in kept) == (is_story, is_story, True)


def test_who_is_who_in_a_story_is_no_row_of_teasers():
    people = {"Anna Marsh": OTHER, "Erik Holm": PROSE + " Again.", "Petra Lund": OTHER + " Again."}
    cards = "".join(
        f"<section><h3><a href=/people/{name[0]}>{name}</a></h3><p>{life}</p></section>"
        for name, life in people.items()
    )
    assert body(f"<h1>Who runs the ferry</h1><div><p>{PROSE}</p>{cards}</div>").split("\n") == [
        PROSE,
        *(line for person in people.items() for line in person),
    ]


@pytest.mark.parametrize(
    ("why", "above", "stay"),
    [
        ("the story announces them", "The winners of this year are:", True),
        ("a label announces tags", "Tags:", False),
        ("nothing does", PROSE, False),
    ],
)
def test_linked_names_at_the_end_of_a_story(why, above, stay):
    names = ["Anna Marsh", "Erik Holm", "Petra Lund", "Jan Petersen"]
    linked = "".join(f"<li><a href=/people/{name[0]}>{name}</a></li>" for name in names)
    kept = body(f"<h1>Four win</h1><div class=told>{f'<p>{PROSE}</p>' * 4}<p>{above}</p><ul>{linked}</ul></div>")
    assert (names == kept.split("\n")[-4:]) == stay, why


def test_what_stands_with_a_picture_in_its_own_element_is_its_caption():
    picture = f"<div class='image top'><img src=a.jpg><p>{OTHER}</p></div>"
    assert body(f"<h1>Ferry leaves</h1>{picture}<div class=told>{f'<p>{PROSE}</p>' * 4}</div>") == "\n".join(
        [PROSE] * 4
    )
    spared = f"<div class='image-story'><img src=a.jpg><p>{OTHER}</p><p>{PROSE}</p><p>{PROSE}</p></div>"
    assert OTHER in body(f"<h1>Ferry leaves</h1>{spared}")


def test_a_poem_above_its_notes_stays():
    poem = "我有所念人，隔在远远乡。 我有所感事，结在深深肠。 乡远去不得，无日不瞻望。 肠深解不得，无夕不思量。".split()
    notes = "<div class=box><p>我有着深深思念的人，却相隔在远远的异乡，有所感怀的事情，深深的刻在心上。</p></div>"
    lines = "<br>".join(poem)
    markup = f"<h1>夜雨</h1><main><div class=verse>{lines}</div><div class=notes>{notes * 3}</div></main>"
    assert [line for line in body(markup).split("\n") if line in poem] == poem


def test_a_poem_in_an_element_of_its_own_above_its_notes_opens_the_story():
    verses = ("深夜读书须尽欢，", "明月照亮旧渡船。", "一声汽笛千层浪，", "半江渔火到天边。")
    notes = "渡船停在港里已有三个冬天，写诗的人每晚从窗口望着它，直到春天的第一声汽笛响起，岸上的人都醒了。"
    told = (
        "<h1>渡船夜</h1><div><div class=lines>"
        + "<br>".join(verses)
        + f"</div><div class=notes><p>注释：</p>{notes}</div></div>"
    )
    page = f"<title>渡船夜 - 海港诗刊</title><body>{MENU}{told}{MENU}"
    assert clean(Page(page.encode())).body.split("\n")[:4] == list(verses)


def test_a_column_beside_the_story_that_names_it_does_not_end_it():
    lines = [f"第{n}号渡船的航线、渡口与码头在三十年间的变迁" for n in range(20)]
    told = f"<div class=issue><h3>《渡船》2022年第4期</h3>{''.join(f'<p>{line}</p>' for line in lines)}</div>"
    column = "<div class=column><h3>2022年第4期</h3><ul><li><a href=/3>2022年第3期</a><li><a href=/2>2022年第2期</a></ul></div>"
    page = f"<title>2022年第4期</title><body>{MENU}{told}{column}"
    assert clean(Page(page.encode())).body.split("\n")[-20:] == lines


def test_a_summarys_points_stay_together():
    points = [PROSE, "The wall held.", "No one was hurt"]
    summary = "<div class=lx><h2>Summary</h2><ul>" + "".join(f"<li>{point}</li>" for point in points) + "</ul></div>"
    assert body(f"<h1>Ferry leaves</h1>{summary}<div class=text>{f'<p>{OTHER}</p>' * 4}</div>").split("\n")[:4] == [
        "Summary",
        *points,
    ]


def test_times_that_head_the_posts_of_a_live_report_stay():
    posts = [
        f"<article><time>{hour}:15</time><h3>News</h3><div class=post><p>{hour} {PROSE}</p></div></article>"
        for hour in (20, 21, 22)
    ]
    kept = body(f"<h1>Ferry leaves</h1><div class=stream>{''.join(posts)}</div>")
    assert [line for line in kept.split("\n") if line.endswith(":15")] == ["20:15", "21:15", "22:15"]


def test_a_script_that_lost_its_tag_is_no_story():
    script = "googletag.cmd.push(function() { googletag.display('div-gpt-ad-1598398399302-0'); }); " * 9
    assert body(f"<h1>Ferry leaves</h1><div><p>{PROSE}</p></div><div>{script}</div>") == PROSE


@pytest.mark.parametrize("box", ["<div class=text_box><p>{}</p></div>", "<div><p>{}</p></div>", "<div>{}</div>"])
def test_a_flash_of_one_sentence_is_a_story(box):
    flash = "“7天能干完的事，别拖成82天。"
    credits = "<div>2026年09月15日 10:00 | 作者：马守田 | 来源：汀江都市网 字号：大 中 小</div>"
    assert body(f"<h1>桑园快讯</h1>{credits}{box.format(flash)}<div>编辑：丁岚</div>") == flash


def test_a_menu_line_is_no_story():
    assert body("<h1>Pictures of the ferry</h1><img src=a><p>About us | Advertising | Contact | Site map</p>") == ""


def test_what_is_said_in_the_stead_of_a_player_opens_the_story():
    told = "The harbour master explains on deck why the ferry was late, and what will be done about it next year."
    story = "".join(
        f"<p>The ferry came back on Monday, month {month}, and nobody on the quay had expected it.</p>"
        for month in range(12)
    )
    page = f"<h1>Ferry returns</h1><div><object><div><p class=video-caption>{told}</p></div></object></div><div>{story}</div>"
    assert clean(Page(page.encode())).body.startswith(told)
    beside = page.replace("object>", "div>")
    assert told not in clean(Page(beside.encode())).body


GALLERY = (
    "<h1>Ferry leaves</h1><ul class=thumb-content><li>1</li><li>2</li><li>3</li></ul><div class=sidebar>{}</div>"
    f"<div class=comment-list>{f'<p>Nobody on the quay, my friends, has ever seen such a ferry. {OTHER}</p>' * 4}</div>"
)


@pytest.mark.parametrize(
    ("why", "page", "story"),
    [
        ("beside pictures and their numbers", GALLERY.format(f"<p>{PROSE}</p>"), PROSE),
        ("a column of teasers beside them", GALLERY.format(f"<p>{OTHER}</p>" * 3), ""),
        ("a column beside a story", GALLERY.replace("<li>1</li>", "<li>It left.</li>").format(f"<p>{OTHER}</p>"), "It left."),
    ],
)  # fmt: skip
def test_a_gallery_tells_its_story_in_the_column_beside_it(why, page, story):
    assert body(page) == story, why


@pytest.mark.parametrize(
    ("why", "above", "pictures", "stay"),
    [
        ("a gallery below a story is a gallery, however long its words", 24, 20, False),
        ("below a line of welcome it is the story", 1, 20, True),
        ("and below a paragraph", 8, 20, True),
    ],
)
def test_a_gallery_of_more_words_than_the_story(why, above, pictures, stay):
    item = f"<div><h3>Waves</h3><div>{OTHER} {OTHER}</div></div>"
    gallery = f"<div class=gallery>{item * pictures}</div>"
    told = body(f"<h1>Ferry leaves</h1><article>{f'<p>{PROSE}</p>' * above}{gallery}<p>{PROSE}</p></article>")
    assert (OTHER in told) == stay, why
    assert PROSE in told, why


@pytest.mark.parametrize(
    ("why", "opening", "stays"),
    [
        ("the first paragraphs of a story that a wall cuts off below them", f"<p>{OTHER}</p>", True),
        ("a headline leads elsewhere", f"<h3><a href=/old>Ferry</a></h3><p>{OTHER}</p>", False),
    ],
)
def test_an_element_named_like_a_teaser(why, opening, stays):
    page = f"<h1>Ferry leaves</h1><article><div class=teaser-content>{opening}</div>{f'<p>{PROSE}</p>' * 5}</article>"
    assert (OTHER in clean(Page(page.encode())).body) == stays, why


@pytest.mark.parametrize(
    ("why", "title", "stays"),
    [
        ("as many as the title says", "3 inns by the sea", True),
        ("a gallery beside the story", "Seven things no innkeeper tells", False),
        ("a year is no count", "The inns of 2016", False),
    ],
)
def test_a_list_told_beside_its_pictures(why, title, stays):
    slides = "".join(f"<li class=slide><h3>Inn {n}</h3><p>{OTHER}</p></li>" for n in range(3))
    page = f"<h1>{title}</h1><div class=text>{f'<p>{PROSE}</p>' * 4}<ul class=gallery>{slides}</ul><p>{PROSE}</p></div>"
    assert (OTHER in clean(Page(page.encode())).body) == stays, why


@pytest.mark.parametrize(
    ("why", "title", "above", "stays"),
    [
        ("a report of a bug", "Bug 48123 - Ferry leaves too early", "", True),
        ("comments on what the page shows", "Ferry leaves too early", "", False),
        ("comments on a report", "Bug 48123 - Ferry leaves too early", "<h2>2 comments</h2>", False),
    ],
)
def test_a_report_told_in_comments(why, title, above, stays):
    told = f"<div class=comment><b>A. Marsh</b><pre>{PROSE} {OTHER}</pre></div>" * 2
    page = f"<title>{title}</title><h1>{title}</h1><table><tr><td>Status</td><td>NEW</td></tr></table>{above}<div>{told}</div>"
    assert (PROSE in clean(Page(page.encode())).body) == stays, why


@pytest.mark.parametrize(
    ("why", "summary", "stays"),
    [
        ("it is the story's opening, cut", "【渡轮复航】渡轮在冬天过后又回来了，市长和孩子们都在码头上等着它…", False),
        ("it says what the story does not", "【渡轮复航】港务局说，今年的票价不会上涨，老人和孩子仍然免费。", True),
    ],
)
def test_a_summary_above_the_story(why, summary, stays):
    story = "渡轮在冬天过后又回来了，市长和孩子们都在码头上等着它，整个城市都在庆祝，一直到深夜。"
    page = (
        f"<h1>渡轮冬后复航</h1><div><div class=lead>{summary}</div></div><div class=text>{f'<p>{story}</p>' * 4}</div>"
    )
    assert (summary in clean(Page(page.encode())).body) == stays, why


@pytest.mark.parametrize(
    ("why", "named", "stays"),
    [
        ("what to take stands in a section beside what to do", ["Two onions", "A litre of stock", "50 g butter", "Salt"], True),
        ("a note of another dish", ["Three eggs", "A cup of flour", "Milk", "Sugar"], False),
    ],
)  # fmt: skip
def test_a_recipe_stays_as_its_note_has_it(why, named, stays):
    steps = [f"{PROSE} And so {n} times." for n in range(4)]
    note = {"@type": "Recipe", "name": "Soup", "recipeIngredient": named}
    note["recipeInstructions"] = [{"@type": "HowToStep", "text": step} for step in (steps if stays else ["Stir."])]
    take = "".join(f"<li>{thing}</li>" for thing in ("Two onions", "A litre of stock", "50 g butter", "Salt"))
    do = "".join(f"<li><div class=step><p>{step}</p></div></li>" for step in steps)
    page = f"""<script type=application/ld+json>{json.dumps(note)}</script><h1>Soup</h1><main>
        <section class=take><h2>Ingredients</h2><ul>{take}</ul></section><section class=do><ul>{do}</ul></section></main>"""
    told = clean(Page(page.encode())).body.split("\n")
    assert ("50 g butter" in told) == stays, why
    assert [step for step in steps if step in told] == steps, why
