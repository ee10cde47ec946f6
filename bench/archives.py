"""Archive files read on two workers beside one: at least 1.7 times as many pages a second, and the same bytes, also where
a worker is killed in the middle, and an import.

The files are made from the corpora's pages.  ``python -m bench archives`` takes some minutes.
"""

import contextlib
import hashlib
import subprocess
import sys
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path

import psutil

from bench.archive import CORPORA, SHARED, gold_pages, headers, saved_pages
from crawler.warc import WarcPage
from crawler.warc_writer import WarcWriter

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
        rates, kept = [], []
        for workers in (1, 2):
            storage = folder / f"by{workers}"
            storage.mkdir()
            seconds = time_import(files, storage, workers)
            kept.append(digests_of(storage))
            rates.append(FILES * PAGES / seconds)
            print(f"{workers} worker(s): {seconds:6.1f} s, {rates[-1]:5.0f} pages/s", flush=True)
        packed = sum(file.stat().st_size for file in files) / FILES / PAGES
        size = sum(file.stat().st_size for file in storage.rglob("*.zst")) / FILES / PAGES
        ratio = rates[1] / rates[0]
        print(f"ratio {ratio:.2f}; {packed / 1e3:.1f} KB a page in the archives, {size / 1e3:.1f} KB in shards")
        storage = folder / "killed"
        storage.mkdir()
        import_while_killed(files, storage)
        kept.append(digests_of(storage))
        others = {
            name for one in kept for name, digest in one.items() | kept[0].items() if one.get(name) != kept[0].get(name)
        }
        print(f"OTHER BYTES: {', '.join(sorted(others))}" if others else "the same bytes, also after the kills")
        return {"one": rates[0], "ratio": ratio, "same": float(not others)}


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
    began = time.monotonic()
    done = subprocess.run(_command(files, storage, workers), cwd=ROOT, capture_output=True, text=True, check=False)
    seconds = time.monotonic() - began
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)
    return seconds


def import_while_killed(files: list[Path], storage: Path) -> None:
    """On two workers, one of which is killed while it reads; later what reads a file is killed alone."""
    command = subprocess.Popen(_command(files, storage, 2), cwd=ROOT, stdout=subprocess.PIPE, text=True)
    for finished, whom in enumerate(("worker", "import"), start=1):
        while command.poll() is None and sum(1 for _ in storage.rglob("*.json")) < finished:
            time.sleep(0.1)
        worker, reading = _at_work(command.pid)
        killed = worker if whom == "worker" else reading
        killed.kill()
    said, _ = command.communicate()
    if command.returncode:
        raise SystemExit(said)


def _at_work(command: int) -> tuple[psutil.Process, psutil.Process]:
    """One of Dask's workers, and the import that it has under way, below its guard."""
    while True:
        for process in psutil.Process(command).children(recursive=True):
            with contextlib.suppress(psutil.NoSuchProcess):
                guard = process.parent()
                if guard and "import-warc" in process.cmdline() and "crawler.cluster.guard" in guard.cmdline():
                    worker = guard.parent()
                    if worker and "crawler.cluster.guard" not in process.cmdline():
                        return worker, process
        time.sleep(0.1)


def _command(files: list[Path], storage: Path, workers: int) -> list[str]:
    command = [sys.executable, "-m", "scrapy", "cluster", "import-warc", "--at-once", str(workers)]
    return [*command, "--storage", str(storage), *map(str, files)]


def digests_of(storage: Path) -> dict[str, str]:
    """file -> digest of what is in it."""
    files = sorted(path for path in storage.rglob("*") if path.is_file())
    return {str(file.relative_to(storage)): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}
