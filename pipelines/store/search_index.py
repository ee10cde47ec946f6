"""The search index kept in step with the articles: as they change, and once for those from before there was one."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from sqlite_utils import Database

from pipelines.status_line import StatusLine
from pipelines.store.database import writing
from pipelines.store.schema.search import ADD, REMOVE, REMOVE_ALL
from pipelines.store.search_text import spaced

AT_A_TIME = 500  # articles in one transaction: a kill costs so many, a crawl waits so long


@contextmanager
def search_in_step(connection: sqlite3.Connection, article_id: int) -> Iterator[None]:
    """Whatever happens to the article's row inside, inside a transaction, happens to its search row as well.

    The index keeps no copy of the text, so what it is to forget must be told to it as it was.
    """
    before = _title_and_body(connection, article_id)
    yield
    after = _title_and_body(connection, article_id)
    if before == after or (before is not None and not _is_indexed(connection, article_id)):
        return  # what is not in the index yet will come as it stands by then
    if before is not None:
        connection.execute(REMOVE, (article_id, *map(spaced, before)))
    if after is not None:
        connection.execute(ADD, (article_id, *map(spaced, after)))


def add_to_search(connection: sqlite3.Connection, article_id: int, title: str, body: str) -> None:
    """A new article's search row."""
    connection.execute(ADD, (article_id, spaced(title), spaced(body)))


def add_all_to_search(connection: sqlite3.Connection, articles: Iterable[tuple[int, str, str]]) -> None:
    """The search rows of new articles (id, title, body), one upon the other.

    Best at the end of a transaction: SQLite's index writes out what it holds before whatever statement might have to be
    undone alone, and many small writings are brought together later at some cost.
    """
    connection.executemany(ADD, ((article_id, spaced(title), spaced(body)) for article_id, title, body in articles))


def fill_search(db: Database) -> None:
    """Index what is not yet, the newest first, some articles at a time: killed, it goes on where it was.

    New articles have larger ids, so the smallest id in the index says how far it has come.
    """
    line, done = StatusLine(), 0
    while _is_unfinished(db.conn):
        with writing(db) as connection:
            done += _fill_some(connection)
        if line.is_due:
            left = db.execute("select count(*) from articles where id < ?", (_lowest(db.conn),)).fetchone()[0]
            seconds = left * line.seconds / done
            line.draw(f"{done:,} articles into the search index, {left:,} left · {seconds:.0f} s")
    line.erase()


def rebuild_search(db: Database) -> int:
    """The index made anew, for a database that other hands have written to.  How many articles it has then."""
    with writing(db) as connection:
        connection.execute(REMOVE_ALL)
    fill_search(db)
    count: int = db.execute("select count(*) from article_search_docsize").fetchone()[0]
    return count


def _fill_some(connection: sqlite3.Connection) -> int:
    query = "select id, title, body from articles where id < ? order by id desc limit ?"
    stored = connection.execute(query, (_lowest(connection), AT_A_TIME)).fetchall()
    add_all_to_search(connection, stored)
    return len(stored)


def _is_unfinished(connection: sqlite3.Connection) -> bool:
    first = connection.execute("select min(id) from articles").fetchone()[0]
    return first is not None and first < _lowest(connection)


def _lowest(connection: sqlite3.Connection) -> int:
    """The smallest id in the index; larger than all if it is empty."""
    found = connection.execute("select min(id) from article_search_docsize").fetchone()[0]
    return 2**63 - 1 if found is None else int(found)


def _is_indexed(connection: sqlite3.Connection, article_id: int) -> bool:
    query = "select 1 from article_search_docsize where id = ?"
    return connection.execute(query, (article_id,)).fetchone() is not None


def _title_and_body(connection: sqlite3.Connection, article_id: int) -> tuple[str, str] | None:
    query = "select title, body from articles where id = ?"
    found: tuple[str, str] | None = connection.execute(query, (article_id,)).fetchone()
    return found
