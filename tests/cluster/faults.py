"""Twelve portals crawled on three machines, and what can go wrong with machines.

    python -m tests.cluster.faults                        # all of it, most of half an hour
    python -m tests.cluster.faults --fault kill --articles 60

Prints what was seen, and ends with 0 if nothing was lost.  ``make soak`` runs it.
"""

import argparse
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from itertools import pairwise
from pathlib import Path
from typing import Any

from crawler.cluster.lifeline import LOST_SECONDS
from tests.cluster.machines import BRIDGE, LOOPBACK, Machines, can_make_namespaces
from tests.crawler.running import ROOT, rows, scrapy
from tests.portal import Portal
from tests.store.content import TWO_CRAWLS, content, difference

EVERY = 5  # seconds between snapshots
TAKING = 6  # seconds that taking one may need on a busy machine
DELAY = 0.5  # seconds between two pages of a host
CABLE = ("cut", "half-cut")
UNKEPT = ("half-cut", "storage-gone")
LONGEST_TOLD = 2000  # characters of what is wrong
CUT = 120  # seconds without a network
TOGETHER = 60  # seconds that a host may meet two crawlers


def undisturbed(machines: Machines) -> None:
    """Nothing happens."""


def kill(machines: Machines) -> None:
    machines.kill("worker0")  # the loop that would start it again, its nanny, the worker: the machine is off
    time.sleep(20)
    machines.start_worker(0)


def cut(machines: Machines) -> None:
    machines.cut(0)
    time.sleep(CUT)
    machines.heal(0)


def half_cut(machines: Machines) -> None:
    machines.cut(0, from_hub_only=True)
    time.sleep(CUT)
    machines.heal(0, from_hub_only=True)


def scheduler(machines: Machines) -> None:
    machines.kill("scheduler")
    time.sleep(5)
    machines.start_scheduler()


def storage(machines: Machines) -> None:
    machines.kill("storage", signal.SIGSTOP)
    time.sleep(30)
    machines.kill("storage", signal.SIGCONT)


def storage_gone(machines: Machines) -> None:
    machines.cut_at, machines.cut_off = time.monotonic(), machines.workers
    machines.kill("storage", signal.SIGSTOP)
    time.sleep(CUT)
    machines.kill("storage", signal.SIGCONT)


FAULTS: dict[str, Callable[[Machines], None]] = {
    "undisturbed": undisturbed, "kill": kill, "cut": cut, "half-cut": half_cut, "scheduler": scheduler,
    "storage": storage, "storage-gone": storage_gone,
}  # fmt: skip


def crawl_with(fault: str, net: str, portals: list[Portal], folder: Path, chance: random.Random) -> dict[str, Any]:
    """Crawl all portals on three machines while something goes wrong; what is wrong with the outcome."""
    for portal in portals:
        portal.log.clear()
        portal.visits.clear()
    with Machines(folder, net) as machines:
        command = [sys.executable, "-m", "scrapy", "cluster", "crawl", *(f"{portal.url}/grown/" for portal in portals)]
        command += ["--scheduler", machines.scheduler, "--storage", machines.storage, "--every", str(EVERY)]
        command += ["-s", f"DOWNLOAD_DELAY={DELAY}"]
        with (folder / "command.log").open("wb") as log:
            run = subprocess.Popen(command, cwd=ROOT, env=machines.environment, stdout=log, stderr=log)
        while not all(portal.visits for portal in portals) and run.poll() is None:
            time.sleep(0.2)
        began = time.monotonic()
        time.sleep(chance.uniform(4, 15))
        happening = threading.Thread(target=FAULTS[fault], args=(machines,))
        happening.start()
        status = run.wait(timeout=900)
        took = time.monotonic() - began
        happening.join()
        fetch = [sys.executable, "-m", "scrapy", "merge", str(folder / "all.db"), machines.storage]
        merged = subprocess.run(fetch, cwd=ROOT, env=machines.environment, capture_output=True, text=True, check=False)
        said = (folder / "command.log").read_text(encoding="utf-8")
    wrong: dict[str, Any] = {}
    if status or merged.returncode:
        wrong["status"] = f"{status}, merge {merged.returncode}: {said[-2000:]} {merged.stderr}"
        if merged.returncode:
            return wrong
    wrong |= verdict(portals, folder)
    again, most = fetched_twice(portals)
    together = two_crawlers(portals)
    # Who reaches the newspapers and not the hub crawls on until that is certain, and nothing of it is kept.
    seconds = EVERY + TAKING + (LOST_SECONDS if fault in UNKEPT else 0)
    bound = len(portals) * round(seconds / DELAY)
    print(
        f"{fault}: {took:.0f} s, {again} pages fetched twice (at most {most} of a site; {bound} allowed), "
        f"two crawlers at a host for {together:.0f} s at most",
        flush=True,
    )
    if machines.cut_at:
        asked = [
            visit.at - machines.cut_at
            for portal in portals
            for visit in portal.visits
            if visit.client in machines.cut_off
        ]
        last = max((at for at in asked if 0 < at < CUT), default=0.0)
        print(f"{fault}: who was cut off asked a newspaper for the last time after {last:.0f} s", flush=True)
        if last > TOGETHER:
            wrong["went on"] = f"for {last:.0f} seconds"
    if most > seconds / DELAY:
        wrong["fetched twice"] = f"{most} of one site"
    if together > TOGETHER:
        wrong["two crawlers"] = f"for {together:.0f} seconds"
    return wrong


def verdict(portals: list[Portal], folder: Path) -> dict[str, Any]:
    """What an honest crawl must show at its end; empty is good."""
    wrong: dict[str, Any] = {}
    wanted = Counter(article.url for portal in portals for article in portal.section("grown").articles)
    stored = Counter(row["url"] for row in rows(folder, "select url from articles", database="all.db"))
    if stored != wanted:
        wrong["lost"] = sorted((wanted - stored).elements())
        wrong["too many"] = sorted((stored - wanted).elements())
    unfinished = "select url, state from frontier where state not in ('done', 'dropped')"
    if found := rows(folder, unfinished, database="all.db"):
        wrong["without a fate"] = found
    there, here = (content(folder / name, without=TWO_CRAWLS) for name in ("all.db", "news.db"))
    if differing := difference(there, here):
        wrong["other rows than on one machine"] = differing
    return wrong


def fetched_twice(portals: list[Portal]) -> tuple[int, int]:
    """How many pages of articles were fetched more than once; of all sites, and of the site with most."""
    again = []
    for portal in portals:
        asked = Counter(request.path for request in portal.log)
        again.append(sum(asked[article.path] - 1 for article in portal.section("grown").articles))
    return sum(again), max(again)


def two_crawlers(portals: list[Portal]) -> float:
    """Seconds in which a host was asked from two machines by turns, at the host where it went on longest."""
    longest = 0.0
    for portal in portals:
        clients = [(visit.at, visit.client) for visit in list(portal.visits)]
        turns = [at for (_, one), (at, other) in pairwise(clients) if one != other]
        longest = max(longest, turns[-1] - turns[0] if len(turns) > 1 else 0.0)
    return longest


def crawl_here(portals: list[Portal], folder: Path) -> None:
    """The same sites on one machine, into ``news.db``."""
    urls = " ".join(f"{portal.url}/grown/" for portal in portals)
    done = scrapy("crawl", "section", "-a", f"urls={urls}", folder=folder, timeout=600)
    if done.returncode:
        raise SystemExit(done.stderr)


def main() -> int:
    parser = argparse.ArgumentParser(description="Crawl on three machines while they fail.")
    parser.add_argument("--fault", choices=[*FAULTS, "all"], default="all")
    parser.add_argument("--portals", type=int, default=12)
    parser.add_argument("--articles", type=int, default=150)
    parser.add_argument("--seed", type=int, default=None)
    asked = parser.parse_args()
    net, faults = BRIDGE, list(FAULTS) if asked.fault == "all" else [asked.fault]
    if reason := can_make_namespaces():
        net, faults = LOOPBACK, [fault for fault in faults if fault not in CABLE]
        print(f"Three machines are processes on loopback, and no network is cut: {reason}.")
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    seed = asked.seed if asked.seed is not None else random.randrange(10**6)
    print(f"seed {seed}", flush=True)
    failed = False
    with ExitStack() as stack:
        if net == BRIDGE:
            here = [f"{net}.1/32", "dev", "lo"]
            subprocess.run(["ip", "address", "add", *here], capture_output=True, check=False)
            stack.callback(subprocess.run, ["ip", "address", "delete", *here], check=False)
        portals = [
            stack.enter_context(Portal(grow=asked.articles, seed=number, host=f"{net}.1"))
            for number in range(asked.portals)
        ]
        reference = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        crawl_here(portals, reference)
        for fault in faults:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix=f"zw-{fault}-")))
            for name in ("news.db", "pages.db"):
                (folder / name).write_bytes((reference / name).read_bytes())
            wrong = crawl_with(fault, net, portals, folder, random.Random(seed))
            for what, which in wrong.items():
                print(f"{fault}: {what}: {str(which)[:LONGEST_TOLD]}", flush=True)
            failed |= bool(wrong)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
