"""store: what came through becomes rows, and its address is done, in one transaction."""

from typing import Any, Self

from itemadapter import ItemAdapter
from scrapy.crawler import Crawler

from pipelines.store.articles import store_article
from pipelines.store.batch import Batch
from pipelines.store.database import open_database
from pipelines.store.migrations import NEWS
from pipelines.store.sections import ReadSection, store_section_page


class StoreStage:
    """Articles and section pages end here; what became of them is counted under ``crawl/``."""

    def __init__(self, crawler: Crawler) -> None:
        assert crawler.stats is not None
        self.path = crawler.settings["DATABASE"]
        self.stats = crawler.stats
        self.most = crawler.settings.getint("STORED_TOGETHER")
        self.look_again_ages = sorted(map(float, crawler.settings.getlist("LOOK_AGAIN_AGES")))

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def open_spider(self) -> None:
        self.db = open_database(self.path, NEWS)
        self.batch = Batch(self.db, self.most)

    async def close_spider(self) -> None:
        self.db.close()

    async def process_item(self, item: Any) -> Any:
        fields = ItemAdapter(item)
        if "links" in fields.field_names():
            section = ReadSection(**{name: fields[name] for name in ReadSection.__slots__})
            listed = await self.batch.write(lambda: store_section_page(self.db, section))
            self.stats.inc_value("crawl/section_pages")
            self.stats.inc_value("crawl/listed", listed.articles)
            self.stats.inc_value("crawl/known", listed.known)
        else:
            outcome = await self.batch.write(
                lambda: store_article(
                    self.db,
                    fields,
                    fields["removals"],
                    fields["address"],
                    fields["crawl_id"],
                    look_again_ages=self.look_again_ages,
                )
            )
            self.stats.inc_value(f"crawl/{outcome}")
        return item
