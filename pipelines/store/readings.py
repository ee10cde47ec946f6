"""A run of ``scrapy reclean``: which articles are to be read again, and what came of each."""

import json
import os
import socket
import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from sqlite_utils import Database

from pipelines.store.articles import article_columns, keep_version
from pipelines.store.database import writing
from pipelines.store.lessons import teach
from pipelines.store.near_duplicates import point_to_first
from pipelines.store.rereadings import READ, keep_rereading, known_removals, told
from pipelines.store.search_index import search_in_step
from pipelines.store.times import now_at

COUNTS = ("articles", "changed", "touched", "same", "edited", "refused", "overtaken", "without_page", "failed")
TEXT = {"title", "body"}
AT_A_TIME = 200  # articles looked up at once
STORED = "id, url, site, rules, pages_sha256, changed_at, version, char_count"
UNREAD = "unread"  # in the place of rules: what would read it otherwise has no page to read
REFUSED_TODAY = "today's rules see no article"

# changed: title or body; touched: other fields or removals; edited: the newspaper's page had changed as well;
# overtaken: a crawl stored the article meanwhile.
Outcome = Literal["changed", "touched", "same", "edited", "refused", "overtaken"]


class StoredArticle(NamedTuple):
    """An article as it stands, with what the section pages say of it."""

    id: int
    url: str
    site: str
    rules: str
    pages_sha256: str
    changed_at: str
    version: int
    char_count: int
    addresses: list[str]  # of its pages, in the frontier
    listed_title: str
    listed_at: str
    section_score: float


def begin_reading(db: Database, asked: Mapping[str, Any]) -> int:
    with writing(db) as connection:
        cursor = connection.execute(
            "insert into readings (asked, started_at, host, pid) values (?, ?, ?, ?)",
            (json.dumps(asked, ensure_ascii=False), now_at(), socket.gethostname(), os.getpid()),
        )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def end_reading(db: Database, reading_id: int, counts: Mapping[str, int], seconds: float) -> None:
    row = {name: counts.get(name, 0) for name in COUNTS} | {"finished_at": now_at(), "seconds": round(seconds, 3)}
    assignments = ", ".join(f"{column} = :{column}" for column in row)
    with writing(db) as connection:
        connection.execute(f"update readings set {assignments} where id = :id", row | {"id": reading_id})


def sites_with_articles(db: Database) -> list[str]:
    return [row[0] for row in db.conn.execute("select distinct site from articles order by site")]


def articles_to_read(
    db: Database, rules: Mapping[str, str], *, since: str = "", read_already: bool = False
) -> Iterator[StoredArticle]:
    """The articles of the sites in `rules` that those (site -> fingerprint) have not read yet, in order.

    `since` is a date; what was published, or where that is not known first seen, before it is left alone.
    """
    last = 0
    while True:
        found = db.conn.execute(
            f"select {STORED} from articles"
            " where id > ? and coalesce(published_at, first_seen_at) >= ? order by id limit ?",
            (last, since, AT_A_TIME),
        ).fetchall()
        if not found:
            return
        last = found[-1][0]
        for row in found:
            site, read_by = row[2], row[3]
            if site in rules and (read_already or rules[site] != read_by):
                yield StoredArticle._make([*row, *_as_listed(db, row[0])])


def count_articles_to_read(
    db: Database, rules: Mapping[str, str], *, since: str = "", read_already: bool = False
) -> int:
    query = "select site, rules, count(*) from articles where coalesce(published_at, first_seen_at) >= ?"
    found = db.conn.execute(f"{query} group by site, rules", (since,)).fetchall()
    return sum(count for site, by, count in found if site in rules and (read_already or rules[site] != by))


def marked_articles(db: Database, sites: Collection[str], *, since: str = "") -> Iterator[StoredArticle]:
    """The articles that the template of their site would read otherwise now, site by site."""
    for site in sorted(sites):
        last = 0
        while True:
            row = db.conn.execute(
                f"select {STORED} from articles where rules = '' and site = ? and id > ?"
                " and coalesce(published_at, first_seen_at) >= ? order by id limit 1",
                (site, last, since),
            ).fetchone()
            if row is None:
                break
            last = row[0]
            yield StoredArticle._make([*row, *_as_listed(db, row[0])])


def count_marked(db: Database, sites: Collection[str], *, since: str = "") -> int:
    query = "select count(*) from articles where rules = '' and site = ? and coalesce(published_at, first_seen_at) >= ?"
    return sum(db.conn.execute(query, (site, since)).fetchone()[0] for site in sites)


def give_up(db: Database, articles: Sequence[int]) -> None:
    """Marked articles whose pages cannot be read again are not marked any more."""
    with writing(db) as connection:
        connection.executemany(
            "update articles set rules = ? where id = ? and rules = ''", [(UNREAD, article) for article in articles]
        )


def what_would_change(db: Database, article_id: int, read: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """What a reading differs in from the article as it stands: column -> (stands, read)."""
    row = article_columns(read)
    stands = db.conn.execute(f"select {', '.join(READ)} from articles where id = ?", (article_id,)).fetchone()
    differing = {column: (old, row[column]) for column, old in zip(READ, stands, strict=True) if old != row[column]}
    old_removals = known_removals(db.conn, article_id)
    if told([tuple(removal) for removal in read["removals"]]) != told(old_removals):
        differing["removals"] = (old_removals, read["removals"])
    return differing


def store_reading(
    connection: sqlite3.Connection,
    reading_id: int,
    article: StoredArticle,
    read: Mapping[str, Any],
    edited: Mapping[str, Any] | None = None,
    *,
    edited_at: str = "",
) -> Outcome:
    """Write what today's rules make of the page that the article was read from, inside a transaction.

    `edited` is what they make of a newer page of its, fetched at `edited_at`, if the archive has one: where the two
    differ in title or body the newspaper has changed them, and the older becomes a version.
    """
    if _is_overtaken(connection, article):
        return "overtaken"
    now = now_at()
    row = article_columns(read)
    changed = keep_rereading(connection, article.id, row, read["removals"], now=now, reading_id=reading_id)
    if edited is not None and any(read[name] != edited[name] for name in TEXT):
        keep_version(connection, article.id, edited_at, "edited")
        row = article_columns(edited)
        row |= {"changed_at": edited_at, "last_checked_at": edited_at, "version": article.version + 1}
        assignments = ", ".join(f"{column} = :{column}" for column in row)
        with search_in_step(connection, article.id):
            connection.execute(f"update articles set {assignments} where id = :id", row | {"id": article.id})
        connection.execute("delete from removals where article_id = ?", (article.id,))
        connection.executemany(
            "insert into removals (article_id, position, rule, text, evidence) values (?, ?, ?, ?, ?)",
            [(article.id, *removal) for removal in edited["removals"]],
        )
        point_to_first(connection, article.id)
        teach(connection, article.site, article.id, edited.get("lesson"), rules=row["rules"])
        return "edited"
    teach(connection, article.site, article.id, read.get("lesson"), rules=row["rules"])
    if not changed:
        return "same"
    return "changed" if TEXT & set(changed) else "touched"


def store_refusal(connection: sqlite3.Connection, article: StoredArticle, reason: str, rules: str) -> Outcome:
    """Today's rules see no article on its page: it stays as it is, with a warning."""
    if _is_overtaken(connection, article):
        return "overtaken"
    query = "select warnings from articles where id = ?"
    warnings = json.loads(connection.execute(query, (article.id,)).fetchone()[0])
    kept = [warning for warning in warnings if not warning.startswith(REFUSED_TODAY)]
    kept.append(f"{REFUSED_TODAY}: {reason}")
    connection.execute(
        "update articles set warnings = ?, rules = ? where id = ?",
        (json.dumps(kept, ensure_ascii=False), rules, article.id),
    )
    return "refused"


def _as_listed(db: Database, article_id: int) -> tuple[list[str], str, str, float]:
    """(addresses, listed title, listed date, section score) of an article."""
    found = db.conn.execute(
        "select id, url, listed_title, listed_at, section_score from frontier where article_id = ? and kind = 'article'"
        " order by id",
        (article_id,),
    ).fetchall()
    title = next((row[2] for row in found if row[2]), "")
    date = next((row[3] for row in found if row[3]), "")
    score = next((row[4] for row in found if row[4] is not None), 0.0)
    if not title:  # asked for by its address since: the section pages still know
        listed = db.conn.execute(
            "select listed_title, listed_at from article_sections where article_id = ? and listed_title != ''"
            " order by first_listed_at, section_id limit 1",
            (article_id,),
        ).fetchone()
        title, date = listed or ("", date)
    return [row[1] for row in found], title, date, score


def _is_overtaken(connection: sqlite3.Connection, article: StoredArticle) -> bool:
    query = "select version, changed_at, pages_sha256, rules from articles where id = ?"
    now = connection.execute(query, (article.id,)).fetchone()
    return bool(now != (article.version, article.changed_at, article.pages_sha256, article.rules))
