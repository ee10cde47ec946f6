"""How far a crawl has come, for somebody who watches from another process; and what its last crawl came to."""

import json
import sqlite3
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from pipelines.store.crawls import COUNTS, SILENCE_SECONDS
from pipelines.store.database import writing
from pipelines.store.times import now_at


def how_far(path: Path) -> dict[str, int]:
    """Articles stored, and addresses that wait; nothing while the database is not made yet, or is locked."""
    if not path.exists():
        return {}
    connection = sqlite3.connect(path, timeout=1)
    try:
        articles = connection.execute("select count(*) from articles").fetchone()[0]
        queued = connection.execute("select count(*) from frontier where state in ('queued', 'leased')").fetchone()[0]
    except sqlite3.OperationalError:
        return {}
    finally:
        connection.close()
    return {"articles": articles, "queued": queued}


def last_crawl(db: Database) -> dict[str, Any]:
    """The counts and the outcome of the crawl that began last; empty if there is none."""
    cursor = db.conn.execute(
        f"select outcome, sites, started_at, seconds, {', '.join(COUNTS)} from crawls order by id desc limit 1"
    )
    found = cursor.fetchone()
    if found is None:
        return {}
    crawl = dict(zip([column[0] for column in cursor.description], found, strict=True))
    return crawl | {"sites": json.loads(crawl["sites"])}


def bury_crawls(db: Database) -> None:
    """The database came here from a machine whose crawl is over: what gave signs of life there a moment ago is dead.

    Elsewhere a crawl on another machine is believed to run for as long as it might only be silent.
    """
    long_ago = now_at(plus_seconds=-SILENCE_SECONDS)
    with writing(db) as connection:
        connection.execute(
            "update crawls set alive_at = min(alive_at, ?) where finished_at is null and alive_at > ?",
            (long_ago, long_ago),
        )
