"""The same page read by better rules: the article changes, its version does not, and what stood before is on record."""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from pipelines.store.near_duplicates import has_signature, point_to_first
from pipelines.store.search_index import search_in_step
from pipelines.store.texts import storable

READ = (  # the columns of an article that come from reading its pages
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
    "warnings",
    "page_count",
)
FOLLOWING = ("char_count", "body_sha256", "pages_sha256", "rules")  # and those that follow from them
TEMPLATE = "template"  # the rule whose evidence is a count that goes on
Removals = Sequence[tuple[int, str, str, str]]


def keep_rereading(
    connection: sqlite3.Connection,
    article_id: int,
    row: Mapping[str, Any],
    removals: Removals,
    *,
    now: str,
    reading_id: int | None = None,
) -> list[str]:
    """Write what today's rules make of the article's page; the names of what changed, ``removals`` among them.

    `row` holds the columns READ and FOLLOWING.  Nothing changed: nothing is written but which rules looked.
    """
    cursor = connection.execute("select * from articles where id = ?", (article_id,))
    known = dict(zip([column[0] for column in cursor.description], cursor.fetchone(), strict=True))
    before = {column: known[column] for column in READ if known[column] != row[column]}
    old = known_removals(connection, article_id)
    new = [(at, rule, storable(text), storable(why)) for at, rule, text, why in removals]
    if told(old) != told(new):
        before["removals"] = [list(removal) for removal in sorted(set(old) - set(new))]
        connection.execute("delete from removals where article_id = ?", (article_id,))
        connection.executemany(
            "insert into removals (article_id, position, rule, text, evidence) values (?, ?, ?, ?, ?)",
            [(article_id, *removal) for removal in new],
        )
    # An article that reads the same costs a short update: SQLite writes no column that is not named.
    written = {column: row[column] for column in FOLLOWING if row[column] != known[column]}
    if before:
        written |= {column: row[column] for column in READ} | {"reread_at": now}
        connection.execute(
            "insert into article_readings (article_id, version, reread_at, reading_id, rules, before)"
            " values (?, ?, ?, ?, ?, ?)",
            (
                article_id,
                known["version"],
                now,
                reading_id,
                known["rules"],
                json.dumps(before, ensure_ascii=False, sort_keys=True),
            ),
        )
    if written:
        assignments = ", ".join(f"{column} = :{column}" for column in written)
        with search_in_step(connection, article_id):
            connection.execute(f"update articles set {assignments} where id = :id", written | {"id": article_id})
    if {"title", "body"} & set(before) or not has_signature(connection, article_id):
        point_to_first(connection, article_id)
    return sorted(before)


def told(removals: Removals) -> list[tuple[int, str, str, str]]:
    """The removals, to be compared: on how many of its pages a site repeats a block changes with every page."""
    return [(at, rule, text, "" if rule == TEMPLATE else why) for at, rule, text, why in removals]


def known_removals(connection: sqlite3.Connection, article_id: int) -> list[tuple[int, str, str, str]]:
    """(position, rule, text, evidence) of what was cut from an article's pages."""
    query = "select position, rule, text, evidence from removals where article_id = ? order by position"
    return connection.execute(query, (article_id,)).fetchall()
