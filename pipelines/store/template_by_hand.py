"""``scrapy template``: what was learned of a site for the eye, and what an operator says of it, kept for ever."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sqlite_utils import Database

from pipelines.store.database import writing
from pipelines.store.marking import mark_what_changed
from pipelines.store.templates import MOST_BLOCKS, Judge
from pipelines.store.texts import storable
from pipelines.store.times import now_at

FORMAT = "zhengwen template 1"
NUMBERS = ("pages", "body_pages", "first_pages", "last_pages", "apart_pages", "named_pages")
WORDS = ("key", "sort", "place", "text", "fate", "hand")
SORTS = ("prose", "sentence", "line", "label", "link", "place", "column", "roll")
NO_BLOCKS = "('place', 'column', 'roll')"  # sorts that say where and under whose name blocks stand
KEY_LENGTH = 16  # hexadecimal digits
LONGEST = 200  # characters of what an imported file says
MOST_IMPORTED = 80 * MOST_BLOCKS  # blocks of one file: as many as a site may have


class BadTemplate(ValueError):
    """A file or a key that makes no sense; the message names it and the way out."""


class Learned(NamedTuple):
    """One block of a site, and an article that shows what came of it."""

    key: str
    judgement: str
    hand: str
    pages: int
    body_pages: int
    sort: str
    place: str
    text: str
    fate: str
    example: str
    is_cut_there: bool


def sites_with_templates(db: Database) -> dict[str, int]:
    """site -> of how many stories its template was learned."""
    return dict(db.conn.execute("select site, stories from site_templates order by site").fetchall())


def learned_blocks(db: Database, site: str, fewest: int) -> Iterator[Learned]:
    """What at least so many stories show, or an operator has spoken of; what is cut first, and the most seen first."""
    found = db.conn.execute(
        "select id, key, judgement, hand, pages, body_pages, sort, place, text, fate from site_blocks"
        f" where site = ? and (pages >= ? or hand != '') and (sort not in {NO_BLOCKS} or hand != '')"
        " order by hand = '', judgement not in ('boilerplate', 'tail'), pages desc, id",
        (site, fewest),
    ).fetchall()
    for block_id, *told in found:
        # An article where it was cut is found among those seen to show it; one of a few hundred at most.
        example = db.conn.execute(
            "select url, exists (select 1 from removals where removals.article_id = articles.id and rule = 'template'"
            " and substr(removals.text, 1, ?) = ?) as is_cut from site_block_sightings"
            " join articles on articles.id = article_id where block_id = ? order by is_cut desc, articles.id limit 1",
            (len(told[7]), told[7], block_id),
        ).fetchone()
        yield Learned(*told, *(example or ("", 0)))


def say(db: Database, site: str, keys: Sequence[str], hand: str, judge: Judge) -> int:
    """Spare, forbid, or (``""``) take back what was said of blocks; how many articles are marked to be read again.

    Raises `BadTemplate` if a key is none of the site's, or the beginning of several.
    """
    whole = [_whole_key(db, site, key) for key in keys]
    with writing(db) as connection:
        connection.executemany(
            "update site_blocks set hand = ? where site = ? and key = ?", [(hand, site, key) for key in whole]
        )
    return mark_what_changed(db, site, judge, all_of=whole)


def exported(db: Database, site: str, fewest: int) -> dict[str, Any]:
    """What is known of a site, to be taken to another database."""
    columns = (*WORDS, *NUMBERS)
    found = db.conn.execute(
        f"select {', '.join(columns)} from site_blocks where site = ? and (pages >= ? or hand != '') order by key",
        (site, fewest),
    )
    blocks = [dict(zip(columns, row, strict=True)) for row in found]
    return {"format": FORMAT, "site": site, "stories": sites_with_templates(db).get(site, 0), "blocks": blocks}


def import_template(db: Database, site: str, told: Mapping[str, Any], judge: Judge) -> tuple[int, int]:
    """Add what another database knows: (blocks, articles marked to be read again).  Raises `BadTemplate`.

    Of what both know, the larger counts hold: both may have seen the same pages.  The word of an operator who spoke
    here wins over that of one who spoke there.
    """
    rows, stories = _checked(told)
    with writing(db) as connection:
        connection.execute("insert or ignore into sites (name, first_seen_at) values (?, ?)", (site, now_at()))
        connection.execute("insert or ignore into site_templates (site) values (?)", (site,))
        connection.execute(
            "update site_templates set stories = max(stories, ?), lessons = lessons + 1 where site = ?", (stories, site)
        )
        known = connection.execute("select stories from site_templates where site = ?", (site,)).fetchone()[0]
        sums = ", ".join(f"{name} = max({name}, excluded.{name})" for name in NUMBERS)
        connection.executemany(
            f"insert into site_blocks (site, {', '.join((*WORDS, *NUMBERS))}, first_story, last_story)"
            f" values ({', '.join('?' * (len(WORDS) + len(NUMBERS) + 3))}) on conflict (site, key) do update set {sums},"
            " text = iif(text = '', excluded.text, text), place = iif(place = '', excluded.place, place),"
            " hand = iif(hand = '', excluded.hand, hand), last_story = excluded.last_story",
            [(site, *row, max(0, known - max(row[6], stories)), known) for row in rows],
        )
    return len(rows), mark_what_changed(db, site, judge)


def _whole_key(db: Database, site: str, key: str) -> str:
    found = db.conn.execute(
        "select key from site_blocks where site = ? and substr(key, 1, ?) = ? limit 2", (site, len(key), key)
    ).fetchall()
    if not found:
        raise BadTemplate(f"No block {key} is known of {site}: `scrapy template {site}` lists them.")
    if len(found) > 1:
        raise BadTemplate(f"Several blocks of {site} begin with {key}: give more of its {KEY_LENGTH} digits.")
    return str(found[0][0])


def _checked(told: Mapping[str, Any]) -> tuple[list[tuple[Any, ...]], int]:
    """The blocks of a file as rows, if they are what `exported` writes."""
    try:
        if told["format"] != FORMAT:
            raise BadTemplate(f"It is no template file (its format is {told['format']!r}, not {FORMAT!r}).")
        stories = _number(told["stories"])
        rows = []
        for block in told["blocks"][:MOST_IMPORTED]:
            words = [storable(str(block[name])[:LONGEST]) for name in WORDS]
            numbers = [_number(block[name]) for name in NUMBERS]
            is_key = len(words[0]) == KEY_LENGTH and set(words[0]) <= set("0123456789abcdef")
            if not is_key or words[1] not in SORTS or words[5] not in ("", "spare", "forbid"):
                raise BadTemplate(f"It is no template file (a block {words[0]!r}, {words[1]!r}, {words[5]!r}).")
            rows.append((*words, *(min(number, numbers[0]) for number in numbers)))
    except (KeyError, TypeError, ValueError) as error:
        if isinstance(error, BadTemplate):
            raise
        raise BadTemplate(f"It is no template file ({type(error).__name__}: {error}).") from error
    return rows, stories


def _number(value: Any) -> int:
    number = int(value)
    if not 0 <= number < 2**31:
        raise ValueError(f"{number} of a site's pages")
    return number
