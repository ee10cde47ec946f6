"""Rows of a shard -> rows here: known again, renumbered, written where they have changed."""

import hashlib
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from sqlite_utils import Database

from pipelines.store.database import writing
from pipelines.store.merge_plan import EARLIEST, KEYED, NUMBERED, assignments, copied_columns, references
from pipelines.store.shard import Shard

AT_A_TIME = 500  # rows in one transaction: a kill costs so many, another writer waits so long
REMEMBERED = 50_000  # numbers that are not looked up again
MOMENT_BYTES = 5  # of a seal: seconds since 1970, until the year 36,000
# Not ``insert or replace``: what SQLite might have to undo by itself makes the search index write out what it holds.
REMEMBER = (
    "insert into shard_rows (shard_id, of_table, row_id, merged_id, seal) values (?, ?, ?, ?, ?)"
    " on conflict (shard_id, of_table, row_id) do update set merged_id = excluded.merged_id, seal = excluded.seal"
)


class MergedRows:
    """The numbers that a shard's rows have here, and the writing of those that a number alone tells apart."""

    def __init__(self, db: Database, shard: Shard, shard_id: int) -> None:
        self.db = db
        self.connection: sqlite3.Connection = db.conn
        self.shard = shard
        self.shard_id = shard_id
        self._are_new: dict[str, bool] = {}
        self._numbers: dict[tuple[str, int], int | None] = {}
        self._columns: dict[str, tuple[str, ...]] = {}
        self._refers: dict[str, dict[str, str]] = {}

    def number(self, table: str, row_id: int | None) -> int | None:
        """The number here of a row of the shard; None if it has none."""
        if row_id is None:
            return None
        if (table, row_id) not in self._numbers:
            if len(self._numbers) > REMEMBERED:
                self._numbers.clear()
            found = self.known(table, row_id)
            self._numbers[table, row_id] = found[0] if found else None
        return self._numbers[table, row_id]

    def known(self, table: str, row_id: int) -> tuple[int, bytes] | None:
        """(number here, seal) of a row of the shard, if it was merged before."""
        query = "select merged_id, seal from shard_rows where shard_id = ? and of_table = ? and row_id = ?"
        found: tuple[int, bytes] | None = self.connection.execute(query, (self.shard_id, table, row_id)).fetchone()
        return found

    def is_as_it_was(self, table: str, row_id: int, seal: bytes) -> bool:
        """Whether the last merge of this shard has seen the row as it is."""
        if table not in self._are_new:
            query = "select 1 from shard_rows where shard_id = ? and of_table = ? limit 1"
            self._are_new[table] = self.connection.execute(query, (self.shard_id, table)).fetchone() is None
        if self._are_new[table]:  # none of them was ever merged, and each is asked about once
            return False
        known = self.known(table, row_id)
        return known is not None and known[1] == seal

    def remember(self, table: str, row_id: int, merged_id: int, seal: bytes) -> None:
        self.connection.execute(REMEMBER, (self.shard_id, table, row_id, merged_id, seal))
        self._numbers[table, row_id] = merged_id

    def renumbered(self, table: str, row: Mapping[str, Any]) -> dict[str, Any]:
        """The row with the numbers that what it refers to has here."""
        changed = {column: self.number(other, row[column]) for column, other in self._references(table).items()}
        return {**row, **changed}

    def same_row(self, table: str, row: Mapping[str, Any]) -> dict[str, Any] | None:
        """The row here that says the same of itself."""
        by = NUMBERED[table].by
        condition = " and ".join(f"{column} = ?" for column in by)
        cursor = self.connection.execute(f"select * from {table} where {condition}", [row[column] for column in by])
        found = cursor.fetchone()
        return None if found is None else dict(zip([column[0] for column in cursor.description], found, strict=True))

    def is_believed(self, table: str, row: Mapping[str, Any], stands: Mapping[str, Any], seal: bytes) -> bool:
        """Whether the shard's row takes the place of the one that stands: nobody has looked later, or seen otherwise."""
        looked_at = NUMBERED[table].looked_at
        if (row[looked_at] or "") < (stands[looked_at] or ""):
            return False
        others = self.connection.execute(
            "select max(seal) from shard_rows where of_table = ? and merged_id = ? and shard_id != ?",
            (table, stands["id"], self.shard_id),
        ).fetchone()[0]
        return others is None or seal > others

    def merge_numbered(self, table: str) -> Iterator[int]:
        """Bring over what has changed in a table; yields how many rows were looked at."""
        columns = self.columns(table)
        for rows in self.changed(table, columns):
            with writing(self.db):
                for row_id, row, seal in rows:
                    self._merge_row(table, row_id, row, seal)
            yield len(rows)

    def changed(
        self, table: str, columns: Sequence[str], at_a_time: int = AT_A_TIME
    ) -> Iterator[list[tuple[int, dict[str, Any], bytes]]]:
        """(number, row, seal) of the rows that the last merge of this shard did not see, some at a time."""
        looked_at = NUMBERED[table].looked_at
        changed = []
        for row_id, *values in self.shard.rows(table, ("id", *columns), order="id"):
            row = dict(zip(columns, values, strict=True))
            seal = sealed(row[looked_at], values)
            if self.is_as_it_was(table, row_id, seal):
                continue
            changed.append((row_id, row, seal))
            if len(changed) == at_a_time:
                yield changed
                changed = []
        if changed:
            yield changed

    def merge_keyed(self, table: str) -> None:
        """Bring over a table whose key says what a row is of.  A row that stands already costs a look."""
        columns = self.columns(table)
        keys = tuple(
            name for (name,) in self.connection.execute("select name from pragma_table_info(?) where pk", (table,))
        )
        others = tuple(column for column in columns if column not in keys)
        differs = f"({', '.join(f'excluded.{column}' for column in others)}) is not ({', '.join(f'{table}.{column}' for column in others)})"
        statement = (
            f"insert into {table} ({', '.join(columns)}) values ({', '.join('?' * len(columns))})"
            f" on conflict ({', '.join(keys)}) do update set {assignments(others)} where {differs} and {KEYED[table]}"
        )
        rows = self.shard.rows(table, columns, order=", ".join(keys))
        while batch := list(islice(rows, AT_A_TIME)):
            with writing(self.db) as connection:
                for values in batch:
                    row = self.renumbered(table, dict(zip(columns, values, strict=True)))
                    if all(row[key] is not None for key in keys):
                        connection.execute(statement, tuple(row.values()))

    def columns(self, table: str) -> tuple[str, ...]:
        if table not in self._columns:
            self._columns[table] = copied_columns(self.connection, table)
        return self._columns[table]

    def _merge_row(self, table: str, row_id: int, row: Mapping[str, Any], seal: bytes) -> None:
        new = self.renumbered(table, row)
        stands = self.same_row(table, row)
        if stands is None:
            merged_id = insert(self.connection, table, new)
        else:
            merged_id = stands["id"]
            kept = earliest(table, new, stands)
            if self.is_believed(table, row, stands, seal):
                # What another shard knows of an address's article is not undone by one that has none.
                kept = new | kept | {name: stands[name] for name in new if new[name] is None and name == "article_id"}
            update(self.connection, table, merged_id, kept)
        self.remember(table, row_id, merged_id, seal)

    def _references(self, table: str) -> dict[str, str]:
        if table not in self._refers:
            self._refers[table] = references(self.connection, table)
        return self._refers[table]


def sealed(looked_at: str | None, told: object) -> bytes:
    """When a row was looked at, and a digest of what it holds: seals compare in the order of the looks."""
    moment = int(datetime.fromisoformat(looked_at).timestamp()) if looked_at else 0
    return moment.to_bytes(MOMENT_BYTES, "big") + hashlib.sha256(repr(told).encode(errors="replace")).digest()[:11]


def earliest(table: str, row: Mapping[str, Any], stands: Mapping[str, Any]) -> dict[str, Any]:
    """The columns in which the earlier moment stands, whoever looked last."""
    names = [name for name in row if f"{table}.{name}" in EARLIEST]
    return {name: min(row[name], stands[name]) for name in names}


def insert(connection: sqlite3.Connection, table: str, row: Mapping[str, Any]) -> int:
    marks = ", ".join("?" * len(row))
    cursor = connection.execute(f"insert into {table} ({', '.join(row)}) values ({marks})", tuple(row.values()))
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def update(connection: sqlite3.Connection, table: str, row_id: int, row: Mapping[str, Any]) -> None:
    if row:
        changes = ", ".join(f"{column} = ?" for column in row)
        connection.execute(f"update {table} set {changes} where id = ?", (*row.values(), row_id))
