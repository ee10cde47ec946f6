"""read: the page becomes fields, body and removals.  The cleaner thinks, this stage only carries."""

from typing import Any

from itemadapter import ItemAdapter

from pipelines.reading import read_pages
from pipelines.rules_fingerprint import rules_fingerprint


class ReadStage:
    """Cleans each page of an article and joins a split one."""

    async def process_item(self, item: Any) -> Any:
        article = ItemAdapter(item)
        if "fetched" not in article.field_names():
            return item
        pages = [fetched.page for fetched in article["fetched"]]
        read = read_pages(
            pages,
            layout=article["layout"],
            listed_title=article["listed_title"],
            listed_at=article["listed_at"],
            missing_pages=article["missing_pages"],
        )
        for name, value in read.items():
            article[name] = value
        article["rules"] = rules_fingerprint(article["layout"])
        return item
