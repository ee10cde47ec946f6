"""Finding the next request costs the same at a million known addresses as at ten thousand."""

import statistics
import tempfile
import time
from pathlib import Path

from pipelines.store import frontier, leases
from pipelines.store.crawls import begin_crawl
from pipelines.store.database import Database, open_database, writing
from pipelines.store.migrations import NEWS
from pipelines.store.times import now_at

SIZES = (10_000, 1_000_000)
WORK = 500  # addresses queued among the known ones
ROUNDS = 5


def run() -> None:
    print(f"{'known addresses':>16} {'next request':>14} {'a link seen again':>18}")
    costs = []
    with tempfile.TemporaryDirectory() as name:
        for size in SIZES:
            db = open_database(Path(name) / f"{size}.db", NEWS)
            crawl_id, section_id = _fill(db, size)
            leases = [_lease_some(db, crawl_id) for _ in range(ROUNDS)]
            seen = [_see_again(db, crawl_id, section_id, size) for _ in range(ROUNDS)]
            costs.append((statistics.median(leases), statistics.median(seen)))
            print(f"{size:16,} {costs[-1][0] * 1e6:11.0f} µs {costs[-1][1] * 1e6:15.0f} µs")
            db.close()
    print(f"{'ratio':>16} {costs[1][0] / costs[0][0]:14.2f} {costs[1][1] / costs[0][1]:18.2f}")


def _fill(db: Database, size: int) -> tuple[int, int]:
    """`size` addresses that are done, and WORK that are queued."""
    crawl_id = begin_crawl(db, "bench", {}).crawl_id
    section_id = frontier.want_section(db, crawl_id, site="bench", name="", url="http://b.example/", twin="b")
    with writing(db) as connection:
        connection.executemany(
            "insert into frontier (url, twin, kind, site, section_id, state, queued_at, finished_at, crawl_id)"
            " values (?, ?, 'article', 'bench', ?, ?, ?, ?, ?)",
            (
                (_url(n), _url(n), section_id, "queued" if n >= size else "done", now_at(), now_at(), crawl_id)
                for n in range(size + WORK)
            ),
        )
        connection.execute("update frontier set state = 'done' where kind = 'section'")
    return crawl_id, section_id


def _url(number: int) -> str:
    return f"http://b.example/2026/03/{number:08}.shtml"


def _lease_some(db: Database, crawl_id: int) -> float:
    """Seconds for one lease, as a mean over a fifth of the work."""
    begin = time.perf_counter()
    for _ in range(WORK // ROUNDS):
        assert leases.lease(db, crawl_id, 600)
    return (time.perf_counter() - begin) / (WORK // ROUNDS)


def _see_again(db: Database, crawl_id: int, section_id: int, size: int) -> float:
    links = [{"url": _url(n), "twin": _url(n)} for n in range(0, size, size // 200)]
    begin = time.perf_counter()
    with writing(db) as connection:
        for link in links:
            frontier.queue_article(connection, crawl_id + 1, section_id, "bench", link)
    return (time.perf_counter() - begin) / len(links)
