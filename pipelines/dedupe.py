"""dedupe: a story gets the marks by which it is known again under another address."""

from typing import Any

from itemadapter import ItemAdapter

from pipelines.near_duplicates.signature import signature


class DedupeStage:
    """Does the arithmetic; who told the story first is looked up where it is stored, in one transaction with it."""

    async def process_item(self, item: Any) -> Any:
        article = ItemAdapter(item)
        if "fetched" in article.field_names() and article["marks"] is None:
            article["marks"] = signature(article["body"])
        return item
