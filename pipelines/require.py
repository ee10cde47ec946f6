"""require: a page that is no article is dropped, with a reason that has a name.

The reasons, in the words of the database, are explained to analysts in ``data/README.md``.
"""

from collections.abc import Mapping
from typing import Any

from itemadapter import ItemAdapter
from scrapy.exceptions import DropItem

from pipelines.short_pages import has_facts, is_short

# Of the section reader's score, on 1,500 pages of 15 hosts: listings at addresses of their own reach 0.66 and more,
# picture stories among many links up to 0.65.  A listing at an article's address stays at 0.4, where picture stories
# are told from it by the facts that go with a story.
SURELY_A_LISTING = 0.66
MAYBE_A_LISTING = 0.35
EMPTY = "empty page"


class NoArticle(DropItem):
    """The page holds no article; `reason` is the word that the frontier keeps."""

    def __init__(self, reason: str, url: str) -> None:
        super().__init__(f"No article ({reason}): {url}")
        self.reason = reason


class RequireStage:
    """Asks of a page what makes it an article: a title, and that it is neither a section page nor an error page."""

    async def process_item(self, item: Any) -> Any:
        article = ItemAdapter(item)
        if "fetched" not in article.field_names():
            return item
        if reason := drop_reason(article):
            raise NoArticle(reason, article["url"])
        if article["refusal"]:
            article["warnings"].append(article["refusal"])
        return item


def drop_reason(article: Mapping[str, Any]) -> str:
    """Why a page that was read is no article, in a word; empty if it is one."""
    if article["refusal"] == EMPTY and article["listed_title"]:
        return ""  # it was announced: its title and date are news, and its text may yet come
    if article["refusal"]:
        return str(article["refusal"]).replace(" ", "_")
    if _is_section_page(article):
        return "section_page"
    return "" if article["title"] else "no_title"


def _is_section_page(article: Mapping[str, Any]) -> bool:
    if not is_short(article):
        return False
    least = SURELY_A_LISTING if has_facts(article) else MAYBE_A_LISTING
    return (article["section_score"] or 0.0) >= least
