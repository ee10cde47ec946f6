"""``scrapy crawls``, one crawl of a host at a time, one log line for an event."""

import json
import logging
import os
import subprocess
import sys
import time

import pytest

from crawler.commands.crawls import table
from crawler.log_lines import JsonLines, OneLine, SeveralLines
from pipelines.store.crawls import SiteBusy, begin_crawl, end_crawl, past_crawls
from pipelines.store.database import open_database
from pipelines.store.migrations import NEWS
from tests.crawler.running import ROOT, rows, scrapy
from tests.portal import Portal

BREAKS = """
class Breaks:
    async def process_item(self, item):
        raise KeyError("rows")
"""


def test_crawls_tells_running_dead_and_ended_apart(tmp_path):
    db = open_database(tmp_path / "news.db", NEWS)
    end_crawl(db, begin_crawl(db, "harbor_times", {}, ["harbor_times"]).crawl_id, "done", 12.3, {"crawl/new": 7})
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    dead = begin_crawl(db, "section", {"urls": "http://a.example/"}, ["a.example"]).crawl_id
    db.conn.execute("update crawls set pid = ? where id = ?", (gone.pid, dead))
    begin_crawl(db, "hill_post", {}, ["hill_post"])
    db.close()
    shown = [json.loads(line) for line in scrapy("crawls", "--json", folder=tmp_path).stdout.splitlines()]
    assert [(crawl["id"], crawl["outcome"]) for crawl in shown] == [(1, "done"), (2, "died"), (3, "running")]
    assert (shown[0]["new"], shown[0]["sites"]) == (7, ["harbor_times"])
    db = open_database(tmp_path / "news.db", NEWS)
    [one] = past_crawls(db, site="a.example", limit=5)
    assert (one["id"], one["is_running"]) == (2, False)
    assert len({len(line) for line in table([{**crawl, "outcome": crawl["outcome"]} for crawl in shown])}) == 1


def test_a_host_is_crawled_once_at_a_time_under_whatever_name(tmp_path):
    db = open_database(tmp_path / "news.db", NEWS)
    begin_crawl(db, "harbor_times", {}, ["harbor_times"], ["harbortimes.example"])
    with pytest.raises(SiteBusy, match=r"harbortimes\.example is being crawled already \(crawl 1"):
        begin_crawl(db, "section", {}, ["harbortimes.example"], ["harbortimes.example"])
    begin_crawl(db, "section", {}, ["hillpost.example"], ["hillpost.example"])


def test_a_declared_site_and_its_section_page_do_not_run_at_once(tmp_path):
    with Portal() as portal:
        port = portal.url.rpartition(":")[2]
        db = open_database(tmp_path / "news.db", NEWS)
        begin_crawl(db, "section", {}, [f"127.0.0.1:{port}"], [f"127.0.0.1:{port}"])
        db.close()
        process = scrapy("crawl", "yunting", "-a", f"port={port}", folder=tmp_path)
        assert process.returncode == 6
        assert "is being crawled already (crawl 1 since" in process.stdout
        assert portal.log == []


def test_a_crawl_that_waits_for_its_host_gives_signs_of_life(tmp_path):
    """Of a host that wants minutes between two pages nobody else may take the crawl for dead."""
    code = "from crawler import frontier; frontier.SIGN_SECONDS = 0.1; from scrapy.cmdline import execute; execute()"
    with Portal() as portal:
        command = [sys.executable, "-c", code, "crawl", "section", "-a", f"url={portal.url}/news/"]
        command += ["-s", f"DATABASE={tmp_path / 'news.db'}", "-s", f"PAGES_DATABASE={tmp_path / 'pages.db'}"]
        process = subprocess.Popen([*command, "-s", "DOWNLOAD_DELAY=60"], cwd=ROOT, stdout=subprocess.DEVNULL)
        while not portal.log:
            assert process.poll() is None
            time.sleep(0.02)
        [began] = rows(tmp_path, "select alive_at from crawls")
        deadline = time.monotonic() + 30
        while rows(tmp_path, "select alive_at from crawls") == [began] and time.monotonic() < deadline:
            time.sleep(0.1)
        asked = len(portal.log)
        process.terminate()
        process.communicate(timeout=30)
    assert time.monotonic() < deadline
    assert asked == 1, "robots.txt; the section page has to wait"


def test_counters_of_long_ago_are_let_go(tmp_path):
    db = open_database(tmp_path / "news.db", NEWS)
    for _ in range(3):
        end_crawl(db, begin_crawl(db, "harbor_times", {}).crawl_id, "done", 1.0, {"crawl/new": 7})
    db.conn.execute("update crawls set finished_at = '2026-01-01T00:00:00+00:00' where id < 3")
    end_crawl(db, begin_crawl(db, "harbor_times", {}).crawl_id, "done", 1.0, {})
    kept = rows(tmp_path, "select id, new, stats is null as is_empty from crawls")
    assert [(row["id"], row["new"], row["is_empty"]) for row in kept] == [(1, 7, 1), (2, 7, 1), (3, 7, 0), (4, 0, 0)]


def test_an_event_is_a_json_line_even_with_a_traceback(tmp_path):
    (tmp_path / "breaks.py").write_text(BREAKS)
    with Portal() as portal:
        command = [sys.executable, "-m", "scrapy", "crawl", "section", "-a", f"url={portal.url}/news/"]
        command += ["-s", f"DATABASE={tmp_path / 'news.db'}", "-s", f"PAGES_DATABASE={tmp_path / 'pages.db'}"]
        command += ["-s", 'ITEM_PIPELINES={"breaks.Breaks": 100}', "-s", "LOG_JSON=1", "-s", "LOG_LEVEL=INFO"]
        environment = os.environ | {"PYTHONPATH": f"{tmp_path}:{ROOT}"}
        process = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert process.returncode == 1, process.stderr
    events = list(map(json.loads, process.stderr.splitlines()))
    assert events[0]["message"].startswith("Scrapy "), "from the first event on"
    broken, named = (event for event in events if event["level"] == "ERROR")
    assert (broken["level"], broken["spider"], broken["crawl"]) == ("ERROR", "section", 1)
    assert broken["error"]["type"] == "KeyError"
    assert "in process_item" in broken["error"]["traceback"]
    assert named["message"].startswith("Could not read section")


def test_an_event_is_a_line_of_text_even_with_a_traceback():
    def find_rows():
        raise KeyError("rows")

    try:
        find_rows()
    except KeyError as error:
        record = logging.LogRecord(
            "x", logging.ERROR, "", 1, "Cannot read\n %s", ("it",), (KeyError, error, error.__traceback__)
        )
    line = OneLine("%(levelname)s %(message)s").format(record)
    assert line.startswith("ERROR Cannot read it: KeyError: 'rows' at test_crawls.py:")
    assert " in find_rows < test_crawls.py:" in line
    assert "\n" not in line


@pytest.mark.parametrize("form", [OneLine, SeveralLines, JsonLines])
def test_what_a_page_wrote_steers_no_terminal(form):
    record = logging.LogRecord("x", logging.ERROR, "", 1, "%s has\n too much", ("渡船\x1b[2J\x9b2J\u202e",), None)
    line = form().format(record)
    assert "渡船" in line
    assert not {"\x1b", "\x9b", "\u202e"} & set(line)
