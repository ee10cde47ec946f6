"""Opening ``news.db`` and ``pages.db``: the right file, at today's schema, shared without quarrels."""

import logging
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database, Migrations

logger = logging.getLogger(__name__)

BUSY_SECONDS = 60  # an analyst may hold a lock for most of a minute; a crawl waits rather than fails
TOLD_SECONDS = 10.0  # of waiting for a lock: two crawls hold each other up for a fraction of a second
WAL_TRY_SECONDS = 0.05  # SQLite does not wait by itself when two connections switch a file to WAL at once
LEAST_FREE = 1_000_000  # bytes on the disk; SQLite needs some even to read

# Primary codes of SQLite that another try does not mend, and what each means.
NO_SPACE = "no space is left on its disk"
LASTING_TROUBLES = {
    sqlite3.SQLITE_FULL: NO_SPACE,
    sqlite3.SQLITE_READONLY: "it may not be written any more",
    sqlite3.SQLITE_IOERR: "its disk cannot be read or written",
    sqlite3.SQLITE_CORRUPT: "it is damaged",
    sqlite3.SQLITE_NOTADB: "it is damaged",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened any more",
}


class Schema(Migrations):
    """Migrations, and what follows them step by step, in transactions of its own, whenever the database is opened."""

    def __init__(self, name: str, *afterwards: Callable[[Database], None]) -> None:
        super().__init__(name)
        self.afterwards = afterwards


class BadDatabase(Exception):
    """A database that cannot be used; the message names the file and the way out."""


def open_database(path: str | Path, migrations: Migrations) -> Database:
    """A connection to the database at `path`, made or brought to today's schema first.

    Safe to call from any number of processes on a new file at once: one builds the schema under the write
    lock while the others wait.  Transactions are explicit (see `writing`).

    Raises `BadDatabase` if the file is not SQLite, has a newer schema, or cannot be written.
    """
    path = Path(path)
    if not path.parent.is_dir():
        raise BadDatabase(f"No folder {path.parent} for the database {path.name}: make it first, or name another file.")
    try:
        # isolation_level=None: transactions begin where we say so, not where the sqlite3 module guesses.
        connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
    except sqlite3.DatabaseError as error:
        raise BadDatabase(_in_plain_words(error, path)) from error
    try:
        db = Database(connection)
        _use_wal(connection)
        connection.execute("pragma synchronous = normal")
        connection.execute("pragma foreign_keys = on")
        _migrate(db, migrations, path)
        for finish in getattr(migrations, "afterwards", ()):
            finish(db)
    except sqlite3.DatabaseError as error:
        connection.close()
        raise BadDatabase(_in_plain_words(error, path)) from error
    except BadDatabase:
        connection.close()
        raise
    return db


def check_database(path: str | Path, migrations: Migrations) -> None:
    """Raise `BadDatabase` if a file that is there already cannot be used; nothing is made or changed."""
    path = Path(path)
    if not path.parent.is_dir():
        raise BadDatabase(f"No folder {path.parent} for the database {path.name}: make it, or name another file.")
    if path.is_file() and path.stat().st_size:
        open_database(path, migrations).close()


@contextmanager
def writing(db: Database) -> Iterator[sqlite3.Connection]:
    """A write transaction: all of it happens, or nothing.

    It takes the write lock at once (``begin immediate``): a transaction that reads first and writes later
    can be refused half-way when another process wrote in between.  Inside another it is a part of that one, which is
    undone alone.
    """
    connection: sqlite3.Connection = db.conn
    if connection.in_transaction:
        with _part(connection):
            yield connection
        return
    began = time.monotonic()
    connection.execute("begin immediate")
    if (waited := time.monotonic() - began) > TOLD_SECONDS:
        logger.warning("%s was locked by another program: %.0f s went by.", _file_of(connection), waited)
    try:
        yield connection
    except BaseException:
        connection.rollback()
        raise
    connection.commit()


def _file_of(connection: sqlite3.Connection) -> str:
    return str(connection.execute("pragma database_list").fetchone()[2])


@contextmanager
def _part(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("savepoint part")
    try:
        yield
    except BaseException:
        if connection.in_transaction:  # a full disk has undone all of it already
            connection.execute("rollback to part")
            connection.execute("release part")
        raise
    connection.execute("release part")


def lasting_trouble(error: BaseException) -> str:
    """Why a database will take nothing more, in a few words; empty for what passes, such as somebody else's lock."""
    if not isinstance(error, sqlite3.DatabaseError) or not hasattr(error, "sqlite_errorcode"):
        return ""
    return LASTING_TROUBLES.get(error.sqlite_errorcode & 0xFF, "")  # the rest of a code says more closely where


def has_room(path: str | Path) -> bool:
    """Whether SQLite could work with a file at `path`, as far as its disk's room goes."""
    return shutil.disk_usage(Path(path).resolve().parent).free >= LEAST_FREE


def is_locked(error: BaseException) -> bool:
    """Whether another program held the database for longer than we wait."""
    return isinstance(error, sqlite3.OperationalError) and "locked" in str(error)


def _use_wal(connection: sqlite3.Connection) -> None:
    """Write-ahead logging: readers and the one writer do not block each other."""
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            if connection.execute("pragma journal_mode").fetchone()[0] != "wal":
                connection.execute("pragma journal_mode = wal")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise
            time.sleep(WAL_TRY_SECONDS)


def _migrate(db: Database, migrations: Migrations, path: Path) -> None:
    known = {migration.name for migration in migrations._migrations}
    applied = {migration.name for migration in migrations.applied(db)}
    if newer := sorted(applied - known):
        raise BadDatabase(
            f"{path} was written by a newer Zhengwen (it has {newer[-1]}): update this copy "
            "(git pull && make setup), or name another file with -s DATABASE=FILE."
        )
    if applied == known:
        return
    if not applied and db.table_names():
        raise BadDatabase(
            f"{path} is a SQLite database of something else (it has a table {db.table_names()[0]!r}): "
            "name another file with -s DATABASE=FILE."
        )
    # Two crawls started by the same cron minute may both find a new, empty file:
    # the lock lets one of them build the schema while the other waits, then finds it built.
    with writing(db):
        migrations.apply(db)


def _in_plain_words(error: sqlite3.DatabaseError, path: Path) -> str:
    reason = str(error)
    if "not a database" in reason or "malformed" in reason:
        return f"{path} is not a sound SQLite database ({reason}): move it away, or name another file."
    if "readonly" in reason or "unable to open" in reason or "read-only" in reason:
        return f"{path} cannot be written ({reason}): check the rights of its folder, or name another file."
    if "locked" in reason:
        return f"{path} stayed locked for {BUSY_SECONDS} seconds: end the program that writes to it, then try again."
    if "full" in reason or ("I/O" in reason and not has_room(path)):
        return f"No space left for {path}: free some, then try again."
    return f"{path} cannot be used ({reason}): look at its disk, its rights, and who holds it."
