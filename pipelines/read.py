"""read: the page becomes fields, body and removals.  The cleaner thinks, this stage only carries."""

import hashlib
from typing import Any

from itemadapter import ItemAdapter

from pipelines.cleaning.clean import clean
from pipelines.cleaning.split import join_pages

FIELDS = (
    "title",
    "subtitle",
    "body",
    "published_at",
    "source",
    "author",
    "editor",
    "keywords",
    "breadcrumb",
    "language",
    "refusal",
)


class ReadStage:
    """Cleans each page of an article and joins a split one."""

    async def process_item(self, item: Any) -> Any:
        article = ItemAdapter(item)
        if "fetched" not in article.field_names():
            return item
        read = join_pages(
            [
                clean(
                    fetched.page,
                    layout=article["layout"],
                    listed_title=article["listed_title"],
                    listed_at=article["listed_at"],
                )
                for fetched in article["fetched"]
            ]
        )
        for name in FIELDS:
            article[name] = getattr(read, name)
        # What an empty page does not say, the section page may have said.
        article["title"] = article["title"] or article["listed_title"]
        article["published_at"] = article["published_at"] or article["listed_at"]
        article["removals"] = [tuple(removal) for removal in read.removals]
        article["warnings"] = list(read.warnings)
        if article["missing_pages"]:
            article["warnings"].append(f"{article['missing_pages']} further page(s) missing")
        article["page_count"] = len(article["fetched"])
        article["body_sha256"] = hashlib.sha256(read.body.encode()).hexdigest()
        return item
