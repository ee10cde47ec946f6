"""A page teaches: what it shows is counted in the transaction that stores its article.

Each story counts once, whatever it shows again in later versions, at later looks, or reprinted under another address.
Where a count changes the judgement of a block, the articles that show it are marked to be read again (``rules`` is
emptied), in the same transaction: a kill loses neither.  What nobody has seen for long is forgotten.

How counts are judged, and which pages tell the same story, is not decided here: each `Lesson` brings both along.
"""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from pipelines.store.late_readings import would_read_otherwise
from pipelines.store.marking import mark, mark_one
from pipelines.store.templates import (
    COLUMNS,
    MOST_BLOCKS,
    MOST_SIGHTINGS,
    Counts,
    Lesson,
    Seen,
    articles_of,
    first_seen,
    flags_of,
    marks,
)
from pipelines.store.texts import storable

ONCE_KEPT = 300  # stories after which what only one has shown is forgotten
KEPT = 2_000  # stories after which what nobody has shown again is forgotten: a column's footer that ended last year
MOST_KNOWN = 20_000  # blocks of a site, by hand or not; beyond, the longest unseen goes
FORGETTING = 25  # stories between two times of forgetting
CANDIDATES = 5  # articles that a new one is compared with, those that share most
PARAGRAPH = 1 | 16  # flags of a paragraph of the story


def teach(
    connection: sqlite3.Connection,
    site: str,
    article_id: int,
    lesson: Lesson | None,
    *,
    rules: str,
) -> None:
    """Count what an article's pages show; inside a transaction, after the article was written."""
    if lesson is None or not (told := _told(lesson.seen)):
        return
    connection.execute("insert or ignore into site_templates (site) values (?)", (site,))
    stories, lessons = connection.execute(
        "select stories, lessons from site_templates where site = ?", (site,)
    ).fetchone()
    places = {place: lesson.judge.place_key(place) for place in {seen.place for seen in told.values()}}
    blocks = _blocks(connection, site, list({**told, **dict.fromkeys(places.values())}))
    known = connection.execute(
        "select story_id, rules from site_lessons where article_id = ?", (article_id,)
    ).fetchone()
    if known is None:
        story_id = _story_of(connection, site, article_id, told, blocks, lesson)
        stories += story_id == article_id
        connection.execute("insert into site_lessons values (?, ?, ?)", (article_id, story_id, rules))
        own: dict[int, int] = {}
    else:
        story_id = known[0]
        own = flags_of(connection, [article_id])
        if known[1] != rules:
            connection.execute("update site_lessons set rules = ? where article_id = ?", (rules, article_id))
    others = flags_of(connection, [each for each in articles_of(connection, story_id) if each != article_id])
    new_id = connection.execute("select coalesce(max(id), 0) from site_blocks").fetchone()[0]
    learned = lesson.learned.lessons
    late = {key for key in told if key in blocks and blocks[key].flipped_lesson > learned}  # since the page was read
    judged = {key: block.judgement for key, block in blocks.items()}
    counted = {key: block.counts for key, block in blocks.items()}
    shown: dict[str, int] = {}  # flags of what changes a count
    for key, seen in told.items():
        block = blocks.get(key)
        if block is None:
            shown[key] = seen.flags
            counted[key] = first_seen(seen, stories)
            continue
        held = own.get(block.id)
        flags = seen.flags | (held or 0) if known is None or known[1] == rules else seen.flags
        if held == flags or (held is None and known is not None and block.counts.pages > MOST_SIGHTINGS):
            continue
        shown[key] = flags
        before = _either(held, others.get(block.id))
        counts = block.counts.plus(flags | others.get(block.id, 0), before)
        counted[key] = counts._replace(last_story=stories) if before is None else counts
    inserted, updated, sightings, flipped = [], [], [], []
    for key, flags in shown.items():
        seen, block, counts = told[key], blocks.get(key), counted[key]
        judged[key] = judgement = lesson.judge.judge(counts, stories, seen.fate, counted.get(places[seen.place]))
        if block is None:
            new_id += 1
            inserted.append((new_id, site, key, seen.fate, judgement, *counts))
            sightings.append((new_id, article_id, flags))
            continue
        if block.counts.pages < MOST_SIGHTINGS or block.id in own:
            sightings.append((block.id, article_id, flags))
        if judgement != block.judgement:
            flipped.append((block.id, counts))
            if learned != lessons:
                late.add(key)
        updated.append(
            (
                *counts[1:7],
                counts.last_story,
                judgement,
                seen.fate,
                lessons + 1 if judgement != block.judgement else block.flipped_lesson,
                *((None, None) if block.is_told else (storable(seen.place), storable(seen.text))),
                block.id,
            )
        )
    is_late = any(would_read_otherwise(lesson, told, key, places, judged[key]) for key in late)
    if known is not None and not inserted and not updated:
        if is_late:
            mark_one(connection, article_id)
        return
    connection.execute(
        "update site_templates set stories = ?, lessons = ? where site = ?", (stories, lessons + 1, site)
    )
    connection.executemany(
        f"insert into site_blocks (id, site, key, fate, judgement, place, text, {COLUMNS})"
        " values (?, ?, ?, ?, ?, '', '', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        inserted,
    )
    connection.executemany(
        "update site_blocks set pages = ?, body_pages = ?, first_pages = ?, last_pages = ?, apart_pages = ?,"
        " named_pages = ?, last_story = ?, judgement = ?, fate = ?, flipped_lesson = ?, place = coalesce(?, place),"
        " text = coalesce(?, text) where id = ?",
        updated,
    )
    connection.executemany("insert or replace into site_block_sightings values (?, ?, ?)", sightings)
    few = [(block_id, counts.sort == lesson.judge.place_sort) for block_id, counts in flipped if not _is_many(counts)]
    mark(connection, [block_id for block_id, is_place in few if not is_place], but=article_id)
    mark(connection, [block_id for block_id, is_place in few if is_place], but=article_id, suspects=lesson.judge)
    connection.executemany(
        "update site_blocks set is_unmarked = 1 where id = ?",
        [(block_id,) for block_id, counts in flipped if _is_many(counts)],
    )
    if is_late:
        mark_one(connection, article_id)
    if known is None and stories % FORGETTING == 0:
        forget(connection, site, stories)


def forget(connection: sqlite3.Connection, site: str, stories: int) -> None:
    """Let go of what nobody has seen for long.  What an operator said is kept for ever."""
    connection.execute(
        "delete from site_blocks where site = ? and pages = 1 and last_story < ? and hand = ''",
        (site, stories - ONCE_KEPT),
    )
    if stories % (FORGETTING * 10) == 0:
        connection.execute(
            "delete from site_blocks where site = ? and last_story < ? and hand = ''", (site, stories - KEPT)
        )
        connection.execute(
            "delete from site_blocks where hand = '' and id in (select id from site_blocks where site = ?"
            " order by hand != '' desc, last_story desc, pages desc, id limit -1 offset ?)",
            (site, MOST_KNOWN),
        )


class _Block(NamedTuple):
    id: int
    counts: Counts
    judgement: str
    flipped_lesson: int
    is_told: bool


def _blocks(connection: sqlite3.Connection, site: str, keys: Sequence[str]) -> dict[str, _Block]:
    found = connection.execute(
        f"select key, id, judgement, flipped_lesson, text != '', {COLUMNS} from site_blocks"
        f" where site = ? and key in ({marks(keys)})",
        (site, *keys),
    )
    return {row[0]: _Block(row[1], Counts._make(row[5:]), row[2], row[3], bool(row[4])) for row in found}


def _told(seen: Iterable[Seen]) -> dict[str, Seen]:
    """Each key once: what several pages of a split article show of it is put together."""
    told: dict[str, Seen] = {}
    for block in seen:
        if first := told.get(block[0]):
            told[first.key] = first._replace(flags=first.flags | block[5])
        elif len(told) < MOST_BLOCKS:
            told[block[0]] = Seen._make(block)
    return told


def _story_of(
    connection: sqlite3.Connection,
    site: str,
    article_id: int,
    told: Mapping[str, Seen],
    blocks: Mapping[str, _Block],
    lesson: Lesson,
) -> int:
    """The first article that tells the same story under the same title; the article itself if none does.

    Short stories whose pages repeat long paragraphs look like prints of one another: their titles tell them apart.
    """
    title, duplicate_of = connection.execute(
        "select title, duplicate_of from articles where id = ?", (article_id,)
    ).fetchone()
    own = [seen for seen in told.values() if seen.flags & PARAGRAPH == PARAGRAPH]
    shared = [block.id for seen in own if (block := blocks.get(seen.key)) and block.counts.pages <= MOST_SIGHTINGS]
    if not shared and duplicate_of is None:
        return article_id
    candidates = connection.execute(
        "select other, story_id, title, id = ? from (select article_id as other from site_block_sightings"
        f" where block_id in ({marks(shared)}) and flags & ? = ? group by article_id order by count(*) desc, article_id"
        " limit ?) join site_lessons on article_id = other join articles on id = other where site = ?"
        " union select article_id, story_id, title, 1 from site_lessons join articles on id = article_id"
        " where article_id = ? and site = ? order by 4 desc, 1",
        (duplicate_of, *shared, PARAGRAPH, PARAGRAPH, CANDIDATES, site, duplicate_of, site),
    ).fetchall()
    for other, story_id, its_title, is_first_print in candidates:
        if _bare(its_title) != _bare(title):
            continue
        shown = connection.execute(
            "select key, '', '', '', sort, flags from site_block_sightings"
            " join site_blocks on site_blocks.id = block_id where article_id = ?",
            (other,),
        )
        if is_first_print or lesson.is_same_story(own, [Seen._make(row) for row in shown]):
            return int(story_id)
    return article_id


def _bare(title: str) -> str:
    """A title as it is compared: "Part 2" is of one story with "Part 1"."""
    return "".join(filter(str.isalpha, title)).casefold()


def _is_many(counts: Counts) -> bool:
    """Whether it has been seen by more articles than are remembered."""
    return counts.pages > MOST_SIGHTINGS


def _either(one: int | None, other: int | None) -> int | None:
    return one if other is None else other if one is None else one | other
