"""The frontier's rows: every address the crawl knows and what became of it.

    queued -> leased -> done | dropped (reason) | failed (error, count, when to try again)

A lease says that some process is at work on the address; one whose process is gone is free again.
"""

import sqlite3
from collections.abc import Collection, Mapping
from typing import Any, Literal

from sqlite_utils import Database

from pipelines.store.crawls import crawls_at_work, running_crawls
from pipelines.store.database import writing
from pipelines.store.texts import storable
from pipelines.store.times import now_at

SECTION_PRIORITY = 1_000_000  # section pages before articles: what is new is known early
FIRST_RETRY_SECONDS = 600  # a host that did not answer is given ten minutes …
RETRY_GROWTH = 4  # … then 40, then 160: a week-long outage costs a handful of requests
LONGEST_RETRY_SECONDS = 7 * 24 * 3600
# Pages that stand in an article's place for a while: what is dropped for one of them is looked at again.
PASSING = frozenset(
    ("robot_check", "maintenance_page", "login_wall", "error_page", "browser_error_page", "empty_page", "no_story")
)
MOST_PASSING = 5  # times; after ten minutes, 40, 160 and 640 nothing passing is left

# Which known addresses a crawl asks for again: only those that failed and are due; articles too whose time for
# another look has come; or every one.
Again = Literal["failed", "due", "fresh"]
AGAIN: dict[Again, str] = {
    "failed": "due_at <= :now and state = 'failed'",
    "due": "due_at <= :now and state in ('failed', 'done', 'dropped')",
    "fresh": "state in ('failed', 'done', 'dropped')",
}


def want_section(
    db: Database,
    crawl_id: int,
    *,
    site: str,
    name: str,
    url: str,
    twin: str,
    again: Again = "due",
    whole_days: float = 7,
) -> int:
    """Queue the first page of a section, and what earlier crawls of it left; the id of its row in ``sections``.

    The reading may end at known articles if one in the last `whole_days` came to the section's end.
    """
    with writing(db) as connection:
        connection.execute("insert or ignore into sites (name, first_seen_at) values (?, ?)", (site, now_at()))
        spelled_otherwise = connection.execute(
            "select sections.url from frontier join sections on sections.id = section_id"
            " where twin = ? and kind = 'section' and page_number = 1",
            (twin,),
        ).fetchone()
        if spelled_otherwise:
            url = spelled_otherwise[0]
        connection.execute(
            "insert into sections (site, name, url, first_seen_at) values (?, ?, ?, ?)"
            " on conflict (url) do update set name = iif(excluded.name = '', name, excluded.name)",
            (site, name, url, now_at()),
        )
        section_id: int = connection.execute("select id from sections where url = ?", (url,)).fetchone()[0]
        if queue_section_page(connection, crawl_id, section_id, site=site, url=url, twin=twin, page_number=1):
            connection.execute(
                "update sections set may_stop_early = (ifnull(read_through_at, '') > ? and ?),"
                " read_through_at = null, known_run = 0 where id = ?",
                (now_at(plus_seconds=-whole_days * 86400), again != "fresh", section_id),
            )
            _adopt(connection, crawl_id, section_id, again)
    return section_id


def queue_section_page(
    connection: sqlite3.Connection,
    crawl_id: int,
    section_id: int,
    *,
    site: str,
    url: str,
    twin: str,
    page_number: int,
) -> bool:
    """Queue a section page unless this crawl has it already: it is read once in every crawl."""
    row = _row(crawl_id, section_id, site, {"url": url, "twin": twin, "printed_url": url})
    row |= {"kind": "section", "page_number": page_number, "priority": SECTION_PRIORITY - page_number}
    return _queue(connection, "frontier.crawl_id != excluded.crawl_id", row)


def want_article(
    db: Database,
    crawl_id: int,
    *,
    site: str,
    url: str,
    twin: str,
    printed_url: str,
    again: Again = "fresh",
    resumes: int | None = None,
) -> None:
    """Queue an article page that somebody asks for by its address.

    A known one is looked at again, unless `again` says otherwise, or the crawl that this one `resumes` has done it.
    """
    with writing(db) as connection:
        connection.execute("insert or ignore into sites (name, first_seen_at) values (?, ?)", (site, now_at()))
        row = _row(crawl_id, None, site, {"url": url, "twin": twin, "printed_url": printed_url})
        renew = (
            "frontier.crawl_id != excluded.crawl_id and (state in ('queued', 'leased') or"
            f" ({AGAIN['failed' if again == 'failed' else 'fresh']}"
            f" and not (state = 'done' and frontier.crawl_id = {int(resumes or 0)})))"
        )
        _queue(connection, renew, row)


def queue_article(
    connection: sqlite3.Connection,
    crawl_id: int,
    section_id: int,
    site: str,
    link: Mapping[str, Any],
    again: Again = "due",
) -> tuple[int, bool]:
    """Queue a listed article page unless its fate is known; the id of its frontier row, and whether it was known.

    `link` holds url, twin, printed_url, listed_title, listed_at.  A row that an ended crawl left unfinished, or that
    is to be asked for `again`, becomes this crawl's.
    """
    renew = (
        "frontier.crawl_id != excluded.crawl_id and (frontier.state = 'queued'"
        " or (frontier.state = 'leased' and frontier.leased_until < :now)"
        f" or ({AGAIN[again]}))"
    )
    _queue(connection, renew, _row(crawl_id, section_id, site, link))
    frontier_id, owner = connection.execute(
        "select id, crawl_id from frontier where twin = ?", (link["twin"],)
    ).fetchone()
    return frontier_id, owner != crawl_id


def lease(db: Database, crawl_id: int, seconds: float, leased_by: int | None = None) -> dict[str, Any] | None:
    """The most urgent queued row of a crawl, now leased for `seconds`; None if nothing can be leased."""
    return next(iter(lease_some(db, crawl_id, seconds, leased_by)), None)


def lease_some(
    db: Database,
    crawl_id: int,
    seconds: float,
    leased_by: int | None = None,
    most: int = 1,
    *,
    of_each: int | None = None,
    after: str = "",
    busy: Collection[str] = (),
) -> list[dict[str, Any]]:
    """The most urgent queued rows of a crawl, now leased for `seconds`: one section page, or up to `most` articles.

    The pages of one section are leased one at a time, in their order, so that a reading can end where the known
    articles begin.  Articles are taken from one site after the other, `of_each` at a time, beginning with the one that
    follows `after`; sites that are `busy` are left out.
    """
    values = {"until": now_at(plus_seconds=seconds), "by": leased_by or crawl_id, "crawl": crawl_id}
    with writing(db) as connection:
        found = connection.execute(
            "select id, kind, priority from frontier as next where crawl_id = :crawl and state = 'queued'"
            " and (kind = 'article' or not exists (select 1 from frontier as page"
            "   where page.section_id = next.section_id"
            "   and page.kind = 'section' and page.state = 'leased' and page.crawl_id = :crawl))"
            " order by priority desc, site, id limit 1",
            values,
        ).fetchone()
        if found is None:
            return []
        frontier_id, kind, priority = found
        # Section pages come first: behind one nothing else is leased before it is read.
        chosen = (
            [frontier_id]
            if kind == "section"
            else _of_sites(connection, crawl_id, priority, most, of_each or most, after, busy)
        )
        rows = []
        for frontier_id in chosen:
            cursor = connection.execute(
                "update frontier set state = 'leased', leased_until = :until, leased_by = :by where id = :id returning *",
                values | {"id": frontier_id},
            )
            columns = [column[0] for column in cursor.description]
            rows.append(dict(zip(columns, cursor.fetchone(), strict=True)))
    return rows


def _of_sites(
    connection: sqlite3.Connection,
    crawl_id: int,
    priority: int,
    most: int,
    of_each: int,
    after: str,
    busy: Collection[str],
) -> list[int]:
    """The rows whose turn it is, of one site after the other; each site costs two look-ups, however much it has queued."""
    of_crawl = "from frontier where crawl_id = ? and state = 'queued' and priority = ?"
    chosen: list[int] = []
    site, has_turned = after, False
    while len(chosen) < most:
        next_site = f"select site {of_crawl} and site > ? order by site limit 1"
        found = connection.execute(next_site, (crawl_id, priority, site)).fetchone()
        if found is None or (has_turned and found[0] > after):
            if has_turned:
                break
            site, has_turned = "", True
            continue
        site = found[0]
        if site not in busy:
            rows = f"select id {of_crawl} and site = ? order by id limit ?"
            limit = min(of_each, most - len(chosen))
            chosen += [row[0] for row in connection.execute(rows, (crawl_id, priority, site, limit))]
    return chosen


def is_unfinished(db: Database, crawl_id: int, leased_by: int) -> bool:
    """Whether work is queued, or leased to another process, whose death would leave it to us."""
    query = (
        "select exists (select 1 from frontier where crawl_id = :crawl and state = 'queued')"
        " or exists (select 1 from frontier where crawl_id = :crawl and state = 'leased' and leased_by != :by)"
    )
    return bool(db.conn.execute(query, {"crawl": crawl_id, "by": leased_by}).fetchone()[0])


def free_dead_leases(db: Database, crawl_id: int) -> None:
    """Queue again what processes had leased that are gone, or that let their lease run out."""
    with writing(db) as connection:
        alive = running_crawls(connection)
        connection.execute(
            "update frontier set state = 'queued', leased_until = null where crawl_id = ? and state = 'leased'"
            f" and (leased_by not in ({', '.join('?' * len(alive))}) or leased_until < ?)",
            (crawl_id, *alive, now_at()),
        )


def count_queued(db: Database, crawl_id: int) -> int:
    query = "select count(*) from frontier where crawl_id = ? and state = 'queued'"
    return int(db.conn.execute(query, (crawl_id,)).fetchone()[0])


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
    """To be called inside the transaction that stores what the page gave."""
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


def renew_leases(db: Database, crawl_id: int, leased_by: int, seconds: float) -> None:
    """What is still at work stays ours."""
    with writing(db) as connection:
        connection.execute(
            "update frontier set leased_until = ? where crawl_id = ? and state = 'leased' and leased_by = ?",
            (now_at(plus_seconds=seconds), crawl_id, leased_by),
        )


def give_back(db: Database, crawl_id: int, leased_by: int) -> None:
    """Queue again what this process leased and will not finish."""
    with writing(db) as connection:
        connection.execute(
            "update frontier set state = 'queued', leased_until = null"
            " where crawl_id = ? and state = 'leased' and leased_by = ?",
            (crawl_id, leased_by),
        )


def drop_reasons(db: Database, crawl_id: int) -> list[tuple[str, int]]:
    """Why this crawl dropped article pages, the most frequent reason first."""
    query = (
        "select reason, count(*) from frontier"
        " where crawl_id = ? and state in ('dropped', 'failed') and state = 'dropped' and kind = 'article'"
        " group by reason order by count(*) desc, reason"
    )
    return db.conn.execute(query, (crawl_id,)).fetchall()


def failures(db: Database, crawl_id: int) -> list[tuple[str, str, str]]:
    """(kind, url, error) of what failed in this crawl, section pages first."""
    query = (
        "select kind, url, reason from frontier"
        " where crawl_id = ? and state in ('dropped', 'failed') and state = 'failed' order by kind desc, id"
    )
    return db.conn.execute(query, (crawl_id,)).fetchall()


def dropped_sections(db: Database, crawl_id: int) -> list[tuple[str, str, int]]:
    """(url, reason, page number) of the section pages that this crawl asked for in vain."""
    query = (
        "select url, reason, page_number from frontier where crawl_id = ? and state in ('dropped', 'failed') and state = 'dropped'"
        " and kind = 'section' order by id"
    )
    return db.conn.execute(query, (crawl_id,)).fetchall()


def _failures(connection: sqlite3.Connection, url: str) -> int:
    found = connection.execute("select failures from frontier where url = ?", (url,)).fetchone()
    return found[0] if found else 0


def _wait(failures: int) -> float:
    """Seconds until the next try, after so many failures in a row."""
    return min(FIRST_RETRY_SECONDS * RETRY_GROWTH ** min(failures - 1, 10), LONGEST_RETRY_SECONDS)


def _row(crawl_id: int, section_id: int | None, site: str, link: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "url": link["url"],
        "twin": link["twin"],
        "printed_url": link.get("printed_url", ""),
        "kind": "article",
        "site": site,
        "section_id": section_id,
        "page_number": 1,
        "priority": 0,
        "listed_title": storable(link.get("listed_title", "")),
        "listed_at": link.get("listed_at", ""),
        "crawl_id": crawl_id,
    }


def _queue(connection: sqlite3.Connection, renew: str, row: Mapping[str, Any]) -> bool:
    """Insert `row` as queued; a known row is queued again where the SQL condition `renew` holds.  True if queued."""
    before = connection.total_changes
    columns = [*row, "state", "queued_at"]
    renewed = [column for column in columns if column not in ("url", "twin", "printed_url", "site")]
    connection.execute(
        f"insert into frontier ({', '.join(columns)})"
        f" values ({', '.join(':' + column for column in row)}, 'queued', :now)"
        f" on conflict (twin) do update set {', '.join(f'{column} = excluded.{column}' for column in renewed)},"
        f" leased_until = null where {renew}",
        {**row, "now": now_at()},
    )
    return connection.total_changes > before


def _adopt(connection: sqlite3.Connection, crawl_id: int, section_id: int, again: Again) -> None:
    """Take over what ended crawls of this section left queued or leased, and what is to be asked for again."""
    take = (
        "update frontier set state = 'queued', crawl_id = :crawl, leased_until = null"
        " where section_id = :section and kind = 'article' and crawl_id != :crawl and "
    )
    values = {"crawl": crawl_id, "section": section_id, "now": now_at()}
    at_work = ", ".join(map(str, crawls_at_work(connection)))
    connection.execute(
        f"{take} state in ('queued', 'leased', 'failed') and ((state != 'failed' and crawl_id not in ({at_work}))"
        " or (state = 'leased' and leased_until < :now))",
        values,
    )
    # An index tells what is due; for every article there is, the section's listing stands in.
    of_section = "id in (select frontier_id from article_sections where section_id = :section) and "
    connection.execute(f"{take} {of_section if again == 'fresh' else ''}{AGAIN[again]}", values)
