"""What a newspaper changed in an article, and apart from that, what our own rules came to read otherwise."""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlite_utils import Database

TEXT = ("title", "body")


class Edit(NamedTuple):
    """One text that took the place of another."""

    version: int  # that of the new text
    at: str
    cause: str  # edited, unclear: see `article_versions.cause`; reread: better rules, the version stays
    old: dict[str, str]  # title and body
    new: dict[str, str]
    others: list[str]  # other columns that a new reading changed; an edit does not keep them


class NamedArticle(NamedTuple):
    """An article that was asked for by its address."""

    id: int
    url: str
    version: int


def named_article(db: Database, url: str, twin: str) -> NamedArticle | None:
    """The article at an address, in any of its spellings."""
    found = db.conn.execute(
        "select id, url, version from articles where url = :url or id ="
        " (select article_id from frontier where twin = :twin and kind = 'article')",
        {"url": url, "twin": twin},
    ).fetchone()
    return NamedArticle._make(found) if found else None


def edits(db: Database, article_id: int) -> list[Edit]:
    """Every change of the article's text, the oldest first."""
    stood = _stood(db, article_id)
    found: list[Edit] = []
    for number, (version, text, _, _) in enumerate(stood):
        rereadings = list(_rereadings(db, article_id, version, text))
        if number:  # this version's page was first read as its first rereading found it
            _, before, until, cause = stood[number - 1]
            found.append(Edit(version, until, cause, before, rereadings[0].old if rereadings else text, []))
        found.extend(rereadings)
    return found


def _stood(db: Database, article_id: int) -> list[tuple[int, dict[str, str], str, str]]:
    """(version, its text as it was last read, until when it stood, why it no longer does), the oldest first."""
    rows = db.conn.execute(
        "select version, title, body, stood_until, cause from article_versions where article_id = :id union all"
        " select version, title, body, '', '' from articles where id = :id order by version",
        {"id": article_id},
    ).fetchall()
    return [(version, {"title": title, "body": body}, until, cause) for version, title, body, until, cause in rows]


def _rereadings(db: Database, article_id: int, version: int, last: dict[str, str]) -> Iterator[Edit]:
    """How the text of one version changed by rules alone.  A rereading keeps what was before, so the way is backwards."""
    kept = db.conn.execute(
        "select reread_at, before from article_readings where article_id = ? and version = ? order by id desc",
        (article_id, version),
    ).fetchall()
    backwards = []
    new = last
    for at, before_json in kept:
        before: dict[str, Any] = json.loads(before_json)
        old = new | {name: before[name] for name in TEXT if name in before}
        backwards.append(Edit(version, at, "reread", old, new, sorted(set(before) - set(TEXT))))
        new = old
    yield from reversed(backwards)
