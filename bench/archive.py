"""What a raw page costs: to keep, in bytes and milliseconds, and to read again, on one core and on two."""

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench.page_edits import next_version, rewrite_paragraph
from pipelines.store.archive import PageArchive, SentPage
from pipelines.store.database import Database, open_database
from pipelines.store.page_migrations import PAGES

SHARED = Path(__file__).parent.parent.parent / "shared" / "corpus"
CORPORA = ("school-portal", "news-portals", "netease-gbk", "list-pages")
VERSIONS = 10_000
SECOND_VERSIONS = 300
FIRST = datetime(2026, 3, 2, tzinfo=UTC)
ROUNDS = 2  # of reclean; the quicker counts, for the machine may have other work


def run() -> None:
    if not SHARED.is_dir():
        print(f"passed over: it needs the saved pages in {SHARED}")
        return
    pages = [page for corpus in CORPORA for page in saved_pages(SHARED / corpus)]
    with tempfile.TemporaryDirectory() as folder:
        _first_versions(Path(folder), pages)
        _many_versions(Path(folder), pages)
        _second_versions(Path(folder), pages)
        _reclean(Path(folder), pages + gold_pages(SHARED / "article-gold"))


def saved_pages(folder: Path) -> list[tuple[str, str, bytes]]:
    """(url, site, bytes) of a corpus folder; a page without an address gets one."""
    found = []
    for number, line in enumerate((folder / "index.jsonl").read_text(encoding="utf-8").splitlines()):
        page = json.loads(line)
        file = folder / page["file"]
        if "html" in page["content_type"] and file.is_file() and file.stat().st_size:
            url = page["url"] or f"http://{folder.name}.example/{number}.html"
            found.append((url, url.split("/")[2], file.read_bytes()))
    return found


def gold_pages(folder: Path) -> list[tuple[str, str, bytes]]:
    """(url, site, bytes) of single pages of many sites, most of them large."""
    files = sorted(folder.glob("*/**/*.html"))
    return [(f"http://{file.parent.name}.example/{file.name}", file.parent.name, file.read_bytes()) for file in files]


def headers(body: bytes, number: int) -> list[tuple[str, str]]:
    """What a server sends along: some of it differs every time."""
    return [
        ("Server", "nginx/1.18.0"),
        ("Date", f"Mon, 02 Mar 2026 {number // 3600 % 24:02}:{number // 60 % 60:02}:{number % 60:02} GMT"),
        ("Content-Type", "text/html; charset=utf-8"),
        ("Vary", "Accept-Encoding"),
        ("Last-Modified", f"Mon, 02 Mar 2026 01:{number // 60 % 60:02}:{number % 60:02} GMT"),
        ("Etag", f'W/"{number * 7919:x}-{len(body):x}"'),
        ("X-Cache", "HIT from cache-07"),
    ]


def _kept(folder: Path, name: str) -> PageArchive:
    return PageArchive(open_database(folder / name, PAGES))


def _keep(archive: PageArchive, url: str, site: str, body: bytes, number: int) -> None:
    at = (FIRST + timedelta(minutes=number)).isoformat(timespec="seconds")
    sent = SentPage(body, 200, headers(body, number), url)
    archive.keep(url, site, [sent], crawl_id=1, fetched_at=at)


def _size(db: Database) -> int:
    return int(db.conn.execute("pragma page_count").fetchone()[0] * 4096)


def _first_versions(folder: Path, pages: list[tuple[str, str, bytes]]) -> None:
    archive = _kept(folder, "first.db")
    began = time.perf_counter()
    for number, (url, site, body) in enumerate(pages):
        _keep(archive, url, site, body, number)
    seconds = time.perf_counter() - began
    raw = sum(len(body) for _, _, body in pages)
    print(
        f"{len(pages):,} first versions: {raw / _size(archive.db):.1f} : 1, {seconds / len(pages) * 1000:.2f} ms each"
    )
    archive.db.close()


def _many_versions(folder: Path, pages: list[tuple[str, str, bytes]]) -> None:
    choice = random.Random(3)
    archive = _kept(folder, "many.db")
    latest = {url: (site, body) for url, site, body in pages}
    addresses = sorted(latest)
    kept: dict[str, list[bytes]] = {}
    raw = 0
    seconds = 0.0
    for number in range(VERSIONS):
        url = addresses[number % len(addresses)]
        site, body = latest[url]
        if url in kept:
            body = next_version(body, choice)
        latest[url] = site, body
        kept.setdefault(url, []).append(body)
        raw += len(body)
        began = time.perf_counter()
        _keep(archive, url, site, body, number)
        seconds += time.perf_counter() - began
    size = _size(archive.db)
    print(f"{VERSIONS:,} versions of {len(addresses):,} pages: {raw / 1e6:.0f} MB in {size / 1e6:.1f} MB", end=", ")
    print(f"{raw / size:.1f} : 1, {seconds / VERSIONS * 1000:.2f} ms each", end=", ")
    began = time.perf_counter()
    read = 0
    for url in addresses:
        bodies = [archive.pages(fetch)[0].body for fetch in archive.fetches(url)]
        assert bodies == kept[url], url
        read += len(bodies)
    print(f"{read:,} read again byte for byte, {(time.perf_counter() - began) / VERSIONS * 1000:.2f} ms each")
    archive.db.close()


def _second_versions(folder: Path, pages: list[tuple[str, str, bytes]]) -> None:
    choice = random.Random(4)
    archive = _kept(folder, "second.db")
    some = pages[:: len(pages) // SECOND_VERSIONS]
    for number, (url, site, body) in enumerate(some):
        _keep(archive, url, site, body, number)
    archive.db.conn.execute("vacuum")
    before = _size(archive.db)
    raw = 0
    for number, (url, site, body) in enumerate(some):
        edited = rewrite_paragraph(body, choice)
        raw += len(edited)
        _keep(archive, url, site, edited, number + 20_000)
    archive.db.conn.execute("vacuum")
    added = _size(archive.db) - before
    print(f"a second version, a paragraph rewritten: {added / len(some):.0f} bytes, {added / raw:.2%} of the page")
    archive.db.close()


def _reclean(folder: Path, pages: list[tuple[str, str, bytes]]) -> None:
    from tests.archived import Shelf

    with Shelf(folder) as shelf:
        for url, site, body in pages:
            shelf.put(url, body, site=site)
    seconds = {}
    for jobs in (1, 2) if (os.cpu_count() or 1) > 1 else (1,):
        command = [sys.executable, "-m", "scrapy", "reclean", "--again", "--jobs", str(jobs)]
        command += ["-s", f"DATABASE={folder / 'news.db'}", "-s", f"PAGES_DATABASE={folder / 'pages.db'}"]
        rounds = []
        for _ in range(ROUNDS):
            began = time.perf_counter()
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
            rounds.append(time.perf_counter() - began)
        seconds[jobs] = min(rounds)
        print(f"reclean of {len(pages):,} pages, --jobs {jobs}: {seconds[jobs]:.1f} s", end="; ")
    print(f"{seconds[1] / seconds[max(seconds)]:.2f} times the speed")
