"""likeness: a page with hardly any text is looked at as a section page, for it may be one at an article's address.

Nothing is decided here: `pipelines.require` weighs the score against what was read.
"""

from contextlib import suppress
from typing import Any, Self

from itemadapter import ItemAdapter
from parsel import Selector
from scrapy.crawler import Crawler

from crawler.sections import section_page
from pipelines.cleaning.page import Page
from pipelines.require import LONGEST_TEASER
from pipelines.time_bound import TookTooLong, at_most


class SectionLikenessStage:
    """Scores the first page of an article that came out short; a story of some length is none of its business."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler.settings.getfloat("CLEAN_SECONDS"))

    async def process_item(self, item: Any) -> Any:
        article = ItemAdapter(item)
        if "fetched" in article.field_names() and len(article["body"]) < LONGEST_TEASER:
            first = article["fetched"][0]
            with suppress(TookTooLong), at_most(self.seconds):
                article["section_score"] = section_likeness(first.page, first.final_url)
        return item


def section_likeness(page: Page, url: str) -> float:
    """How much a page looks like a section page, from 0.0 (an article) to 1.0, see `crawler.listing.score`."""
    return section_page(Selector(root=page.tree, type="html"), url).score
