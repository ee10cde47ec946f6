"""``scrapy search`` at a prompt, in a pipe, and the same answers from plain ``sqlite3``, while a crawl writes."""

import json
import os
import re
import sqlite3
import subprocess
import sys
import time

import pytest

from pipelines.store.database import open_database
from pipelines.store.migrations import NEWS
from pipelines.store.search import search
from pipelines.store.search_query import read_query
from tests.archived import Shelf
from tests.crawler.in_process import command
from tests.crawler.running import ROOT, scrapy
from tests.crawler.test_reclean import page
from tests.portal import Portal

EVIL = 'Ferry \x1b]0;owned\x07 \x9b2J <script>alert("渡船")</script> \u202egnp'
README = (ROOT / "data" / "README.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def crawling(tmp_path_factory):
    """The folder of a crawl of the bundled portal, what a reader saw meanwhile, and the copies it made."""
    folder = tmp_path_factory.mktemp("crawling")
    with Portal() as portal:
        command = [sys.executable, "-m", "scrapy", "crawl", "yunting", "-a", f"port={portal.url.rsplit(':')[-1]}"]
        command += ["-s", f"DATABASE={folder / 'news.db'}", "-s", f"PAGES_DATABASE={folder / 'pages.db'}"]
        crawl = subprocess.Popen([*command, "-s", "DOWNLOAD_DELAY=0.01"], cwd=ROOT, stderr=subprocess.PIPE, text=True)
        try:
            reader = _reader(folder / "news.db", crawl)
            first = _count(reader)  # the transaction that began here stays open until the crawl has ended
            other = sqlite3.connect(folder / "news.db", isolation_level=None)
            other.execute("vacuum into ?", (str(folder / "copy.db"),))
            backup = sqlite3.connect(folder / "backup.db")
            other.backup(backup)
            during = crawl.poll() is None
            seen = (first, _count(other), _count(reader))
            backup.close()
            other.close()
            _, errors = crawl.communicate(timeout=60)
            last = _count(reader)
            reader.close()
        finally:
            crawl.kill()
    return folder, crawl.returncode, errors, during, (*seen, last)


def _reader(path, crawl):
    """A connection of an analyst's, in a transaction, from when the first articles are there."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and crawl.poll() is None:
        if path.exists():
            reader = sqlite3.connect(f"file:{path}?mode=ro", uri=True, isolation_level=None, timeout=0)
            reader.execute("begin")
            try:
                if _count(reader):
                    return reader
            except sqlite3.OperationalError:
                pass  # the tables are not made yet
            reader.close()
        time.sleep(0.01)
    raise AssertionError(crawl.communicate())


def _count(connection):
    return connection.execute("select count(*) from articles").fetchone()[0]


def test_an_open_transaction_and_a_crawl_do_not_block_each_other(crawling):
    folder, status, errors, during, (first, others, again, last) = crawling
    assert (status, errors) == (0, "")
    assert during, "the copies were made while the crawl wrote"
    assert first == again == last, "a transaction sees one moment"
    assert first <= others < _count(sqlite3.connect(folder / "news.db"))


@pytest.mark.parametrize("name", ["copy.db", "backup.db"])
def test_a_copy_made_during_a_crawl_is_whole(crawling, name):
    copy = sqlite3.connect(crawling[0] / name)
    assert copy.execute("pragma integrity_check").fetchone()[0] == "ok"
    copy.execute("insert into article_search (article_search) values ('integrity-check')")
    assert _count(copy) == copy.execute("select count(*) from article_search_docsize").fetchone()[0] > 0
    copy.close()


def test_the_documented_sql_finds_what_the_command_finds(crawling):
    """No extension of ours, no function: the recipe of data/README.md, word by word."""
    recipe = re.search(r"```sql\n(-- any words.*?)```", README, re.S)
    assert recipe is not None
    plain = sqlite3.connect(crawling[0] / "news.db")
    db = open_database(crawling[0] / "news.db", NEWS)
    for phrase in ("码头", "渡", "３月", "，", "2026年", "The ferry", "云汀"):
        asked = recipe[1].replace("'脱贫攻坚'", f"'{phrase}'")
        assert asked != recipe[1]
        found = [row[0] for row in plain.execute(asked)]
        ours = [article.id for article in search(db, read_query(f'"{phrase}"'), limit=1000)]
        assert sorted(found) == sorted(ours), phrase
    assert len(ours) > 1
    db.close()
    plain.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("search")
    with Shelf(folder) as shelf:
        shelf.put("https://harbortimes.example/1.html", page("渡船增开班次"), title="渡船增开班次")
        shelf.put("https://harbortimes.example/2.html", page("Evil"), title=EVIL)
    return folder


def test_what_is_found_comes_with_its_snippet(folder):
    process = scrapy("search", "渡船 captain", "--since", "2020-01-01", folder=folder)
    assert (process.returncode, process.stderr) == (0, "")
    assert "渡船增开班次\narticle 1 · harbor_times · " in process.stdout
    assert "Captain Marsh said" in process.stdout
    assert process.stdout.endswith("2 found\n")


def test_nothing_in_a_title_steers_a_terminal_or_a_reader_of_lines(folder, capsys):
    process = command("search", "<script>alert", "--json", capsys=capsys, folder=folder)
    assert not set("\x1b\x9b\x07\u202e") & set(process.stdout)
    assert json.loads(process.stdout)["title"] == EVIL
    plain = command("search", "alert", capsys=capsys, folder=folder)
    assert not set("\x1b\x9b\x07\u202e") & set(plain.stdout)
    assert plain.stdout.startswith("Ferry ]0;owned 2J <script>alert")


@pytest.mark.parametrize(("arguments", "status", "told"), [
    ((" ",), 2, "Search for what? Name a word or a phrase"),
    (("没有 -渡船",), 1, "Nothing found for “没有”; without “渡船”."),
    (("--", "-渡船", "没有"), 1, "Nothing found for “没有”; without “渡船”."),  # not without the mark of a hyphen too
    (("渡船", "--since", "gestern"), 2, "--since gestern is not a date"),
    (("渡船", "--site", "x"), 2, "No site is called 'x': there are harbor_times."),
])  # fmt: skip
def test_what_cannot_be_found_is_said_in_a_sentence(folder, arguments, status, told, capsys):
    process = command("search", *arguments, capsys=capsys, folder=folder)
    assert (process.returncode, process.stdout) == (status, "")
    assert told in process.stderr
    assert process.stderr.count("\n") == 1


def test_a_missing_database_is_named(tmp_path, capsys):
    process = command("search", "渡船", capsys=capsys, folder=tmp_path)
    assert (process.returncode, process.stderr.count("\n")) == (2, 1)
    assert "news.db: crawl first" in process.stderr
    assert os.listdir(tmp_path) == [], "nothing is made"
