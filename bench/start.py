"""What a crawl costs that finds nothing new, and what a command costs before it does anything, in seconds of CPU.

A cron line asks each section every hour, and mostly nothing has changed.  CPU seconds are those of the whole process, from
the start of Python to its end.
"""

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.portal import Portal

ROOT = Path(__file__).resolve().parent.parent
ARTICLES = 500  # of the section, listed on pages that lead to one another
ROUNDS = 7


def run() -> dict[str, float]:
    unchanged = _unchanged()
    print(f"a section of {ARTICLES:,} known articles, unchanged: {unchanged:.2f} s of CPU")
    ours, empty = _listing()
    print(f"scrapy list: {ours:.2f} s of CPU, in an empty project {empty:.2f} s: {ours / empty:.2f} times")
    return {"unchanged_section_cpu": unchanged, "list_of_empty_project": ours / empty}


def _unchanged() -> float:
    """The median of crawls after the first."""
    with Portal(grow=ARTICLES) as portal, tempfile.TemporaryDirectory() as folder:
        crawl = ["crawl", "section", "-a", f"url={portal.url}/grown/", "-s", "DOWNLOAD_DELAY=0"]
        crawl += ["-s", f"DATABASE={folder}/news.db", "-s", f"PAGES_DATABASE={folder}/pages.db"]
        _cpu(ROOT, *crawl, "-s", "CONCURRENT_REQUESTS_PER_DOMAIN=8")
        return statistics.median(_cpu(ROOT, *crawl) for _ in range(ROUNDS))


def _listing() -> tuple[float, float]:
    """Medians of ours and of a project as `scrapy startproject` makes it, by turns."""
    ours, empty = [], []
    with tempfile.TemporaryDirectory() as folder:
        _cpu(Path(folder), "startproject", "empty", ".")
        for _ in range(ROUNDS):
            ours.append(_cpu(ROOT, "list"))
            empty.append(_cpu(Path(folder), "list"))
    return statistics.median(ours), statistics.median(empty)


def _cpu(folder: Path, *arguments: str) -> float:
    """CPU seconds, user and system, of a scrapy command."""
    command = [sys.executable, "-m", "scrapy", *arguments]
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(arguments[:2])} ended with status {process.returncode}")
    return used.ru_utime + used.ru_stime
