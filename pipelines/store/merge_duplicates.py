"""``duplicate_of`` in a database of shards: the same prints point to the same first, in whatever order they came.

A crawl stores the first print before the others; a merge may bring it last.  What an article points to depends on the
articles before it alone (in the order in which crawls saw them first), so whatever changes is worked out again from there
onwards, each article once, in that order: what comes out is what storing all of them in their order would have given.
Only of marks that a crowd holds does it depend on the order who holds them.
"""

import sqlite3
from collections import Counter
from collections.abc import Sequence
from heapq import heappop, heappush

from pipelines.near_duplicates.comparison import Text, compare
from pipelines.near_duplicates.signature import MARKS, signature
from pipelines.store.near_duplicates import alike, holders_of, keep_marks, kept_marks, places, same_text, unpacked


def point_new(connection: sqlite3.Connection, article_id: int, marks: bytes | None) -> None:
    """Point an article that has just come, and whatever that changes; inside a transaction.

    `marks` are those by which its shard knows it.  A mark that a crowd has here is not kept: only then, or where the
    shard has none, is the article's text gone through again for spare ones.
    """
    body, title, sha256 = connection.execute(
        "select body, title, body_sha256 from articles where id = ?", (article_id,)
    ).fetchone()
    known = None if marks is None else unpacked(marks)
    if known and len(known) > MARKS:  # of an older Zhengwen
        known = None
    shared = keep_marks(connection, article_id, signature(body) if known is None else known)
    if known and len(kept_marks(connection, article_id)) < len(known):
        shared = keep_marks(connection, article_id, signature(body))
    same = "select 1 from articles where body_sha256 = ? and title = ? and id != ? limit 1"
    if shared or (body and connection.execute(same, (sha256, title, article_id)).fetchone()):
        _point_from(connection, article_id, touched=(), is_new=True)


def point_onwards(connection: sqlite3.Connection, article_id: int) -> None:
    """Point an article whose text or place has changed, and whatever that changes; inside a transaction."""
    body = connection.execute("select body from articles where id = ?", (article_id,)).fetchone()[0]
    touched = {*_followers(connection, article_id), *_shared(connection, article_id)}
    keep_marks(connection, article_id, signature(body))
    _point_from(connection, article_id, sorted(touched))


def _point_from(
    connection: sqlite3.Connection, article_id: int, touched: Sequence[int], *, is_new: bool = False
) -> None:
    """Point an article that has its marks, then those that it has `touched` and those that it leads by now."""
    place = places(connection, [article_id])[article_id]
    waiting = [(place, article_id)]
    for other, at in places(connection, touched).items():
        if at > place:
            heappush(waiting, (at, other))
    done = set()
    while waiting:
        place, current = heappop(waiting)
        if current in done:
            continue
        done.add(current)
        followers = _followers(connection, current)
        shared = _shared(connection, current)
        if _point(connection, current, place, shared) or current == article_id:
            if is_new and current == article_id:
                shared = _led(connection, current, place, shared)
            later = {*followers, *shared, *_same_texts(connection, current)}
            for other, at in places(connection, sorted(later)).items():
                if at > place:
                    heappush(waiting, (at, other))


def _point(connection: sqlite3.Connection, article_id: int, place: tuple[object, ...], shared: Sequence[int]) -> bool:
    """Point one article to the first before it that tells its story; whether that has changed."""
    title, body, sha256, pointed_to = connection.execute(
        "select title, body, body_sha256, duplicate_of from articles where id = ?", (article_id,)
    ).fetchone()
    first = same_text(connection, article_id, title, sha256) if body else None
    if body and first is None:
        at = places(connection, shared)
        if earlier := [other for other in shared if at[other] < place]:
            found = list(alike(connection, Text(title, body), earlier))
            first = min(found, key=places(connection, found).__getitem__, default=None)
    if first != pointed_to:
        connection.execute("update articles set duplicate_of = ? where id = ?", (first, article_id))
    return bool(first != pointed_to)


def _led(connection: sqlite3.Connection, article_id: int, place: tuple[object, ...], shared: list[int]) -> list[int]:
    """Of the later articles that share marks with a new one, those whose first may be another since it came.

    One that points nowhere was found unlike whatever came before it: it stays so, unless it is like the first of the new one.
    """
    first, title, body = connection.execute(
        "select first.id, first.title, first.body from articles as this"
        " join articles as first on first.id = coalesce(this.duplicate_of, this.id) where this.id = ?",
        (article_id,),
    ).fetchone()
    text = Text(title, body)
    led = []
    at = places(connection, shared)
    for other in shared:
        if at[other] < place:
            continue
        query = "select title, body, duplicate_of from articles where id = ?"
        title, body, pointed_to = connection.execute(query, (other,)).fetchone()
        if pointed_to not in (None, first) or (pointed_to is None and compare(Text(title, body), text).is_reprint):
            led.append(other)
    return led


def _shared(connection: sqlite3.Connection, article_id: int) -> list[int]:
    """The other articles that have marks in common with this one, most of them first."""
    found: Counter[int] = Counter()
    for holders in holders_of(connection, kept_marks(connection, article_id)).values():
        found.update(holders)
    del found[article_id]
    at = places(connection, list(found))
    return sorted(found, key=lambda other: (-found[other], at[other]))


def _followers(connection: sqlite3.Connection, article_id: int) -> list[int]:
    return [row[0] for row in connection.execute("select id from articles where duplicate_of = ?", (article_id,))]


def _same_texts(connection: sqlite3.Connection, article_id: int) -> list[int]:
    """Articles with the very text, which may be too short to have marks."""
    found = connection.execute(
        "select other.id from articles as this join articles as other using (body_sha256, title)"
        " where this.id = ? and other.id != this.id and this.body != ''",
        (article_id,),
    )
    return [row[0] for row in found]
