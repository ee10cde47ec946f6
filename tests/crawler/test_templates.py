"""The planted section of the portal: what its pages repeat goes, what they tell stays, and early pages are put right."""

import json
import signal
import subprocess
import sys
import time
from argparse import ArgumentParser
from dataclasses import replace

import pytest
from scrapy.utils.project import get_project_settings

from crawler.commands.template import Command
from pipelines.cleaning.page import Page
from pipelines.reading import read_pages
from tests.archived import Shelf
from tests.crawler.running import ROOT, rows, scrapy, stats
from tests.portal import Portal, planted_frame
from tests.portal.planted import FERRIES, KINDS, planted_lines, whole_story

ARTICLES = 12


@pytest.fixture(scope="module")
def portal():
    with Portal(planted=ARTICLES) as served:
        yield served


def site(folder):
    return rows(folder, "select site from site_templates")[0]["site"]


def put_right(folder):
    with Shelf(folder) as shelf:
        shelf.put_right()


def template(folder, *arguments):
    """``scrapy template ARGUMENTS`` without a process of its own: the tests are many, and it sets nothing up."""
    command = Command()
    command.settings = get_project_settings()
    command.settings.set("DATABASE", str(folder / "news.db"))
    parser = ArgumentParser()
    command.add_options(parser)
    options, named = parser.parse_known_args([str(argument) for argument in arguments])
    command.run(named, options)


def crawl(portal, folder, *settings):
    return scrapy("crawl", "section", "-a", f"url={portal.url}/planted/", *settings, folder=folder)


@pytest.fixture(scope="module")
def crawled(portal, tmp_path_factory):
    folder = tmp_path_factory.mktemp("planted")
    return folder, crawl(portal, folder)


def left(folder):
    """Lines of boilerplate that stand in stories."""
    planted = set(planted_lines())
    return [
        line for row in rows(folder, "select body from articles") for line in row["body"].split("\n") if line in planted
    ]


def assert_told(portal, folder):
    """Every story whole, and nothing else."""
    stored = {row["url"]: row["body"] for row in rows(folder, "select url, body from articles")}
    for article in portal.sections["planted"].articles:
        if article.url in stored:
            assert stored[article.url] == article.body


def test_without_templates_every_kind_stands_in_every_story(portal):
    assert len(KINDS) == 8
    for article in portal.sections["planted"].articles:
        read = read_pages([Page(portal.answer(article.path, {}).body, url=article.url)], layout={})
        lines = read["body"].split("\n")
        for line in (line for lines in KINDS.values() for line in lines):
            assert lines.count(line) == 1, (article.path, line)
        assert sum(line in FERRIES for line in lines) == 9
        assert [line for line in lines if line not in planted_lines()] == article.body.split("\n")


def test_what_the_pages_repeat_is_cut_and_no_story_word(portal, crawled):
    folder, process = crawled
    assert (process.returncode, process.stderr) == (0, "")
    assert left(folder) == []
    assert_told(portal, folder)
    rules = {row["rule"] for row in rows(folder, "select rule from removals where text = ?", KINDS["keeper"][0])}
    assert rules == {"template"}
    assert rows(folder, "select * from articles where rules = ''") == []


def test_early_pages_are_put_right_at_the_end_and_counted(crawled):
    folder, process = crawled
    put_right = stats(folder)["crawl/put_right"]
    assert 2 <= put_right < ARTICLES
    assert f"{put_right} put right by what later pages repeat" in process.stdout
    [run] = rows(folder, "select * from readings")
    assert put_right <= run["articles"] < ARTICLES
    assert json.loads(run["asked"]) == {"crawl": 1}
    versions = rows(folder, "select * from article_versions")
    assert versions == [], "the newspaper has edited nothing"


def test_reading_all_again_changes_nothing(crawled):
    folder, _ = crawled
    query = "select url, title, body, version from articles order by id"
    before = rows(folder, query), rows(folder, "select * from removals"), rows(folder, "select * from site_blocks")
    process = scrapy("reclean", "--again", "--jobs", 2, folder=folder)
    assert "0 changed in title or body, 0 in other fields" in process.stdout
    after = rows(folder, query), rows(folder, "select * from removals"), rows(folder, "select * from site_blocks")
    assert after == before


def test_the_command_shows_what_was_learned(crawled):
    folder, _ = crawled
    shown = scrapy("template", site(folder), folder=folder)
    assert (shown.returncode, shown.stderr) == (0, "")
    assert "learned from 11 stories" in shown.stdout, "two of the twelve are prints of one"
    told = shown.stdout[shown.stdout.index(KINDS["keeper"][0]) :].splitlines()
    assert told[1] == "    at div.leaf/p"
    assert told[2].startswith("    cut in http://127.0.0.1")


def test_what_an_operator_says_is_honoured_and_travels(crawled, tmp_path, capsys):
    folder, _ = crawled
    for name in ("news.db", "pages.db"):
        (tmp_path / name).write_bytes((folder / name).read_bytes())
    [known] = rows(tmp_path, "select key from site_blocks where text = ? and sort = 'prose'", KINDS["keeper"][0])
    file = tmp_path / "template.json"
    template(tmp_path, site(folder), "--spare", known["key"][:8], "--export", file)
    assert f"{ARTICLES} articles are read again by the next crawl" in capsys.readouterr().out
    put_right(tmp_path)
    assert left(tmp_path) == KINDS["keeper"] * ARTICLES
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    template(elsewhere, site(folder), "--import", file)
    assert "blocks of 127.0.0.1" in capsys.readouterr().out
    assert rows(elsewhere, "select hand from site_blocks where key = ?", known["key"]) == [{"hand": "spare"}]


def test_a_list_that_turns_each_day_goes_whole(tmp_path):
    """Ten pages on five days, and each day a third of the ferries is another."""
    portal = Portal(planted=10)
    with Shelf(tmp_path) as shelf:
        for number, article in enumerate(reversed(portal.sections["planted"].articles)):
            if number and number % 2 == 0:
                portal.turn_day()
            shelf.put(article.url, portal.answer(article.path, {}).body, site="yunting")
    put_right(tmp_path)
    assert left(tmp_path) == []
    for row in rows(tmp_path, "select url, body from articles"):
        assert row["body"] == portal.article("/planted/" + row["url"].rsplit("/")[-1]).body


def test_killed_before_it_put_right_the_next_crawl_does(portal, tmp_path):
    command = [sys.executable, "-m", "scrapy", "crawl", "section", "-a", f"url={portal.url}/planted/"]
    command += ["-s", f"DATABASE={tmp_path / 'news.db'}", "-s", f"PAGES_DATABASE={tmp_path / 'pages.db'}"]
    process = subprocess.Popen(
        [*command, "-s", "DOWNLOAD_DELAY=0.1"], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    end = time.monotonic() + 30
    while time.monotonic() < end and not marked(tmp_path):
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert marked(tmp_path), "killed between the judgement and putting right what it touches"
    assert left(tmp_path)
    process = crawl(portal, tmp_path)
    assert process.returncode == 0, process.stderr
    assert marked(tmp_path) == []
    assert left(tmp_path) == []
    assert_told(portal, tmp_path)


def marked(folder):
    if not (folder / "news.db").exists():
        return []
    try:
        return rows(folder, "select id from articles where rules = ''")
    except Exception:  # the schema is being made
        return []


def test_what_makes_no_sense_is_refused_in_a_sentence(crawled, tmp_path, capsys):
    folder, _ = crawled
    (tmp_path / "broken.json").write_text("[1, 2")
    for asked, said in (
        ([], "The template of which site? Name one: try 127.0.0.1"),
        (["nowhere"], "Nothing was learned of a site 'nowhere'"),
        ([site(folder), "--spare", "beef"], "No block beef is known of 127.0.0.1"),
        ([site(folder), "--import", tmp_path / "broken.json"], "is no template file"),
        ([site(folder), "--import", tmp_path / "none.json"], "cannot be read"),
    ):
        with pytest.raises(SystemExit, match="2"):
            template(folder, *asked)
        error = capsys.readouterr().err
        assert said in error
        assert len(error.splitlines()) == 1


def test_a_story_that_comes_late_is_whole_at_once(portal, crawled, tmp_path):
    folder, _ = crawled
    for name in ("news.db", "pages.db"):
        (tmp_path / name).write_bytes((folder / name).read_bytes())
    late = whole_story(500)
    page = planted_frame.article_page(replace(late, breadcrumb=["首页", "副刊"]), 1, portal.edition)
    with Shelf(tmp_path) as shelf:
        url = f"{portal.url}/planted/late.shtml"
        shelf.put(url, page.encode(), site=site(folder))
    assert rows(tmp_path, "select body from articles where url = ?", url) == [{"body": late.body}]
