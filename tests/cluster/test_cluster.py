"""``scrapy cluster crawl``: the same rows as one machine, whoever dies; refused at the start where it cannot work."""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections import Counter

import pytest

from crawler.cluster.orders import Order, Result, WrongVersion
from crawler.cluster.run import status_of
from crawler.cluster.sites import BadSite, commands_of, words_of
from crawler.cluster.task import check_version
from crawler.spider_loader import NamedSpiderLoader
from tests.crawler.running import ROOT, rows, scrapy
from tests.portal import Portal
from tests.store.content import TWO_CRAWLS, content, difference

pytest.importorskip("distributed", reason="the extra `cluster` brings Dask")
psutil = pytest.importorskip("psutil")
LOADER = NamedSpiderLoader(["crawler.spiders"])


@pytest.fixture
def portals():
    with Portal(grow=40, seed=1) as one, Portal(grow=40, seed=2) as two:
        yield one, two


def test_a_killed_worker_costs_a_snapshot_and_no_article(tmp_path, portals):
    storage = tmp_path / "storage"
    storage.mkdir()
    urls = [f"{portal.url}/grown/" for portal in portals]
    command = [sys.executable, "-m", "scrapy", "cluster", "crawl", *urls, "--storage", str(storage), "--every", "1"]
    process = subprocess.Popen(
        [*command, "-s", "DOWNLOAD_DELAY=0.2"], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    victim, crawls = worker_at_work(process, portals[0])
    victim.kill()
    _, alive = psutil.wait_procs(crawls, timeout=15)
    assert not alive, "the crawl of a dead worker ends with it"
    out, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors
    assert len(out.splitlines()) == 2, "a line for each site"
    assert scrapy("merge", tmp_path / "all.db", storage).returncode == 0
    stored = Counter(row["url"] for row in rows(tmp_path, "select url from articles", database="all.db"))
    assert stored == Counter(article.url for portal in portals for article in portal.section("grown").articles)
    again = Counter(request.path for portal in portals for request in portal.log)
    assert sum(times - 1 for path, times in again.items() if path.endswith(".shtml") and times > 2) < 40
    for url in urls:
        assert scrapy("crawl", "section", "-a", f"url={url}", folder=tmp_path).returncode == 0
    there, here = (content(tmp_path / name, without=TWO_CRAWLS) for name in ("all.db", "news.db"))
    assert difference(there, here) == {}


def worker_at_work(process, portal):
    """A worker of Dask's with a crawl under way, and the processes of that crawl."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        time.sleep(0.2)
        with contextlib.suppress(psutil.NoSuchProcess):  # processes come and go
            for child in psutil.Process(process.pid).children(recursive=True):
                crawls = child.children(recursive=True)
                guards = [each for each in child.children() if "crawler.cluster.guard" in each.cmdline()]
                if len(portal.log) > 8 and guards:
                    return child, crawls
    raise AssertionError(process.stderr.read())


@pytest.mark.parametrize(
    ("why", "arguments", "said"),
    [
        ("no work", (), "Do what on the cluster?"),
        ("no site", ("crawl",), "Crawl which sites?"),
        ("an unknown site", ("crawl", "yunting", "nowhere"), "No site is called 'nowhere'"),
        ("no address", ("crawl", "ftp://harbor.example/"), "ftp"),
        ("no file", ("crawl", "--sites", "/nowhere"), "/nowhere cannot be read"),
        ("no storage for many machines", ("crawl", "yunting", "--scheduler", "tcp://127.0.0.1:9"), "Keep the snapshots where?"),
        (
            "no scheduler",
            ("crawl", "yunting", "--scheduler", "tcp://127.0.0.1:9", "--storage", "{folder}"),
            "No scheduler answers at tcp://127.0.0.1:9",
        ),
        ("a storage that cannot be written", ("crawl", "yunting", "--storage", "/proc/nothing"), "/proc/nothing"),
    ],
)  # fmt: skip
def test_what_cannot_work_is_refused_at_the_start(tmp_path, why, arguments, said):
    done = scrapy("cluster", *(word.format(folder=tmp_path) for word in arguments))
    assert done.returncode == 2, why
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1, done.stderr


def test_whoever_answers_as_no_scheduler_would_is_told_from_one(tmp_path):
    """Dask's own client waits for ever where a door is open and nothing sensible comes out of it."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        threading.Thread(target=answer_nonsense, args=(server,), daemon=True).start()
        done = scrapy("cluster", "crawl", "yunting", "--scheduler", f"tcp://127.0.0.1:{port}", "--storage", tmp_path)
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1), done.stderr
    assert f"No scheduler answers at tcp://127.0.0.1:{port}" in done.stderr


def answer_nonsense(server):
    with contextlib.suppress(OSError):
        while True:
            caller, _ = server.accept()
            caller.sendall(b"220 ready\r\n")
            caller.close()


def test_without_the_extra_it_says_how_to_get_it(tmp_path):
    missing = tmp_path / "fsspec.py"
    missing.write_text("raise ImportError('no fsspec')")
    code = f"import sys; sys.path.insert(0, {str(tmp_path)!r}); from scrapy.cmdline import execute; execute()"
    done = subprocess.run(
        [sys.executable, "-c", code, "cluster", "crawl", "yunting"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (
        2,
        "`scrapy cluster` needs Dask and fsspec: pip install -e '.[cluster]'\n",
    )


def test_a_worker_with_another_version_does_not_begin():
    order = Order("harbor", ("crawl", "harbor"), "/tmp", 60, "0.0.1+another")
    with pytest.raises(
        WrongVersion, match=r"tcp://w1 has Zhengwen .* and you have 0.0.1\+another: update the older one"
    ):
        check_version(order, "tcp://w1")


def test_workers_with_another_version_are_refused_at_the_start(tmp_path):
    other = tmp_path / "other"
    for room in ("crawler", "pipelines"):
        shutil.copytree(ROOT / room, other / room, ignore=shutil.ignore_patterns("__pycache__"))
    (other / "crawler" / "spiders" / "harbor.py").write_text('"""Another site."""\n')
    port = free_port()
    scheduler = ["scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard"]
    worker = ["worker", f"tcp://127.0.0.1:{port}", "--no-nanny", "--no-dashboard", "--local-directory", str(tmp_path)]
    with contextlib.ExitStack() as stack:
        for command, folder in ((scheduler, ROOT), (worker, other)):
            environment = os.environ | {"PYTHONPATH": str(folder)}
            process = subprocess.Popen(
                [sys.executable, "-P", "-m", "dask", *command], cwd=folder, env=environment, stderr=subprocess.DEVNULL
            )
            stack.callback(process.wait)
            stack.callback(process.kill)
        wait_for(port)
        (tmp_path / "storage").mkdir()
        arguments = ("--scheduler", f"tcp://127.0.0.1:{port}", "--storage", tmp_path / "storage")
        done = scrapy("cluster", "crawl", "http://harbor.example/", *arguments, "-s", "CONTACT=a@b.example")
    assert done.returncode == 2
    assert "update the older one (git pull && make setup), then start the workers again." in done.stderr
    assert len(done.stderr.splitlines()) == 1


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def wait_for(port):
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.2)


def test_sites_are_names_and_addresses_one_task_for_each_host():
    words = ["rmzxw", "http://harbor.example/sea/", "http://www.harbor.example/town/", "http://hills.example/"]
    assert commands_of(words, LOADER) == {
        "rmzxw": ("crawl", "rmzxw"),
        "harbor.example": ("crawl", "section", "-a", "urls=http://harbor.example/sea/ http://www.harbor.example/town/"),
        "hills.example": ("crawl", "section", "-a", "urls=http://hills.example/"),
    }


def test_a_declared_site_and_an_address_of_its_host_are_not_two_tasks():
    with pytest.raises(BadSite, match=r"both on 127\.0\.0\.1:8765"):
        commands_of(["yunting", "http://127.0.0.1:8765/news/"], LOADER)


def test_a_file_of_sites_may_have_comments(tmp_path):
    (tmp_path / "sites").write_text("# ours\nrmzxw  # daily\n\nhttp://harbor.example/#top\n", encoding="utf-8")
    assert words_of(tmp_path / "sites") == ["rmzxw", "http://harbor.example/#top"]
    (tmp_path / "empty").write_text("# nothing\n")
    with pytest.raises(BadSite, match="names no site"):
        words_of(tmp_path / "empty")


@pytest.mark.parametrize(
    ("statuses", "status"),
    [
        ([0, 0], 0),
        ([3, 3], 3),
        ([0, 3], 4),
        ([0, 4], 4),
        ([4, 1, 0], 1),
        ([0, 7], 7),
        ([5, 0], 5),
        ([6], 6),
        ([6, 0], 4),
    ],
)
def test_all_sites_together_end_as_one_crawl_would(statuses, status):
    assert status_of([Result(str(n), each, "", {}, "", "", 0) for n, each in enumerate(statuses)]) == status
