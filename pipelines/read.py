"""read: the page becomes fields, body and removals.  The cleaner thinks, this stage only carries."""

from collections.abc import Mapping
from typing import Any, Self

from itemadapter import ItemAdapter
from scrapy.crawler import Crawler

from pipelines.first_reading import first_reading
from pipelines.require import NoArticle
from pipelines.rules_fingerprint import rules_fingerprint
from pipelines.site_templates import lesson_of
from pipelines.store.database import open_database
from pipelines.store.migrations import NEWS
from pipelines.time_bound import TookTooLong


class ReadStage:
    """Cleans each page of an article, beside what the site repeats on its others, and joins a split one.

    Where another process has read it already (`crawler.readers`), takes what that found.
    """

    def __init__(self, path: str, weighs_templates: bool, seconds: float = 0) -> None:
        self.path = path
        self.seconds = seconds
        self.weighs_templates = weighs_templates

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(
            crawler.settings["DATABASE"],
            crawler.settings.getbool("SITE_TEMPLATES"),
            crawler.settings.getfloat("CLEAN_SECONDS"),
        )

    async def open_spider(self) -> None:
        self.db = open_database(self.path, NEWS)

    async def close_spider(self) -> None:
        self.db.close()

    async def process_item(self, item: Any) -> Any:
        article = ItemAdapter(item)
        if "fetched" not in article.field_names():
            return item
        try:
            read = article["reading"] or self._read(article)
            if isinstance(read, Exception):
                raise read
        except TookTooLong as error:  # the page is in the archive: a better rule may read it one day
            raise NoArticle("took_too_long", article["url"]) from error
        seen, learned = read.pop("seen"), read.pop("learned")
        for name, value in read.items():
            article[name] = value
        article["rules"] = rules_fingerprint(article["layout"])
        article["lesson"] = lesson_of(seen, learned) if seen else None
        return item

    def _read(self, article: Mapping[str, Any]) -> dict[str, Any]:
        pages = [fetched.page for fetched in article["fetched"]]
        return first_reading(self.db, pages, article, seconds=self.seconds, weighs_templates=self.weighs_templates)
