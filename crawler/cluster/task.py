"""One task on one worker: our ordinary ``scrapy crawl SITE`` on the worker's own disk, and a snapshot now and then.

It begins from the site's last snapshot, wherever that came from, and ends with a last one.  Whatever happens to the
worker, the scheduler gives the task to another, which goes on from there.
"""

import secrets
import shutil
import tempfile
import time
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

from crawler.cluster.lifeline import CutOff, Lifeline, NotWanted
from crawler.cluster.orders import Order, Result, WrongVersion
from crawler.cluster.snapshots import DATABASES, LostSite, Snapshots
from crawler.cluster.storage import Storage
from crawler.cluster.supervised import Supervised
from crawler.cluster.version import project_version
from crawler.outcomes import BUSY, EXIT_STATUS, STOPPED
from pipelines.store.database import open_database
from pipelines.store.how_far import bury_crawls, how_far, last_crawl
from pipelines.store.migrations import NEWS

BEAT_SECONDS = 1.0  # between two signs of ours to the guard, which waits for ten
TELL_EVERY = 2.0  # seconds between two words of progress
LAST_TRY_SECONDS = 600.0  # for the last snapshot, while the storage fails: nobody crawls meanwhile
BETWEEN_TRIES = 5.0  # seconds, of a snapshot that could not be kept
SCRATCH = "zhengwen-"
ONE_CORE = ("-s", "READING_PROCESSES=1")  # there are tasks beside this one for the others
AT_WORK: set[str] = set()  # owners, in this process: also those whose task was taken back


def run_order(order: Order) -> Result:
    """Do the work of one order, on a worker of Dask's."""
    from distributed import get_worker

    worker = get_worker()
    check_version(order, worker.address)
    key = str(worker.get_current_task())
    storage = Storage(order.storage)
    of_this_run = order.topic.rpartition("-")[2]
    owner = of_this_run + secrets.token_hex(4)
    snapshots = Snapshots(storage, order.name, owner)
    scratch = Path(tempfile.mkdtemp(prefix=SCRATCH, dir=worker.local_directory))
    began = time.monotonic()
    AT_WORK.add(owner)
    try:
        with Lifeline(worker, key, snapshots.check) as lifeline:
            result = _Work(order, worker, lifeline, snapshots, scratch).run()
    except LostSite as lost:
        if of_this_run and lost.owner.startswith(of_this_run):
            # An earlier try of ours, cut off by now, whose word a storage that hung has taken in late: there is nobody.
            # Whoever is cut off and finds the next try at work is not heard by Dask any more.
            raise
        result = Result(order.name, EXIT_STATUS[BUSY], BUSY, {}, str(lost), "", 0)
    finally:
        AT_WORK.discard(owner)
        shutil.rmtree(scratch, ignore_errors=True)
    return result._replace(worker=worker.address, seconds=time.monotonic() - began)


def check_version(order: Order, address: str) -> None:
    if order.version != project_version():
        raise WrongVersion(
            f"The worker {address} has Zhengwen {project_version()}, and you have {order.version}: "
            "update the older one (git pull && make setup), then start the workers again."
        )


class _Work:
    """An order under way."""

    def __init__(self, order: Order, worker: Any, lifeline: Lifeline, snapshots: Snapshots, folder: Path) -> None:
        self.order = order
        self.worker = worker
        self.lifeline = lifeline
        self.snapshots = snapshots
        self.folder = folder
        self.count = 0
        self.taken_at = time.monotonic()
        self.told_at = 0.0

    def run(self) -> Result:
        self.snapshots.begin(self.folder)
        if (self.folder / "news.db").exists():
            db = open_database(self.folder / "news.db", NEWS)
            bury_crawls(db)
            db.close()
        settings = list(ONE_CORE)
        for setting, name in zip(("DATABASE", "PAGES_DATABASE"), DATABASES, strict=True):
            settings += ["-s", f"{setting}={self.folder / name}"]
        with Supervised([*self.order.command, *settings], self.folder) as command, ThreadPoolExecutor(1) as copier:
            is_wanted = True
            try:
                self._watch(command, copier)
            except NotWanted:
                is_wanted = False
            finally:
                status = command.end()  # before anything else is waited for: a snapshot on its way may hang for long
            out, errors = command.said()
        result = self._result(status if is_wanted else EXIT_STATUS[STOPPED], out, errors)
        self._keep_last(result)
        return result._replace(snapshots=self.count)

    def _watch(self, command: Supervised, copier: ThreadPoolExecutor) -> None:
        """Stay beside the command until it ends; raises what ends it before."""
        taking: Future[Any] | None = None
        while command.beat(BEAT_SECONDS):
            self.lifeline.check()
            self._tell()
            if taking and taking.done():
                self._taken(taking)
                taking = None
            if taking is None and time.monotonic() - self.taken_at > self.order.every_seconds:
                taking = copier.submit(self.snapshots.take, self.folder)
        if taking:
            self._taken(taking)

    def _taken(self, taking: Future[Any]) -> None:
        """A snapshot was taken, or could not be: then the lifeline decides how long that may go on."""
        try:
            taking.result()
        except LostSite:
            raise
        except Exception as error:
            self._log(f"no snapshot of {self.order.name}: {type(error).__name__}: {error}")
            self.taken_at = time.monotonic() - self.order.every_seconds + BETWEEN_TRIES
            return
        self.count += 1
        self.taken_at = time.monotonic()

    def _keep_last(self, result: Result) -> None:
        """The last snapshot: tried until it is taken, for the work of hours hangs on it."""
        deadline = time.monotonic() + LAST_TRY_SECONDS
        while True:
            try:
                told = {"command": self.order.command[0], "version": self.order.version, "status": result.status}
                self.snapshots.take(self.folder, told | result.counts)
                self.count += 1
                return
            except LostSite:
                raise
            except Exception as error:
                self._log(f"no last snapshot of {self.order.name}: {type(error).__name__}: {error}")
                if time.monotonic() > deadline:
                    raise CutOff(f"no answer from the storage for {LAST_TRY_SECONDS:.0f} seconds") from error
                time.sleep(BETWEEN_TRIES)

    def _result(self, status: int, out: str, errors: str) -> Result:
        counts: dict[str, Any] = {}
        if (self.folder / "news.db").exists():
            db = open_database(self.folder / "news.db", NEWS)
            counts = last_crawl(db) | how_far(self.folder / "news.db")
            db.close()
        outcome = next((name for name, number in EXIT_STATUS.items() if number == status), "broken")
        said = (out.splitlines() or errors.splitlines() or [""])[-1] if not status else (errors or out).splitlines()
        line = said if isinstance(said, str) else (said or [""])[-1]
        return Result(self.order.name, status, counts.get("outcome") or outcome, counts, line, "", 0)

    def _tell(self) -> None:
        if self.order.topic and time.monotonic() - self.told_at > TELL_EVERY:
            self.told_at = time.monotonic()
            self.worker.log_event(self.order.topic, {"name": self.order.name} | how_far(self.folder / "news.db"))

    def _log(self, sentence: str) -> None:
        if self.order.topic:
            self.worker.log_event(self.order.topic, {"name": self.order.name, "said": sentence})
