"""What a merge does with each table of a shard.  A column that is added later is merged without being named here.

Numbers of rows differ between shards.  A row is known again by what it says: an article by its address, a crawl by when
and where it began.  Which columns hold numbers of which rows is read from the schema's own references.
"""

import sqlite3
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple


class Known(NamedTuple):
    """By which columns a row is known again, and which one tells when it was looked at last.

    Where two shards hold the row, the one that looked later is believed.
    """

    by: tuple[str, ...]
    looked_at: str


# In an order in which every row comes after those that it refers to.
NUMBERED = {
    "crawls": Known(("started_at", "host", "pid", "spider", "asked", "sites"), "alive_at"),
    "readings": Known(("started_at", "host", "pid", "asked"), "finished_at"),
    "sections": Known(("url",), "last_read_at"),
    "articles": Known(("url",), "last_checked_at"),
    "frontier": Known(("twin",), "finished_at"),
    "incidents": Known(("site", "kind", "subject", "began_at"), "last_seen_at"),
}
# Tables whose key says it all: which of two rows stands, as a condition for the new one.
KEYED = {
    "sites": "excluded.first_seen_at < sites.first_seen_at",
    "hosts": "excluded.updated_at >= hosts.updated_at",
    "article_sections": "excluded.first_listed_at <= article_sections.first_listed_at",
    "refused_links": "excluded.first_seen_at < refused_links.first_seen_at",
}
# What hangs on an article is replaced as a whole when the article is.
OF_AN_ARTICLE = {
    "article_versions": "article_id, version",
    "removals": "article_id, position",
    "article_readings": "article_id, id",
    "site_lessons": "article_id",
    "site_block_sightings": "article_id, block_id",
}
TEMPLATES = ("site_templates", "site_blocks")
# Made anew from what was merged, since neighbours in a shard are not all neighbours here; or of this database alone.
MADE_HERE = frozenset(
    ("article_search", "signatures", "story_marks", "unsigned_articles", "shards", "shard_rows", "shard_templates")
)
MADE_HERE_COLUMNS = frozenset(
    ("articles.id", "articles.duplicate_of", "crawls.id", "readings.id", "sections.id", "frontier.id", "incidents.id",
     "article_readings.id", "site_blocks.id")
)  # fmt: skip
EARLIEST = frozenset(("sites.first_seen_at", "sections.first_seen_at", "articles.first_seen_at"))
# References that the schema does not declare.
UNDECLARED = {"site_lessons.story_id": "articles"}


def copied_columns(connection: sqlite3.Connection, table: str) -> tuple[str, ...]:
    """The columns of a table that are taken from a shard, in the order of the schema."""
    found = connection.execute("select name from pragma_table_info(?)", (table,))
    return tuple(name for (name,) in found if f"{table}.{name}" not in MADE_HERE_COLUMNS)


def references(connection: sqlite3.Connection, table: str) -> dict[str, str]:
    """column -> the table whose rows it holds numbers of."""
    found = connection.execute('select "from", "table" from pragma_foreign_key_list(?)', (table,))
    declared = {
        column: other
        for column, other in found
        if other != "sites" and f"{table}.{column}" not in MADE_HERE_COLUMNS  # a site is its name, everywhere
    }
    return declared | {
        name.partition(".")[2]: other for name, other in UNDECLARED.items() if name.startswith(f"{table}.")
    }


@cache
def assignments(columns: Sequence[str]) -> str:
    return ", ".join(f"{column} = excluded.{column}" for column in columns)
