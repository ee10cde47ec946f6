"""SIGTERM and Ctrl-C, once and twice: the crawl ends in seconds and every address is there for the next one."""

import signal
import sqlite3
import subprocess
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread

import pytest

from tests.crawler.running import ROOT, rows

SLOW_SECONDS = 60  # that a page takes to come
ENDS_WITHIN = 20  # of which most is patience with a busy machine: a second is waited, none after a second signal
LINKS = "".join(
    f"<li><a href='/news/2026/03/{n:05}.shtml'>镇上修好了第{n}座旧桥行人又多了</a></li>" for n in range(1, 30)
)


@pytest.fixture
def slow_site():
    """A section page that comes at once, and articles of which a byte comes now and then."""
    asked, closing = Event(), Event()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(404 if self.path == "/robots.txt" else 200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            if self.path == "/news/":
                self.wfile.write(f"<html><body><ul>{LINKS}</ul></body></html>".encode())
            elif self.path != "/robots.txt":
                asked.set()
                try:
                    for _ in range(SLOW_SECONDS * 5):
                        self.wfile.write(b"<p>.")
                        if closing.wait(0.2):
                            return
                except OSError:
                    pass  # the crawl has gone, as it should

        def log_message(self, *_):
            """Nobody reads it."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/news/", asked
    closing.set()
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("why", "signals"),
    [
        ("cron and systemd send it", [signal.SIGTERM]),
        ("a person in a hurry", [signal.SIGINT, signal.SIGINT]),
    ],
)
def test_a_crawl_ends_in_seconds_and_keeps_everything(tmp_path, slow_site, why, signals):
    url, asked = slow_site
    command = [sys.executable, "-m", "scrapy", "crawl", "section", "-a", f"url={url}"]
    command += ["-s", f"DATABASE={tmp_path / 'news.db'}", "-s", f"PAGES_DATABASE={tmp_path / 'pages.db'}"]
    command += ["-s", "STOP_SECONDS=1"]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert asked.wait(60), process.poll()
    told = time.monotonic()
    for each in signals:
        process.send_signal(each)
        time.sleep(0.2)
    _, errors = process.communicate(timeout=SLOW_SECONDS)
    assert time.monotonic() - told < ENDS_WITHIN, why
    assert process.returncode == 5, errors
    assert errors.strip() == "", "who ends a crawl knows that it ended"
    [crawl] = rows(tmp_path, "select * from crawls")
    assert crawl["outcome"] == "stopped"
    assert crawl["finished_at"]
    states = rows(tmp_path, "select kind, state, count(*) as n, sum(failures) as failures from frontier group by 1, 2")
    assert states == [
        {"kind": "article", "state": "queued", "n": 29, "failures": 0},
        {"kind": "section", "state": "done", "n": 1, "failures": 0},
    ]


def test_a_crawl_that_is_ended_while_it_opens_is_no_dead_one(tmp_path, slow_site):
    """The signal comes as soon as the crawl's row is there, before its first request or just after."""
    url, _ = slow_site
    command = [sys.executable, "-m", "scrapy", "crawl", "section", "-a", f"url={url}", "-s", "STOP_SECONDS=1"]
    command += ["-s", f"DATABASE={tmp_path / 'news.db'}", "-s", f"PAGES_DATABASE={tmp_path / 'pages.db'}"]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    while process.poll() is None and not begun(tmp_path):
        time.sleep(0.005)
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=60)
    assert process.returncode == 5
    assert rows(tmp_path, "select outcome from crawls") == [{"outcome": "stopped"}]
    assert rows(tmp_path, "select url from frontier where state = 'leased'") == []


def begun(folder):
    try:
        return (folder / "news.db").exists() and rows(folder, "select 1 from crawls")
    except sqlite3.OperationalError:  # it is just being made
        return False
