"""Reprints found and look-alikes spared, on one half of the saved stories; what an article costs among a million.

A reprint must point to its story's first print, and to no other.  Truth does not come from what is measured: prints are made
from the stories (`reprints.py`), and those that the saved pages hold already are found by comparing every two of them whole.
Stories of one half, and some templates, were looked at while the thresholds were chosen; the figures are of the others.
Costs are given twice: with the files in the machine's memory, and with each page asked for coming from the disk.
"""

import hashlib
import random
import statistics
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

from bench.archive import SHARED, saved_pages
from bench.look_alikes.notices import NOTICES
from bench.look_alikes.reports import REPORTS
from bench.look_alikes.template import look_alikes
from bench.look_alikes.unseen import UNSEEN
from bench.reprints import CHANGES, SHORTEST, Print, digest, edited, followed_up
from bench.stocked import have_in_memory, have_on_disk, made_story, stocked
from pipelines.cleaning.page import Page
from pipelines.near_duplicates.signature import signature
from pipelines.reading import read_pages
from pipelines.store.crawls import begin_crawl
from pipelines.store.database import Database, open_database, writing
from pipelines.store.migrations import NEWS
from pipelines.store.near_duplicates import point_to_first
from pipelines.store.times import now_at

HALF = 1  # 0 is for tuning
LOOK_ALIKES = 150  # of each template
SURELY_THE_SAME, SURELY_OTHER = 0.8, 0.35  # of the shorter text's five-character rows; in between, truth is not asked
SIZES = (1_000, 100_000)
FULL = (1_000, 1_000_000)  # python -m bench.duplicates: minutes, and five gigabytes in the folder for temporary files
ASKED, ASKED_OF_DISK = 600, 200  # articles timed at each size
IN_MEMORY, FROM_DISK = "in memory", "from the disk"  # where the machine has the file
HELD = {IN_MEMORY: "", FROM_DISK: "_from_disk"}  # as the figures' names say it


def run() -> dict[str, float]:
    figures: dict[str, float] = {}
    if SHARED.is_dir():
        figures |= quality(HALF)
    else:
        print(f"recall and precision passed over: they need the saved pages in {SHARED}")
    return figures | cost(SIZES)


def quality(half: int) -> dict[str, float]:
    """Print recall by kind of reprint, and precision with all look-alikes counted."""
    stories = list(saved_stories())
    families = list(_families(stories))
    mine = [family for family in families if _half(stories[family[0]].body) == half]
    firsts = [stories[family[0]] for family in mine]
    with tempfile.TemporaryDirectory() as folder:
        shelf = Shelf(Path(folder) / "news.db")
        pointed: Counter[str] = Counter()
        right: Counter[str] = Counter()
        wrong: Counter[str] = Counter()
        for found, story in zip(mine, firsts, strict=True):
            wrong["other stories"] += shelf.put(story) is not None
            first = shelf.last
            for number in found[1:]:
                _judge("found in the corpus", shelf.put(stories[number]), first, pointed, right, wrong)
        chance = random.Random(f"reprints {half}")
        ids = {story.body: number for number, story in shelf.numbers}
        elsewhere = [stories[family[0]] for family in families if family not in mine]
        for story in firsts:
            if len(story.body) < 2 * SHORTEST:
                continue
            for change in CHANGES:
                reprint = change(story, chance, chance.choice(elsewhere))
                _judge(reprint.kind, shelf.put(reprint), shelf.first(ids[story.body]), pointed, right, wrong)
        negatives: Counter[str] = Counter({"other stories": len(firsts)})
        of_parts = [followed_up(story, chance, chance.choice(elsewhere)) for story in firsts]
        of_parts += [digest(chance.sample(firsts, 6), chance) for _ in firsts]
        for text in (*of_parts, *look_alikes(UNSEEN if half else (*NOTICES, *REPORTS), LOOK_ALIKES)):
            negatives[text.kind] += 1
            wrong[text.kind] += shelf.put(text) is not None
    print(f"{len(firsts)} stories of {len(stories)} saved ones, {sum(pointed.values())} reprints of them:")
    for kind, count in sorted(pointed.items()):
        print(f"  {kind:22} {count:5}   recall {right[kind] / count:.3f}")
    print(f"{sum(negatives.values())} look-alikes:")
    for kind, count in sorted(negatives.items()):
        print(f"  {kind:22} {count:5}   taken for a reprint {wrong[kind]}")
    total = sum(right.values())
    recall, precision = total / sum(pointed.values()), total / (total + sum(wrong.values()))
    print(f"recall {recall:.4f}, precision {precision:.4f}")
    return {"recall": recall, "precision": precision}


def _judge(
    kind: str, found: int | None, first: int, pointed: Counter[str], right: Counter[str], wrong: Counter[str]
) -> None:
    pointed[kind] += 1
    right[kind] += found == first
    wrong[kind] += found is not None and found != first


class Shelf:
    """A database that stories are put in as they arrive."""

    def __init__(self, path: Path) -> None:
        self.db = open_database(path, NEWS)
        self.crawl_id = begin_crawl(self.db, "bench", {}).crawl_id
        with writing(self.db) as connection:
            connection.execute("insert into sites (name, first_seen_at) values ('bench', ?)", (now_at(),))
        self.last = 0
        self.numbers: list[tuple[int, Print]] = []

    def put(self, story: Print) -> int | None:
        """What the story is found to be a reprint of."""
        with writing(self.db) as connection:
            self.last = insert_articles(connection, [story], self.crawl_id)
            self.numbers.append((self.last, story))
            return point_to_first(connection, self.last)

    def first(self, number: int) -> int:
        query = "select coalesce(duplicate_of, id) from articles where id = ?"
        return int(self.db.conn.execute(query, (number,)).fetchone()[0])


def insert_articles(connection, stories: Iterable[Print], crawl_id: int) -> int:  # type: ignore[no-untyped-def]
    """Rows with what comparing needs, written at once; the number of the last."""
    now = now_at()
    begin = connection.execute("select coalesce(max(id), 0) from articles").fetchone()[0] + 1
    number = begin - 1
    for number, story in enumerate(stories, begin):
        digest = hashlib.sha256(story.body.encode("utf-8", "replace")).hexdigest()
        connection.execute(
            "insert into articles (id, url, site, title, body, char_count, body_sha256, first_seen_at, last_checked_at,"
            " changed_at, crawl_id) values (?, ?, 'bench', ?, ?, ?, ?, ?, ?, ?, ?)",
            (number, f"http://b.example/{number:08}.shtml", story.title, story.body, len(story.body), digest, now, now,
             now, crawl_id),
        )  # fmt: skip
    return int(number)


def saved_stories() -> Iterator[Print]:
    """The stories of the saved news pages, cleaned; error pages and pictures without a text are none."""
    for url, site, body in saved_pages(SHARED / "news-portals"):
        read = read_pages([Page(body, url=url)], layout={})
        if not read["refusal"] and len(read["body"]) >= SHORTEST:
            yield Print(site, read["title"], read["body"])


def _families(stories: list[Print]) -> Iterator[list[int]]:
    """Stories that are prints of one another, in order; where that is not sure, the later one is left out."""
    rows = [{story.body[at : at + 5] for at in range(len(story.body) - 4)} for story in stories]
    alike: dict[int, list[int]] = defaultdict(list)
    unsure: set[int] = set()
    for one, other in combinations(range(len(stories)), 2):
        least, most = sorted((len(rows[one]), len(rows[other])))
        shared = len(rows[one] & rows[other]) / least
        if shared >= SURELY_THE_SAME and least >= most / 5:
            alike[other].append(one)
        elif shared > SURELY_OTHER:
            unsure.add(other)
    first = list(range(len(stories)))
    for number in range(len(stories)):
        first[number] = min((first[one] for one in alike[number]), default=number)
    families = defaultdict(list)
    for number in range(len(stories)):
        if number not in unsure and first[number] not in unsure:
            families[first[number]].append(number)
    yield from families.values()


def _half(text: str) -> int:
    return hashlib.sha256(text.encode("utf-8", "replace")).digest()[0] % 2


def cost(sizes: Sequence[int]) -> dict[str, float]:
    """What finding its first print adds to an article, among so many stored ones: databases of all sizes by turns."""
    with tempfile.TemporaryDirectory() as folder:
        shelves = [Stocked(size, *stocked(Path(folder) / f"{size}.db", size), defaultdict(list)) for size in sizes]
        for shelf in shelves:
            have_in_memory(shelf.db)
        _find_by_turns(shelves, range(ASKED), IN_MEMORY)
        _find_by_turns(shelves, range(ASKED, ASKED + ASKED_OF_DISK), FROM_DISK)
        index = [_index_bytes(shelf.db) / shelf.size for shelf in shelves]
        for shelf in shelves:
            shelf.db.close()
    print(f"\n{'stored articles':>30} {'signature':>11} {'with looking up':>16} {'a reprint':>11} {'index':>10}")
    figures: dict[str, float] = {}
    for held, told in HELD.items():
        for shelf, each in zip(shelves, index, strict=True):
            signing, new, reprint = (shelf.median(held, kind) for kind in ("signing", "new", "reprint"))
            print(f"{held:14}{shelf.size:16,} {signing:8.2f} ms {new:13.2f} ms {reprint:8.2f} ms {each:4.0f} B each")
        few, many = shelves[0], shelves[-1]
        ratios = [many.median(held, kind) / few.median(held, kind) for kind in ("new", "reprint")]
        print(f"{'ratio':>30} {'':11} {ratios[0]:16.2f} {ratios[1]:11.2f}", flush=True)
        names = ("new_ms", "reprint_ms", "ratio", "reprint_ratio")
        figures |= {name + told: figure for name, figure in zip(names, (new, reprint, *ratios), strict=True)}
    return figures


class Stocked(NamedTuple):
    """A database of so many articles, and the seconds of the processor's time that each one more has taken."""

    size: int
    db: Database
    crawl_id: int
    whole: list[int]
    seconds: dict[tuple[str, str], list[float]]

    def median(self, held: str, kind: str) -> float:
        """Milliseconds."""
        return statistics.median(self.seconds[held, kind]) * 1000


def _find_by_turns(shelves: Sequence[Stocked], numbers: range, held: str) -> None:
    """Time a signature, a new story pointed to its first print, and, every fourth time, a reprint."""
    for number in numbers:
        for shelf in shelves if number % 2 else shelves[::-1]:
            chance = random.Random(f"{shelf.size} {number}")
            known = chance.choice(shelf.whole) if number % 4 == 0 else None
            story = made_story(known) if known else made_story(-number - 1)
            if known:
                story = edited(0.02)(story, chance, story)
            with writing(shelf.db) as connection:
                article_id = insert_articles(connection, [story], shelf.crawl_id)
                if held == FROM_DISK:
                    have_on_disk(shelf.db)
                begin = time.process_time()
                marks = signature(story.body)
                shelf.seconds[held, "signing"].append(time.process_time() - begin)
                found = point_to_first(connection, article_id, marks)
            shelf.seconds[held, "reprint" if known else "new"].append(time.process_time() - begin)
            assert found == known, (found, known)


def _index_bytes(db: Database) -> int:
    query = "select sum(pgsize) from dbstat where name in ('story_marks', 'signatures')"
    return int(db.conn.execute(query).fetchone()[0])


if __name__ == "__main__":
    cost(FULL)
