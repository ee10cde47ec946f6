"""read: the page becomes fields, body and removals.  The cleaner thinks, this stage only carries."""

from typing import Any, Self

from itemadapter import ItemAdapter
from scrapy.crawler import Crawler

from pipelines.reading import read_pages
from pipelines.require import NoArticle
from pipelines.rules_fingerprint import rules_fingerprint
from pipelines.site_templates import lesson_of, template_for
from pipelines.store.database import open_database
from pipelines.store.migrations import NEWS
from pipelines.store.templates import Learned
from pipelines.time_bound import TookTooLong, at_most


class ReadStage:
    """Cleans each page of an article, beside what the site repeats on its others, and joins a split one."""

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
        template, learned = None, Learned(0)
        if self.weighs_templates:
            template, learned = template_for(self.db, article["site"], article["url"])
        pages = [fetched.page for fetched in article["fetched"]]
        try:
            with at_most(self.seconds):
                read = read_pages(
                    pages,
                    layout=article["layout"],
                    listed_title=article["listed_title"],
                    listed_at=article["listed_at"],
                    missing_pages=article["missing_pages"],
                    template=template,
                )
        except TookTooLong as error:  # the page is in the archive: a better rule may read it one day
            raise NoArticle("took_too_long", article["url"]) from error
        seen = read.pop("seen")
        for name, value in read.items():
            article[name] = value
        article["rules"] = rules_fingerprint(article["layout"])
        article["lesson"] = lesson_of(seen, learned) if seen else None
        return item
