"""A run leaves a row: who crawled what, when, and how it went."""

import json
import os
import socket
from collections.abc import Mapping
from typing import Any

from sqlite_utils import Database

from pipelines.store.database import writing
from pipelines.store.times import now_at

COUNTS = ("section_pages", "listed", "known", "new", "changed", "unchanged", "dropped", "failed", "requests")


def begin_crawl(db: Database, spider: str, asked: Mapping[str, Any]) -> int:
    """The id of a new row in ``crawls``; `asked` are the spider's arguments."""
    with writing(db) as connection:
        cursor = connection.execute(
            "insert into crawls (spider, asked, started_at, host, pid) values (?, ?, ?, ?, ?)",
            (spider, json.dumps(asked, ensure_ascii=False), now_at(), socket.gethostname(), os.getpid()),
        )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def end_crawl(db: Database, crawl_id: int, outcome: str, seconds: float, stats: Mapping[str, Any]) -> None:
    """Write what the run came to; counts are read from `stats` under their own names (``crawl/new`` …)."""
    counts = {name: stats.get(f"crawl/{name}", 0) for name in COUNTS}
    row = counts | {
        "finished_at": now_at(),
        "outcome": outcome,
        "seconds": round(seconds, 3),
        "stats": json.dumps(stats, ensure_ascii=False, default=str, sort_keys=True),
    }
    assignments = ", ".join(f"{column} = :{column}" for column in row)
    with writing(db) as connection:
        connection.execute(f"update crawls set {assignments} where id = :id", row | {"id": crawl_id})


def running_crawls(db: Database) -> list[int]:
    """Ids of the crawls that have not ended and whose process may still be alive.

    A process on this machine is asked for; one on another machine is believed to live until its leases run out.
    """
    rows = db.conn.execute("select id, host, pid from crawls where finished_at is null").fetchall()
    here = socket.gethostname()
    return [crawl_id for crawl_id, host, pid in rows if host != here or _is_alive(pid)]


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True  # alive, and another user's
    return True
