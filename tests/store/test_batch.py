"""Several pages' writes share a transaction, and none of them its neighbours' misfortune."""

import asyncio
import sqlite3

import pytest

from pipelines.store.batch import Batch
from pipelines.store.database import open_database, writing
from pipelines.store.migrations import NEWS

SITES = "insert into sites (name, first_seen_at) values (?, '2026-03-02')"


@pytest.fixture
def db(tmp_path):
    database = open_database(tmp_path / "news.db", NEWS)
    yield database
    database.close()


def told(results) -> list[object]:
    return [str(result) if isinstance(result, Exception) else result for result in results]


def write_all(batch: Batch, *works) -> list[object]:
    async def together():
        return await asyncio.gather(*(batch.write(work) for work in works), return_exceptions=True)

    return told(asyncio.run(together()))


def keep(db, name: str):
    def work() -> str:
        with writing(db) as connection:  # as every function of the store does
            connection.execute(SITES, (name,))
        return name

    return work


def names(db) -> list[str]:
    return [row[0] for row in db.execute("select name from sites order by name")]


def transactions(db, act) -> int:
    statements: list[str] = []
    db.conn.set_trace_callback(statements.append)
    act()
    db.conn.set_trace_callback(None)
    return sum(statement.lower().startswith("begin") for statement in statements)


@pytest.mark.parametrize(("most", "expected"), [(1, 5), (2, 3), (8, 1)])
def test_so_many_share_a_transaction(db, most: int, expected: int) -> None:
    works = [keep(db, name) for name in "abcde"]
    assert transactions(db, lambda: write_all(Batch(db, most), *works)) == expected
    assert names(db) == list("abcde")


@pytest.mark.parametrize("most", [1, 8])
def test_what_fails_undoes_its_own_part_alone(db, most: int) -> None:
    def half() -> None:
        with writing(db) as connection:
            connection.execute(SITES, ("half",))
            raise ValueError("in the middle")

    assert write_all(Batch(db, most), keep(db, "a"), half, keep(db, "b")) == ["a", "in the middle", "b"]
    assert names(db) == ["a", "b"]


def test_nobody_is_told_before_it_is_written(db, tmp_path) -> None:
    reader = sqlite3.connect(tmp_path / "news.db")

    async def one_after_the_other() -> None:
        batch = Batch(db, 2)
        first = asyncio.ensure_future(batch.write(keep(db, "a")))
        await asyncio.sleep(0)
        assert not first.done()
        assert not db.conn.in_transaction, "no lock is held while a page waits for another"
        assert reader.execute("select count(*) from sites").fetchone() == (0,)
        assert await batch.write(keep(db, "b")) == "b"
        assert reader.execute("select count(*) from sites").fetchone() == (2,)
        assert await first == "a"

    asyncio.run(one_after_the_other())
    reader.close()


def test_a_page_alone_is_written_soon(db) -> None:
    assert write_all(Batch(db, 8), keep(db, "alone")) == ["alone"]


def test_a_full_disk_is_told_to_all(db) -> None:
    room = db.conn.execute("pragma page_count").fetchone()[0]
    db.conn.execute(f"pragma max_page_count = {room + 2}")

    def too_much() -> None:
        with writing(db) as connection:
            connection.execute(SITES, ("large" * 100_000,))

    assert write_all(Batch(db, 8), keep(db, "a"), too_much, keep(db, "b")) == ["database or disk is full"] * 3
    assert names(db) == []
    assert write_all(Batch(db, 8), keep(db, "c")) == ["c"], "the next ones have room"
