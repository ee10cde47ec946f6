"""How much an article page with hardly any text looks like a section page, where anybody needs to know.

Looking takes as long as reading a story, so it is spared where the score would change nothing.
"""

from collections.abc import Mapping
from typing import Any

from parsel import Selector

from crawler.listing.score import has_article_address
from crawler.sections import section_page
from pipelines.cleaning.page import Page
from pipelines.short_pages import has_facts, is_short
from pipelines.time_bound import TookTooLong, at_most


def score_if_needed(article: Mapping[str, Any], page: Page, url: str, seconds: float) -> float | None:
    """The score of a page that was read, see `crawler.listing.score`; None if nobody needs it, or it takes too long."""
    if not may_be_listing(article, url):
        return None
    try:
        with at_most(seconds):
            return section_page(Selector(root=page.tree, type="html"), url).score
    except TookTooLong:
        return None


def may_be_listing(article: Mapping[str, Any], url: str) -> bool:
    """Whether the score could make a section page of an article page that was read.

    Not of a story of some length, nor of a page that is refused anyway, nor of one that has both an article's address
    and the facts that go with a story: of 367 such pages none came near.
    """
    return is_short(article) and not article["refusal"] and not (has_facts(article) and has_article_address(url))
