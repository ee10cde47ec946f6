"""Pages a second: ours with everything on, beside Scrapy doing nothing and beside the way people do it today.

One site of real pages on loopback, no delays, each crawler in a process of its own on one core, the server on the
other.  Runs are interleaved, medians compared.  With both cores, our crawl has a process that reads its pages, and both
share the machine with the server.
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
from typing import Any

from bench.real_site import PAGES

ROOT = Path(__file__).resolve().parent.parent
SIZE = 565  # articles: each real page once
ROUNDS = 3
KINDS = ("bare", "ours", "usual")
BOTH = "ours on both cores"


def run() -> dict[str, float] | None:
    if not PAGES.is_dir():
        print("skipped: ../shared with its real pages is not here")
        return None
    if len(os.sched_getaffinity(0)) < 2:
        print("skipped: the server needs a core of its own")
        return None
    rates: dict[str, list[float]] = {kind: [] for kind in (*KINDS, BOTH)}
    costs: dict[str, list[float]] = {kind: [] for kind in rates}
    with real_site(SIZE, core=1) as url:
        for turn in range(ROUNDS):
            for kind in rates:
                measured = crawl("ours", url, "READERS=1", cores="0,1") if kind == BOTH else crawl(kind, url, cores="0")
                rates[kind].append(measured["pages"] / measured["seconds"])
                costs[kind].append(1000 * (measured["cpu"] + measured["cpu_of_children"]) / measured["pages"])
            print(f"  round {turn + 1} of {ROUNDS} done", file=sys.stderr, flush=True)
    rate = {kind: statistics.median(rates[kind]) for kind in rates}
    cost = {kind: statistics.median(costs[kind]) for kind in rates}
    print(f"{SIZE} articles, median of {ROUNDS}: pages/s, beside Scrapy alone, beside the usual way;")
    print("and milliseconds of CPU for a page, which other work on the machine hardly changes, beside the same")
    for kind in rates:
        by_rate = f"{rate[kind]:7.1f} {rate[kind] / rate['bare']:7.2f} {rate[kind] / rate['usual']:7.2f}"
        print(
            f"{kind:20} {by_rate}   {cost[kind]:7.2f} {cost['bare'] / cost[kind]:7.2f} {cost['usual'] / cost[kind]:7.2f}"
        )
    return {
        "of_bare": rate["ours"] / rate["bare"],
        "of_bare_on_both_cores": rate[BOTH] / rate["bare"],
        "of_usual": rate["ours"] / rate["usual"],
        "of_bare_by_cpu": cost["bare"] / cost["ours"],
        "of_usual_by_cpu": cost["usual"] / cost["ours"],
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


def crawl(kind: str, url: str, *settings: str, cores: str) -> dict[str, Any]:
    """One crawl into empty databases."""
    with tempfile.TemporaryDirectory() as folder:
        return finished(start(kind, url, folder, cores, *settings))


def finished(process: subprocess.Popen[str]) -> dict[str, Any]:
    """What a crawl measured, when it has ended."""
    told, _ = process.communicate()
    if process.returncode:
        raise SystemExit(f"a crawl ended with status {process.returncode}")
    measured: dict[str, Any] = json.loads(told.splitlines()[-1])
    return measured
