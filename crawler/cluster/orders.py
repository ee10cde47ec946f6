"""What a task is told, and what it tells: plain data, which any machine of the cluster understands."""

from typing import Any, NamedTuple

BUSY, BROKEN, STOPPED = "busy", "broken", "stopped"


class Order(NamedTuple):
    """One site to be crawled, one site to be read again, or one file to be imported: one task."""

    name: str  # of the site, or of the file; its folder in the storage
    command: tuple[str, ...]  # what scrapy is asked: crawl, harbor_times, -a, pages=3 …
    storage: str
    every_seconds: float  # between two snapshots
    version: str
    topic: str = ""  # of Dask's events, where progress is told
    source: str = ""  # an archive's file, which is fetched first
    form: str = ""  # in which an import is kept: shard or parquet


class Result(NamedTuple):
    """What became of an order."""

    name: str
    status: int  # exit status of the command
    outcome: str
    counts: dict[str, Any]
    line: str  # the last thing it said
    worker: str
    seconds: float
    snapshots: int = 0


class WrongVersion(Exception):
    """A worker has another Zhengwen than who asked; the message says what to do."""
