"""dedupe: the same story under another address points to the first."""

from typing import Any, Self

from itemadapter import ItemAdapter
from scrapy.crawler import Crawler

from pipelines.store.articles import find_same_text
from pipelines.store.database import open_database
from pipelines.store.migrations import NEWS


class DedupeStage:
    """Compares title and body to the letter; stories without text have nothing to compare."""

    def __init__(self, path: str) -> None:
        self.path = path

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler.settings["DATABASE"])

    async def open_spider(self) -> None:
        self.db = open_database(self.path, NEWS)

    async def close_spider(self) -> None:
        self.db.close()

    async def process_item(self, item: Any) -> Any:
        article = ItemAdapter(item)
        if article.get("body"):
            article["duplicate_of"] = find_same_text(self.db, article["url"], article["title"], article["body_sha256"])
        return item
