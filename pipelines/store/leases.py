"""Leases: some process is at work on an address; what was leased by one that is gone is free again."""

import sqlite3
from collections.abc import Collection
from typing import Any

from sqlite_utils import Database

from pipelines.store.crawls import running_crawls
from pipelines.store.database import writing
from pipelines.store.times import now_at


def lease(db: Database, crawl_id: int, seconds: float, leased_by: int | None = None) -> dict[str, Any] | None:
    """The most urgent queued row of a crawl, now leased for `seconds`; None if nothing can be leased."""
    return next(iter(lease_some(db, crawl_id, seconds, leased_by)), None)


def lease_some(
    db: Database,
    crawl_id: int,
    seconds: float,
    leased_by: int | None = None,
    most: int = 1,
    *,
    of_each: int | None = None,
    after: str = "",
    busy: Collection[str] = (),
) -> list[dict[str, Any]]:
    """The most urgent queued rows of a crawl, now leased for `seconds`: one section page, or up to `most` articles.

    The pages of one section are leased one at a time, in their order, so that a reading can end where the known
    articles begin.  Articles are taken from one site after the other, `of_each` at a time, beginning with the one that
    follows `after`; sites that are `busy` are left out.
    """
    values = {"until": now_at(plus_seconds=seconds), "by": leased_by or crawl_id, "crawl": crawl_id}
    with writing(db) as connection:
        found = connection.execute(
            "select id, kind, priority from frontier as next where crawl_id = :crawl and state = 'queued'"
            " and (kind = 'article' or not exists (select 1 from frontier as page"
            "   where page.section_id = next.section_id"
            "   and page.kind = 'section' and page.state = 'leased' and page.crawl_id = :crawl))"
            " order by priority desc, site, id limit 1",
            values,
        ).fetchone()
        if found is None:
            return []
        frontier_id, kind, priority = found
        # Section pages come first: behind one nothing else is leased before it is read.
        chosen = (
            [frontier_id]
            if kind == "section"
            else _of_sites(connection, crawl_id, priority, most, of_each or most, after, busy)
        )
        rows = []
        for frontier_id in chosen:
            cursor = connection.execute(
                "update frontier set state = 'leased', leased_until = :until, leased_by = :by where id = :id returning *",
                values | {"id": frontier_id},
            )
            columns = [column[0] for column in cursor.description]
            rows.append(dict(zip(columns, cursor.fetchone(), strict=True)))
    return rows


def renew_leases(db: Database, crawl_id: int, leased_by: int, seconds: float) -> None:
    """What is still at work stays ours."""
    with writing(db) as connection:
        connection.execute(
            "update frontier set leased_until = ? where crawl_id = ? and state = 'leased' and leased_by = ?",
            (now_at(plus_seconds=seconds), crawl_id, leased_by),
        )


def give_back(db: Database, crawl_id: int, leased_by: int) -> None:
    """Queue again what this process leased and will not finish."""
    with writing(db) as connection:
        connection.execute(
            "update frontier set state = 'queued', leased_until = null"
            " where crawl_id = ? and state = 'leased' and leased_by = ?",
            (crawl_id, leased_by),
        )


def free_dead_leases(db: Database, crawl_id: int) -> None:
    """Queue again what processes had leased that are gone, or that let their lease run out."""
    with writing(db) as connection:
        alive = running_crawls(connection)
        connection.execute(
            "update frontier set state = 'queued', leased_until = null where crawl_id = ? and state = 'leased'"
            f" and (leased_by not in ({', '.join('?' * len(alive))}) or leased_until < ?)",
            (crawl_id, *alive, now_at()),
        )


def is_unfinished(db: Database, crawl_id: int, leased_by: int) -> bool:
    """Whether work is queued, or leased to another process, whose death would leave it to us."""
    query = (
        "select exists (select 1 from frontier where crawl_id = :crawl and state = 'queued')"
        " or exists (select 1 from frontier where crawl_id = :crawl and state = 'leased' and leased_by != :by)"
    )
    return bool(db.conn.execute(query, {"crawl": crawl_id, "by": leased_by}).fetchone()[0])


def count_queued(db: Database, crawl_id: int) -> int:
    query = "select count(*) from frontier where crawl_id = ? and state = 'queued'"
    return int(db.conn.execute(query, (crawl_id,)).fetchone()[0])


def _of_sites(
    connection: sqlite3.Connection,
    crawl_id: int,
    priority: int,
    most: int,
    of_each: int,
    after: str,
    busy: Collection[str],
) -> list[int]:
    """The rows whose turn it is, of one site after the other; each site costs two look-ups, however much it has queued."""
    of_crawl = "from frontier where crawl_id = ? and state = 'queued' and priority = ?"
    chosen: list[int] = []
    site, has_turned = after, False
    while len(chosen) < most:
        next_site = f"select site {of_crawl} and site > ? order by site limit 1"
        found = connection.execute(next_site, (crawl_id, priority, site)).fetchone()
        if found is None or (has_turned and found[0] > after):
            if has_turned:
                break
            site, has_turned = "", True
            continue
        site = found[0]
        if site not in busy:
            rows = f"select id {of_crawl} and site = ? order by id limit ?"
            limit = min(of_each, most - len(chosen))
            chosen += [row[0] for row in connection.execute(rows, (crawl_id, priority, site, limit))]
    return chosen
