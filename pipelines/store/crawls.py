"""A run leaves a row: who crawled what, when, and how it went.  While it runs, the row is the lock on its sites."""

import json
import os
import socket
import sqlite3
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from sqlite_utils import Database

from pipelines.store.database import writing
from pipelines.store.times import now_at

COUNTS = ("section_pages", "listed", "known", "new", "changed", "unchanged", "gone", "dropped", "failed", "requests")
KEEP_STATS_DAYS = 30  # every counter of a run takes 3 KB, of hourly runs 26 MB a year; the columns stay for good
SILENCE_SECONDS = 180  # a crawl signs six times in this time; one that did not is dead, or its machine sleeps


class SiteBusy(Exception):
    """Another crawl is at work on a site; the message names both and the way out."""


class Begun(NamedTuple):
    """A crawl that has begun: its own id, and the id of the crawl whose frontier rows it works on."""

    crawl_id: int
    works_for: int


def begin_crawl(
    db: Database,
    spider: str,
    asked: Mapping[str, Any],
    sites: Collection[str] = (),
    hosts: Collection[str] = (),
    *,
    share: bool = False,
) -> Begun:
    """Begin a crawl of `sites`, whose sections stand on `hosts`.

    A site may be declared and also asked for by its address: what two crawls must not share is a name or a host.
    Raises `SiteBusy` if one of them is being crawled, unless the crawl may `share` the work.
    """
    with writing(db) as connection:  # two that begin in the same moment see each other
        running = [other for other in _running(connection) if _in_common(other, sites, hosts)]
        if running and not share:
            other = running[0]
            raise SiteBusy(
                f"{', '.join(_in_common(other, sites, hosts))} is being crawled already "
                f"(crawl {other['id']} since {other['started_at']}, process {other['pid']} on {other['host']}): "
                "let it finish, or help it with -s SHARE_CRAWL=1."
            )
        leader = running[0]["works_for"] if running else None
        cursor = connection.execute(
            "insert into crawls (spider, asked, sites, hosts, helps, started_at, alive_at, host, pid)"
            " values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                spider,
                json.dumps(asked, ensure_ascii=False),
                json.dumps(sorted(sites), ensure_ascii=False),
                json.dumps(sorted(hosts), ensure_ascii=False),
                leader,
                now_at(),
                now_at(),
                socket.gethostname(),
                os.getpid(),
            ),
        )
    assert cursor.lastrowid is not None
    return Begun(cursor.lastrowid, leader or cursor.lastrowid)


def cut_short(db: Database, crawl_id: int) -> int | None:
    """The last crawl that was asked the same as this one and was killed, if no other was asked it since."""
    query = (
        "select max(other.id), other.finished_at from crawls as other, crawls as this where this.id = ?"
        " and other.id < this.id and (other.spider, other.asked) = (this.spider, this.asked)"
    )
    found, finished_at = db.conn.execute(query, (crawl_id,)).fetchone()
    return found if finished_at is None else None


def sign_of_life(db: Database, crawl_id: int) -> None:
    with writing(db) as connection:
        connection.execute("update crawls set alive_at = ? where id = ?", (now_at(), crawl_id))


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
        connection.execute(
            "update crawls set stats = null where stats is not null and finished_at < ?",
            (now_at(plus_seconds=-KEEP_STATS_DAYS * 86400),),
        )


def past_crawls(db: Database, *, site: str = "", limit: int) -> list[dict[str, Any]]:
    """The last crawls, oldest first: every column but the pile of counters, and whether they are still running."""
    cursor = db.conn.execute(
        f"select id, spider, asked, sites, helps, started_at, alive_at, finished_at, outcome, {', '.join(COUNTS)},"
        " seconds, host, pid from crawls"
        " where ? = '' or exists (select 1 from json_each(crawls.sites) where value = ?) order by id desc limit ?",
        (site, site, limit),
    )
    names = [column[0] for column in cursor.description]
    running = set(running_crawls(db.conn))
    crawls = [dict(zip(names, row, strict=True)) for row in cursor]
    for crawl in crawls:
        crawl |= {name: json.loads(crawl[name]) for name in ("asked", "sites")} | {"is_running": crawl["id"] in running}
    return crawls[::-1]


def running_crawls(connection: sqlite3.Connection) -> list[int]:
    """Ids of the crawls that have not ended and still give signs of life."""
    return [crawl["id"] for crawl in _running(connection)]


def crawls_at_work(connection: sqlite3.Connection) -> list[int]:
    """Ids of the crawls that somebody works for: a crawl that died may have helpers that live."""
    return sorted({crawl["works_for"] for crawl in _running(connection)})


def _in_common(crawl: Mapping[str, Any], sites: Collection[str], hosts: Collection[str]) -> list[str]:
    """The sites, or else the hosts, that a crawl visits as well."""
    return sorted(set(sites) & set(crawl["sites"])) or sorted(set(hosts) & set(crawl["hosts"]))


def _running(connection: sqlite3.Connection) -> list[dict[str, Any]]:
    cursor = connection.execute(
        "select id, coalesce(helps, id) as works_for, sites, hosts, started_at, host, pid from crawls"
        " where finished_at is null and alive_at > ? order by id",
        (now_at(plus_seconds=-SILENCE_SECONDS),),
    )
    names = [column[0] for column in cursor.description]
    crawls = [dict(zip(names, row, strict=True)) for row in cursor]
    # A process on this machine can be asked for; one on another machine is believed while it signs.
    here = socket.gethostname()
    alive = [crawl for crawl in crawls if crawl["host"] != here or _is_alive(crawl["pid"])]
    return [crawl | {name: json.loads(crawl[name]) for name in ("sites", "hosts")} for crawl in alive]


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True  # alive, and another user's
    # A process that was killed and that no parent has buried still answers; Linux tells.
    stat = Path(f"/proc/{pid}/stat")
    try:
        return stat.read_text(errors="replace").rpartition(")")[2].split()[0] != "Z"
    except (OSError, IndexError):
        return True
