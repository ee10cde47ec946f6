"""An article becomes a row: new, changed (the old text becomes a version), or unchanged."""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from sqlite_utils import Database

from pipelines.store.database import writing
from pipelines.store.fates import drop, mark_done
from pipelines.store.lessons import teach
from pipelines.store.near_duplicates import point_to_first
from pipelines.store.rechecks import next_look
from pipelines.store.rereadings import keep_rereading
from pipelines.store.search_index import add_to_search, search_in_step
from pipelines.store.texts import storable
from pipelines.store.times import now_at

MISSING_SECONDS = 24 * 3600  # between two looks for a page of a split article that did not come …
MISSING_LOOKS = 7  # … for so many days
Outcome = Literal["new", "changed", "unchanged"]

TEXTS = ("title", "subtitle", "body", "published_at", "source", "author", "editor", "language")
LISTS = ("keywords", "breadcrumb", "warnings")  # JSON in their columns


def store_article(
    db: Database,
    article: Mapping[str, Any],
    removals: Sequence[tuple[int, str, str, str]],
    address: str,
    crawl_id: int,
    *,
    look_again_ages: Sequence[float] = (),
) -> Outcome:
    """Keep the article, its removals and its address's fate in one transaction.

    `article` holds url, site, body_sha256, page_count, marks, validators (etag, last_modified) and the fields
    of TEXTS and LISTS; `removals` are (position, rule, text, evidence); `look_again_ages` those of
    `rechecks.next_look`.  A second reading with the same title and body changes nothing but `last_checked_at`.

    `pages_sha256` and `rules` say what was read, and by which rules: where only the rules have changed, the new text
    is no version of the newspaper's.  `fetched_at` is when somebody else's crawl had fetched the page.  `lesson` is
    what the pages teach of their site.
    """
    now = article.get("fetched_at") or now_at()
    row = article_columns(article) | {
        "url": article["url"],
        "site": article["site"],
        "last_checked_at": now,
        "crawl_id": crawl_id,
    }
    is_less = False
    with writing(db) as connection:
        known = _known_article(connection, article["url"])
        if known is None:
            row |= {"first_seen_at": now, "changed_at": now}
            columns = ", ".join(row)
            marks = ", ".join(f":{column}" for column in row)
            article_id = connection.execute(f"insert into articles ({columns}) values ({marks})", row).lastrowid
            assert article_id is not None
            add_to_search(connection, article_id, row["title"], row["body"])
            outcome: Outcome = "new"
        elif now < known["last_checked_at"] and article.get("fetched_at"):
            article_id = known["id"]  # what stands was fetched later; the archive has the older page
            outcome = "unchanged"
            is_less = True
        elif (is_less := _says_less(article, row, known)) or (known["title"], known["body_sha256"]) == (
            row["title"],
            row["body_sha256"],
        ):
            article_id = known["id"]
            connection.execute(
                "update articles set last_checked_at = ?, gone_at = null, pages_sha256 = iif(?, pages_sha256, ?)"
                " where id = ?",
                (now, is_less, row["pages_sha256"], article_id),
            )
            outcome = "unchanged"
        elif row["pages_sha256"] and known["pages_sha256"] == row["pages_sha256"]:
            # The page is what it was: today's rules read it otherwise.
            article_id = known["id"]
            keep_rereading(connection, article_id, row, removals, now=now)
            outcome = "unchanged"
        else:
            article_id = known["id"]
            keep_version(connection, article_id, now, "edited" if known["rules"] == row["rules"] else "unclear")
            row |= {"changed_at": now, "version": known["version"] + 1, "gone_at": None}
            assignments = ", ".join(f"{column} = :{column}" for column in row)
            with search_in_step(connection, article_id):
                connection.execute(f"update articles set {assignments} where id = :id", row | {"id": article_id})
            connection.execute("delete from removals where article_id = ?", (article_id,))
            outcome = "changed"
        if outcome != "unchanged":
            connection.executemany(
                "insert into removals (article_id, position, rule, text, evidence) values (?, ?, ?, ?, ?)",
                [(article_id, at, rule, storable(text), storable(why)) for at, rule, text, why in removals],
            )
            point_to_first(connection, article_id, article.get("marks"))
        if not is_less and not article.get("refusal"):
            teach(connection, article["site"], article_id, article.get("lesson"), rules=row["rules"])
        mark_done(
            connection,
            address,
            article_id,
            due_at=_next_look(connection, article_id, look_again_ages, now, article.get("missing_pages", 0)),
            section_score=article.get("section_score"),
            **article.get("validators", {}),
        )
    return outcome


def article_columns(article: Mapping[str, Any]) -> dict[str, Any]:
    """What was read off an article's pages, as the columns hold it."""
    row: dict[str, Any] = {name: storable(article.get(name) or "") for name in TEXTS}
    row |= {name: storable(json.dumps(list(article.get(name) or []), ensure_ascii=False)) for name in LISTS}
    return row | {
        "published_at": row["published_at"] or None,
        "char_count": len(row["body"]),
        "body_sha256": article["body_sha256"],
        "page_count": article["page_count"],
        "pages_sha256": article.get("pages_sha256") or "",
        "rules": article.get("rules") or "",
    }


def keep_unchanged(db: Database, address: str, look_again_ages: Sequence[float]) -> None:
    """The server says that the page is what it was (304): one row of the article's, and its next look."""
    now = now_at()
    with writing(db) as connection:
        article_id, etag, last_modified = connection.execute(
            "select article_id, etag, last_modified from frontier where url = ?", (address,)
        ).fetchone()
        connection.execute("update articles set last_checked_at = ?, gone_at = null where id = ?", (now, article_id))
        due_at = _next_look(connection, article_id, look_again_ages, now)
        mark_done(connection, address, article_id, due_at=due_at, etag=etag, last_modified=last_modified)


def mark_gone(db: Database, address: str, reason: str) -> bool:
    """The site took the page down.  An article that stood there stays, marked; False if none was known."""
    with writing(db) as connection:
        drop(connection, address, reason)
        cursor = connection.execute(
            "update articles set gone_at = :now, last_checked_at = :now where gone_at is null"
            " and id = (select article_id from frontier where url = :url)"
            " and not exists (select 1 from frontier as other where other.article_id = articles.id"
            "  and other.url != :url and other.state = 'done')",
            {"now": now_at(), "url": address},
        )
    return cursor.rowcount > 0


def keep_version(connection: sqlite3.Connection, article_id: int, until: str, cause: str) -> None:
    """The text that stands becomes an old version; `cause` says why it no longer stands."""
    connection.execute(
        "insert into article_versions (article_id, version, title, body, body_sha256, published_at,"
        " stood_from, stood_until, crawl_id, cause)"
        " select id, version, title, body, body_sha256, published_at, changed_at, ?, crawl_id, ?"
        " from articles where id = ?",
        (until, cause, article_id),
    )


def removals_by_rule(db: Database, crawl_id: int) -> list[tuple[str, int]]:
    """How many blocks each rule cut from the articles that this crawl stored, the busiest rule first."""
    query = (
        "select rule, count(*) from removals join articles on articles.id = article_id"
        " where crawl_id = ? group by rule order by count(*) desc, rule"
    )
    return db.conn.execute(query, (crawl_id,)).fetchall()


def latest_id(db: Database, crawl_id: int) -> int | None:
    """The last article that this crawl stored; None if it stored none."""
    query = "select max(id) from articles where crawl_id = ?"
    found: int | None = db.conn.execute(query, (crawl_id,)).fetchone()[0]
    return found


def _known_article(connection: sqlite3.Connection, url: str) -> dict[str, Any] | None:
    query = "select id, title, body_sha256, version, page_count, pages_sha256, rules, last_checked_at from articles where url = ?"
    cursor = connection.execute(query, (url,))
    found = cursor.fetchone()
    return None if found is None else dict(zip([column[0] for column in cursor.description], found, strict=True))


def _says_less(article: Mapping[str, Any], row: Mapping[str, Any], known: Mapping[str, Any]) -> bool:
    """A page that came empty, or without its second half, says nothing against the text that stands."""
    is_half = bool(article.get("missing_pages")) and row["page_count"] < known["page_count"]
    return bool(article.get("refusal")) or is_half


def _next_look(
    connection: sqlite3.Connection, article_id: int, ages: Sequence[float], now: str, missing_pages: int = 0
) -> str | None:
    query = "select published_at, first_seen_at from articles where id = ?"
    published_at, first_seen_at = connection.execute(query, (article_id,)).fetchone()
    if missing_pages and first_seen_at > now_at(plus_seconds=-MISSING_LOOKS * MISSING_SECONDS):
        return now_at(plus_seconds=MISSING_SECONDS)
    return next_look(published_at, first_seen_at, ages, now)
