"""What became of an address: done | dropped (reason) | failed (error, count, when to try again)."""

import sqlite3

from sqlite_utils import Database

from pipelines.store.database import writing
from pipelines.store.times import now_at

FIRST_RETRY_SECONDS = 600  # a host that did not answer is given ten minutes …
RETRY_GROWTH = 4  # … then 40, then 160: a week-long outage costs a handful of requests
LONGEST_RETRY_SECONDS = 7 * 24 * 3600
# Pages that stand in an article's place for a while: what is dropped for one of them is looked at again.
PASSING = frozenset(
    ("robot_check", "maintenance_page", "login_wall", "error_page", "browser_error_page", "empty_page", "no_story")
)
MOST_PASSING = 5  # times; after ten minutes, 40, 160 and 640 nothing passing is left

# In the words of the index `frontier_missed`: SQLite takes a partial index only where a query repeats its condition.
MISSED = "state in ('dropped', 'failed')"


def mark_done(
    connection: sqlite3.Connection,
    url: str,
    article_id: int | None = None,
    *,
    due_at: str | None = None,
    section_score: float | None = None,
    etag: str = "",
    last_modified: str = "",
) -> None:
    """What the page gave is stored, in this transaction."""
    connection.execute(
        "update frontier set state = 'done', reason = '', failures = 0, due_at = ?, etag = ?, last_modified = ?,"
        " leased_until = null, finished_at = ?, section_score = coalesce(?, section_score),"
        " article_id = coalesce(?, article_id) where url = ?",
        (due_at, etag, last_modified, now_at(), section_score, article_id, url),
    )
    if article_id is not None:
        connection.execute(
            "update article_sections set article_id = ?"
            " where article_id is not ? and frontier_id = (select id from frontier where url = ?)",
            (article_id, article_id, url),
        )


def mark_dropped(db: Database, url: str, reason: str, section_score: float | None = None) -> None:
    """What may pass, as a check for robots does, is looked at again, each time later, up to four times."""
    with writing(db) as connection:
        if reason not in PASSING:
            drop(connection, url, reason, section_score)
            return
        failures = _failures(connection, url) + 1
        wait = now_at(plus_seconds=_wait(failures)) if failures < MOST_PASSING else None
        # An article that stands is not undone by a page that says nothing of it.
        connection.execute(
            "update frontier set state = iif(article_id is null, 'dropped', 'done'), reason = ?, failures = ?,"
            " due_at = ?, leased_until = null, finished_at = ?, section_score = coalesce(?, section_score)"
            " where url = ?",
            (reason, failures, wait, now_at(), section_score, url),
        )


def drop(connection: sqlite3.Connection, url: str, reason: str, section_score: float | None = None) -> None:
    connection.execute(
        "update frontier set state = 'dropped', reason = ?, failures = failures + 1, leased_until = null,"
        " due_at = null, finished_at = ?,"
        " section_score = coalesce(?, section_score) where url = ?",
        (reason, now_at(), section_score, url),
    )


def mark_failed(db: Database, url: str, error: str) -> None:
    """Each failure in a row makes the wait before the next try longer, up to a week."""
    with writing(db) as connection:
        failures = _failures(connection, url) + 1
        connection.execute(
            "update frontier set state = 'failed', reason = ?, failures = ?, due_at = ?, leased_until = null,"
            " finished_at = ? where url = ?",
            (error, failures, now_at(plus_seconds=_wait(failures)), now_at(), url),
        )


def postpone(db: Database, url: str, why: str, seconds: float) -> None:
    """Nobody asked for the address, because its host is left alone: no failure of its own, and another try later."""
    with writing(db) as connection:
        connection.execute(
            "update frontier set state = 'failed', reason = ?, due_at = ?, leased_until = null, finished_at = ?"
            " where url = ?",
            (why, now_at(plus_seconds=seconds), now_at(), url),
        )


def drop_reasons(db: Database, crawl_id: int) -> list[tuple[str, int]]:
    """Why this crawl dropped article pages, the most frequent reason first."""
    query = (
        f"select reason, count(*) from frontier where crawl_id = ? and {MISSED} and state = 'dropped'"
        " and kind = 'article' group by reason order by count(*) desc, reason"
    )
    return db.conn.execute(query, (crawl_id,)).fetchall()


def failures(db: Database, crawl_id: int) -> list[tuple[str, str, str]]:
    """(kind, url, error) of what failed in this crawl, section pages first."""
    query = (
        f"select kind, url, reason from frontier where crawl_id = ? and {MISSED} and state = 'failed'"
        " order by kind desc, id"
    )
    return db.conn.execute(query, (crawl_id,)).fetchall()


def dropped_sections(db: Database, crawl_id: int) -> list[tuple[str, str, int]]:
    """(url, reason, page number) of the section pages that this crawl asked for in vain."""
    query = (
        f"select url, reason, page_number from frontier where crawl_id = ? and {MISSED} and state = 'dropped'"
        " and kind = 'section' order by id"
    )
    return db.conn.execute(query, (crawl_id,)).fetchall()


def _failures(connection: sqlite3.Connection, url: str) -> int:
    found = connection.execute("select failures from frontier where url = ?", (url,)).fetchone()
    return found[0] if found else 0


def _wait(failures: int) -> float:
    """Seconds until the next try, after so many failures in a row."""
    return min(FIRST_RETRY_SECONDS * RETRY_GROWTH ** min(failures - 1, 10), LONGEST_RETRY_SECONDS)
