"""What a site repeats on its pages, as the reading of one more page may ask for it.  Counted in ``lessons.py``.

Counts are of stories, never of pages: what one story shows on all its pages, in all its versions and reprints, counts
once, and the story that is being read (again) is left out, so that its first reading and any later one ask the same.
"""

import sqlite3
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import NamedTuple

from sqlite_utils import Database

MOST_BLOCKS = 250  # of one page; far more than a page teaches, so that no page can fill the file
MOST_ASKED = 2_000  # keys of one page at once
MOST_SIGHTINGS = 100  # of one block: who forbids a block of more pages has its articles searched for its words

BITS = (1, 2, 4, 8, 32)  # of flags: in the body, first, last, apart, named; counted in columns of these names
SHORTEST_SPAN = 100  # stories, the latest ones, in which a block had the chance to be seen


class Seen(NamedTuple):
    """What a page teaches of one block."""

    key: str
    place: str
    text: str
    fate: str
    sort: str
    flags: int


class Counts(NamedTuple):
    """What the site's stories say of one block."""

    sort: str
    pages: int
    body_pages: int
    first_pages: int
    last_pages: int
    apart_pages: int
    named_pages: int
    hand: str
    first_story: int
    last_story: int

    def plus(self, after: int, before: int | None) -> "Counts":
        """The same where a story that showed it with flags `before` (None: not at all) shows it with `after`."""
        return self._with(before is None, [bool(after & bit) - bool((before or 0) & bit) for bit in BITS])

    def with_story(self, flags: int, stories: int) -> "Counts":
        """The same with one more story, the site's last of so many, that showed it with these flags."""
        return self.plus(flags, None)._replace(last_story=stories)

    def minus(self, flags: int) -> "Counts":
        """The same without a story that showed it with these flags."""
        return self._with(-1, [-bool(flags & bit) for bit in BITS])._replace(last_story=self.last_story - 1)

    def _with(self, pages: int, more: Sequence[int]) -> "Counts":
        return self._replace(
            pages=max(0, self.pages + pages),
            body_pages=max(0, self.body_pages + more[0]),
            first_pages=max(0, self.first_pages + more[1]),
            last_pages=max(0, self.last_pages + more[2]),
            apart_pages=max(0, self.apart_pages + more[3]),
            named_pages=max(0, self.named_pages + more[4]),
        )

    def span(self, stories: int) -> int:
        """Of how many of the site's stories its pages are: of those from the first to the last that showed it.

        So a column that began last month is judged by what came since, and one that ended last year stays judged.
        """
        return max(self.last_story - self.first_story + 1, min(stories, SHORTEST_SPAN), self.pages)


def first_seen(seen: Seen, stories: int) -> Counts:
    """The counts of a block that the last of so many stories is the first to show."""
    in_body, first, last, apart, named = [1 if seen.flags & bit else 0 for bit in BITS]
    return Counts(seen.sort, 1, in_body, first, last, apart, named, "", stories, stories)


class Judge(NamedTuple):
    """How counts are to be understood: the store keeps them, and knows nothing of what they say."""

    judge: Callable[[Counts, int, str, Counts | None], str]  # of a block, the site's stories, its fate, of its place
    place_key: Callable[[str], str]  # by which a place is counted
    place_sort: str  # the sort of a place
    guessing: Collection[str]  # rules; what they cut is lifted where stories stand: nothing else hangs on a place
    least_guessed: int  # characters of a text that is lifted


class Learned(NamedTuple):
    """What a site's template knew when pages were read: so many lessons of so many stories, and of the pages' blocks."""

    lessons: int
    stories: int = 0
    counts: Mapping[str, Counts] = {}  # of the blocks that were known by then; filled as the reading asks for them


class Lesson(NamedTuple):
    """What an article's pages teach, and how it is to be understood."""

    seen: Sequence[Seen]
    learned: Learned
    judge: Judge
    is_same_story: Callable[[Sequence[Seen], Sequence[Seen]], bool]


class Known(NamedTuple):
    """What is known of a site when a page of an article is read, that article's own story apart."""

    lessons: int
    stories: int
    story: Sequence[int]  # the articles that tell the story of the one being read; none: it has taught nothing yet


COLUMNS = "sort, pages, body_pages, first_pages, last_pages, apart_pages, named_pages, hand, first_story, last_story"


def known_of(db: Database, site: str, url: str) -> Known:
    """What is known of a site, for whoever reads the article at this address (again)."""
    found = db.conn.execute(
        "select lessons, stories, (select story_id from site_lessons join articles on articles.id = article_id"
        " where articles.url = ?) from site_templates where site = ?",
        (url, site),
    ).fetchone()
    if found is None:
        return Known(0, 0, ())
    lessons, stories, story_id = found
    story = articles_of(db.conn, story_id) if story_id is not None else ()
    return Known(lessons, stories - bool(story), story)


def known_blocks(db: Database, site: str, keys: Sequence[str], known: Known) -> dict[str, Counts]:
    """The counts of the blocks of a page, those of the page's own story left out."""
    keys = keys[:MOST_ASKED]
    found = db.conn.execute(
        f"select id, key, {COLUMNS} from site_blocks where site = ? and key in ({marks(keys)})", (site, *keys)
    ).fetchall()
    own = flags_of(db.conn, known.story)
    counts = {row[1]: Counts._make(row[2:]) for row in found}
    return without_story(counts, {row[1]: own[row[0]] for row in found if row[0] in own}, known.stories)


def without_story(counts: Mapping[str, Counts], own: Mapping[str, int], stories: int) -> dict[str, Counts]:
    """The counts without one story's own, as of the moment before it is counted: `stories` others are known.

    Of a block with so many sightings that the story's is not among them, it has shown what most have.
    """
    rest = {}
    for key, count in counts.items():
        flags = own.get(key)
        if flags is None and own and count.pages > MOST_SIGHTINGS:
            flags = sum(bit for number, bit in zip(count[2:7], BITS, strict=True) if 2 * number > count.pages)
        rest[key] = count._replace(last_story=max(count.last_story, stories)) if flags is None else count.minus(flags)
    return rest


class Snapshot(NamedTuple):
    """A site's template at one moment, to be sent to other processes: what two stories or an operator know."""

    lessons: int
    stories: int
    counts: dict[str, Counts]


def snapshot(db: Database, site: str) -> Snapshot:
    lessons, stories = db.conn.execute(
        "select coalesce(max(lessons), 0), coalesce(max(stories), 0) from site_templates where site = ?", (site,)
    ).fetchone()
    found = db.conn.execute(
        f"select key, {COLUMNS} from site_blocks where site = ? and (pages >= 2 or hand != '')", (site,)
    ).fetchall()
    return Snapshot(lessons, stories, {row[0]: Counts._make(row[1:]) for row in found})


def taught_keys(db: Database, article_id: int) -> dict[str, int] | None:
    """key -> flags of what the story of an article has taught; None if it has taught nothing."""
    found = db.conn.execute("select story_id from site_lessons where article_id = ?", (article_id,)).fetchone()
    if found is None:
        return None
    told: dict[str, int] = {}
    for key, flags in db.conn.execute(
        "select key, flags from site_block_sightings join site_blocks on site_blocks.id = block_id"
        f" where article_id in ({marks(story := articles_of(db.conn, found[0]))})",
        story,
    ):
        told[key] = told.get(key, 0) | flags
    return told


def articles_of(connection: sqlite3.Connection, story_id: int) -> list[int]:
    found = connection.execute(
        "select article_id from site_lessons where story_id = ? and story_id != article_id", (story_id,)
    )
    return [story_id, *(row[0] for row in found)]


def flags_of(connection: sqlite3.Connection, articles: Collection[int]) -> dict[int, int]:
    """block -> flags: what these articles together show."""
    together: dict[int, int] = {}
    if articles:
        query = f"select block_id, flags from site_block_sightings where article_id in ({marks(articles)})"
        for block_id, flags in connection.execute(query, tuple(articles)):
            together[block_id] = together.get(block_id, 0) | flags
    return together


def marks(values: Collection[object]) -> str:
    return ", ".join("?" * len(values))
