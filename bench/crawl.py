"""Pages a second: ours with everything on, beside Scrapy doing nothing and beside the way people do it today.

One site of real pages on loopback, no delays, each crawler in a process of its own on one core, the server on the
other.  Runs are interleaved, medians compared.  With both cores, two of our crawls share one site and the machine.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.real_site import PAGES

ROOT = Path(__file__).resolve().parent.parent
SIZE = 565  # articles: each real page once
ROUNDS = 3
KINDS = ("bare", "ours", "usual")


def run() -> dict[str, float] | None:
    if not PAGES.is_dir():
        print("skipped: ../shared with its real pages is not here")
        return None
    if len(os.sched_getaffinity(0)) < 2:
        print("skipped: the server needs a core of its own")
        return None
    found: dict[str, list[float]] = {kind: [] for kind in (*KINDS, "ours on both cores")}
    with real_site(SIZE, core=1) as url:
        for turn in range(ROUNDS):
            for kind in KINDS:
                found[kind].append(_rate([crawl(kind, url, cores="0")]))
            found["ours on both cores"].append(_rate(_together(url)))
            print(f"  round {turn + 1} of {ROUNDS} done", file=sys.stderr, flush=True)
    rates = {kind: statistics.median(rates) for kind, rates in found.items()}
    print(f"{SIZE} articles, pages/s, median of {ROUNDS}; and beside Scrapy alone, and beside the usual way")
    for kind, rate in rates.items():
        print(f"{kind:20} {rate:7.1f} {rate / rates['bare']:7.2f} {rate / rates['usual']:7.2f}")
    return {
        "of_bare": rates["ours"] / rates["bare"],
        "of_bare_on_both_cores": rates["ours on both cores"] / rates["bare"],
        "of_usual": rates["ours"] / rates["usual"],
    }


@contextmanager
def real_site(size: int, *, core: int) -> Iterator[str]:
    """The first section page of a site of real pages that is served on that core meanwhile."""
    command = [sys.executable, "-m", "bench.real_site", str(size), str(core)]
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        yield f"{server.stdout.readline().strip()}/list/0.html"
    finally:
        server.kill()
        server.wait()


def start(kind: str, url: str, folder: str, cores: str, *settings: str) -> subprocess.Popen[str]:
    """A crawl in a process of its own; its last line of output is what `bench.crawlers` measured."""
    command = [sys.executable, "-m", "bench.crawlers", kind, url, folder, cores, *settings]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def crawl(kind: str, url: str, *, cores: str) -> dict[str, float]:
    """One crawl into empty databases."""
    with tempfile.TemporaryDirectory() as folder:
        return _measured(start(kind, url, folder, cores))


def _together(url: str) -> list[dict[str, float]]:
    with tempfile.TemporaryDirectory() as folder:
        both = [start("ours", url, folder, "0,1", "SHARE_CRAWL=1") for _ in range(2)]
        return [_measured(process) for process in both]


def _measured(process: subprocess.Popen[str]) -> dict[str, float]:
    told, _ = process.communicate()
    if process.returncode:
        raise SystemExit(f"a crawl ended with status {process.returncode}")
    measured: dict[str, float] = json.loads(told.splitlines()[-1])
    return measured


def _rate(crawls: list[dict[str, float]]) -> float:
    """Pages a second of crawls that ran side by side."""
    return sum(crawl["pages"] for crawl in crawls) / max(crawl["seconds"] for crawl in crawls)
