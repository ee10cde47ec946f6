"""A crawl ends cleanly before its machine is out of memory or its disk is full; the next one goes on from there."""

import asyncio
import logging
import os
import resource
import shutil
from pathlib import Path
from typing import Self

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.utils.defer import _schedule_coro

logger = logging.getLogger(__name__)

# How such a crawl ends.
MEMORY_LIMIT = "memory_limit"
DISK_LIMIT = "disk_limit"

MB = 1024 * 1024
STATM = Path("/proc/self/statm")


class MachineBounds:
    """Looks every few seconds.  Scrapy's own extension looks at the highest peak so far, and not at the disk."""

    def __init__(self, crawler: Crawler) -> None:
        assert crawler.stats is not None
        self.crawler = crawler
        self.stats = crawler.stats
        settings = crawler.settings
        self.every = settings.getfloat("MACHINE_BOUNDS_SECONDS")
        self.most_memory = settings.getfloat("MEMORY_LIMIT_MB")
        self.least_disk = settings.getint("FREE_DISK_BYTES")
        paths = [settings["DATABASE"], settings["PAGES_DATABASE"]]
        self.folders = sorted({str(Path(path).resolve().parent) for path in paths})

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        bounds = cls(crawler)
        crawler.signals.connect(bounds.spider_opened, signals.spider_opened)
        crawler.signals.connect(bounds.spider_closed, signals.spider_closed)
        return bounds

    def spider_opened(self, spider: Spider) -> None:
        self.watching = asyncio.ensure_future(self.watch())

    def spider_closed(self, spider: Spider) -> None:
        self.watching.cancel()
        self.stats.max_value("machine/memory_mb", round(memory_used() / MB))

    async def watch(self) -> None:
        while True:
            if reason := self.exceeded():
                assert self.crawler.engine is not None
                _schedule_coro(self.crawler.engine.close_spider_async(reason=reason))
                return
            await asyncio.sleep(self.every)

    def exceeded(self) -> str:
        """The bound that is exceeded, said in the log; empty while all is well."""
        used = memory_used() / MB
        self.stats.max_value("machine/memory_mb", round(used))
        if self.most_memory and used > self.most_memory:
            logger.error(
                "The crawl ends: it uses %d MB of memory and may use %d. Its addresses wait for the next one; "
                "if it needs more, raise MEMORY_LIMIT_MB.",
                used,
                self.most_memory,
            )
            return MEMORY_LIMIT
        for folder in self.folders:
            free = shutil.disk_usage(folder).free
            if free < self.least_disk:
                logger.error(
                    "The crawl ends: %s has %d MB left and %d are to stay free. Its addresses wait for the next one: "
                    "free some, or lower FREE_DISK_BYTES.",
                    folder,
                    free / MB,
                    self.least_disk / MB,
                )
                return DISK_LIMIT
        return ""


def memory_used() -> int:
    """Bytes that this process has in memory now; where the system does not tell, the most it ever had."""
    try:
        return int(STATM.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
