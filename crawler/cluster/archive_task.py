"""One WARC file on one worker: fetched, read by ``scrapy import-warc`` on the worker's disk, kept as a shard or Parquet.

The same file and the same rules give the same bytes, wherever and however often it is read: a task that died is simply
done again, and what is there is finished.
"""

import hashlib
import posixpath
import shutil
import tempfile
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from crawler.cluster.lifeline import Lifeline
from crawler.cluster.orders import Order, Result
from crawler.cluster.snapshots import DATABASES, Snapshot, as_json, folder_name
from crawler.cluster.storage import BadStorage, Storage
from crawler.cluster.supervised import Supervised
from crawler.cluster.task import AT_WORK, BEAT_SECONDS, ONE_CORE, SCRATCH, check_version
from crawler.outcomes import DONE, DONE_WITH_FAILURES, EXIT_STATUS, NOTHING_FOUND, STOPPED
from pipelines.store.copies import digest_of, pack
from pipelines.store.database import open_database
from pipelines.store.how_far import how_far, last_crawl
from pipelines.store.migrations import NEWS
from pipelines.store.timeless import forget_when, last_fetched
from pipelines.store.times import now_at

SHARD, PARQUET = "shard", "parquet"
OWNER = "import"  # of every shard that was imported: two that import one file write the same
FINISHED = frozenset((EXIT_STATUS[DONE], EXIT_STATUS[DONE_WITH_FAILURES]))
SIGNALLED = 128  # and the signal's number: the status of what one has killed
ENDINGS = (".gz", ".warc", ".arc")


class FailedImport(Exception):
    """A file that could not be imported; the message says why."""


class BrokenOff(Exception):
    """An import that was ended from outside: it says nothing of its file, and is begun again."""


def name_of(source: str) -> str:
    """A file as a name of its own in the storage.

    >>> name_of("s3://crawl-data/2026/11/CC-NEWS-20261101-00001.warc.gz")
    'CC-NEWS-20261101-00001-30f33d98'
    """
    stem = posixpath.basename(urlsplit(source).path)
    for ending in ENDINGS:
        stem = stem.removesuffix(ending)
    return f"{folder_name(stem)}-{hashlib.sha256(source.encode()).hexdigest()[:8]}"


def finished_file(name: str, form: str) -> str:
    """The file of the storage that is there once a source is imported."""
    return f"{name}.parquet" if form == PARQUET else f"{name}/000001-{OWNER}.json"


def is_finished(storage: Storage, name: str, form: str) -> bool:
    folder, _, file = finished_file(name, form).rpartition("/")
    return file in storage.names(folder)


def import_file(order: Order) -> Result:
    """Import one file, on a worker of Dask's."""
    from distributed import get_worker

    worker = get_worker()
    check_version(order, worker.address)
    storage = Storage(order.storage)
    began = time.monotonic()
    key = str(worker.get_current_task())
    folder = Path(tempfile.mkdtemp(prefix=SCRATCH, dir=worker.local_directory))
    AT_WORK.add(key)
    try:
        with Lifeline(worker, key, lambda: _answer(storage)) as lifeline:
            counts, line, status = _import(order, folder, storage, lifeline, worker)
    finally:
        AT_WORK.discard(key)
        shutil.rmtree(folder, ignore_errors=True)
    outcome = str(counts.get("outcome") or DONE_WITH_FAILURES)
    return Result(order.name, status, outcome, counts, line, worker.address, time.monotonic() - began)


def _import(
    order: Order, folder: Path, storage: Storage, lifeline: Lifeline, worker: Any
) -> tuple[dict[str, Any], str, int]:
    file = folder / posixpath.basename(urlsplit(order.source).path)
    fetch(order.source, file)
    since = now_at()
    command = ["import-warc", file.name, "-s", "DATABASE=news.db", "-s", "PAGES_DATABASE=pages.db", *ONE_CORE]
    with Supervised([*command, *order.command], folder) as importing:
        while importing.beat(BEAT_SECONDS):
            lifeline.check()
            if order.topic:
                worker.log_event(order.topic, {"name": order.name} | how_far(folder / "news.db"))
        status = importing.end()
        out, errors = importing.said()
    if was_ended(status):
        raise BrokenOff(f"its import was ended from outside (status {status})")
    if status not in FINISHED and (errors or status != EXIT_STATUS[NOTHING_FOUND]):
        # Nothing is kept, so the file is not finished.  That no page of it is an article would be an answer.
        return {}, (errors or out or "it could not be read").splitlines()[-1], EXIT_STATUS[DONE_WITH_FAILURES]
    moment = last_fetched(folder / "pages.db")
    kept = folder / "kept"
    kept.mkdir()
    for name in DATABASES:
        forget_when(folder / name, kept / name, since=since, moment=moment, source=order.source)
    # Not of the copy: opening it would write into it, and what SQLite leaves in its head depends on who else has it open.
    db = open_database(folder / "news.db", NEWS)
    counts = last_crawl(db) | {"articles": db.execute("select count(*) from articles").fetchone()[0]}
    db.close()
    if order.form == PARQUET:
        _keep_parquet(order, kept, storage)
    else:
        _keep_shard(order, kept, storage, moment, counts)
    return counts, (out.splitlines() or [""])[-1], EXIT_STATUS[DONE] if status == EXIT_STATUS[NOTHING_FOUND] else status


def was_ended(status: int) -> bool:
    """Whether a signal ended a command, as its guard's does where a worker falls silent: on a machine that hangs for a while."""
    return status == EXIT_STATUS[STOPPED] or status > SIGNALLED


def _keep_shard(order: Order, kept: Path, storage: Storage, moment: str, counts: dict[str, Any]) -> None:
    files = {}
    for name in DATABASES:
        packed = kept / f"000001-{OWNER}.{name}.zst"
        pack(kept / name, packed)
        storage.put(packed, f"{order.name}/{packed.name}")
        files[name] = {"name": packed.name, "sha256": digest_of(packed), "bytes": packed.stat().st_size}
    told = {"source": order.source, "articles": counts["articles"]}
    snapshot = Snapshot(1, OWNER, files, told, moment)
    storage.write(finished_file(order.name, SHARD), as_json(snapshot, order.name))


def _keep_parquet(order: Order, kept: Path, storage: Storage) -> None:
    target = kept / "articles.parquet"
    with Supervised(["export", target.name, "-s", "DATABASE=news.db"], kept) as exporting:
        while exporting.beat(BEAT_SECONDS):
            pass
        if exporting.end():
            raise FailedImport(f"{order.source}: {exporting.said()[1]}")
    storage.put(target, finished_file(order.name, PARQUET))


def fetch(source: str, file: Path) -> None:
    """Put a file from any address of fsspec's on this disk."""
    storage = Storage(source)
    try:
        storage.files.get_file(storage.root, str(file))
    except Exception as error:
        raise FailedImport(f"{source} cannot be fetched ({type(error).__name__}: {error}).") from error


def sources_of(source: str) -> list[str]:
    """The files that an address stands for: several where it has a star.  Raises `BadStorage` where there are none."""
    if "*" not in source:
        return [source]
    storage = Storage(source)
    try:
        found = sorted(storage.files.glob(storage.root))
    except Exception as error:
        raise BadStorage(f"{source} cannot be read ({type(error).__name__}: {error}).") from error
    if not found:
        raise BadStorage(f"There is no file like {source}: check the spelling.")
    return [str(each) if storage.is_folder else str(storage.files.unstrip_protocol(each)) for each in found]


def size_of(source: str) -> int:
    """The bytes of a file; 0 where its server does not say.  Raises `BadStorage` where it is not there."""
    storage = Storage(source)
    try:
        if storage.files.isfile(storage.root):
            return storage.files.size(storage.root) or 0
    except Exception as error:
        raise BadStorage(f"{source} cannot be read ({type(error).__name__}: {error}).") from error
    raise BadStorage(f"There is no file {source}: check the spelling.")


def _answer(storage: Storage) -> None:
    storage.names()
