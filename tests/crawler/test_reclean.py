"""A better rule improves yesterday's articles: the archive is read again, and what changed by it is no edit."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time

import pytest

from pipelines.store.archive import SentPage
from tests.archived import Shelf, corpus_pages
from tests.crawler.running import ROOT, SHARED, rows, scrapy
from tests.portal import Portal

FERRY = "https://harbortimes.example/town/ferry.html"
OLD = "Home > Town\nAn older rule left the trail in."


def page(title="Ferry returns", *paragraphs):
    story = paragraphs or (
        "The ferry came back to the harbour on Monday morning after a winter in the yard; a crowd stood on the quay.",
        "Captain Marsh said that the engine had been taken apart and that the new one would last for twenty years.",
    )
    told = "".join(f"<p>{paragraph}</p>" for paragraph in story)
    return f"<html><head><title>{title}</title></head><body><h1>{title}</h1><div>{told}</div></body></html>".encode()


def older(**told):
    """What an older rule would have made of a page."""
    return {"rules": "older", "body": OLD, "body_sha256": "older", "removals": [(0, "name_list", "Home", "")], **told}


@pytest.fixture(scope="module")
def portal_pages():
    with Portal() as portal:
        return [
            (article.url, [portal.answer(path, {}).body for path in article.page_paths]) for article in portal.articles
        ]


def stands(folder):
    """Everything that a reading decides, without the times at which it did."""
    dropped = ("reread_at", "first_seen_at", "last_checked_at", "changed_at", "started_at", "finished_at", "seconds")
    return [
        {name: value for name, value in row.items() if name not in dropped}
        for table in ("articles", "removals", "article_versions")
        for row in rows(folder, f"select * from {table} order by 1, 2")
    ]


def test_a_better_rule_is_on_record_and_makes_no_version(tmp_path):
    with Shelf(tmp_path) as shelf:
        shelf.put(FERRY, page(), **older(author="Home"))
        shelf.put(FERRY + "?2", page("Market opens"))
    process = scrapy("reclean", folder=tmp_path)
    assert (process.returncode, process.stderr) == (0, "")
    assert "1 of 1 articles read again: 1 changed in title or body" in process.stdout
    [ferry, market] = rows(tmp_path, "select * from articles order by id")
    assert ferry["body"].startswith("The ferry came back")
    assert (ferry["version"], ferry["author"]) == (1, "")
    assert ferry["reread_at"] is not None
    assert market["reread_at"] is None
    assert rows(tmp_path, "select * from article_versions") == []
    [reading] = rows(tmp_path, "select * from article_readings")
    before = json.loads(reading["before"])
    assert (before["body"], before["author"], reading["rules"]) == (OLD, "Home", "older")
    assert before["removals"] == [[0, "name_list", "Home", ""]]
    [run] = rows(tmp_path, "select * from readings")
    assert (run["articles"], run["changed"], run["id"]) == (1, 1, reading["reading_id"])
    assert run["finished_at"]
    again = scrapy("reclean", folder=tmp_path)
    assert (again.returncode, again.stdout[:21]) == (0, "Nothing to read again")


def test_a_dry_run_shows_ten_diffs_and_changes_nothing(tmp_path):
    with Shelf(tmp_path) as shelf:
        for number in range(12):
            shelf.put(f"{FERRY}?{number}", page(f"Ferry {number} returns"), **older())
    before = stands(tmp_path)
    process = scrapy("reclean", "--dry-run", folder=tmp_path)
    assert process.returncode == 0, process.stderr
    assert "12 of 12 articles read again: 12 would change in title or body" in process.stdout
    assert process.stdout.count("- body: An older rule left the trail in.") == 10
    assert process.stdout.count("+ body: The ferry came back") == 10
    assert stands(tmp_path) == before
    assert rows(tmp_path, "select * from readings") == []
    command = [sys.executable, "-m", "scrapy", "reclean", "--dry-run", "--jobs", "1"]
    command += ["-s", f"DATABASE={tmp_path / 'news.db'}", "-s", f"PAGES_DATABASE={tmp_path / 'pages.db'}"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as piped:
        assert piped.stdout is not None
        assert piped.stderr is not None
        piped.stdout.close()
        assert piped.stderr.read() == b"", "who has seen enough closes the pipe"


def test_one_core_and_several_come_to_the_same(tmp_path, portal_pages):
    for folder in ("one", "several"):
        (tmp_path / folder).mkdir()
        with Shelf(tmp_path / folder) as shelf:
            for url, bodies in portal_pages * 2:
                shelf.put(url, *bodies, site="yunting")
            shelf.news.execute("update articles set body = 'old', title = 'old', rules = 'older', duplicate_of = null")
    for folder, jobs in (("one", 1), ("several", 3)):
        process = scrapy("reclean", "--jobs", jobs, folder=tmp_path / folder)
        assert process.returncode == 0, process.stderr
    assert stands(tmp_path / "one") == stands(tmp_path / "several")
    assert rows(tmp_path / "one", "select id from articles where body = 'old'") == []


def test_reading_again_changes_nothing_that_the_same_rules_read(tmp_path, portal_pages):
    with Shelf(tmp_path) as shelf:
        for url, bodies in portal_pages:
            shelf.put(url, *bodies, site="yunting")
    scrapy("reclean", folder=tmp_path)  # those read before the template was known
    before = stands(tmp_path)
    process = scrapy("reclean", "--again", folder=tmp_path)
    assert "0 changed in title or body, 0 in other fields" in process.stdout
    assert stands(tmp_path) == before


def test_killed_it_goes_on_where_it_was(tmp_path, portal_pages):
    folders = [tmp_path / "killed", tmp_path / "whole"]
    for folder in folders:
        folder.mkdir()
        with Shelf(folder) as shelf:
            for number in range(4):
                for url, bodies in portal_pages:
                    shelf.put(f"{url}?{number}", *bodies, site="yunting", **older(title=f"old {number}"))
    total = rows(folders[0], "select count(*) as n from articles")[0]["n"]
    left = total
    for stored in (0, 16, 32):  # killed before anything is stored, and after some was
        kill_when(folders[0], total - stored)
        assert left_to_read(folders[0]) <= left
        left = left_to_read(folders[0])
    assert 0 < left < total, "killed half-way"
    for folder in folders:
        assert scrapy("reclean", folder=folder).returncode == 0
    assert stands(folders[0]) == stands(folders[1])
    doubled = "select article_id from article_readings group by article_id having count(*) > 1"
    assert rows(folders[0], doubled) == []


def kill_when(folder, left):
    """Start a reading, kill it as soon as no more than so many articles are left, and see its workers end."""
    command = [sys.executable, "-m", "scrapy", "reclean", "--jobs", "2"]
    command += ["-s", f"DATABASE={folder / 'news.db'}", "-s", f"PAGES_DATABASE={folder / 'pages.db'}"]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    workers = wait_until(lambda: children(process.pid))
    wait_until(lambda: left_to_read(folder) <= left or process.poll() is not None)
    process.send_signal(signal.SIGKILL)
    process.wait()
    wait_until(lambda: not any(is_running(pid) for pid in workers))


def left_to_read(folder):
    return rows(folder, "select count(*) as n from articles where rules = 'older'")[0]["n"]


def wait_until(true, seconds=30):
    end = time.monotonic() + seconds
    while not (found := true()):
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.005)
    return found


def children(pid):
    with contextlib.suppress(OSError), open(f"/proc/{pid}/task/{pid}/children") as file:
        return [int(child) for child in file.read().split()]
    return []


def is_running(pid):
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def test_what_is_broken_is_named_and_stops_nothing(tmp_path):
    with Shelf(tmp_path) as shelf:
        shelf.put(FERRY, page(), **older())
        shelf.put(FERRY + "?2", page("Market opens"), **older())
        shelf.put(FERRY + "?3", page("School closes"), **older())
        shelf.pages.execute("update contents set packed = x'00' where id = 1")
        shelf.pages.execute("delete from pages where fetch_id = 3")
        shelf.pages.execute("delete from fetches where id = 3")
    process = scrapy("reclean", folder=tmp_path)
    assert process.returncode == 4
    assert f"{FERRY} as fetched at" in process.stderr
    assert "row 1 of contents" in process.stderr
    assert "Traceback" not in process.stderr
    assert "1 without a page in the archive, 1 pages that could not be read" in process.stdout
    bodies = [row["body"] == OLD for row in rows(tmp_path, "select body from articles order by id")]
    assert bodies == [True, False, True]


def test_a_page_that_todays_rules_refuse_keeps_its_article(tmp_path):
    with Shelf(tmp_path) as shelf:
        shelf.put(FERRY, page(), **older())
        sent = page("404 Not Found", "404 Not Found")
        shelf.pages.execute("delete from pages")
        shelf.pages.execute("delete from fetches")
        shelf.archive.keep(FERRY, "harbor_times", [SentPage(sent)], crawl_id=1)
    process = scrapy("reclean", folder=tmp_path)
    assert process.returncode == 0, process.stderr
    assert "1 that today's rules see no article in, kept as they are" in process.stdout
    [ferry] = rows(tmp_path, "select * from articles")
    assert ferry["body"] == OLD
    assert json.loads(ferry["warnings"]) == ["today's rules see no article: error_page"]
    assert "Nothing to read again" in scrapy("reclean", folder=tmp_path).stdout


def test_an_edit_that_only_the_archive_knows_becomes_a_version(tmp_path):
    """A crawl was killed between keeping the page and storing the article."""
    edited = page(
        "Ferry returns", "The ferry did not come back, and the crowd on the quay went home in the rain on Monday."
    )
    with Shelf(tmp_path) as shelf:
        shelf.put(FERRY, page(), **older())
        keep_only(shelf, FERRY, edited)
        shelf.put(FERRY + "?2", page("Market opens"), **older())
        keep_only(shelf, FERRY + "?2", page("Market opens") + b"<!-- 17 visitors -->")
    process = scrapy("reclean", folder=tmp_path)
    assert process.returncode == 0, process.stderr
    assert "1 edited by the newspaper meanwhile" in process.stdout
    [ferry, market] = rows(tmp_path, "select * from articles order by id")
    assert (ferry["version"], market["version"]) == (2, 1)
    assert ferry["body"].startswith("The ferry did not")
    [version] = rows(tmp_path, "select * from article_versions")
    assert version["cause"] == "edited"
    assert version["body"].startswith("The ferry came back"), "the better rule comes first, then the edit"
    assert len(rows(tmp_path, "select * from article_readings")) == 2


def keep_only(shelf, url, body):
    shelf.archive.keep(url, "harbor_times", [SentPage(body)], crawl_id=1, fetched_at="2030-01-01T00:00:00+00:00")


def test_a_declared_layout_and_the_listed_title_are_those_of_the_crawl(tmp_path):
    declared = page(
        "无关的标题", "渡船昨天回到了港口，码头上站满了人，船长说新的发动机可以用二十年，票价不变。"
    ).replace(b"<div>", "<div><h1 class='Content_title'>渡船回来了</h1></div><div class='text_box'>".encode())
    with Shelf(tmp_path) as shelf:
        shelf.put(FERRY, declared, site="rmzxw", **older())
        shelf.put(FERRY + "?2", b"", listed_title="Announced, and empty so far")
        shelf.news.execute("update articles set rules = 'older'")
    process = scrapy("reclean", folder=tmp_path)
    assert process.returncode == 0, process.stderr
    [ferry, empty] = rows(tmp_path, "select * from articles order by id")
    assert ferry["title"] == "渡船回来了"
    assert empty["title"] == "Announced, and empty so far"


def test_only_what_is_asked_for(tmp_path):
    with Shelf(tmp_path) as shelf:
        shelf.put(FERRY, page(), **older(published_at="2026-01-30"))
        shelf.put(FERRY + "?2", page("Market opens"), **older(published_at="2026-02-01T08:00:00+08:00"))
        shelf.put("http://other.example/1", page("School closes"), site="other.example", **older())
    assert "1 of 1 articles" in scrapy("reclean", "--site", "other.example", folder=tmp_path).stdout
    asked = scrapy("reclean", "--site", "harbor_times", "--since", "2026-01-31", "--dry-run", folder=tmp_path)
    assert "1 of 1 articles" in asked.stdout


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["--site", "nowhere"], "No articles of a site 'nowhere'"),
        (["--since", "yesterday"], "--since yesterday is not a date"),
        (["--jobs", "-1"], "--jobs -1 makes no sense"),
        (["harbor_times"], "try --site harbor_times"),
    ],
)
def test_what_makes_no_sense_is_refused_in_a_sentence(tmp_path, asked, said):
    Shelf(tmp_path).__exit__()
    process = scrapy("reclean", *asked, folder=tmp_path)
    assert process.returncode == 2
    assert said in process.stderr
    assert len(process.stderr.splitlines()) == 1


def test_without_an_archive_there_is_nothing_to_read(tmp_path):
    process = scrapy("reclean", folder=tmp_path)
    assert process.returncode == 2
    assert (
        process.stderr
        == f"There is no {tmp_path / 'news.db'}: crawl first, or name another file with -s DATABASE=FILE.\n"
    )


def test_better_rules_met_by_a_crawl_make_no_version_either(tmp_path):
    with Shelf(tmp_path) as shelf:
        shelf.put(FERRY, page(), **older())
        assert shelf.put(FERRY, page()) == "unchanged"
        shelf.put(FERRY + "?2", page("Market opens"), **older())
        assert shelf.put(FERRY + "?2", page("Market opens late")) == "changed"
        assert shelf.put(FERRY + "?2", page("Market stays closed")) == "changed"
    [reading] = rows(tmp_path, "select * from article_readings")
    assert reading["reading_id"] is None
    causes = [row["cause"] for row in rows(tmp_path, "select cause from article_versions order by version")]
    assert causes == ["unclear", "edited"], "with other rules and another page, nobody can tell which it was"


@pytest.mark.skipif(not SHARED.is_dir() or (os.cpu_count() or 1) < 2, reason="needs ../shared, and two cores")
def test_the_real_pages_read_the_same_in_other_processes(tmp_path):
    with Shelf(tmp_path) as shelf:
        for url, site, body in list(corpus_pages(SHARED / "corpus" / "news-portals"))[::4]:
            shelf.put(url, body, site=site)
    scrapy("reclean", folder=tmp_path)  # those read before the template was known
    before = stands(tmp_path)
    process = scrapy("reclean", "--again", "--jobs", 2, folder=tmp_path)
    assert process.returncode == 0, process.stderr
    assert stands(tmp_path) == before
