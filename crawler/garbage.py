"""Python looks for objects that hold each other again and again, a fifteenth of a crawl's time: here it looks less.

What was there before the first page, modules and settings and patterns, is never garbage and makes nine tenths of what it
would look through.  What pages leave behind mostly goes without its help.
"""

import gc
from typing import Self

from scrapy import Spider, signals
from scrapy.crawler import Crawler

MADE_BETWEEN = 5_000  # objects between two looks at the youngest, where Python has 700: a page alone makes as many


class Garbage:
    """Leaves what stands when the spider opens out of the search, until it closes."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        garbage = cls()
        crawler.signals.connect(garbage.spider_opened, signals.spider_opened)
        crawler.signals.connect(garbage.spider_closed, signals.spider_closed)
        return garbage

    def spider_opened(self, spider: Spider) -> None:
        self.threshold = gc.get_threshold()
        gc.set_threshold(MADE_BETWEEN, *self.threshold[1:])
        gc.freeze()

    def spider_closed(self, spider: Spider) -> None:
        gc.unfreeze()
        gc.set_threshold(*self.threshold)
