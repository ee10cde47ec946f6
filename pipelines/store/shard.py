"""A ``news.db`` that is to be merged into another: read as it stood at one moment, and never written to."""

import hashlib
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import quote

from pipelines.store.database import BadDatabase, open_database
from pipelines.store.migrations import NEWS

FIRST_MIGRATION = "m001_sites_and_crawls"
SQLITE = b"SQLite format 3\0"
CHUNK = 1 << 20  # bytes of a file at once


class Shard:
    """A shard, open for reading.  A crawl may go on in it meanwhile: what it writes now is of the next merge."""

    def __init__(self, path: Path) -> None:
        check_shard(path)
        self.path = path
        # Before the first row is read: what is written in between is merged now, and looked at again the next time.
        self.fingerprint = fingerprint(path)
        self._copy: tempfile.TemporaryDirectory[str] | None = None
        self.connection = _read_only(path)
        if _applied(self.connection) < _known():
            self._bring_up_to_date()
        self.connection.execute("begin")
        self.lineage = _lineage(self.connection)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.connection.close()
        if self._copy:
            self._copy.cleanup()

    def rows(self, table: str, columns: Sequence[str], *, order: str) -> Iterator[tuple[Any, ...]]:
        return self.connection.execute(f"select {', '.join(columns)} from {table} order by {order}")

    def count(self, table: str) -> int:
        found: int = self.connection.execute(f"select count(*) from {table}").fetchone()[0]
        return found

    def _bring_up_to_date(self) -> None:
        """A shard of an older Zhengwen is read from a copy at today's schema."""
        self._copy = tempfile.TemporaryDirectory(prefix="zhengwen-")
        path = Path(self._copy.name) / "news.db"
        with sqlite3.connect(path) as copy:
            self.connection.backup(copy)
        copy.close()
        self.connection.close()
        open_database(path, NEWS).close()
        self.connection = _read_only(path)


def check_shard(path: Path) -> None:
    """Raise `BadDatabase` if the file cannot be merged: no file, no database, not ours, or of a newer Zhengwen."""
    if not path.is_file():
        raise BadDatabase(f"There is no {path}: check the spelling.")
    try:
        with path.open("rb") as file:
            head = file.read(len(SQLITE))
    except OSError as error:
        raise BadDatabase(f"{path} cannot be read ({error.strerror}): check its rights.") from error
    if head != SQLITE:
        raise BadDatabase(f"{path} is no SQLite database: name a news.db that a crawl has filled.")
    connection = _read_only(path)
    try:
        applied = _applied(connection)
    finally:
        connection.close()
    if FIRST_MIGRATION not in applied:
        raise BadDatabase(f"{path} is a database of something else: name a news.db that a crawl has filled.")
    if newer := sorted(applied - _known()):
        raise BadDatabase(
            f"{path} was written by a newer Zhengwen (it has {newer[-1]}): update this copy (git pull && make setup)."
        )


def lineage_of(path: Path) -> str:
    """What tells the shard apart; the older of two comes first when sorted."""
    connection = _read_only(path)
    try:
        return _lineage(connection)
    finally:
        connection.close()


def fingerprint(path: Path) -> str:
    """Of the bytes of a database and of its log: the same bytes hold the same rows."""
    digest = hashlib.sha256()
    for file in (path, path.with_name(f"{path.name}-wal")):
        if file.exists():
            with file.open("rb") as opened:
                while chunk := opened.read(CHUNK):
                    digest.update(chunk)
        digest.update(b"\0")
    return digest.hexdigest()


def _read_only(path: Path) -> sqlite3.Connection:
    """A connection that cannot write.  On a file system that cannot be written to, nobody else writes either."""
    address = f"file:{quote(str(path.absolute()))}?mode=ro"
    try:
        connection = sqlite3.connect(address, uri=True, isolation_level=None)
        connection.execute("select 1 from sqlite_master").fetchone()
    except sqlite3.OperationalError:
        connection = sqlite3.connect(f"{address}&immutable=1", uri=True, isolation_level=None)
    except sqlite3.DatabaseError as error:
        raise BadDatabase(f"{path} is not a sound SQLite database ({error}): leave it out.") from error
    return connection


def _applied(connection: sqlite3.Connection) -> set[str]:
    try:
        found = connection.execute("select name from _sqlite_migrations where migration_set = ?", (NEWS.name,))
        return {row[0] for row in found}
    except sqlite3.DatabaseError:
        return set()


def _known() -> set[str]:
    return {migration.name for migration in NEWS._migrations}


def _lineage(connection: sqlite3.Connection) -> str:
    """The moment in which the database was made, and its first crawl: all copies of it have them, and no other has.

    It sorts by age, so that shards can be merged in one order whatever order they are named in.
    """
    made = connection.execute(
        "select applied_at from _sqlite_migrations where migration_set = ? and name = ?", (NEWS.name, FIRST_MIGRATION)
    ).fetchone()
    first = connection.execute("select started_at, host, pid, spider, asked from crawls order by id limit 1").fetchone()
    return f"{made[0]} {hashlib.sha256(repr(first).encode()).hexdigest()[:16]}"
