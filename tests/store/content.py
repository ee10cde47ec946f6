"""What a ``news.db`` says, without the numbers of its rows: two databases that say the same are equal here."""

import sqlite3
from collections import Counter
from pathlib import Path

from pipelines.store.merge_plan import KEYED, MADE_HERE_COLUMNS, NUMBERED, OF_AN_ARTICLE, references

NAMES = {
    "crawls": "started_at || ' ' || spider || ' ' || sites",
    "readings": "started_at",
    "sections": "url",
    "articles": "url",
    "frontier": "twin",
    "incidents": "site || kind || subject || began_at",
    "site_blocks": "site || ' ' || key",
}
# What two crawls of the same pages do not have in common: moments …
TIMES = [
    "first_seen_at", "last_checked_at", "changed_at", "queued_at", "finished_at", "first_listed_at", "due_at",
    "last_read_at", "read_through_at", "stood_from", "stood_until", "reread_at", "updated_at", "leased_until",
]  # fmt: skip
# … which processes there were, and how far a reading had come when one ended and the next began …
PROCESSES = [
    "crawls", "readings", "article_readings", "hosts", "crawl_id", "leased_by", "reading_id", "may_stop_early", "known_run",
]  # fmt: skip
# … and what depends on the order in which pages came: what the site had taught by then, and which print was the first.
ORDER = [
    "site_templates", "site_blocks", "site_block_sightings", "site_lessons", "rules", "evidence", "section_score",
    "duplicate_of",
]  # fmt: skip
TWO_CRAWLS = [*TIMES, *PROCESSES, *ORDER]
TABLES = [*KEYED, *NUMBERED, *OF_AN_ARTICLE, "site_templates", "site_blocks"]


def content(path: Path, *, without=(), tables=TABLES) -> dict[str, list[tuple]]:
    """table -> its rows, sorted, what they refer to by its name; `without` are columns, or tables, to leave out."""
    connection = sqlite3.connect(path)
    said = {}
    for table in tables:
        if table in without:
            continue
        refers = references(connection, table) | ({"duplicate_of": "articles"} if table == "articles" else {})
        columns = []
        for (name,) in connection.execute("select name from pragma_table_info(?)", (table,)):
            if f"{table}.{name}" in without or name in without:
                continue
            if name in refers:
                columns.append(
                    f"(select {NAMES[refers[name]]} from {refers[name]} as other where other.id = {table}.{name})"
                )
            elif f"{table}.{name}" not in MADE_HERE_COLUMNS:
                columns.append(name)
        said[table] = sorted(connection.execute(f"select {', '.join(columns)} from {table}").fetchall(), key=repr)
    said["search"] = connection.execute("select count(*) from article_search_docsize").fetchall()
    connection.execute("insert into article_search (article_search, rank) values ('integrity-check', 0)")
    connection.close()
    return said


def prints(path: Path) -> set[frozenset[str]]:
    """The addresses of each story that has several prints; which of them came first is left out."""
    connection = sqlite3.connect(path)
    query = "select coalesce(duplicate_of, id), group_concat(url, ' ') from articles group by 1 having count(*) > 1"
    found = {frozenset(urls.split()) for _, urls in connection.execute(query)}
    connection.close()
    return found


def difference(one: dict[str, list[tuple]], other: dict[str, list[tuple]]) -> dict[str, tuple]:
    """table -> (rows of the first alone, rows of the other alone), a few of each; empty where both say the same."""
    differing = {}
    for table in one:
        first, second = (Counter(map(repr, said[table])) for said in (one, other))
        if first != second:
            differing[table] = (sorted(first - second)[:3], sorted(second - first)[:3])
    return differing
