"""require: a page that is no article is dropped, with a reason that has a name.

The reasons, in the words of the database, are explained to analysts in ``data/README.md``.
"""

from typing import Any

from itemadapter import ItemAdapter
from scrapy.exceptions import DropItem

SURELY_A_LISTING = 0.7  # of the section reader's score; articles with long related lists stay well below
LONGEST_TEASER = 200  # characters; a listing has some lines of prose at most


class NoArticle(DropItem):
    """The page holds no article; `reason` is the word that the frontier keeps."""

    def __init__(self, reason: str, url: str) -> None:
        super().__init__(f"No article ({reason}): {url}")
        self.reason = reason


class RequireStage:
    """Asks of a page what makes it an article: a title, and that it is neither a listing nor an error page."""

    async def process_item(self, item: Any) -> Any:
        article = ItemAdapter(item)
        if "fetched" not in article.field_names():
            return item
        if article["refusal"]:
            raise NoArticle(article["refusal"].replace(" ", "_"), article["url"])
        if article["section_score"] >= SURELY_A_LISTING and len(article["body"]) < LONGEST_TEASER:
            raise NoArticle("listing", article["url"])
        if not article["title"]:
            raise NoArticle("no_title", article["url"])
        return item
