"""Shards into one database: what has changed since the last merge of each, however often and in whatever order."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from sqlite_utils import Database

from pipelines.store.database import open_database, writing
from pipelines.store.merge_articles import Count, MergedArticles
from pipelines.store.merge_rows import MergedRows
from pipelines.store.merge_templates import MergedTemplates
from pipelines.store.migrations import NEWS
from pipelines.store.shard import Shard, check_shard, fingerprint
from pipelines.store.times import now_at

__all__ = ["Count", "Merged", "check_shard", "is_merged_from", "merge_shard", "open_merged"]

# Marks and addresses come in no order, so each article touches a dozen places of the indexes: SQLite's usual two
# megabytes, and a log that is worked off every four, would read and write the same places again and again.
CACHE_BYTES = 64 << 20
LOG_BYTES = 64 << 20
PAGE_BYTES = 4096


class Merged(NamedTuple):
    """How far the merge of one shard has come; `total` articles are in it."""

    counts: Count
    total: int


def open_merged(path: Path) -> Database:
    """The database that shards are merged into.  Raises `BadDatabase` as `open_database` does."""
    db = open_database(path, NEWS)
    db.conn.execute(f"pragma cache_size = -{CACHE_BYTES >> 10}")
    db.conn.execute(f"pragma wal_autocheckpoint = {LOG_BYTES // PAGE_BYTES}")
    return db


def merge_shard(db: Database, path: Path, *, place: str = "") -> Iterator[Merged]:
    """Merge one shard, saying from time to time how far it has come.  A shard that has not changed says nothing.

    Everything is written in small transactions: killed, it goes on where it was.  `place` is where the shard is kept, if
    `path` is a passing copy of it.  Raises `BadDatabase` for what `check_shard` refuses.
    """
    if _is_known(db, path):
        return
    place = place or str(path.absolute())
    with Shard(path) as shard:
        shard_id = _begin(db, shard, place)
        rows = MergedRows(db, shard, shard_id)
        templates = MergedTemplates(rows)
        total = shard.count("articles")
        yield Merged(Count(), total)
        rows.merge_keyed("sites")
        for table in ("crawls", "readings", "sections", "incidents"):
            for _ in rows.merge_numbered(table):
                pass
        rows.merge_keyed("hosts")
        templates.merge_blocks()
        counts = Count()
        for counts in MergedArticles(rows, templates.blocks).merge():
            yield Merged(counts, total)
        for _ in rows.merge_numbered("frontier"):
            yield Merged(counts, total)
        for table in ("article_sections", "refused_links"):
            rows.merge_keyed(table)
        templates.recount()
        with writing(db) as connection:
            connection.execute(
                "update shards set fingerprint = ?, articles = ?, merged_at = ? where id = ?",
                (shard.fingerprint, total, now_at(), shard_id),
            )


def is_merged_from(db: Database, place: str) -> bool:
    """Whether what lay at a place was merged; to be asked of places where nothing is ever overwritten."""
    found = db.conn.execute("select 1 from shards where place = ? and fingerprint != ''", (place,))
    return found.fetchone() is not None


def _is_known(db: Database, path: Path) -> bool:
    """Whether these very bytes were merged."""
    if not db.conn.execute("select 1 from shards limit 1").fetchone() or not path.is_file():
        return False
    query = "select 1 from shards where fingerprint = ?"
    return db.conn.execute(query, (fingerprint(path),)).fetchone() is not None


def _begin(db: Database, shard: Shard, place: str) -> int:
    with writing(db) as connection:
        connection.execute(
            "insert into shards (lineage, place, merged_at) values (?, ?, ?)"
            " on conflict (lineage) do update set place = excluded.place, fingerprint = ''",
            (shard.lineage, place, now_at()),
        )
        found: int = connection.execute("select id from shards where lineage = ?", (shard.lineage,)).fetchone()[0]
    return found
