"""Whether a task still reaches the scheduler and the storage, and is still wanted: without that, it must stop.

Asked in threads of their own, because what is cut off does not answer.
"""

import asyncio
import threading
import time
from collections.abc import Callable
from typing import Any

from crawler.cluster.snapshots import LostSite

LOST_SECONDS = 48.0  # without an answer; a storage may fail for half a minute, and a crawl needs some seconds to end
EVERY_SECONDS = 3.0  # between two questions
ANSWER_SECONDS = 10.0  # that an answer of the scheduler may take
WANTED_STATES = ("executing", "long-running", "resumed", "running", "waiting", "ready", "constrained", "rescheduled")


class CutOff(Exception):
    """The worker does not reach the scheduler or the storage any more."""


class NotWanted(Exception):
    """Whoever asked for the task has taken it back, or is gone."""


class Lifeline:
    """Watches from the beginning of a ``with`` to its end; `check` raises what it has found."""

    def __init__(self, worker: Any, key: str, ask_storage: Callable[[], None]) -> None:
        self.worker = worker
        self.key = key
        now = time.monotonic()
        self._answered = {"the scheduler": now, "the storage": now}
        self._asks = {"the scheduler": self._ask_scheduler, "the storage": ask_storage}
        self._lost: LostSite | None = None
        self._end = threading.Event()

    def __enter__(self) -> "Lifeline":
        for name in self._asks:
            threading.Thread(target=self._watch, args=(name,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._end.set()

    def check(self) -> None:
        """Raise `CutOff`, `LostSite` or `NotWanted` where the work must not go on."""
        if self._lost:
            raise self._lost
        for name, at in self._answered.items():
            if (silent := time.monotonic() - at) > LOST_SECONDS:
                raise CutOff(f"no answer from {name} for {silent:.0f} seconds")
        if not self.is_wanted():
            raise NotWanted(f"{self.key} was taken back")
        if self.worker.status.name in ("closing", "closed", "failed"):
            raise CutOff("the worker is closing")

    def is_wanted(self) -> bool:
        task = self.worker.state.tasks.get(self.key)
        return task is not None and task.state in WANTED_STATES

    def _watch(self, name: str) -> None:
        while not self._end.wait(EVERY_SECONDS):
            try:
                self._asks[name]()
            except LostSite as lost:
                self._lost = lost
                return
            except Exception:  # whatever a storage says when it fails: it has not answered
                continue
            self._answered[name] = time.monotonic()

    def _ask_scheduler(self) -> None:
        asking = self.worker.scheduler.get_metadata(keys=["zhengwen"], default=None)
        asyncio.run_coroutine_threadsafe(asking, self.worker.loop.asyncio_loop).result(ANSWER_SECONDS)
