"""archive: the raw page is kept first, so that whatever happens to it later can be done again."""

from typing import Any, Self

from itemadapter import ItemAdapter
from scrapy.crawler import Crawler

from pipelines.store.archive import PageArchive, SentPage
from pipelines.store.batch import Batch
from pipelines.store.database import open_database
from pipelines.store.page_migrations import PAGES


class ArchiveStage:
    """Keeps the pages of an article as they were sent; lets section pages pass."""

    def __init__(self, path: str, most: int) -> None:
        self.path = path
        self.most = most

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler.settings["PAGES_DATABASE"], crawler.settings.getint("STORED_TOGETHER"))

    async def open_spider(self) -> None:
        self.db = open_database(self.path, PAGES)
        self.batch = Batch(self.db, self.most)
        self.pages = PageArchive(self.db)

    async def close_spider(self) -> None:
        self.db.close()

    async def process_item(self, item: Any) -> Any:
        article = ItemAdapter(item)
        if "fetched" in article.field_names():
            # Packing takes longer than writing, so it is done before the write lock is taken.
            fetch = self.pages.pack(
                article["address"],
                article["site"],
                [
                    SentPage(fetched.page.body, fetched.status, fetched.headers, fetched.final_url)
                    for fetched in article["fetched"]
                ],
                crawl_id=article["crawl_id"],
                missing_pages=article["missing_pages"],
                fetched_at=article["fetched_at"],
            )
            article["pages_sha256"] = await self.batch.write(lambda: self.pages.write(fetch))
            self.pages.learn(fetch.site)
        return item
