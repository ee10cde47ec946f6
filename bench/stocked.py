"""A ``news.db`` of any size, filled in bulk: as many rows, marks, blocks and index entries as a crawl of years leaves."""

import hashlib
import os
import random
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from bench.reprints import COMMON, Print
from pipelines.near_duplicates.signature import MARK_BYTES, MARKS
from pipelines.store.crawls import begin_crawl
from pipelines.store.database import Database, open_database, writing
from pipelines.store.migrations import NEWS
from pipelines.store.near_duplicates import point_to_first
from pipelines.store.search_index import fill_search
from pipelines.store.times import now_at

SITES = 20
STORED_LENGTH, LENGTH = 200, 900  # characters of what fills the file, and of an article that is timed
WHOLE = 200  # of the stored ones that are as long as a timed one, and known by marks of their own
REMOVALS = 4  # an article's
BLOCKS = 2  # an article's, among what its site repeats …
MOST_BLOCKS = 200_000  # … of which old ones are forgotten
AT_ONCE = 4 * 2**20  # bytes
FILLING = ("journal_mode = off", "synchronous = off", "cache_size = -1500000")  # a file that nobody will miss

_letters = random.Random("phrases")
PHRASES = ["".join(_letters.choices(COMMON, k=_letters.randrange(2, 5))) for _ in range(4000)]


def made_story(number: int, length: int = LENGTH) -> Print:
    """Like no other story, and the same for the same number."""
    chance = random.Random(f"story {number}")  # a number would be taken without its sign
    phrases = chance.choices(PHRASES, k=length // 3)
    at = range(0, len(phrases), 7)
    lines = [
        "".join(phrases[begin : begin + 4]) + "，" + "".join(phrases[begin + 4 : begin + 7]) + "。" for begin in at
    ]
    body = "\n".join("".join(lines[begin : begin + 4]) for begin in range(0, len(lines), 4))
    return Print("made", "".join(phrases[:5]), f"{number % 28 + 1}日，{body}")


def made_url(number: int) -> str:
    return f"http://site{number % SITES}.example/2026/03/{number:08}.shtml"


def stocked(path: Path, size: int) -> tuple[Database, int, list[int]]:
    """A new database of `size` articles; the crawl that brought them, and the articles that are whole.

    A process of its own fills it: the memory that filling leaves in pieces makes what is timed afterwards a third slower.
    """
    with ProcessPoolExecutor(1) as pool:
        crawl_id, whole = pool.submit(_fill, path, size).result()
    print(f"  {size:,} articles are stored", file=sys.stderr, flush=True)
    return open_database(path, NEWS), crawl_id, whole


def have_in_memory(db: Database) -> None:
    """Read the file through: not every machine keeps in memory what was written a minute ago, as it does what is used."""
    with open(_file(db), "rb") as file:
        while file.read(AT_ONCE):
            pass


def have_on_disk(db: Database) -> None:
    """Let the machine forget the file's pages: what is asked for next has to come from the disk.

    What SQLite itself remembers, some 500 pages, stays.
    """
    with open(_file(db), "rb") as file:
        os.fsync(file)  # what is not written yet would not be forgotten
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _file(db: Database) -> str:
    return str(db.conn.execute("pragma database_list").fetchone()[2])


def _fill(path: Path, size: int) -> tuple[int, list[int]]:
    db = open_database(path, NEWS)
    try:
        return stock(db, size)
    finally:
        db.close()


def stock(db: Database, size: int) -> tuple[int, list[int]]:
    """Fill an empty database with `size` articles; the crawl that did, and the articles that are whole."""
    crawl_id = begin_crawl(db, "bench", {}).crawl_id
    usual = db.conn.execute("pragma cache_size").fetchone()[0]
    for pragma in FILLING:
        db.conn.execute(f"pragma {pragma}")
    now = now_at()
    whole = list(range(1, size + 1, max(1, size // WHOLE)))
    with writing(db) as connection:
        connection.executemany(
            "insert into sites (name, first_seen_at) values (?, ?)",
            [("bench", now), *((f"site{n}", now) for n in range(SITES))],
        )
        connection.executemany(
            "insert into articles (id, url, site, title, body, published_at, char_count, body_sha256, first_seen_at,"
            " last_checked_at, changed_at, crawl_id, pages_sha256, rules) values (?,?,?,?,?,?,?,?,?,?,?,?,?,'rules')",
            _articles(size, set(whole), now, crawl_id),
        )
        connection.executemany(
            "insert into frontier (url, twin, kind, site, state, queued_at, finished_at, article_id, crawl_id)"
            " values (?, ?, 'article', ?, 'done', ?, ?, ?, ?)",
            ((made_url(n), made_url(n), f"site{n % SITES}", now, now, n, crawl_id) for n in range(1, size + 1)),
        )
        connection.executemany(
            "insert into removals (article_id, position, rule, text) values (?, ?, 'navigation', '首页 新闻 体育 财经')",
            ((n, at) for n in range(1, size + 1) for at in range(REMOVALS)),
        )
        _fill_templates(connection, size)
        # A hash is as good as a random number, and a sorted table is filled at once.
        series = "with recursive series(n) as (select 1 union all select n + 1 from series where n < ?)"
        connection.execute(
            f"insert or ignore into story_marks {series} select random() >> {64 - 8 * MARK_BYTES}, (n - 1) / {MARKS} + 1"
            " from series order by 1",
            (size * MARKS,),
        )
        connection.execute(f"insert into signatures select id, randomblob({MARKS * MARK_BYTES}) from articles")
        connection.execute(f"delete from signatures where article_id in ({','.join(map(str, whole))})")
        for number in whole:
            point_to_first(connection, number)
    fill_search(db)
    for pragma in ("journal_mode = wal", "synchronous = normal", f"cache_size = {usual}"):
        db.conn.execute(f"pragma {pragma}")
    return crawl_id, whole


def _articles(size: int, whole: set[int], now: str, crawl_id: int) -> Iterator[tuple[object, ...]]:
    for n in range(1, size + 1):
        story = made_story(n, LENGTH if n in whole else STORED_LENGTH)
        digest = hashlib.sha256(story.body.encode()).hexdigest()
        site = f"site{n % SITES}"
        day = f"20{n // 28 // 12 % 26:02}-{n // 28 % 12 + 1:02}-{n % 28 + 1:02}"
        yield (
            n, made_url(n), site, story.title, story.body, day, len(story.body), digest, now, now, now, crawl_id, digest,
        )  # fmt: skip


def _fill_templates(connection, size: int) -> None:  # type: ignore[no-untyped-def]
    connection.executemany(
        "insert into site_templates (site, stories, lessons) values (?, ?, ?)",
        ((f"site{n}", size // SITES, size // SITES) for n in range(SITES)),
    )
    connection.execute("insert into site_lessons (article_id, story_id, rules) select id, id, 'rules' from articles")
    blocks = min(size * BLOCKS, MOST_BLOCKS)
    connection.executemany(
        "insert into site_blocks (id, site, key, sort, place, text, pages, body_pages, first_pages, last_pages, apart_pages,"
        " named_pages, first_story, last_story) values (?, ?, ?, 'prose', '', '', 1, 1, 0, 0, 0, 0, ?, ?)",
        (
            (n, f"site{n % SITES}", hashlib.sha256(b"%d" % n).hexdigest()[:32], size // SITES, size // SITES)
            for n in range(1, blocks + 1)
        ),
    )
    connection.executemany(
        "insert into site_block_sightings (block_id, article_id, flags) values (?, ?, 17)",
        ((n, size - n % min(size, blocks)) for n in range(1, blocks + 1)),
    )
