"""``脱贫 攻坚``: the articles that say it, the best first."""

from typing import NamedTuple

from sqlite_utils import Database

from pipelines.store.choice import Choice
from pipelines.store.search_query import Query

TITLE_WEIGHT = 8.0  # a word in the headline counts as much as eight in the text
MAPPED = 2_000_000_000  # bytes of the file that a search reads where they lie, without a copy: a third less time
RANKED = 2000  # of a word that more articles have, the newest so many are ranked: its rank says little by then


class Found(NamedTuple):
    """An article that a search found; the smaller its score, the better it fits."""

    id: int
    url: str
    site: str
    title: str
    body: str
    published_at: str | None
    first_seen_at: str
    gone_at: str | None
    duplicate_of: int | None
    score: float


def search(db: Database, query: Query, choice: Choice | None = None, limit: int = 20) -> list[Found]:
    """The articles that fit best, the best one first."""
    choice = choice or Choice()
    matching = (
        f"select rowid as found_id, bm25(article_search, {TITLE_WEIGHT}, 1.0) as score from article_search"
        f" where article_search match :match and {_chosen(choice)} order by rowid desc limit {RANKED}"
    )
    # Which are best is settled before any text is read: sorting would carry every body along.
    best = f"select found_id, score from ({matching}) order by score, found_id desc limit :limit"
    query_text = (
        "select id, url, site, title, body, published_at, first_seen_at, gone_at, duplicate_of, score"
        f" from ({best}) join articles on articles.id = found_id order by score, found_id desc"
    )
    values = choice._asdict() | {"match": query.as_match(), "limit": limit}
    db.conn.execute(f"pragma mmap_size = {MAPPED}")
    return [Found._make(row) for row in db.conn.execute(query_text, values)]


def count_found(db: Database, query: Query, choice: Choice | None = None) -> int:
    choice = choice or Choice()
    counting = f"select count(*) from article_search where article_search match :match and {_chosen(choice)}"
    found: int = db.conn.execute(counting, choice._asdict() | {"match": query.as_match()}).fetchone()[0]
    return found


def found_ids() -> str:
    """A query for the ids of all articles found; ``:match`` is the query's `as_match`."""
    return "select rowid from article_search where article_search match :match"


def _chosen(choice: Choice) -> str:
    # The plus keeps SQLite from asking the index once for each article chosen.
    return "true" if choice == Choice() else f"+rowid in (select id from articles where {choice.condition()})"
