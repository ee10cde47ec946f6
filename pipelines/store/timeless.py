"""The import of one archive file, told without the moment and the machine: the same file gives the same bytes.

What the file itself says, when a page was fetched, stays.  When and where it was imported is nobody's question, and would
make two imports of one file two different shards.
"""

import json
import sqlite3
from pathlib import Path

OURS = ("_at", "_until", "_from")  # how columns end that hold a moment …
THEIRS = frozenset(("published_at", "listed_at", "fetched_at", "last_fetched_at"))  # … but not one of ours
PROCESSES = ("crawls", "readings")
NEVER = "1970-01-01T00:00:00+00:00"  # for a file without a date


def forget_when(path: Path, target: Path, *, since: str, moment: str, source: str) -> None:
    """Write a copy of the database at `path`, whose times from `since` on are `moment`: when its last page was fetched.

    `source` is where the file lies; it stands for what was asked.
    """
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        tables = [row[0] for row in connection.execute("select name from sqlite_schema where type = 'table'")]
        connection.execute("begin")
        for table in tables:
            if table.startswith(("article_search", "sqlite_")):
                continue
            columns = [row[0] for row in connection.execute("select name from pragma_table_info(?)", (table,))]
            for column in columns:
                if column.endswith(OURS) and column not in THEIRS:
                    everything = " or true" if table == "_sqlite_migrations" else ""
                    connection.execute(
                        f"update {table} set {column} = ? where {column} >= ?{everything}", (moment, since)
                    )
            if "due_at" in columns:
                connection.execute(f"update {table} set due_at = null where due_at is not null")
            if table in PROCESSES:
                connection.execute(f"update {table} set host = '', pid = 0, seconds = 0")
        if "crawls" in tables:
            asked = json.dumps({"files": source}, ensure_ascii=False)
            connection.execute("update crawls set stats = null, asked = ?", (asked,))
        connection.execute("commit")
        if "article_search" in tables:
            connection.execute("insert into article_search (article_search) values ('optimize')")
        target.unlink(missing_ok=True)
        connection.execute("vacuum into ?", (str(target),))
    finally:
        connection.close()


def last_fetched(path: Path) -> str:
    """When the last page of an archive was fetched."""
    connection = sqlite3.connect(path)
    try:
        found = connection.execute("select max(last_fetched_at) from fetches").fetchone()[0]
    finally:
        connection.close()
    return found or NEVER
