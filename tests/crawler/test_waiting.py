"""A crawl that waits says what for, and lets nobody else wait along."""

import sqlite3
import threading

from pipelines.store import database
from pipelines.store.database import open_database, writing
from pipelines.store.migrations import NEWS
from tests.crawler.running import rows, scrapy, stats
from tests.crawler.test_wild_sites import article

SLOW, QUICK = "127.0.8.1", "127.0.8.2"
PAUSE = 0.02


def crawl(folder, port, *names_and_counts):
    urls = [f"http://{name}:{port}/2026/{number}.shtml" for name, count in names_and_counts for number in range(count)]
    return scrapy("crawl", "article", "-a", f"urls={' '.join(urls)}", folder=folder)


def answer(name, path):
    if path == "/robots.txt":
        return 200, {}, f"User-agent: *\nCrawl-delay: {PAUSE}"
    return 200, {}, article(int(path.split("/")[-1].split(".")[0]))


def test_no_host_waits_for_the_pauses_of_another(host, tmp_path):
    port, log = host(answer)
    process = crawl(tmp_path, port, (SLOW, 30), (QUICK, 3))
    assert process.returncode == 0, process.stderr
    asked = [name for name, path, _ in log if path != "/robots.txt"]
    assert (asked.count(SLOW), asked.count(QUICK)) == (30, 3)
    assert QUICK in asked[:12], "though thirty were queued before its own"
    counted = stats(tmp_path)
    assert counted["politeness/longest_paused"] == SLOW
    [crawled] = rows(tmp_path, "select seconds from crawls")
    assert 0 < counted["politeness/seconds_paused"] <= crawled["seconds"]


def test_a_host_that_slows_the_crawl_down_is_named_once(host, tmp_path):
    tries = iter(range(100))  # PAUSE doubles with each

    def overloaded(name, path):
        return (503, {}, "") if path != "/robots.txt" and next(tries) < 4 else answer(name, path)

    port, _ = host(overloaded)
    process = crawl(tmp_path, port, (QUICK, 4))
    told = [line for line in process.stderr.splitlines() if "is slow" in line]
    assert len(told) == 1
    assert f"{QUICK} is slow, and gets a request every 0.32 s: HTTP 503, 4 times in a row." in told[0]


def test_a_lock_that_the_crawl_waited_for_is_named(tmp_path, monkeypatch, caplog):
    monkeypatch.setattr(database, "TOLD_SECONDS", 0.05)
    db = open_database(tmp_path / "news.db", NEWS)
    analyst = sqlite3.connect(tmp_path / "news.db", check_same_thread=False, isolation_level=None)
    analyst.execute("begin immediate")
    release = threading.Timer(0.5, analyst.rollback)
    release.start()
    with writing(db):
        pass
    release.join()
    assert "news.db was locked by another program" in caplog.text
    db.close()
