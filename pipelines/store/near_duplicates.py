"""``articles.duplicate_of``: each print of a story points to the first, kept true when any of them changes.

A print comes after the article it points to, and that one points nowhere: no chains, no circles.  Which comes first is
told by their numbers; in a database of merged shards, where these tell nothing, by when a crawl saw them first.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence

from pipelines.near_duplicates.comparison import Text, compare
from pipelines.near_duplicates.signature import MARK_BYTES, MARKS, signature

CROWD = 24  # articles that share a mark: what more have in common is a phrase or a template, no story
ASKED = 24  # candidates asked for their first print, those with most marks in common first
COMPARED = 4  # first prints whose text is read; the right one is among the first two
LOOKED_AT_AGAIN = 50  # reprints, when the first of them changes; the others go with the first of these
CAUGHT_UP = 2  # articles from before there were signatures, with each one that is stored


def point_to_first(connection: sqlite3.Connection, article_id: int, marks: Sequence[int] | None = None) -> int | None:
    """Point an article that has just been written to the first that tells its story; the id of that one, if any.

    To be called in the transaction that writes its title or body.  `marks` is its signature, if it is known already.
    """
    first = _settle(connection, article_id, marks)
    _catch_up(connection)
    return first


def has_signature(connection: sqlite3.Connection, article_id: int) -> bool:
    return connection.execute("select 1 from signatures where article_id = ?", (article_id,)).fetchone() is not None


def _settle(connection: sqlite3.Connection, article_id: int, marks: Sequence[int] | None = None) -> int | None:
    title, body, sha256, pointed_to = connection.execute(
        "select title, body, body_sha256, duplicate_of from articles where id = ?", (article_id,)
    ).fetchone()
    shared = keep_marks(connection, article_id, signature(body) if marks is None else marks)
    at = places(connection, [article_id, *shared])
    text = None
    first = None
    if body:
        first = same_text(connection, article_id, title, sha256)
        if first is None and (earlier := [other for other in shared if at[other] < at[article_id]]):
            text = Text(title, body)
            found = list(alike(connection, text, earlier))
            first = min(found, key=places(connection, found).__getitem__, default=None)
    if first != pointed_to:
        connection.execute("update articles set duplicate_of = ? where id = ?", (first, article_id))
    _look_again(connection, _followers(connection, article_id), first)
    # An older article that was edited, or that had no signature yet, may be what later ones were taken from.
    if later := [other for other in shared if at[other] > at[article_id]]:
        text = text or Text(title, body)
        found = list(alike(connection, text, later))
        at = places(connection, [article_id, *found])
        for other in sorted(found, key=at.__getitem__):
            if at[other] > at[article_id]:
                _settle(connection, other)
    return first


def _order(connection: sqlite3.Connection) -> str:
    """The columns by which one article comes before another."""
    is_merged = connection.execute("select 1 from shards limit 1").fetchone()
    return "first_seen_at, url" if is_merged else "id"


def places(connection: sqlite3.Connection, articles: Sequence[int]) -> dict[int, tuple[object, ...]]:
    """article -> its place in the order of all."""
    order = _order(connection)
    if order == "id":
        return {article_id: (article_id,) for article_id in articles}
    marks = ", ".join("?" * len(articles))
    found = connection.execute(f"select id, {order} from articles where id in ({marks})", tuple(articles))
    return {row[0]: row[1:] for row in found}


def _look_again(connection: sqlite3.Connection, followers: list[int], first: int | None) -> None:
    """Reprints of an article that has changed, in their order: the first that has lost it may lead the others."""
    for follower in followers[:LOOKED_AT_AGAIN]:
        found = _settle(connection, follower)
        first = first or found or follower
    if rest := followers[LOOKED_AT_AGAIN:]:
        connection.executemany("update articles set duplicate_of = ? where id = ?", [(first, other) for other in rest])


def _followers(connection: sqlite3.Connection, article_id: int) -> list[int]:
    order = _order(connection)
    found = connection.execute(f"select id from articles where duplicate_of = ? order by {order}", (article_id,))
    return [row[0] for row in found]


def same_text(connection: sqlite3.Connection, article_id: int, title: str, sha256: str) -> int | None:
    """The first article before this one with its title and text, to the letter, however short."""
    order = _order(connection)
    found = connection.execute(
        "select coalesce(duplicate_of, id) from articles where body_sha256 = ? and title = ?"
        f" and ({order}) < (select {order} from articles where id = ?) order by {order} limit 1",
        (sha256, title, article_id),
    ).fetchone()
    return found[0] if found else None


def alike(connection: sqlite3.Connection, text: Text, candidates: Sequence[int]) -> Iterator[int]:
    """The firsts of those candidates, where they tell the same story: what only a later print has is not compared.

    So a print that was extended with another story's text does not lead that one's prints here.
    """
    firsts: dict[int, None] = {}
    for candidate in candidates[:ASKED]:
        query = "select coalesce(duplicate_of, id) from articles where id = ?"
        firsts[connection.execute(query, (candidate,)).fetchone()[0]] = None
    for first in list(firsts)[:COMPARED]:
        title, body = connection.execute("select title, body from articles where id = ?", (first,)).fetchone()
        if compare(text, Text(title, body)).is_reprint:
            yield first


def keep_marks(connection: sqlite3.Connection, article_id: int, marks: Sequence[int]) -> list[int]:
    """Write an article's marks in the place of its old ones; other articles that share some, most of them first.

    A mark that a crowd has says little and would only grow: a spare one is taken in its place.
    """
    for mark in kept_marks(connection, article_id):
        connection.execute("delete from story_marks where mark = ? and article_id = ?", (mark, article_id))
    shared: Counter[int] = Counter()
    kept: list[int] = []
    for begin in range(0, len(marks), MARKS):  # the spare ones are seldom asked about
        some = marks[begin : begin + MARKS]
        holders = holders_of(connection, some)
        for mark in some:
            if len(kept) == MARKS:
                break
            shared.update(holders.get(mark, ()))
            if len(holders.get(mark, ())) < CROWD:
                kept.append(mark)
    connection.executemany(
        "insert or ignore into story_marks (mark, article_id) values (?, ?)", [(mark, article_id) for mark in kept]
    )
    query = "insert or replace into signatures (article_id, marks) values (?, ?)"
    connection.execute(query, (article_id, packed(kept)))
    return sorted(shared, key=lambda other: (-shared[other], other))


def holders_of(connection: sqlite3.Connection, marks: Sequence[int]) -> dict[int, list[int]]:
    """mark -> the articles that have it, of marks that somebody has; a crowd at most, for no mark is kept by more."""
    holders: dict[int, list[int]] = {}
    some = ", ".join("?" * len(marks))
    query = f"select mark, article_id from story_marks where mark in ({some}) order by mark, article_id"
    for mark, article_id in connection.execute(query, tuple(marks)):
        holders.setdefault(mark, []).append(article_id)
    return holders


def kept_marks(connection: sqlite3.Connection, article_id: int) -> list[int]:
    found = connection.execute("select marks from signatures where article_id = ?", (article_id,)).fetchone()
    return unpacked(found[0] if found else b"")


def packed(marks: Sequence[int]) -> bytes:
    """Marks as the table `signatures` holds them."""
    return b"".join(mark.to_bytes(MARK_BYTES, "big", signed=True) for mark in marks)


def unpacked(marks: bytes) -> list[int]:
    at = range(0, len(marks), MARK_BYTES)
    return [int.from_bytes(marks[begin : begin + MARK_BYTES], "big", signed=True) for begin in at]


def _catch_up(connection: sqlite3.Connection) -> None:
    """Give marks to a few articles that were stored before there were any, the youngest first."""
    up_to = connection.execute("select up_to from unsigned_articles").fetchone()[0]
    if not up_to:
        return
    query = "select id from articles where id <= ? order by id desc limit ?"
    found = [row[0] for row in connection.execute(query, (up_to, CAUGHT_UP))]
    for article_id in found:
        if not has_signature(connection, article_id):
            _settle(connection, article_id)
    connection.execute("update unsigned_articles set up_to = ?", (min(found, default=1) - 1,))
