"""Titles and descriptions for Datasette, read from ``data/README.md`` and ``data/queries``, where analysts read them too."""

from pathlib import Path
from typing import Any

import markupsafe
from datasette import hookimpl

from pipelines.store.descriptions import read_descriptions
from pipelines.store.queries import read_queries

DATA = Path(__file__).parent.parent.parent
TOLD = read_descriptions(DATA / "README.md")
QUERIES = {query.name: query for query in read_queries(DATA / "queries")}


@hookimpl
def get_metadata(datasette: Any, key: str | None, database: str | None, table: str | None) -> dict[str, Any]:
    """Every database that is served is a ``news.db``, whatever its file is called."""
    tables = {name: {"description": words} for name, words in (TOLD.tables | TOLD.views).items()}
    for name, columns in TOLD.columns.items():
        tables.setdefault(name, {})["columns"] = columns
    tables["_sqlite_migrations"] = {"hidden": True}
    tables.setdefault("articles", {}).update(label_column="title", sort_desc="id", facets=[])
    return {"databases": {name: {"tables": tables} for name in datasette.databases if not name.startswith("_")}}


@hookimpl
def canned_queries() -> dict[str, dict[str, Any]]:
    """Each file of ``data/queries``; what can be adapted becomes a field to fill in."""
    return {
        query.name: {
            "sql": query.with_parameters(),
            "title": query.question,
            "description_html": markupsafe.Markup('<pre class="explained">{}</pre>').format(query.explanation),
            "hide_sql": True,
            "params": list(query.asked),
        }
        for query in QUERIES.values()
    }


@hookimpl
def extra_template_vars(view_name: str) -> dict[str, Any]:
    """Questions and tables for the front page, in the order in which the README tells of them; for an article's, the rules."""
    shown = {
        "index": {"questions": QUERIES.values(), "tables": TOLD.tables, "views": TOLD.views},
        "row": {"rules": TOLD.rules},
    }
    return shown.get(view_name, {})
