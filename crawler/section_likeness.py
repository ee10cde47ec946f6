"""likeness: a page with hardly any text is looked at as a section page, for it may be one at an article's address.

Nothing is decided here: `pipelines.require` weighs the score against what was read.  Looking takes as long as reading
a story, so it is spared where the score would change nothing.
"""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any, Self

from itemadapter import ItemAdapter
from parsel import Selector
from scrapy.crawler import Crawler

from crawler.listing.score import has_article_address
from crawler.sections import section_page
from pipelines.cleaning.page import Page
from pipelines.require import LONGEST_TEASER, has_facts
from pipelines.time_bound import TookTooLong, at_most


class SectionLikenessStage:
    """Scores the first page of an article that may be a section page instead."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler.settings.getfloat("CLEAN_SECONDS"))

    async def process_item(self, item: Any) -> Any:
        article = ItemAdapter(item)
        if "fetched" in article.field_names() and may_be_listing(article):
            first = article["fetched"][0]
            with suppress(TookTooLong), at_most(self.seconds):
                article["section_score"] = section_likeness(first.page, first.final_url)
        return item


def may_be_listing(article: Mapping[str, Any]) -> bool:
    """Whether the score of a page that was read could make a section page of it.

    Not of a story of some length, nor of a page that is refused anyway, nor of one that has both an article's address
    and the facts that go with a story: of 367 such pages none came near.
    """
    if len(article["body"]) >= LONGEST_TEASER or article["refusal"]:
        return False
    return not (has_facts(article) and has_article_address(article["fetched"][0].final_url))


def section_likeness(page: Page, url: str) -> float:
    """How much a page looks like a section page, from 0.0 (an article) to 1.0, see `crawler.listing.score`."""
    return section_page(Selector(root=page.tree, type="html"), url).score
