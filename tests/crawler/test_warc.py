"""Pages go out as WARC and come in from WARC, through the stages of a crawl; broken files give what they have."""

import gzip
import os
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bench.page_edits import rewrite_paragraph
from crawler.outcomes import EXIT_STATUS, STOPPED
from crawler.warc import WarcFiles, WarcPage
from crawler.warc_writer import WarcWriter
from tests.archived import Shelf
from tests.crawler.running import ROOT, SHARED, rows, scrapy
from tests.crawler.test_reclean import FERRY, page
from tests.portal import Portal

pytest.importorskip("warcio", reason="needs warcio, the extra `warc`")
CORPUS = SHARED / "corpus" / "warc"
NOT_COMPARED = ("id", "crawl_id", "first_seen_at", "last_checked_at", "changed_at", "article_id", "duplicate_of")


def stories(folder, table="articles"):
    order = "url" if table == "articles" else "title, version"
    return [
        {name: value for name, value in row.items() if name not in NOT_COMPARED}
        for row in rows(folder, f"select * from {table} order by {order}")
    ]


@pytest.fixture(scope="module")
def shelved(tmp_path_factory):
    """The portal's articles, one of them in two versions, one announced and empty."""
    import random

    folder = tmp_path_factory.mktemp("shelved")
    with Portal() as portal, Shelf(folder) as shelf:
        for article in portal.articles:
            bodies = [portal.answer(path, {}).body for path in article.page_paths]
            shelf.put(article.url, *bodies, site="yunting", fetched_at="2026-03-20T04:00:00+00:00")
        url, body = portal.articles[0].url, portal.answer(portal.articles[0].path, {}).body
        edited = rewrite_paragraph(body, random.Random(1))
        shelf.put(url, edited, site="yunting", fetched_at="2026-03-21T04:00:00+00:00")
        told = {"site": "yunting", "fetched_at": "2026-03-21T04:00:00+00:00"}
        shelf.put(portal.url + "/town/1.html", b"", listed_title="渡船 周一 停航", **told)
        shelf.put(portal.url + "/town/2.html", body, **told)
        shelf.put_right()
    return folder


@pytest.fixture(scope="module")
def exported(shelved):
    process = scrapy("export-warc", shelved / "all.warc.gz", folder=shelved)
    assert (process.returncode, process.stderr) == (0, "")
    assert "1 of them the same as earlier ones" in process.stdout
    return shelved / "all.warc.gz"


def test_what_goes_out_comes_in_again(shelved, exported, tmp_path):
    process = scrapy("import-warc", exported, folder=tmp_path)
    assert (process.returncode, process.stderr) == (0, "")
    assert stories(tmp_path) == stories(shelved)
    assert stories(tmp_path, "article_versions") == stories(shelved, "article_versions")
    sent = "select url, page_number, final_url, fetched_at, byte_count from kept_pages order by 1, 4, 2"
    assert rows(tmp_path, sent, database="pages.db") == rows(shelved, sent, database="pages.db")
    assert rows(tmp_path, "select url from frontier where state not in ('done', 'dropped')") == []
    [crawl] = rows(tmp_path, "select * from crawls")
    assert (crawl["spider"], crawl["requests"], crawl["outcome"]) == ("import-warc", 0, "done")


def test_the_same_file_twice_changes_nothing(exported, tmp_path):
    scrapy("import-warc", exported, folder=tmp_path)
    before = stories(tmp_path), rows(tmp_path, "select * from fetches", database="pages.db")
    process = scrapy("import-warc", exported, folder=tmp_path)
    assert "0 new, 0 changed" in process.stdout
    assert (stories(tmp_path), rows(tmp_path, "select * from fetches", database="pages.db")) == before


def test_sigterm_ends_an_import_within_seconds(tmp_path):
    """Scrapy by itself would wait for ever for an item that `start` has yielded."""
    with (tmp_path / "long.warc.gz").open("wb") as file:
        writer = WarcWriter(file, "long.warc.gz")
        for number in range(2000):
            sent = [("Content-Type", "text/html; charset=utf-8")]
            address = f"https://harbor.example/2026/{number}.html"
            writer.write(WarcPage(address, 200, sent, page(f"Ferry {number} sails late"), "2026-03-01T04:00:00+00:00"))
    command = [sys.executable, "-m", "scrapy", "import-warc", str(tmp_path / "long.warc.gz")]
    command += ["-s", f"DATABASE={tmp_path / 'news.db'}", "-s", f"PAGES_DATABASE={tmp_path / 'pages.db'}"]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and not stored(tmp_path):
        time.sleep(0.05)
    process.terminate()
    assert process.wait(20) == EXIT_STATUS[STOPPED]
    assert 0 < stored(tmp_path) < 2000
    assert rows(tmp_path, "select outcome from crawls") == [{"outcome": STOPPED}]


def stored(folder):
    try:
        return rows(folder, "select count(*) as n from articles")[0]["n"]
    except sqlite3.OperationalError:  # the database is just being made
        return 0


def test_an_older_page_does_not_undo_a_newer(tmp_path):
    with Shelf(tmp_path) as shelf:
        shelf.put(FERRY, page("Ferry sails late"), fetched_at="2026-03-01T04:00:00+00:00")
    assert scrapy("export-warc", tmp_path / "old.warc", folder=tmp_path).returncode == 0
    (tmp_path / "newer").mkdir()
    with Shelf(tmp_path / "newer") as shelf:
        shelf.put(FERRY, page("Ferry sails on time"), fetched_at="2026-03-02T04:00:00+00:00")
    process = scrapy("import-warc", tmp_path / "old.warc", folder=tmp_path / "newer")
    assert process.returncode == 0, process.stderr
    [ferry] = rows(tmp_path / "newer", "select * from articles")
    assert (ferry["title"], ferry["version"]) == ("Ferry sails on time", 1)
    kept = rows(tmp_path / "newer", "select fetched_at from kept_pages order by 1", database="pages.db")
    assert len(kept) == 2, "the archive has it all the same"


def test_a_split_article_of_another_crawler_is_joined(tmp_path):
    """Without our own remarks in the records, as anybody's file would be."""
    with Portal() as portal, Shelf(tmp_path) as shelf:
        article = next(article for article in portal.articles if len(article.page_paths) > 1)
        for path in article.page_paths:
            shelf.put(portal.url + path, portal.answer(path, {}).body)
    assert scrapy("export-warc", tmp_path / "ours.warc", folder=tmp_path).returncode == 0
    theirs = tmp_path / "theirs.warc"
    theirs.write_bytes((tmp_path / "ours.warc").read_bytes().replace(b"\r\nZhengwen-", b"\r\nSomebodys-"))
    (tmp_path / "imported").mkdir()
    process = scrapy("import-warc", theirs, folder=tmp_path / "imported")
    assert process.returncode == 0, process.stderr
    [row] = rows(tmp_path / "imported", "select * from articles")
    assert (row["url"], row["page_count"], row["warnings"]) == (article.url, len(article.page_paths), "[]")
    assert "".join(row["body"].split()) == "".join(article.body.split())


def test_a_file_that_was_cut_off_gives_what_stands_before(exported, tmp_path):
    whole = exported.read_bytes()
    (tmp_path / "cut.warc.gz").write_bytes(whole[: len(whole) * 2 // 3])
    process = scrapy("import-warc", tmp_path / "cut.warc.gz", folder=tmp_path)
    assert process.returncode == 4
    assert "cut.warc.gz" in process.stderr
    assert "breaks off" in process.stderr
    assert "Traceback" not in process.stderr
    assert len(rows(tmp_path, "select id from articles")) > 10


def test_a_file_compressed_in_one_piece_is_read(exported, tmp_path):
    (tmp_path / "piece.warc.gz").write_bytes(gzip.compress(gzip.decompress(exported.read_bytes())))
    process = scrapy("import-warc", tmp_path / "piece.warc.gz", folder=tmp_path)
    assert (process.returncode, process.stderr) == (0, "")
    assert len(rows(tmp_path, "select id from articles")) > 20


def test_a_piece_that_is_damaged_within_is_named(exported, tmp_path):
    packed = bytearray(gzip.compress(gzip.decompress(exported.read_bytes()), compresslevel=0))
    first = 10  # bytes of gzip's own header; then come blocks: a byte, the length twice, and as many bytes
    packed[first + 5 + int.from_bytes(packed[first + 1 : first + 3], "little")] = 7  # a kind of block that is none
    (tmp_path / "damaged.warc.gz").write_bytes(packed)
    said: list[str] = []
    files = WarcFiles([tmp_path / "damaged.warc.gz"], said.append)
    assert any("breaks off" in line for line in said)
    files.close()


@pytest.mark.skipif(not CORPUS.is_dir(), reason="needs ../shared: WARC and ARC files of other programs")
def test_files_of_other_programs_some_of_them_broken(tmp_path):
    files = sorted(CORPUS.glob("*/*arc*"))
    process = scrapy("import-warc", *files, folder=tmp_path)
    assert process.returncode == 4
    said = process.stderr.splitlines()
    assert all(str(CORPUS) in line and line.endswith(".") for line in said), process.stderr
    assert [name for name in ("bad.arc", "example-wrong-chunks.warc.gz") if name not in process.stderr] == []
    titles = {row["url"]: row["title"] for row in rows(tmp_path, "select url, title from articles")}
    assert titles["http://example.com/"] == "Example Domain"
    assert titles["http://www.iana.org/domains/reserved"] == "IANA-managed Reserved Domains"
    assert rows(tmp_path, "select url from frontier where state = 'failed'") == []


@pytest.mark.skipif(not CORPUS.is_dir(), reason="needs ../shared: WARC and ARC files of other programs")
def test_a_revisit_is_the_page_it_repeats(tmp_path):
    repeats, original = CORPUS / "pywb" / "dupes.warc.gz", CORPUS / "pywb" / "iana.warc.gz"
    (tmp_path / "alone").mkdir()
    process = scrapy("import-warc", repeats, folder=tmp_path / "alone")
    assert "http://www.iana.org/ is passed over: it repeats a page that is in none of these files" in process.stderr
    (tmp_path / "both").mkdir()
    process = scrapy("import-warc", original, repeats, folder=tmp_path / "both")
    assert (process.returncode, process.stderr) == (0, "")
    front = "select last_fetched_at from kept_pages where url = 'http://www.iana.org/'"
    assert rows(tmp_path / "both", front, database="pages.db")[0]["last_fetched_at"] == "2014-01-27T17:12:38+00:00"
    process = scrapy("import-warc", CORPUS / "warcio" / "example.warc.gz", folder=tmp_path)
    assert process.returncode == 0, process.stderr
    [fetch] = rows(tmp_path, "select * from fetches", database="pages.db")
    assert (fetch["fetched_at"], fetch["last_fetched_at"]) == ("2017-03-06T04:02:06+00:00", "2017-03-06T04:03:48+00:00")


def test_broken_pages_are_named_and_left_out(tmp_path):
    with Shelf(tmp_path) as shelf:
        shelf.put(FERRY, page())
        shelf.put(FERRY + "?2", page("Market opens"))
        shelf.pages.execute("update contents set packed = x'00' where id = 1")
    process = scrapy("export-warc", "--site", "harbor_times", tmp_path / "some.warc.gz", folder=tmp_path)
    assert process.returncode == 4
    assert FERRY in process.stderr
    assert "some.warc.gz: 1 pages" in process.stdout


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["export-warc"], "ends in .warc.gz"),
        (["export-warc", "pages.txt"], "ends in .warc.gz"),
        (["export-warc", __file__.replace("test_warc.py", "test_warc.warc")], "is there already"),
        (["export-warc", "/nowhere/at/all.warc.gz"], "Cannot write"),
        (["export-warc", "all.warc.gz", "--site", "nowhere"], "No page of a site 'nowhere'"),
        (["import-warc"], "Import which files?"),
        (["import-warc", "nowhere.warc.gz"], "is no file"),
    ],
)
def test_what_makes_no_sense_is_refused_in_a_sentence(tmp_path, asked, said):
    Shelf(tmp_path).__exit__()
    there = tmp_path / "there.warc"
    there.touch()
    asked = [str(there) if str(word).endswith("test_warc.warc") else word for word in asked]
    process = scrapy(*asked, folder=tmp_path)
    assert process.returncode == 2, process.stderr
    assert said in process.stderr
    assert len(process.stderr.splitlines()) == 1


def test_without_warcio_the_way_out_is_said(tmp_path):
    hidden = tmp_path / "hidden"
    hidden.mkdir()
    (hidden / "warcio.py").write_text("raise ImportError('not here')")
    (tmp_path / "some.warc").write_bytes(b"WARC/1.0\r\n\r\n")
    Shelf(tmp_path).__exit__()
    for command in (["import-warc", tmp_path / "some.warc"], ["export-warc", tmp_path / "new.warc.gz"]):
        settings = ["-s", f"DATABASE={tmp_path / 'news.db'}", "-s", f"PAGES_DATABASE={tmp_path / 'pages.db'}"]
        process = subprocess.run(
            [sys.executable, "-m", "scrapy", *map(str, command), *settings],
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": str(hidden)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert process.returncode == 2
        assert (
            process.stderr
            == "WARC files need warcio, which is not installed: .venv/bin/python -m pip install -e '.[warc]'\n"
        )
    assert sorted(path.name for path in Path(tmp_path).glob("*new.warc*")) == []
