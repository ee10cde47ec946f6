"""A page never hurts the crawl: bytes, seconds, addresses, memory and disk have bounds, and each has a name."""

import gzip
import re
import signal
import time

import pytest

from crawler.traps import AddressBounds, trap_reason
from pipelines.time_bound import TookTooLong, at_most
from tests.crawler.running import rows, scrapy, stats
from tests.crawler.test_politeness import crawl, site

MB = 1024 * 1024


def bomb():
    return gzip.compress(gzip.compress(b"<p>" + b" " * 40 * MB, 1), 1), {"Content-Encoding": "gzip, gzip"}


def fates(folder):
    query = "select url, state, reason from frontier where kind = 'article' and state != 'done'"
    return {row["url"].rpartition("/")[2]: f"{row['state']}: {row['reason']}" for row in rows(folder, query)}


def test_what_is_too_much_is_dropped_by_name_and_the_rest_is_stored(host, tmp_path):
    packed, headers = bomb()
    heavy = f"<html><title>很长</title><h1>很长</h1>{'<p>渡船在清晨离开东码头，<b>船</b>上坐满了<a href=/>人</a>。</p>' * 40_000}"

    def trouble(path):
        if path.endswith("/3.shtml"):
            return 200, headers, packed
        if path.endswith("/4.shtml"):
            return 200, {}, b"<p>" + b"a" * 17 * MB
        if path.endswith("/5.shtml"):
            return 200, {}, heavy
        return None

    port, _ = host(site(trouble))
    process = crawl(tmp_path, port, "-s", "CLEAN_SECONDS=0.5")
    assert process.returncode == 0, process.stderr
    assert fates(tmp_path) == {
        "3.shtml": "dropped: too_large",
        "4.shtml": "dropped: too_large",
        "5.shtml": "dropped: took_too_long",
    }
    assert len(rows(tmp_path, "select id from articles")) == 25 - 3
    [kept] = rows(tmp_path, "select byte_count from contents order by byte_count desc limit 1", database="pages.db")
    assert kept["byte_count"] == len(heavy.encode()), "what could not be read in time is in the archive"
    assert stats(tmp_path)["machine/memory_mb"] < 400


@pytest.mark.parametrize(
    ("setting", "reason"), [("MEMORY_LIMIT_MB=1", "memory_limit"), ("FREE_DISK_BYTES=1000000000000000", "disk_limit")]
)
def test_a_machine_at_its_bounds_ends_the_crawl_and_the_next_goes_on(host, tmp_path, setting, reason):
    port, _ = host(site(lambda path: None))
    process = crawl(tmp_path, port, "-s", setting, "-s", "MACHINE_BOUNDS_SECONDS=0.05")
    assert process.returncode == 7
    assert stats(tmp_path)["finish_reason"] == reason
    assert len(process.stderr.strip().splitlines()) == 1, process.stderr
    assert "The crawl ends" in process.stderr
    assert rows(tmp_path, "select id from frontier where state = 'leased'") == []
    crawl(tmp_path, port)
    assert len(rows(tmp_path, "select id from articles")) == 25


def test_a_section_that_lists_without_end_is_left_at_its_bound(host, tmp_path):
    port, _ = host(site(lambda path: None))
    process = crawl(tmp_path, port, "-s", "SECTION_ADDRESSES=15")
    assert len(rows(tmp_path, "select id from articles")) == 15
    assert process.stderr.count("more than 15 addresses in one section") == 1
    assert stats(tmp_path)["crawl/over_bounds"] == 10


@pytest.mark.parametrize(
    ("why", "url", "reason"),
    [
        ("an article", "http://t.example/c/2026/03/03/content_1.html", ""),
        ("a date of equal numbers", "http://t.example/11/11/11/11/11.html", ""),
        ("a name twice", "http://t.example/news/town/news/1.html", ""),
        ("an ordinary query", "http://t.example/show.php?id=1&catid=2&page=3", ""),
        ("a list in a query", "http://t.example/list?tag=a&tag=b&tag=c", ""),
        ("a relative link gone wrong", "http://t.example/a/news/a/news/a/news/a/1.html", "a path that repeats itself"),
        ("deeper than anything", "http://t.example/" + "1/" * 21, "a path without end"),
        ("a filter that adds itself", "http://t.example/l?f=1&f=2&f=3&f=4", "a query that grows"),
        ("facets of everything", "http://t.example/l?" + "&".join(f"{n}=1" for n in range(13)), "a query that grows"),
    ],
)
def test_traps(why, url, reason):
    assert trap_reason(url) == reason, why


def test_addresses_are_counted_by_path_and_once():
    bounds = AddressBounds(per_section=100, per_path=2)
    listed = [
        "http://t.example/a/1",
        "http://t.example/a/2",
        "http://t.example/a/1",
        "http://t.example/a/3",
        "http://t.example/b/1",
    ]
    assert [bool(bounds.refusal(1, url)) for url in listed] == [False, False, False, True, False]


@pytest.mark.parametrize(
    ("why", "work"),
    [
        ("a pattern that tries everything", lambda: re.match(r"(a+)+b", "a" * 60)),
        ("a loop of small steps", lambda: [None for _ in iter(int, 1)]),
    ],
)
def test_work_without_end_is_given_up(why, work):
    began = time.monotonic()
    with pytest.raises(TookTooLong, match=r"more than 0\.1 seconds"), at_most(0.1):
        work()
    assert time.monotonic() - began < 20, why
    assert signal.getitimer(signal.ITIMER_VIRTUAL) == (0.0, 0.0)


def test_the_bell_rings_again_where_somebody_swallowed_it():
    rings: list[TookTooLong] = []

    def deaf():
        while len(rings) < 2:
            try:
                while True:
                    pass
            except TookTooLong as ring:
                rings.append(ring)

    with at_most(0.05):
        deaf()
    assert len(rings) == 2


def test_work_in_time_costs_nothing():
    with at_most(5):
        pass
    with at_most(0):
        pass
    assert signal.getsignal(signal.SIGVTALRM) in (signal.SIG_DFL, None)


def test_a_drip_is_cut(tmp_path, serve):
    """One byte a second holds nobody: the page has its time as a whole."""
    from socket import create_server
    from threading import Thread

    def drip():
        with create_server(("127.0.0.1", 0)) as listening:
            ports.append(listening.getsockname()[1])
            for _ in range(4):
                connection, _ = listening.accept()
                asked = connection.recv(4096)
                if b"robots" in asked:
                    connection.sendall(b"HTTP/1.1 404 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                    connection.close()
                    continue
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
                try:
                    for _ in range(100):
                        connection.sendall(b"a")
                        time.sleep(0.1)
                except OSError:
                    connection.close()

    ports: list[int] = []
    Thread(target=drip, daemon=True).start()
    while not ports:
        time.sleep(0.01)
    url = f"http://127.0.0.1:{ports[0]}/1.html"
    scrapy("crawl", "article", "-a", f"url={url}", "-s", "DOWNLOAD_TIMEOUT=1", "-s", "RETRY_TIMES=0", folder=tmp_path)
    assert fates(tmp_path) == {"1.html": "failed: no answer in time"}
