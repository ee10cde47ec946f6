"""The disk fills up, fails or goes read-only under a crawl; the power fails; the clock is set back."""

import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from contextlib import contextmanager, suppress

import pytest

from tests.crawler.running import ROOT, rows, scrapy
from tests.portal import Portal

ARTICLES = 60


@pytest.fixture(scope="module")
def portal():
    with Portal(grow=ARTICLES) as served:
        yield served


@contextmanager
def small_disk(place, size):
    """A file system of its own, so many bytes large; only root can make one."""
    place.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", place], capture_output=True, check=False
    )
    if made.returncode:
        pytest.skip("a small disk is made with mount, which only root may do")
    try:
        yield lambda options: subprocess.run(["mount", "-o", f"remount,{options}", place], check=True)
    finally:
        subprocess.run(["umount", "-l", place], check=True)


def crawl(portal, folder, *settings):
    return scrapy("crawl", "section", "-a", f"url={portal.url}/grown/", *settings, folder=folder)


def is_whole(folder):
    """Every article once, every address with its fate, both files sound."""
    for database in ("news.db", "pages.db"):
        assert rows(folder, "pragma integrity_check", database=database) == [{"integrity_check": "ok"}]
    assert rows(folder, "select count(*) as n, count(distinct url) as d from articles") == [
        {"n": ARTICLES, "d": ARTICLES}
    ]
    assert rows(folder, "select url from frontier where state != 'done'") == []


def test_a_full_disk_ends_the_crawl_and_the_next_goes_on(portal, tmp_path):
    folder = tmp_path / "small"
    with small_disk(folder, "2500k") as remount:
        for why in ("it fills up under the crawl", "it is full from the start"):
            process = crawl(portal, folder, "-s", "FREE_DISK_BYTES=0")
            assert process.returncode == 7, why
            assert len(process.stderr.strip().splitlines()) == 1, process.stderr
            assert "no space is left on its disk" in process.stderr
        assert rows(folder, "select id from articles"), "what was stored before is there"
        remount("size=60m")
        assert crawl(portal, folder, "-s", "FREE_DISK_BYTES=0").returncode == 0
        is_whole(folder)


def test_health_on_a_full_disk_sends_nobody_for_a_backup(portal, tmp_path):
    folder = tmp_path / "small"
    with small_disk(folder, "12m"):
        assert crawl(portal, folder, "-a", "pages=1", "-s", "FREE_DISK_BYTES=0").returncode == 0
        with (folder / "fill").open("wb", buffering=0) as fill, suppress(OSError):
            while True:
                fill.write(bytes(1000))
        told = tmp_path / "told.json"
        process = scrapy("health", "-s", f"HEALTH_COMMAND=tee {told}", folder=folder)
        (folder / "fill").unlink()
        assert process.returncode == 1
        assert "its disk is full" in process.stderr
        assert "backup" not in process.stderr
        assert {found["kind"] for found in json.loads(told.read_text())["findings"]} == {"unreadable"}
        assert scrapy("health", folder=folder).returncode == 0, "nothing was wrong with the files"


def test_files_that_can_grow_no_more_end_the_crawl_too(portal, tmp_path):
    """As a quota has it, or a disk with a fault: anything but an endless crawl."""
    command = [sys.executable, "-m", "scrapy", "crawl", "section", "-a", f"url={portal.url}/grown/"]
    command += ["-s", f"DATABASE={tmp_path / 'news.db'}", "-s", f"PAGES_DATABASE={tmp_path / 'pages.db'}"]
    process = subprocess.run(
        [*command, "-s", "DOWNLOAD_DELAY=0"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (900_000, 900_000)),
    )
    assert process.returncode == 1, process.stderr
    assert len(process.stderr.strip().splitlines()) == 1, process.stderr
    assert "The crawl ends" in process.stderr
    crawl(portal, tmp_path)
    is_whole(tmp_path)


def test_a_disk_that_may_only_be_read_is_named(portal, tmp_path):
    folder = tmp_path / "small"
    with small_disk(folder, "60m") as remount:
        crawl(portal, folder, "-a", "pages=1")
        remount("ro")
        process = crawl(portal, folder)
    assert process.returncode == 2
    assert len(process.stderr.strip().splitlines()) == 1, process.stderr
    assert "cannot be written" in process.stderr


def kill_one(portal, folder, moment):
    """Crawl at this moment, and be killed when some articles are there."""
    asked = len(portal.log)
    command = [sys.executable, "-m", "tests.crawler.year", "--one", moment]
    command += ["--url", f"{portal.url}/grown/", "--folder", folder, "--settings", '{"DOWNLOAD_DELAY": 0.02}']
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    while len(portal.log) < asked + 25 and process.poll() is None:
        time.sleep(0.01)
    assert process.poll() is None, "it ended before it was killed"
    os.kill(process.pid, signal.SIGKILL)
    process.wait()


@pytest.mark.parametrize(
    ("why", "first", "then"),
    [
        ("years back: the battery of the clock is empty", "2026-03-02T12:00+00:00", "2000-01-01T00:00+00:00"),
        ("years ahead", "2026-03-02T12:00+00:00", "2036-03-02T12:00+00:00"),
    ],
)
def test_a_clock_that_jumps_loses_nothing(portal, tmp_path, why, first, then):
    kill_one(portal, tmp_path, first)
    command = [sys.executable, "-m", "tests.crawler.year", "--one", then, "--url", f"{portal.url}/grown/"]
    subprocess.run([*command, "--folder", tmp_path], cwd=ROOT, check=True, timeout=120)
    is_whole(tmp_path)
    assert [row["outcome"] for row in rows(tmp_path, "select outcome from crawls order by id")] == [None, "done"]
    look = scrapy("health", "--look", "--json", folder=tmp_path)
    assert "Traceback" not in look.stderr, why


@pytest.mark.parametrize(
    ("files", "lost"),
    [(["news.db"], 1), (["news.db"], 60_000), (["pages.db"], 60_000), (["news.db", "pages.db"], 9_000)],
)
def test_what_a_power_cut_takes_from_the_logs_is_fetched_again(portal, tmp_path, killed, files, lost):
    """With synchronous = normal the last transactions may not have reached the disk; older ones have."""
    for each in killed.iterdir():
        shutil.copy(each, tmp_path)
    for name in files:
        log = tmp_path / f"{name}-wal"
        os.truncate(log, max(0, log.stat().st_size - lost))
        (tmp_path / f"{name}-shm").unlink()
    before = {row["url"] for row in rows(tmp_path, "select url from articles")}
    process = crawl(portal, tmp_path)
    assert process.returncode == 0, process.stderr
    is_whole(tmp_path)
    archived = {row["url"] for row in rows(tmp_path, "select distinct url from kept_pages", database="pages.db")}
    missing = {row["url"] for row in rows(tmp_path, "select url from articles")} - archived
    assert missing <= before, "what was stored after the cut is in the archive"
    if "pages.db" not in files:
        assert not missing


@pytest.fixture(scope="module")
def killed(portal, tmp_path_factory):
    folder = tmp_path_factory.mktemp("killed")
    kill_one(portal, folder, "2026-03-02T12:00+00:00")
    return folder
