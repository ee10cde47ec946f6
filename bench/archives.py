"""Archive files read on two workers beside one: at least 1.7 times as many pages a second, and the same bytes.

The files are made from the corpora's pages.  ``python -m bench archives`` takes some minutes.
"""

import hashlib
import json
import subprocess
import sys
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path

from bench.archive import CORPORA, SHARED, gold_pages, headers, saved_pages
from crawler.warc import WarcPage, WarcWriter

ROOT = Path(__file__).resolve().parent.parent
FILES = 8
PAGES = 300  # in each file


def run() -> dict[str, float] | None:
    if not SHARED.is_dir():
        print(f"passed over: it needs the saved pages in {SHARED}")
        return None
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = make_archives(folder, FILES, PAGES)
        rates, digests = [], []
        for workers in (1, 2):
            storage = folder / f"by{workers}"
            storage.mkdir()
            seconds = time_import(files, storage, workers)
            digests.append(digest_of(storage))
            rates.append(FILES * PAGES / seconds)
            print(f"{workers} worker(s): {seconds:6.1f} s, {rates[-1]:5.0f} pages/s", flush=True)
        packed = sum(file.stat().st_size for file in files) / FILES / PAGES
        kept = sum(file.stat().st_size for file in storage.rglob("*.zst")) / FILES / PAGES
        print(
            f"ratio {rates[1] / rates[0]:.2f}; {packed / 1e3:.1f} KB a page in the archives, {kept / 1e3:.1f} KB in shards"
        )
        print("the same bytes" if digests[0] == digests[1] else "OTHER BYTES")
        return {"one": rates[0], "ratio": rates[1] / rates[0], "same": float(digests[0] == digests[1])}


def make_archives(folder: Path, files: int, pages: int) -> list[Path]:
    """WARC files of real pages, each page under an address of its own."""
    known = [page for corpus in CORPORA for page in saved_pages(SHARED / corpus)]
    known += gold_pages(SHARED / "article-gold")
    more = cycle(known)
    paths = []
    for number in range(files):
        path = folder / f"CC-NEWS-{number:05}.warc.gz"
        with path.open("wb") as file:
            writer = WarcWriter(file, path.name)
            for place, (url, _, body) in enumerate(islice(more, pages)):
                sent = [(name, value) for name, value in headers(body, place) if name != "Content-Type"]
                address = f"{url}{'&' if '?' in url else '?'}copy={number}"
                page = WarcPage(
                    address,
                    200,
                    [*sent, ("Content-Type", "text/html")],
                    body,
                    f"2026-03-0{number % 9 + 1}T01:00:00+00:00",
                )
                writer.write(page)
        paths.append(path)
    return paths


def time_import(files: list[Path], storage: Path, workers: int) -> float:
    """Seconds of the whole command, the start of Dask in it."""
    command = [sys.executable, "-m", "scrapy", "cluster", "import-warc", "--at-once", str(workers)]
    command += ["--storage", str(storage), *map(str, files)]
    began = time.monotonic()
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    seconds = time.monotonic() - began
    if done.returncode not in (0, 4):
        raise SystemExit(done.stderr)
    return seconds


def digest_of(storage: Path) -> str:
    files = sorted(path for path in storage.rglob("*") if path.is_file())
    told = [(str(file.relative_to(storage)), hashlib.sha256(file.read_bytes()).hexdigest()) for file in files]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()
