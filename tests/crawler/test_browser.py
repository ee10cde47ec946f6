"""Pages that only a script fills, in the real browser: read like others, and nothing is loaded that has no words."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from importlib.util import find_spec
from threading import Thread

import pytest

from crawler.browser import NAMES
from tests.crawler.running import ROOT, rows, scrapy, stats
from tests.portal import Portal
from tests.portal.live_pages import live_articles

HAS_BROWSER = find_spec("scrapy_playwright") is not None and any(map(shutil.which, NAMES))
in_browser = pytest.mark.skipif(not HAS_BROWSER, reason="no Chromium, or the extra `browser` is not installed")


@pytest.fixture(scope="module")
def crawled(tmp_path_factory):
    folder = tmp_path_factory.mktemp("browser")
    with Portal() as portal:
        process = scrapy("crawl", "section", "-a", f"url={portal.url}/live/", "-a", "browser=1", folder=folder)
        yield portal, folder, process


@in_browser
def test_a_section_that_a_script_writes_is_crawled(crawled):
    portal, folder, process = crawled
    assert process.returncode == 0, process.stderr
    stored = {row["url"].removeprefix(portal.url): row for row in rows(folder, "select * from articles")}
    expected = live_articles(portal.section("news").articles)
    assert stored.keys() == expected.keys()
    for path, article in expected.items():
        assert stored[path]["title"] == article.title
        assert stored[path]["body"] == article.body
        assert stored[path]["published_at"] == article.published_at


@in_browser
def test_pictures_styles_and_other_sites_are_not_loaded(crawled):
    portal, folder, _ = crawled
    asked = {request.path for request in portal.log}
    assert not any(path.startswith("/images/") for path in asked)
    assert "/robots.txt" in asked
    assert stats(folder)["playwright/request_count/aborted"] >= 5


@in_browser
def test_a_browser_is_let_nowhere_that_the_crawl_may_not_go(tmp_path, serve):
    asked = []
    with socket.create_server(("127.0.0.1", 0)) as private:
        port = private.getsockname()[1]

        def listen():
            while True:
                try:
                    link, address = private.accept()
                except OSError:
                    return
                asked.append(address)
                link.close()

        Thread(target=listen, daemon=True).start()
        pages = {
            "/news/": "<html><title>要闻</title><p>渡口的消息</p><script>"
            f"for (const to of ['http://127.0.0.1:{port}/', 'http://0x7f000001:{port}/', 'http://localhost:{port}/', '/away',"
            f" 'ws://127.0.0.1:{port}/']) {{ try {{ fetch(to) }} catch {{}} try {{ new WebSocket(to) }} catch {{}} }}"
            "const app = document.createElement('ul'); document.body.append(app);"
            "for (let n = 1; n < 4; n++) app.innerHTML += `<li><a href='/c/2026/n100${n}.html'>渡船恢复通航第${n}天</a></li>`;"
            "</script></html>",
            "/away": (302, f"http://127.0.0.1:{port}/secret"),
            "/c/2026/n1001.html": (302, f"http://127.0.0.1:{port}/secret"),
        }  # fmt: skip
        url, log = serve(pages)
        process = scrapy("crawl", "section", "-a", f"url={url}/news/", "-a", "browser=1", folder=tmp_path)
    assert "/away" in log
    assert "/c/2026/n1001.html" in log, process.stderr
    assert asked == [], "a connection left for a refused address"
    kept = rows(tmp_path, "select url, state, reason from frontier where url like '%n1001%'")[0]
    assert kept["state"] in ("failed", "dropped")


def test_without_a_browser_the_page_is_empty_and_nothing_is_imported(tmp_path):
    with Portal() as portal:
        process = scrapy("crawl", "section", "-a", f"url={portal.url}/live/", folder=tmp_path)
    assert process.returncode == 3
    assert "No article links" in process.stderr
    look = "import crawler.news_spider, sys; print([name for name in sys.modules if 'playwright' in name])"
    imported = subprocess.run([sys.executable, "-c", look], cwd=ROOT, capture_output=True, text=True, check=True)
    assert imported.stdout.strip() == "[]"


def test_a_browser_that_is_not_there_is_named_in_a_sentence(tmp_path):
    process = scrapy(
        "crawl", "section", "-a", "url=http://127.0.0.1:9/", "-a", "browser=1", "-s", "BROWSER_PATH=/nowhere/chromium",
        folder=tmp_path,
    )  # fmt: skip
    assert process.returncode == 2
    assert len(process.stderr.strip().splitlines()) == 1
    assert "BROWSER_PATH=/nowhere/chromium" in process.stderr or "extra" in process.stderr
    assert list(tmp_path.iterdir()) == []


PROSE = "渡船在清晨离开东码头，船上坐满了赶早市的人，江面上的雾还没有散，船长把汽笛拉了两次，岸上的狗也跟着叫。"


def story(number, script=""):
    title = f"渡船恢复通航第{number}天"
    return 200, {}, f"<html><meta charset=utf-8><title>{title}</title><h1>{title}</h1><p>{PROSE * 3}</p>{script}</html>"


@in_browser
def test_a_crawl_in_the_browser_ends_in_seconds_and_keeps_everything(tmp_path, host):
    def answer(name, path):
        if path == "/news/":
            listed = "".join(f"<li><a href='/c/2026/n{n}.html'>渡船恢复通航第{n}天</a></li>" for n in range(1001, 1005))
            return 200, {}, f"<html><meta charset=utf-8><title>要闻</title><ul>{listed}</ul></html>"
        if path == "/slow.json":
            time.sleep(20)
        return story(1, "<script>fetch('/slow.json')</script>") if path.startswith("/c/") else (404, {}, "")

    port, log = host(answer)
    command = [sys.executable, "-m", "scrapy", "crawl", "section", "-a", f"url=http://127.0.0.1:{port}/news/"]
    command += ["-s", f"DATABASE={tmp_path / 'news.db'}", "-s", f"PAGES_DATABASE={tmp_path / 'pages.db'}"]
    command += ["-a", "browser=1", "-s", "DOWNLOAD_DELAY=0", "-s", "STOP_SECONDS=1"]
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True, start_new_session=True)
    while "/slow.json" not in [path for _, path, _ in log]:
        assert process.poll() is None
        time.sleep(0.1)
    told = time.monotonic()
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: the browser hears it, too
    _, errors = process.communicate(timeout=60)
    assert time.monotonic() - told < 20
    assert (process.returncode, errors) == (5, "")
    states = rows(tmp_path, "select kind, state, count(*) as n, sum(failures) as failed from frontier group by 1, 2")
    assert states == [
        {"kind": "article", "state": "queued", "n": 4, "failed": 0},
        {"kind": "section", "state": "done", "n": 1, "failed": 0},
    ]


@in_browser
def test_a_page_that_misbehaves_in_the_browser_costs_no_other(tmp_path, host):
    """Scripts without end, pages that open others, redirects to another site and to what robots.txt forbids."""
    endless = "<script>while (true) {}</script>"
    opening = (
        "<script>for (const to of ['/closed/1.html', '/n9.html', 'http://127.0.0.2:PORT/']) window.open(to)</script>"
    )
    pages = {
        "/robots.txt": (200, {"Content-Type": "text/plain"}, "User-agent: *\nDisallow: /closed/"),
        "/c/2026/n1003.html": story(3, endless),
        "/c/2026/n1004.html": (302, {"Location": "http://127.0.0.2:PORT/away.html"}, ""),
        "/c/2026/n1005.html": (302, {"Location": "/closed/5.html"}, ""),
        "/c/2026/n1006.html": story(6, opening),
        "/c/2026/n1007.html": story(7),
        "/closed/5.html": story(5),
    }
    listed = "".join(f"<li><a href='/c/2026/n{n}.html'>渡船恢复通航第{n - 1000}天</a></li>" for n in range(1003, 1008))
    pages["/news/"] = (200, {}, f"<html><meta charset=utf-8><title>要闻</title><ul>{listed}</ul></html>")

    def answer(name, path):
        status, headers, body = pages.get(path, (404, {}, ""))
        headers = {header: value.replace("PORT", str(port)) for header, value in headers.items()}
        return status, headers, body.replace("PORT", str(port))

    port, log = host(answer)
    process = scrapy(
        "crawl", "section", "-a", f"url=http://127.0.0.1:{port}/news/", "-a", "browser=1",
        "-s", "BROWSER_PAGES=1", "-s", "DOWNLOAD_TIMEOUT=8", "-s", "RETRY_TIMES=0", "-s", "PRIVATE_HOSTS=127.0.0.0/8", folder=tmp_path,
    )  # fmt: skip
    fates = {
        row["url"][-6]: (row["state"], row["reason"])
        for row in rows(tmp_path, "select url, state, reason from frontier where kind = 'article'")
    }
    assert fates == {
        "3": ("failed", "no answer in time"),
        "4": ("dropped", "another_site"),
        "5": ("dropped", "forbidden_by_robots"),
        "6": ("done", ""),
        "7": ("done", ""),
    }
    assert {name for name, _, _ in log} == {"127.0.0.1"}
    assert not [path for _, path, _ in log if path in ("/closed/1.html", "/n9.html")], "what a script opened"
    assert process.returncode == 4
    assert "Traceback" not in process.stderr
    assert len(process.stderr.strip().splitlines()) == 1, process.stderr
