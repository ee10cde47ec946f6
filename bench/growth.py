"""A crawl among a million stored articles is as quick as among a thousand.

Real pages, everything on; each round crawls a site that neither database knows, into both of them by turns.
``python -m bench.growth`` takes a million (minutes, and some gigabytes in the folder for temporary files).
"""

import statistics
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench.crawl import finished, real_site, start
from bench.real_site import PAGES
from bench.stocked import stocked

SIZES = (1_000, 100_000)
FULL = (1_000, 1_000_000)
ARTICLES = 565
ROUNDS = 3


def run() -> dict[str, float] | None:
    if not PAGES.is_dir():
        print("skipped: ../shared with its real pages is not here")
        return None
    return measure(SIZES)


def measure(sizes: Sequence[int]) -> dict[str, float]:
    rates: dict[int, list[float]] = {size: [] for size in sizes}
    costs: dict[int, list[float]] = {size: [] for size in sizes}
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            (Path(folder) / str(size)).mkdir()
            stocked(Path(folder) / str(size) / "news.db", size)[0].close()
        for turn in range(ROUNDS):
            for size in sizes:
                with real_site(ARTICLES, core=1) as url:  # another port each time: another site
                    told = finished(start("ours", url, str(Path(folder) / str(size)), "0"))
                rates[size].append(told["pages"] / told["seconds"])
                costs[size].append(1000 * told["cpu"] / told["pages"])
            print(f"  round {turn + 1} of {ROUNDS} done", file=sys.stderr, flush=True)
    print(f"{'stored articles':>16} {'pages/s':>8} {'ms of CPU a page':>17}   medians of {ROUNDS}")
    for size in sizes:
        print(f"{size:16,} {statistics.median(rates[size]):8.1f} {statistics.median(costs[size]):17.2f}")
    few, many = min(sizes), max(sizes)
    ratio = statistics.median(rates[many]) / statistics.median(rates[few])
    by_cpu = statistics.median(costs[few]) / statistics.median(costs[many])
    print(f"{'ratio':>16} {ratio:8.2f} {by_cpu:17.2f}")
    return {"rate_ratio": ratio, "rate_ratio_by_cpu": by_cpu, "stored": float(many)}


if __name__ == "__main__":
    measure(FULL)
