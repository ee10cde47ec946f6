"""The articles as they leave the database: one row each, its columns always the same and in one order."""

import json
from collections.abc import Iterator
from typing import Any

from sqlite_utils import Database

from pipelines.store.choice import Choice
from pipelines.store.search import found_ids
from pipelines.store.search_query import Query

LISTS = ("sections", "keywords", "breadcrumb", "warnings")
NUMBERS = ("id", "char_count", "page_count", "version", "duplicate_of")
# Analysts' scripts rely on the order: new columns come at the end.
COLUMNS = (
    "id", "url", "site", "sections", "title", "subtitle", "body", "published_at", "source", "author", "editor",
    "keywords", "breadcrumb", "language", "char_count", "page_count", "first_seen_at", "last_checked_at",
    "changed_at", "version", "gone_at", "duplicate_of", "warnings",
)  # fmt: skip
_SECTIONS = (
    "(select json_group_array(name) from (select distinct sections.name from article_sections"
    " join sections on sections.id = article_sections.section_id"
    " where article_sections.article_id = articles.id order by sections.id))"
)


def exported_rows(db: Database, choice: Choice, query: Query | None = None) -> Iterator[dict[str, Any]]:
    """The articles chosen, in the order of their ids, all as they stand at one moment; lists are lists.

    One at a time: however many there are, no more than one is in memory.
    """
    columns = ", ".join(_SECTIONS if name == "sections" else f"articles.{name}" for name in COLUMNS)
    matched = f" and +id in ({found_ids()})" if query else ""
    cursor = db.conn.execute(
        f"select {columns} from articles where {choice.condition()}{matched} order by id",
        choice._asdict() | {"match": query.as_match() if query else ""},
    )
    for values in cursor:
        row = dict(zip(COLUMNS, values, strict=True))
        for name in LISTS:
            row[name] = json.loads(row[name])
        yield row
