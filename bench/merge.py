"""Merging shards: how fast, in how much memory, and what a second merge of unchanged shards costs (at most 1/20).

``python -m bench.merge 100 10000`` takes 100 shards of 10,000 articles: most of an hour, and some gigabytes in the folder
for temporary files.  ``python -m bench merge`` takes what is done in two minutes.
"""

import json
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.stocked import made_story
from pipelines.near_duplicates.signature import MARKS, signature
from pipelines.store.crawls import begin_crawl
from pipelines.store.database import open_database, writing
from pipelines.store.migrations import NEWS
from pipelines.store.near_duplicates import packed

ROOT = Path(__file__).resolve().parent.parent
USUAL = (20, 1_000)
REPRINTED = 50  # every so many-th article is another shard's story
REMOVALS = 4

# A process of its own for each merge: peak memory never comes down again within one.
CHILD = """
import json, resource, sys, time
from pathlib import Path
from pipelines.store.merge import merge_shard, open_merged
db = open_merged(Path(sys.argv[1]))
began, spent, articles, few = time.monotonic(), time.process_time(), 0, 0
for place, shard in enumerate(sys.argv[2:]):
    for merged in merge_shard(db, Path(shard)):
        pass
    if place == len(sys.argv[2:]) // 10:
        few = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps({"seconds": time.monotonic() - began, "processor": time.process_time() - spent,
    "few": few / 1024, "all": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
"""


def run() -> dict[str, float]:
    return measure(*USUAL)


def measure(shards: int, articles: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made = [make_shard(folder / f"{number}.db", number, articles) for number in range(shards)]
        size = sum(path.stat().st_size for path in made) / 1e6
        print(f"{shards} shards of {articles:,} articles, {size:,.0f} MB", flush=True)
        first = _merge(folder / "all.db", made)
        again = _merge(folder / "all.db", made)
        total = shards * articles
        print(f"first merge:  {first['seconds']:8.1f} s, {total / first['seconds']:6.0f} articles/s", flush=True)
        print(f"second merge: {again['seconds']:8.1f} s, 1/{first['seconds'] / again['seconds']:.0f} of it")
        print(f"memory at the peak: {first['few']:.0f} MB after a tenth of the shards, {first['all']:.0f} MB after all")
        one = folder / "0.db"
        _edit(one, articles // 100)
        edited = _merge(folder / "all.db", made)
        print(f"one shard in which 1 % has changed: {edited['seconds']:.1f} s")
        figures = {"per_second": total / first["seconds"], "again": again["seconds"] / first["seconds"]}
        figures |= {"memory": first["all"] / first["few"], "edited": edited["seconds"] / first["seconds"]}
        if shards <= USUAL[0]:
            random.Random(3).shuffle(made)
            one_by_one = folder / "other.db"
            for shard in made:
                _merge(one_by_one, [shard])
            same = _pointers(one_by_one) == _pointers(folder / "all.db")
            print(f"one by one, in another order: {'the same' if same else 'OTHER'} articles and first prints")
            figures["same_in_any_order"] = float(same)
    return figures


def make_shard(path: Path, number: int, articles: int) -> Path:
    """A shard of one site, some of whose articles are reprints of other shards' stories."""
    db = open_database(path, NEWS)
    site = f"site{number}"
    crawl_id = begin_crawl(db, site, {}, [site]).crawl_id
    with writing(db) as connection:
        connection.execute("insert into sites values (?, '2026-03-01T00:00:00+00:00')", (site,))
        connection.execute(
            "insert into sections (id, site, name, url, first_seen_at) values (1, ?, '要闻', ?, '2026-03-01T00:00:00+00:00')",
            (site, f"http://{site}.example/"),
        )
        connection.executemany(
            "insert into articles (id, url, site, title, body, published_at, char_count, body_sha256, first_seen_at,"
            " last_checked_at, changed_at, crawl_id, rules) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'rules')",
            ((*row, crawl_id) for row in _articles(site, number, articles)),
        )
        _sign(connection)
        connection.executemany(
            "insert into removals (article_id, position, rule, text) values (?, ?, 'navigation', '首页 新闻 体育 财经')",
            ((n, at) for n in range(1, articles + 1) for at in range(REMOVALS)),
        )
        connection.execute(
            "insert into frontier (id, url, twin, kind, site, section_id, state, queued_at, finished_at, article_id, crawl_id)"
            " select id, url, url, 'article', site, 1, 'done', first_seen_at, first_seen_at, id, crawl_id from articles"
        )
        connection.execute(
            "insert into article_sections select 1, id, id, title, published_at, 1, 1, first_seen_at from articles"
        )
        connection.execute("update crawls set finished_at = started_at, outcome = 'done'")
    db.conn.execute("pragma wal_checkpoint(truncate)")
    db.close()
    return path


def _sign(connection: sqlite3.Connection) -> None:
    """The marks that a crawl leaves with its articles."""
    for article_id, body in connection.execute("select id, body from articles").fetchall():
        marks = signature(body)[:MARKS]
        connection.execute("insert into signatures values (?, ?)", (article_id, packed(marks)))
        connection.executemany("insert into story_marks values (?, ?)", ((mark, article_id) for mark in marks))


def _articles(site: str, number: int, articles: int) -> Iterator[tuple[object, ...]]:
    for n in range(1, articles + 1):
        told = n if n % REPRINTED == 0 else number * articles + n + 1_000_000_000  # a multiple: told by every shard
        if n % REPRINTED == 0:
            told += articles * (number // 8)  # by eight of them
        story = made_story(told)
        moment = f"2026-03-{n % 28 + 1:02}T{n % 24:02}:{number % 60:02}:{n % 60:02}+00:00"
        digest = f"{told:064x}"
        yield (n, f"http://{site}.example/{n}.html", site, story.title, story.body, moment[:10], len(story.body), digest,
               moment, moment, moment)  # fmt: skip


def _merge(target: Path, shards: list[Path]) -> dict[str, float]:
    command = [sys.executable, "-c", CHILD, str(target), *map(str, shards)]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True, env=os.environ)
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def _edit(path: Path, count: int) -> None:
    connection = sqlite3.connect(path)
    connection.execute(
        "update articles set title = title || '（更新）', last_checked_at = '2026-04-01T00:00:00+00:00' where id <= ?",
        (count,),
    )
    connection.commit()
    connection.close()


def _pointers(path: Path) -> set[tuple[str, str]]:
    connection = sqlite3.connect(path)
    query = (
        "select a.url, coalesce(first.url, '') from articles a left join articles first on first.id = a.duplicate_of"
    )
    found = set(connection.execute(query).fetchall())
    connection.close()
    return found


if __name__ == "__main__":
    measure(*map(int, sys.argv[1:3] if len(sys.argv) > 2 else USUAL))
