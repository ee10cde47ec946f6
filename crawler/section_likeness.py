"""likeness: a page with hardly any text is looked at as a section page, for it may be one at an article's address.

Nothing is decided here: `pipelines.require` weighs the score against what was read.
"""

from typing import Any, Self

from itemadapter import ItemAdapter
from scrapy.crawler import Crawler

from crawler.listing.likeness import score_if_needed


class SectionLikenessStage:
    """Scores the first page of an article that may be a section page instead."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler.settings.getfloat("CLEAN_SECONDS"))

    async def process_item(self, item: Any) -> Any:
        article = ItemAdapter(item)
        if "fetched" in article.field_names() and article["section_score"] is None:
            first = article["fetched"][0]
            article["section_score"] = score_if_needed(article, first.page, first.final_url, self.seconds)
        return item
