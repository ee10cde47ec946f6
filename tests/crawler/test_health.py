"""``scrapy health`` speaks when a site leaves its habits, not when it keeps them, and tells of an incident once."""

import json
import os
import random
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

from crawler.health import judge_files
from crawler.health_articles import judge_articles
from crawler.health_crawls import judge_crawls
from crawler.health_findings import Finding, PastCrawl, SeenArticle, TooEarly
from pipelines.store.database import open_database
from pipelines.store.migrations import NEWS
from tests.crawler.running import rows, scrapy

NOW = datetime(2026, 3, 2, 12, 17, tzinfo=UTC)  # a Monday
HOUR = timedelta(hours=1)


def crawls(count, *, every=HOUR, until=NOW, failed=0, attempts=3, **last):
    """So many crawls, the last of which began an hour ago; `last` changes it."""
    made = [
        {
            "id": number,
            "started_at": until - (count - number + 1) * every,
            "alive_at": until - (count - number + 1) * every + timedelta(seconds=20),
            "is_running": False,
            "outcome": "done",
            "section_pages": 2,
            "attempts": attempts,
            "failed": failed,
            "seconds": 20.0,
        }
        for number in range(1, count + 1)
    ]
    made[-1] |= last
    return [PastCrawl(**each) for each in made]


def by_day(days, until=NOW, chance=1.0, seed=1):
    """Hours of news of a paper that is made from Monday to Friday, 1 to 10 UTC."""
    dice = random.Random(seed)
    hours = [until.replace(minute=0) - step * HOUR for step in range(days * 24, 0, -1)]
    return [hour for hour in hours if hour.weekday() < 5 and 1 <= hour.hour <= 10 and dice.random() < chance]


def articles(count, *, chars=600, removed=400, seed=1, **fields):
    dice = random.Random(seed)
    return [
        SeenArticle(
            first_seen_at=NOW - (count - number) * HOUR,
            char_count=int(chars * dice.lognormvariate(0, 0.6)),
            removed=removed,
            fields={name: dice.random() < share for name, share in {"author": 0.9, "editor": 0.4, **fields}.items()},
        )
        for number in range(count)
    ]


def kinds(found):
    return {each.kind for each in found if isinstance(each, Finding)}


@pytest.mark.parametrize(
    ("why", "history", "arrivals", "expected"),
    [
        ("all is well", crawls(400), by_day(60), set()),
        ("news now and then is a habit too", crawls(400), by_day(60, chance=0.15), set()),
        ("four busy days without a word", crawls(400), by_day(60, NOW - timedelta(days=6)), {"silent"}),
        ("a host that is down explains its silence", crawls(400)[:-6] + [PastCrawl(**{n: getattr(c, n) for n in c.__slots__} | {"failed": 3}) for c in crawls(400)[-6:]], by_day(60, NOW - timedelta(days=6)), {"failures_rose"}),
        ("one bad hour may be anything", crawls(400, failed=3), by_day(60), set()),
        ("it died an hour ago", crawls(400, outcome=None), by_day(60), {"crawl_died"}),
        ("it runs, as it should", crawls(400, outcome=None, is_running=True), by_day(60), set()),
        ("it has been running since yesterday", crawls(400, outcome=None, is_running=True, started_at=NOW - timedelta(hours=25)), by_day(60), {"crawl_hangs"}),
        ("something broke", crawls(400, outcome="broken"), by_day(60), {"broken"}),
        ("cron has forgotten it", crawls(400, until=NOW - timedelta(hours=9)), by_day(60), {"not_crawled"}),
        ("nobody crawls it any more", crawls(400, until=NOW - timedelta(days=40)), by_day(60), set()),
        ("three crawls are no habit", crawls(3, failed=3), by_day(2), set()),
    ],
)  # fmt: skip
def test_crawls_are_judged_by_their_habits(why, history, arrivals, expected):
    assert kinds(judge_crawls("harbor_times", history, arrivals, NOW)) == expected, why


def test_a_weekend_without_news_is_a_habit():
    monday = NOW.replace(hour=1)
    friday = monday - timedelta(days=2)
    assert kinds(judge_crawls("harbor_times", crawls(400, until=monday), by_day(60, friday), monday)) == set()


def test_a_host_that_fails_every_night_fails_by_habit():
    nightly = [
        PastCrawl(**{name: getattr(crawl, name) for name in crawl.__slots__} | {"failed": 3 * (crawl.started_at.hour == 3)})
        for crawl in crawls(600, until=NOW.replace(hour=4))
    ]  # fmt: skip
    assert nightly[-1].failed == 3
    assert kinds(judge_crawls("harbor_times", nightly, by_day(60), NOW.replace(hour=4))) == set()


@pytest.mark.parametrize(
    ("why", "newest", "expected"),
    [
        ("as ever", {}, set()),
        ("the author's line has another class", {"author": 0.0}, {"field_rare"}),
        ("a field that is mostly absent may be absent", {"rare": 0.1}, set()),
        ("the story is behind a button now", {"chars": 60, "removed": 400}, {"bodies_shrank", "removals_jumped"}),
        ("the whole page is taken for the menu", {"chars": 600, "removed": 9000}, {"removals_jumped"}),
    ],
)
def test_articles_are_judged_by_those_before_them(why, newest, expected):
    before = articles(300, rare=0.1)
    assert (
        kinds(judge_articles("harbor_times", before + articles(20, **{"seed": 2, "rare": 0.1, **newest}))) == expected
    ), why


def test_chance_alone_raises_no_alarm():
    for seed in range(300):
        found = kinds(judge_articles("harbor_times", articles(200, seed=seed)))
        assert found == set(), seed


def test_little_history_is_too_early_and_no_alarm():
    found = [*judge_crawls("harbor_times", crawls(5), by_day(3), NOW), *judge_articles("harbor_times", articles(30))]
    assert {each.what for each in found if isinstance(each, TooEarly)} == {"failures", "silence", "articles"}
    assert kinds(found) == set()


@pytest.fixture(scope="module")
def died(tmp_path_factory):
    """A database of thirty crawls, the last of which was killed."""
    folder = tmp_path_factory.mktemp("died")
    open_database(folder / "news.db", NEWS).close()
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    now = datetime.now(UTC)
    with sqlite3.connect(folder / "news.db") as connection:
        for back in range(30, 0, -1):
            at = (now - back * timedelta(minutes=40)).isoformat(timespec="seconds")
            row = (
                "harbor_times",
                "{}",
                '["harbor_times"]',
                at,
                at,
                at if back > 1 else None,
                "done" if back > 1 else None,
            )
            connection.execute(
                "insert into crawls (spider, asked, sites, started_at, alive_at, finished_at, outcome, section_pages,"
                " listed, seconds, host, pid) values (?, ?, ?, ?, ?, ?, ?, 2, 20, 9.5, ?, ?)",
                (*row, os.uname().nodename, gone.pid),
            )
    connection.close()
    return folder


def test_an_incident_is_told_once_through_no_shell(died, tmp_path):
    told = tmp_path / "told; touch injected"
    script = tmp_path / "tell.py"
    script.write_text("import sys, pathlib\npathlib.Path(sys.argv[1]).open('a').write(sys.stdin.read() + chr(10))\n")
    setting = f"HEALTH_COMMAND={sys.executable} {script} '{told}'"
    for _ in range(2):
        process = scrapy("health", "-s", setting, folder=died)
        assert process.returncode == 1
        [line] = process.stderr.splitlines()
        assert line.startswith("harbor_times: crawl 30 began ")
        assert process.stdout == ""
    [message] = told.read_text().splitlines()
    assert [finding["kind"] for finding in json.loads(message)["findings"]] == ["crawl_died"]
    assert not (tmp_path / "injected").exists()
    [incident] = rows(died, "select * from incidents")
    assert (incident["kind"], incident["subject"], incident["ended_at"]) == ("crawl_died", "30", None)
    assert incident["told_at"]


def test_a_damaged_file_is_named(died, tmp_path):
    bad = tmp_path / "pages.db"
    bad.write_bytes(b"SQLite format 3\x00" + b"no database at all " * 500)
    [found] = judge_files([str(died / "news.db"), str(bad), str(tmp_path / "not there.db")])
    assert (found.kind, found.subject) == ("database", "pages.db")
    assert judge_files([str(died / "news.db")], thorough=True) == []
