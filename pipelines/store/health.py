"""What a site's health is judged by: its crawls, the hours of its news, its newest articles."""

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from pipelines.store.crawls import running_crawls
from pipelines.store.times import now_at

HISTORY_DAYS = 84  # twelve weeks: long enough for habits, short enough to forget a redesign
NEWEST = 2000  # articles
FIELDS = {
    "published_at": "published_at is not null",
    "author": "author != ''",
    "source": "source != ''",
    "editor": "editor != ''",
    "keywords": "keywords != '[]'",
    "breadcrumb": "breadcrumb != '[]'",
    "text": "char_count > 0",
}
MOST_COMPLAINTS = 5


def crawls_by_site(db: Database) -> dict[str, list[dict[str, Any]]]:
    """The crawls of the last weeks, oldest first, under each site that they visited; helpers are not counted."""
    cursor = db.conn.execute(
        "select id, sites, started_at, alive_at, outcome, section_pages, failed,"
        " section_pages + new + changed + unchanged + gone + dropped + failed as attempts, seconds"
        " from crawls where started_at > ? and helps is null order by id",
        (now_at(plus_seconds=-HISTORY_DAYS * 86400),),
    )
    names = [column[0] for column in cursor.description]
    running = set(running_crawls(db.conn))
    sites: dict[str, list[dict[str, Any]]] = {}
    for row in cursor:
        crawl = dict(zip(names, row, strict=True))
        crawl["is_running"] = crawl["id"] in running
        for site in json.loads(crawl.pop("sites")):
            sites.setdefault(site, []).append(crawl)
    return sites


def arrivals(db: Database, site: str) -> list[str]:
    """The hours of the last weeks in which an article of the site was first seen, rising."""
    query = "select distinct substr(first_seen_at, 1, 13) from articles where site = ? and first_seen_at > ? order by 1"
    values = (site, now_at(plus_seconds=-HISTORY_DAYS * 86400))
    return [f"{row[0]}:00:00+00:00" for row in db.conn.execute(query, values)]


def newest_articles(db: Database, site: str) -> list[dict[str, Any]]:
    """first_seen_at, char_count, removed (characters) and fields of a site's newest articles, oldest first."""
    has = ", ".join(FIELDS.values())
    cursor = db.conn.execute(
        "select first_seen_at, char_count,"
        f" (select ifnull(sum(length(text)), 0) from removals where article_id = articles.id), {has}"
        " from articles where site = ? order by first_seen_at desc, id desc limit ?",
        (site, NEWEST),
    )
    found = [
        {"first_seen_at": seen, "char_count": count, "removed": removed, "fields": dict(zip(FIELDS, map(bool, fields), strict=True))}
        for seen, count, removed, *fields in cursor
    ]  # fmt: skip
    return found[::-1]


class CannotCheck(Exception):
    """The file could not be read to its end, which says nothing of whether it is sound; the message is SQLite's."""


def complaints(path: str | Path, *, thorough: bool = False) -> Iterator[str]:
    """What SQLite finds wrong with a file; a database may be large, and each page of it is read.

    Raises `CannotCheck` where the disk, rights or a lock keep it from looking.
    """
    try:
        connection = sqlite3.connect(f"{Path(path).resolve().as_uri()}?mode=ro", uri=True, timeout=60)
    except sqlite3.DatabaseError as error:
        raise CannotCheck(str(error)) from error
    try:
        check = "integrity_check" if thorough else "quick_check"
        for (said,) in connection.execute(f"pragma {check}({MOST_COMPLAINTS})"):
            if said != "ok":
                yield said
        if thorough:
            for table, row, parent, _ in connection.execute("pragma foreign_key_check").fetchmany(MOST_COMPLAINTS):
                yield f"row {row} of {table} points to nothing in {parent}"
    except sqlite3.OperationalError as error:
        raise CannotCheck(str(error)) from error
    except sqlite3.DatabaseError as error:
        yield str(error)
    finally:
        connection.close()
