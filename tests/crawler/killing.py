"""Crawls that are killed for real, at random moments, and started again.

    python -m tests.crawler.killing --articles 2000 --kills 20

Prints a line for each kill and ends with 0 if no address was lost.  ``make soak`` runs it for one process and for two.
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

from tests.crawler.running import ROOT, rows
from tests.portal import Portal

LONGEST_LIFE = 2.5  # seconds until a kill; a crawl needs one to start


def start(portal: Portal, folder: Path, readers: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "scrapy", "crawl", "section", "-a", f"url={portal.url}/grown/"]
    for setting in (
        f"DATABASE={folder / 'news.db'}",
        f"PAGES_DATABASE={folder / 'pages.db'}",
        "DOWNLOAD_DELAY=0",
        "SHARE_CRAWL=1",
        f"READERS={readers}",
    ):
        command += ["-s", setting]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)


def crawl_with_kills(
    portal: Portal, folder: Path, *, kills: int, processes: int, chance: random.Random, readers: int = 0
) -> int:
    """Kill one of the processes at a random moment, `kills` times, then let them finish.  Each has so many readers.

    How many addresses were leased by those that died, in sum.
    """
    running = [start(portal, folder, readers) for _ in range(processes)]
    leased = 0
    for _ in range(kills):
        time.sleep(chance.uniform(0.3, LONGEST_LIFE))
        victim = running.pop(0)
        os.kill(victim.pid, signal.SIGKILL)
        victim.communicate()
        leased += _count_leases(folder, victim.pid)
        running.append(start(portal, folder, readers))
    for process in running:
        _, errors = process.communicate(timeout=600)
        assert process.returncode == 0, errors
    return leased


def verdict(portal: Portal, folder: Path, leased: int) -> dict[str, Any]:
    """What an honest crawl must show at its end; empty is good."""
    wrong: dict[str, Any] = {}
    wanted = Counter(article.url for article in portal.section("grown").articles)
    stored = Counter(row["url"] for row in rows(folder, "select url from articles"))
    if stored != wanted:
        wrong["lost"] = sorted((wanted - stored).elements())
        wrong["too many"] = sorted((stored - wanted).elements())
    if told_twice := rows(folder, "select url, version from articles where version != 1"):
        wrong["a version that no edit made"] = told_twice
    if unfinished := rows(folder, "select url, state from frontier where state not in ('done', 'dropped')"):
        wrong["without a fate"] = unfinished
    for database in ("news.db", "pages.db"):
        integrity = rows(folder, "pragma integrity_check", database=database)
        if integrity != [{"integrity_check": "ok"}]:
            wrong[database] = integrity
    asked = Counter(request.path for request in portal.log)
    again = sum(asked[article.path] - 1 for article in portal.section("grown").articles)
    if again > leased:
        wrong["fetched twice"] = f"{again}, though only {leased} were leased when a crawl died"
    return wrong


def _count_leases(folder: Path, pid: int) -> int:
    if not (folder / "news.db").exists():
        return 0
    leases = "select count(*) as leases from frontier join crawls on crawls.id = leased_by"
    try:
        return rows(folder, f"{leases} where state = 'leased' and pid = ?", pid)[0]["leases"]
    except Exception as error:  # killed before the tables were there
        if "no such table" not in str(error):
            raise
        return 0


def main() -> int:
    parser = argparse.ArgumentParser(description="Kill crawls at random moments and look for lost articles.")
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--readers", type=int, default=0)
    parser.add_argument("--seed", type=int, default=None)
    asked = parser.parse_args()
    seed = asked.seed if asked.seed is not None else random.randrange(10**6)
    print(f"seed {seed}", flush=True)
    with Portal(grow=asked.articles) as portal, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        leased = crawl_with_kills(
            portal,
            folder,
            kills=asked.kills,
            processes=asked.processes,
            chance=random.Random(seed),
            readers=asked.readers,
        )
        wrong = verdict(portal, folder, leased)
        stored = rows(folder, "select count(*) as stored from articles")[0]["stored"]
        asked_for = Counter(request.path for request in portal.log)
        again = sum(asked_for[article.path] - 1 for article in portal.section("grown").articles)
        print(
            f"{stored} of {asked.articles} articles, {asked.kills} kills, {leased} leased then, {again} fetched twice"
        )
        for what, which in wrong.items():
            print(f"{what}: {which}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
