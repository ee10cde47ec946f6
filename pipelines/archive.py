"""archive: the raw page is kept first, so that whatever happens to it later can be done again."""

from typing import Any, Self

from itemadapter import ItemAdapter
from scrapy.crawler import Crawler

from pipelines.store.archive import PAGES, keep_page
from pipelines.store.database import open_database


class ArchiveStage:
    """Keeps the pages of an article as they were sent; lets section pages pass."""

    def __init__(self, path: str) -> None:
        self.path = path

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler.settings["PAGES_DATABASE"])

    async def open_spider(self) -> None:
        self.db = open_database(self.path, PAGES)

    async def close_spider(self) -> None:
        self.db.close()

    async def process_item(self, item: Any) -> Any:
        article = ItemAdapter(item)
        for number, fetched in enumerate(article.get("fetched", []), start=1):
            keep_page(
                self.db,
                url=article["address"],
                final_url=fetched.final_url,
                page_number=number,
                status=fetched.status,
                headers=fetched.headers,
                body=fetched.page.body,
                crawl_id=article["crawl_id"],
            )
        return item
