"""Several pages' writes in one transaction: a commit costs as much as all that one page writes.

Nobody is told that something is written before it is, and each page's part is all of it or nothing.  A kill loses what
waits: its addresses are still leased, so they are fetched again, as those at work are.
"""

import asyncio
import sqlite3
from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

from sqlite_utils import Database

from pipelines.store.database import writing

Result = TypeVar("Result")

# Seconds that all wait for the next: longer than a page takes to read, far less than an analyst notices.
PATIENCE = 0.04


class _Waiting(NamedTuple):
    work: Callable[[], Any]
    written: asyncio.Future[Any]


class Batch:
    """What is to be written to one database, `most` pages' at once.  The write lock is held while it is written only."""

    def __init__(self, db: Database, most: int) -> None:
        self.db = db
        self.most = most
        # What each page's part would need to be undone alone: in files it costs more writes than the pages themselves.
        db.conn.execute("pragma temp_store = memory")
        self._waiting: list[_Waiting] = []
        self._timer: asyncio.TimerHandle | None = None

    async def write(self, work: Callable[[], Result]) -> Result:
        """Let `work` write, sooner or later, and give back what it returns once that is committed.

        Raises what `work` raises, which undoes its part alone; and what keeps the transaction as a whole from being
        written.
        """
        if self.most <= 1:
            with writing(self.db):
                return work()
        loop = asyncio.get_running_loop()
        waiting = _Waiting(work, loop.create_future())
        self._waiting.append(waiting)
        if len(self._waiting) >= self.most:
            self._write_all()
        else:
            self._stop_waiting()
            self._timer = loop.call_later(PATIENCE, self._write_all)
        result: Result = await waiting.written
        return result

    def _stop_waiting(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _write_all(self) -> None:
        self._stop_waiting()
        waiting, self._waiting = self._waiting, []
        outcomes: list[Any] = []
        try:
            with writing(self.db) as connection:
                outcomes = [_outcome(self.db, connection, each.work) for each in waiting]
        except Exception as error:
            outcomes = [error] * len(waiting)
        for each, outcome in zip(waiting, outcomes, strict=True):
            if each.written.cancelled():
                continue
            if isinstance(outcome, Exception):
                each.written.set_exception(outcome)
            else:
                each.written.set_result(outcome)


def _outcome(db: Database, connection: sqlite3.Connection, work: Callable[[], Any]) -> Any:
    """What `work` returned, or the exception that undid its part of the transaction."""
    try:
        with writing(db):
            return work()
    except Exception as error:
        if not connection.in_transaction:  # SQLite has undone all of it, as it does when the disk is full
            raise
        return error
