"""``python -m bench.crawlers KIND URL FOLDER CORES [NAME=VALUE …]``: crawl once, and print seconds and peak memory as JSON."""

import gc
import json
import os
import resource
import sys
import time
from pathlib import Path
from typing import Any

from scrapy import Spider, signals
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings

from bench.stopwatch import Stopwatch

AT_ONCE = 8  # requests under way: enough to keep one core busy


def crawl(kind: str, url: str, folder: str, *options: str) -> dict[str, Any]:
    """Seconds from the spider's start until everything is written, CPU seconds of the same, and peak memory in MB.

    Of a `timed` one also `stages`: the seconds of CPU that each stage took.  The setting `WEIGHED_AT` names numbers of
    pages at which the memory in use is noted, as `weights` in MB.
    """
    settings = Settings()
    stopwatch = Stopwatch() if kind == "timed" else None
    spider, arguments = _spider(kind, url, folder, settings)
    settings.setdict({"DOWNLOAD_DELAY": 0, "CONCURRENT_REQUESTS_PER_DOMAIN": AT_ONCE, "LOG_LEVEL": "ERROR"})
    settings.setdict(dict(option.split("=", 1) for option in options))
    process = AsyncCrawlerProcess(settings)
    crawler = process.create_crawler(spider)
    began: list[tuple[float, float]] = []
    if stopwatch:
        stopwatch.wrap_all()

    weights: dict[int, float] = {}
    weighed_at = {int(number) for number in settings.getlist("WEIGHED_AT")}

    def weigh() -> None:
        pages = crawler.stats.get_value("item_scraped_count", 0) if crawler.stats else 0
        if pages in weighed_at:
            gc.collect()
            weights[pages] = _megabytes()

    def note_beginning() -> None:
        began.append((time.monotonic(), time.process_time()))

    crawler.signals.connect(note_beginning, signal=signals.spider_opened, weak=False)
    crawler.signals.connect(weigh, signal=signals.item_scraped, weak=False)
    process.crawl(crawler, **arguments)
    process.start()
    assert crawler.stats is not None
    wall, cpu = began[0]
    return {
        "seconds": time.monotonic() - wall,
        "cpu": time.process_time() - cpu,
        "pages": crawler.stats.get_value("response_received_count", 0),
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "cpu_of_children": sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2]),
        "weights": weights,
        "stages": dict(stopwatch.seconds) if stopwatch else {},
    }


def _megabytes() -> float:
    """The memory that this process holds now; its peak where the system does not tell."""
    held = Path("/proc/self/statm")
    if held.exists():
        return int(held.read_text().split()[1]) * resource.getpagesize() / 2**20
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _spider(kind: str, url: str, folder: str, settings: Settings) -> tuple[type[Spider], dict[str, object]]:
    """The spider class of one kind and its arguments; `settings` get what it needs."""
    databases = {"DATABASE": str(Path(folder) / "news.db"), "PAGES_DATABASE": str(Path(folder) / "pages.db")}
    if kind in ("ours", "timed"):
        from crawler import settings as project_settings
        from crawler.spiders.section import SectionSpider

        settings.setmodule(project_settings)
        settings.setdict({**databases, "CRAWL_REPORT": "none"})
        return SectionSpider, {"url": url}
    if kind == "usual":
        from bench.crawlers.usual import UsualSpider

        settings.setdict({**databases, "ITEM_PIPELINES": {"bench.crawlers.usual.ExtractAndInsert": 100}})
        return UsualSpider, {"start_urls": [url]}
    from bench.crawlers.bare import BareSpider

    return BareSpider, {"start_urls": [url]}


if __name__ == "__main__":
    os.sched_setaffinity(0, {int(core) for core in sys.argv[4].split(",")})
    print(json.dumps(crawl(*sys.argv[1:4], *sys.argv[5:])))
