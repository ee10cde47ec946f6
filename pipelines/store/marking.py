"""Articles marked to be read again, ``rules = ''``: those that show a block whose judgement has changed.

Most are marked by the page that changes it (``lessons.py``).  Here are the rest: blocks of more sightings than are
kept, judgements that changed because the site has more stories now, and what an operator says or brings along.
"""

import re
import sqlite3
from collections.abc import Sequence

from sqlite_utils import Database

from pipelines.store.database import writing
from pipelines.store.templates import COLUMNS, MOST_SIGHTINGS, Counts, Judge, marks

EARLY = "early"  # judgement of what one story alone shows, as long as the site has too few for that to mean something


def mark_what_changed(db: Database, site: str, judge: Judge, *, all_of: Sequence[str] = ()) -> int:
    """Judge the blocks of a site anew and mark the articles that show one whose judgement has changed; how many.

    `all_of` are keys whose articles are marked whatever was judged before.
    """
    with writing(db) as connection:
        found = connection.execute(
            f"select id, key, judgement, fate, is_unmarked, place, text, {COLUMNS} from site_blocks"
            " where site = ? and (pages > 1 or hand != '' or is_unmarked or judgement = ?)",
            (site, EARLY),
        ).fetchall()
        stories, lessons = connection.execute(
            "select coalesce(max(stories), 0), coalesce(max(lessons), 0) from site_templates where site = ?", (site,)
        ).fetchone()
        marked = 0
        counted = {row[1]: Counts._make(row[7:]) for row in found}
        for block_id, key, known, fate, is_unmarked, place, text, *_ in found:
            counts = counted[key]
            now = judge.judge(counts, stories, fate, counted.get(judge.place_key(place)))
            if now == known and not is_unmarked and key not in all_of:
                continue
            connection.execute(
                "update site_blocks set judgement = ?, flipped_lesson = ?, is_unmarked = 0 where id = ?",
                (now, lessons, block_id),
            )
            if counts.sort == judge.place_sort:
                marked += mark(connection, [block_id], suspects=judge)
                continue
            marked += mark(connection, [block_id])
            if counts.pages > MOST_SIGHTINGS:
                marked += _mark_by_words(connection, site, text)
    return marked


def mark(
    connection: sqlite3.Connection, block_ids: Sequence[int], *, but: int = 0, suspects: Judge | None = None
) -> int:
    """Mark the articles that were seen to show one of these blocks; how many there are.

    `suspects`: only those of which a rule that guesses has cut what may be lifted.
    """
    if not block_ids:
        return 0
    where = ""
    told: Sequence[object] = ()
    if suspects is not None:
        where = (
            " and exists (select 1 from removals where article_id = articles.id and length(text) >= ?"
            f" and rule in ({marks(suspects.guessing)}))"
        )
        told = (suspects.least_guessed, *suspects.guessing)
    return connection.execute(
        "update articles set rules = '' where rules != '' and id != ? and id in"
        f" (select article_id from site_block_sightings where block_id in ({marks(block_ids)})){where}",
        (but, *block_ids, *told),
    ).rowcount


def mark_one(connection: sqlite3.Connection, article_id: int) -> None:
    connection.execute("update articles set rules = '' where id = ?", (article_id,))


def _mark_by_words(connection: sqlite3.Connection, site: str, text: str) -> int:
    """Mark the articles of a site that have these words in their story, or had them cut by the template."""
    words = max(re.split(r"\d+", text), key=len).strip()  # of one block, digits may differ
    if not words:
        return 0
    return connection.execute(
        "update articles set rules = '' where rules != '' and site = ? and (instr(body, ?) or exists (select 1 from"
        " removals where article_id = articles.id and rule = 'template' and instr(text, ?)))",
        (site, words, words),
    ).rowcount
