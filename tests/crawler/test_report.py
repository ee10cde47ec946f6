"""``scrapy report``: one page that needs nothing but itself, right for nothing, for one article, and for many."""

import re
from argparse import Namespace
from html.parser import HTMLParser

import pytest
from scrapy.settings import Settings

from crawler.commands.report import Command
from crawler.report.page import report_page
from pipelines.store import questions
from pipelines.store.database import open_database
from pipelines.store.migrations import NEWS
from tests.crawler.running import scrapy
from tests.filled import fill

NOW = "2026-03-21T00:00:00+00:00"
HOSTILE = "<script>alert(1)</script>"
HEADINGS = [
    "Articles a day",
    "Silent sites",
    "By section",
    "Lag between publication and crawl",
    "What was cut from the pages",
]
HEADINGS += ["Which fields are known", "Template growth", "Crawls", "Dropped and failed"]


class Page(HTMLParser):
    """The elements of a page, and whether each was closed."""

    VOID = ("meta", "br")

    def __init__(self, text):
        super().__init__()
        self.names: set[str] = set()
        self.open: list[str] = []
        self.links: list[str] = []
        self.headings: list[str] = []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.names.add(tag)
        self.links += [value for name, value in attrs if name in ("src", "href", "action", "xlink:href")]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.names.add(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open[-1:] == ["h2"]:
            self.headings.append(data)


@pytest.fixture
def db(tmp_path):
    db = open_database(tmp_path / "news.db", NEWS)
    yield db
    db.close()


def page_of(db):
    return report_page(db, "news.db", NOW, {"not_found": "the server says 404"}, lambda _: None)


@pytest.mark.parametrize("articles", [0, 1, 2, 700])
def test_every_figure_is_there_at_any_size(db, articles):
    if articles:
        fill(db, articles, sites=min(articles, 9))
    text = page_of(db)
    page = Page(text)
    assert [heading for heading in page.headings if heading != "All years"] == HEADINGS or "All years" in page.headings
    assert set(HEADINGS) <= set(page.headings)
    assert f"<b>{articles}</b>articles" in text
    assert "nan" not in text.lower().replace("navigation", "")
    assert ("svg" in page.names) == bool(articles)


def test_the_page_needs_nothing_but_itself(db):
    fill(db, 50)
    text = page_of(db)
    page = Page(text)
    assert page.links == []
    assert "script" not in page.names
    assert re.findall(r"url\(|@import|https?://", text) == []
    assert "default-src 'none'" in text


def test_names_that_mean_harm_are_only_text(db):
    fill(db, 30, named=HOSTILE)
    db.execute("update frontier set reason = ? where state = 'failed'", (HOSTILE + "\x00\x1b[2J",))
    db.execute("update sections set name = ?", ('"><img src=x onerror=alert(1)>',))
    text = page_of(db)
    assert "script" not in Page(text).names
    assert "img" not in Page(text).names
    assert "&lt;script&gt;" in text
    assert "\x00" not in text
    assert "\x1b" not in text


def test_counts_are_those_of_the_database(db):
    fill(db, 300, sites=3, days=100)
    questions.begin_questions(db)
    totals = questions.totals(db, "2026-03-21")
    by_day = questions.articles_by_day(db, totals.last_day)
    assert (totals.articles, totals.sites, totals.sections, totals.failed, totals.dropped) == (300, 3, 9, 5, 10)
    assert sum(count for _, _, count in by_day) == 300
    assert sum(count for _, count in questions.articles_by_month(db)) == 300
    rows, how_many = questions.sections(db)
    assert (sum(row[3] for row in rows), how_many) == (300, 9)
    assert sum(row[2] for row in questions.sections_by_day(db, [row[0] for row in rows])) == 300
    assert questions.choose_sample(db) == (300, 300)
    assert sum(row[1] for row in questions.coverage(db)) == 300
    assert {rule for rule, _, _ in questions.cuts(db)} == {rule for (rule,) in db.execute("select rule from removals")}
    kept, cut = db.execute(
        "select (select sum(char_count) from articles), (select sum(length(text)) from removals)"
    ).fetchone()
    assert [sum(column) for column in list(zip(*questions.boilerplate(db), strict=True))[2:]] == [kept, cut]
    questions.end_questions(db)


def test_a_sample_is_even_over_the_sites(db, monkeypatch):
    monkeypatch.setattr(questions, "SAMPLE", 400)
    monkeypatch.setattr(questions, "LEAST_OF_A_SITE", 50)
    fill(db, 4000, sites=8, paragraphs=1)
    questions.begin_questions(db)
    sample = questions.choose_sample(db)
    assert sample.articles == 4000
    assert 320 <= sample.looked_at <= 480
    assert all(25 <= row[1] <= 80 for row in questions.coverage(db)), "though each site has every eighth id"
    questions.end_questions(db)
    assert "chosen evenly" in page_of(db)


def test_a_misprinted_date_does_not_stretch_the_axis(db):
    fill(db, 60, days=90)
    db.execute("update articles set published_at = '2099-12-31' where id = 1")
    db.execute("update articles set published_at = '1026-01-01' where id = 2")
    db.execute("update articles set published_at = 'yesterday' where id = 3")
    text = page_of(db)
    assert "published from 1026-01-01 to 2026-03-" in text
    assert len(text) < 400_000


@pytest.mark.parametrize(
    ("why", "arguments", "words"),
    [
        ("a report is a web page", ["report.pdf"], "ends in .html"),
        ("one file at a time", ["a.html", "b.html"], "One name is enough"),
        ("there is nothing to tell of", ["report.html"], "crawl first"),
    ],
)
def test_what_makes_no_sense_is_refused_in_a_sentence(why, arguments, words, tmp_path, capsys):
    command = Command()
    command.settings = Settings({"DATABASE": str(tmp_path / "absent.db")})
    with pytest.raises(SystemExit) as end:
        command.run([str(tmp_path / name) for name in arguments], Namespace())
    assert end.value.code == 2, why
    assert words in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_the_command_writes_the_file_in_one_piece(tmp_path):
    open_database(tmp_path / "news.db", NEWS).close()
    done = scrapy("report", folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert str(tmp_path / "report.html") in done.stdout
    assert Page((tmp_path / "report.html").read_text(encoding="utf-8")).headings
    assert [path.name for path in tmp_path.glob("*.html*")] == ["report.html"]
