"""What cannot work is refused in one sentence that names the thing and the way out, and leaves nothing behind."""

import signal
import socket
import sqlite3
import subprocess
import sys

import pytest

from pipelines.store.database import open_database
from pipelines.store.migrations import NEWS
from pipelines.store.page_migrations import PAGES
from tests.crawler.running import ROOT, rows, scrapy
from tests.portal import Portal


@pytest.fixture(scope="module")
def portal():
    with Portal() as served:
        yield served


def complaint(process):
    assert "Traceback" not in process.stderr, process.stderr
    lines = process.stderr.strip().splitlines()
    assert len(lines) == 1, process.stderr
    return lines[0]


@pytest.mark.parametrize(
    ("why", "arguments", "named", "way_out"),
    [
        ("no such spider", ["nosuch"], "'nosuch'", "scrapy list"),
        ("no spider at all", [], "Which spider", "scrapy list"),
        ("no address", ["section"], "Which address", "-a url="),
        ("no scheme", ["section", "-a", "url=www.example.com/news"], "'www.example.com/news'", "http://www"),
        ("no web address", ["section", "-a", "url=ftp://example.com/"], "ftp://example.com/", "http"),
        ("unknown argument", ["section", "-a", "url=http://a.example/", "-a", "colour=red"], "'colour'", "-a pages="),
        ("no number", ["section", "-a", "url=http://a.example/", "-a", "pages=all"], "pages=all", "-a pages=3"),
        ("another name", ["section", "-a", "url=http://a.example/", "-a", "name=evil"], "'name'", "-a pages="),
        ("no such port", ["yunting", "-a", "port=99999"], "99999", "port"),
        ("no time", ["yunting", "-s", "STOP_SECONDS=soon"], "STOP_SECONDS=soon", "STOP_SECONDS=3"),
        ("an option that it does not have", ["yunting", "--fast"], "--fast", "scrapy crawl -h"),
        ("a name too long for a file", ["article", "-a", "urls=" + "x" * 300], "urls=xxx", "spelling"),
        ("no such file", ["article", "-a", "urls=/nowhere/list.txt"], "/nowhere/list.txt", "spelling"),
    ],
)
def test_arguments_that_make_no_sense(tmp_path, why, arguments, named, way_out):
    process = scrapy("crawl", *arguments, folder=tmp_path)
    assert process.returncode == 2, why
    sentence = complaint(process)
    assert named in sentence, why
    assert way_out in sentence, why
    assert list(tmp_path.iterdir()) == [], "a refusal leaves nothing behind"


def test_a_database_that_is_not_sqlite(tmp_path, portal):
    (tmp_path / "news.db").write_text("a shopping list " * 100)
    process = scrapy("crawl", "section", "-a", f"url={portal.url}/news/", folder=tmp_path)
    assert process.returncode == 2
    assert "news.db is not a sound SQLite database" in complaint(process)
    assert (tmp_path / "news.db").read_text().startswith("a shopping list")


def test_a_folder_that_does_not_exist(tmp_path, portal):
    process = scrapy("crawl", "section", "-a", f"url={portal.url}/news/", folder=tmp_path / "nowhere")
    assert process.returncode == 2
    assert "No folder" in complaint(process)


def test_a_folder_that_cannot_be_written(portal):
    process = scrapy("crawl", "section", "-a", f"url={portal.url}/news/", "-s", "DATABASE=/proc/news.db")
    assert process.returncode == 2
    assert "/proc/news.db cannot be written" in complaint(process)


def test_a_host_that_does_not_answer(tmp_path):
    with socket.socket() as silent:  # bound, and not listening: the port refuses
        silent.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/news/"
        process = scrapy("crawl", "section", "-a", f"url={url}", folder=tmp_path)
    assert process.returncode == 3
    assert f"Could not read section {url}: connection refused" in complaint(process)
    frontier = rows(tmp_path, "select url, state, failures from frontier")
    assert frontier == [{"url": url, "state": "failed", "failures": 1}]


def test_a_section_page_without_article_links(tmp_path, serve):
    feed = '<link rel="alternate" type="application/rss+xml" href="/feed.xml">'
    home, _ = serve({"/news/": f"<html><head><title>News</title>{feed}</head><body><p>Soon.</p></body></html>"})
    process = scrapy("crawl", "section", "-a", f"url={home}/news/", folder=tmp_path)
    assert process.returncode == 3
    told = complaint(process)
    assert f"No article links on {home}/news/" in told
    assert told.endswith(f"It names a feed, which will do as well: {home}/feed.xml")


def test_a_section_page_that_is_not_there(tmp_path, portal):
    process = scrapy("crawl", "section", "-a", f"url={portal.url}/no/such/section/", folder=tmp_path)
    assert process.returncode == 3
    assert "/no/such/section/ is not there (not_found)" in complaint(process)


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["clean", "/nowhere/page.html"], "/nowhere/page.html"),
        (["clean", "http://127.0.0.1:9/"], "http://127.0.0.1:9/ did not come: connection refused"),
        (["fetch", "https://a.example/"], "CONTACT=you@example.org"),
        (["health", "--fast"], "scrapy health -h"),
        (["genspider", "-t", "site", "9-lives", "http://a.example/"], "'9-lives'"),
        (["genspider", "-t", "site", "nine", "ftp://a.example/"], "ftp://a.example/"),
    ],
)
def test_the_other_commands_refuse_in_a_sentence_too(arguments, named):
    process = scrapy(*arguments)
    assert process.returncode == 2
    assert named in complaint(process)


def test_a_list_of_addresses_that_is_not_text(tmp_path):
    (tmp_path / "list.txt").write_bytes("http://a.example/新闻".encode("gb18030"))
    process = scrapy("crawl", "article", "-a", f"urls={tmp_path / 'list.txt'}")
    assert process.returncode == 2
    assert "not text in UTF-8" in complaint(process)


def test_a_database_that_is_damaged_where_it_is_read(tmp_path):
    open_database(tmp_path / "news.db", NEWS).close()
    open_database(tmp_path / "pages.db", PAGES).close()
    with sqlite3.connect(tmp_path / "pages.db") as db:
        size = db.execute("pragma page_size").fetchone()[0]
        number = db.execute("select rootpage from sqlite_master where name = 'fetches'").fetchone()[0]
        db.execute("pragma wal_checkpoint(truncate)")
    with (tmp_path / "pages.db").open("r+b") as file:
        file.seek((number - 1) * size)
        file.write(b"\xff" * size)
    process = scrapy("export-warc", tmp_path / "all.warc.gz", folder=tmp_path)
    assert process.returncode == 1
    assert "pages.db cannot be used: it is damaged" in complaint(process)
    assert sorted(path.name for path in tmp_path.iterdir() if "db" not in path.name) == []


def test_a_command_that_is_interrupted_says_so_in_a_word():
    code = (
        "import sys; from scrapy.cmdline import execute; from crawler.commands import clean;"
        "clean._lines = lambda *_: (print('ready', flush=True), sys.stdin.read());"
        "execute(['scrapy', 'clean', 'tests/test_rooms.py'])"
    )
    command, pipe = [sys.executable, "-c", code], subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, text=True, stdin=pipe, stdout=pipe, stderr=pipe) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=30)
    assert (process.returncode, errors) == (5, "Stopped.\n")
