"""``scrapy diff``: what the newspaper changed, apart from what better rules read; the same for every text."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.text_diff import sentences, shown, text_diff
from pipelines.store.database import writing
from pipelines.store.edits import edits
from pipelines.store.rereadings import keep_rereading
from tests.archived import Shelf
from tests.crawler.in_process import command
from tests.crawler.running import scrapy
from tests.crawler.test_reclean import page

URL = "https://harbortimes.example/town/ferry.html"
FIRST = "今年的渡船从三月起每天多开两班，早班六点。票价不变。\n码头的候船室也在修。"
SECOND = "今年的渡船从四月起每天多开两班，早班六点。票价不变。\n码头的候船室也在修。"
TEXTS = st.text(st.sampled_from("渡船从三四月起。！\nab 1."), max_size=40)


def read(name, body, **told):
    return {"title": name, "body": body, "body_sha256": body, "rules": "same", "removals": [], **told}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """An article that was edited, read again by better rules, and edited once more."""
    folder = tmp_path_factory.mktemp("diff")
    with Shelf(folder) as shelf:
        shelf.put(URL, page("a"), **read("渡船增开班次", FIRST))
        shelf.put(URL, page("b"), **read("渡船增开班次", SECOND))
        row = next(shelf.news["articles"].rows)
        better = row | {"body": SECOND.replace("\n码头的候船室也在修。", ""), "author": "张三"}
        with writing(shelf.news) as connection:
            keep_rereading(connection, row["id"], better, [], now="2026-03-03T00:00:00+00:00")
        shelf.put(URL, page("c"), **read("渡船停航\x1b[2J", better["body"]))
    return folder


def test_edits_are_told_apart_from_readings(folder):
    with Shelf(folder) as shelf:
        found = edits(shelf.news, 1)
    assert [(edit.version, edit.cause) for edit in found] == [(2, "edited"), (2, "reread"), (3, "edited")]
    assert [edit.old["body"] for edit in found] == [FIRST, SECOND, SECOND.split("\n")[0]]
    assert [edit.new["body"] for edit in found] == [SECOND, SECOND.split("\n")[0], SECOND.split("\n")[0]]
    assert found[1].others == ["author"]


def test_the_whole_story_of_an_article(folder):
    process = scrapy("diff", URL.replace("https://", "http://www."), folder=folder)
    assert (process.returncode, process.stderr) == (0, "")
    told = re.sub(r"· 20[\d-]+ [\d:]+ ", "", process.stdout)
    assert told == (
        f"{URL}\n\n"
        "version 1 → 2 · edited by the newspaper\n"
        "今年的渡船从[-三-]{+四+}月起每天多开两班，早班六点。票价不变。\n…\n\n"
        "version 2 · read again by better rules; no edit by the newspaper\n"
        "…票价不变。[-⏎\n码头的候船室也在修。-]\nalso: author\n\n"
        "version 2 → 3 · edited by the newspaper\n"
        "title: [-渡船增开班次-]{+渡船停航\ufffd[2J+}\n"
    )


def test_one_version_alone(folder, capsys):
    process = command("diff", URL, "--version", "3", capsys=capsys, folder=folder)
    assert process.stdout.count("version") == 1
    for arguments, sentence in (
        ((URL, "--version", "4"), "There is no version 4: the article has 3."),
        ((URL + "x",), "No article is stored at"),
    ):
        process = command("diff", *arguments, capsys=capsys, folder=folder)
        assert (process.returncode, process.stderr.count("\n")) == (2, 1)
        assert sentence in process.stderr


@settings(deadline=None, max_examples=200)
@given(old=TEXTS, new=TEXTS)
def test_nothing_is_lost_between_two_texts(old, new):
    parts = text_diff(old, new)
    assert "".join(part.text for part in parts if part.mark != "+") == old
    assert "".join(part.text for part in parts if part.mark != "-") == new
    assert "".join(sentences(old)) == old


@pytest.mark.parametrize(("why", "old", "new", "told"), [
    ("a word of letters changes whole", "The ferry left.", "The boat left.", "The [-ferry-]{+boat+} left."),
    ("two sentences that are not alike are not mixed", "渡船停航。", "集市今天开张了。", "[-渡船停航。-]{+集市今天开张了。+}"),
    ("one equal letter between two changes is luck", "甲乙丙丁戊己庚", "甲子丙丑戊己庚", "甲[-乙丙丁-]{+子丙丑+}戊己庚"),
    ("what nobody changed is left out", "一。二。三。四。五。", "一。二。三。四。六。", "…四。[-五-]{+六+}。"),
    ("a paragraph comes", "一。", "一。\n二。", "一。{+⏎\n二。+}"),
])  # fmt: skip
def test_changes_are_shown_in_their_sentences(why, old, new, told):
    assert shown(text_diff(old, new), colour=False) == told, why


def test_a_long_text_costs_no_minute():
    old = "".join(f"第{number}句话说渡船。" for number in range(3000))
    parts = text_diff(old, old.replace("第1500句", "第一千五百句") + "末" * 9000)
    assert sum(part.mark == "+" for part in parts) == 2
