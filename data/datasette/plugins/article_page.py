"""The page of an article: its blocks in the order in which the newspaper showed them, kept and cut, each with its rule."""

import json
from itertools import groupby
from typing import Any

import markupsafe
from datasette import hookimpl

from pipelines.store.page_blocks import BODY, TITLE, PageBlock, page_blocks

# Columns that lead to an article's page, in tables and queries alike.
LINKED = ("article_id", "story_id", "duplicate_of")
MOST_PRINTS = 100  # shown on an article's page; the view `prints` has all


@hookimpl
def extra_template_vars(view_name: str, database: str, table: str, request: Any, datasette: Any) -> Any:
    if view_name != "row" or table != "articles":
        return {}

    async def blocks_of_the_page() -> dict[str, Any]:
        db = datasette.get_database(database)
        article_id = request.url_vars["pks"]
        article = (await db.execute("select * from articles where id = ?", [article_id])).first()
        removals = await db.execute(
            "select position, rule, text, evidence from removals where article_id = ? order by position", [article_id]
        )
        versions = await db.execute(
            "select version, stood_until, cause, title, length(body) as characters from article_versions"
            " where article_id = ? order by version desc",
            [article_id],
        )
        prints = await db.execute(
            "select id, site, source, published_at, title, duplicate_of is null as is_first from articles"
            " where (id = :first or duplicate_of = :first) and id != :this order by is_first desc, published_at, id limit :most",
            {"first": article["duplicate_of"] or article["id"], "this": article["id"], "most": MOST_PRINTS},
        )
        blocks = page_blocks(article["title"], article["body"], [tuple(row) for row in removals.rows])
        return {
            "article": article,
            "groups": [(fate, list(group)) for fate, group in groupby(blocks, _look)],
            "kept": sum(block.fate == BODY for block in blocks),
            "cut": sum(block.fate not in (BODY, TITLE) for block in blocks),
            "versions": versions.rows,
            "prints": prints.rows,
            "warnings": json.loads(article["warnings"]),
        }

    return blocks_of_the_page


def _look(block: PageBlock) -> tuple[str, str]:
    """What neighbours must share to be shown as one: forty names that one rule cut are a few lines, not forty."""
    return (block.fate, block.evidence if block.fate not in (BODY, TITLE) else "")


@hookimpl
def render_cell(value: Any, column: str, table: str | None, database: str, datasette: Any) -> markupsafe.Markup | None:
    """A link to the article's page where a view or a query names its number; tables have foreign keys for that."""
    if column not in LINKED or not isinstance(value, int):
        return None
    address = datasette.urls.table(database, "articles") + f"/{value}"
    return markupsafe.Markup('<a href="{}">{}</a>').format(address, value)
