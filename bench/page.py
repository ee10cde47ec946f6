"""Where the milliseconds of one page go: a crawl of real pages with everything on, each stage timed by itself."""

import statistics
import sys

from bench.crawl import SIZE, crawl, real_site
from bench.real_site import PAGES
from bench.stopwatch import STAGES

ROUNDS = 3
CHILDREN = "putting right in other processes"
SCRAPY = "download, and Scrapy between the stages"


def run() -> dict[str, float] | None:
    if not PAGES.is_dir():
        print("skipped: ../shared with its real pages is not here")
        return None
    crawls, alone = [], []
    with real_site(SIZE, core=1) as url:
        for turn in range(ROUNDS):
            crawls.append(crawl("timed", url, cores="0"))
            alone.append(crawl("bare", url, cores="0"))
            print(f"  round {turn + 1} of {ROUNDS} done", file=sys.stderr, flush=True)
    stages = {
        stage: statistics.median(1000 * one["stages"][stage] / one["pages"] for one in crawls) for stage in STAGES
    }
    stages[CHILDREN] = statistics.median(1000 * one["cpu_of_children"] / one["pages"] for one in crawls)
    total = statistics.median(1000 * (one["cpu"] + one["cpu_of_children"]) / one["pages"] for one in crawls)
    stages = {SCRAPY: total - sum(stages.values())} | stages
    print(f"milliseconds of the processor for a page, median of {ROUNDS} crawls of {SIZE} articles; share")
    for stage, cost in stages.items():
        print(f"{stage:42} {cost:7.2f} {cost / total:6.1%}")
    print(f"{'together':42} {total:7.2f}")
    bare = statistics.median(1000 * one["cpu"] / one["pages"] for one in alone)
    print(f"{'Scrapy alone, which throws the pages away':42} {bare:7.2f}")
    return {"cpu_of_bare": total / bare, **{f"ms {stage.split(':')[0]}": cost for stage, cost in stages.items()}}
