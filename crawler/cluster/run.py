"""All orders of one command, given to Dask and waited for, whatever becomes of workers or of the scheduler."""

import secrets
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from crawler.cluster.engine import Engine, NoCluster
from crawler.cluster.orders import Order, Result, WrongVersion
from crawler.outcomes import BROKEN, DONE_WITH_FAILURES, EXIT_STATUS, NO_ROOM, STOPPED

LOOK_SECONDS = 0.3  # between two looks at the tasks
PATIENCE_SECONDS = 600.0  # without a scheduler, until we give up: time to start it again
TRIES = 20  # of one order that ends with an error, or with its worker
# Before the second try, twice that before the third …: a storage may recover in a quarter of an hour.
PAUSE_SECONDS = 5.0
ENDING_SECONDS = 90.0  # that tasks have to end when we are told to

Task = Callable[[Order], Result]


class Run:
    """Orders under way.  `progress` is what the tasks told last, by their names; `results` is what is done."""

    def __init__(self, engine: Engine, task: Task, orders: Sequence[Order], say: Callable[[str], None]) -> None:
        self.engine = engine
        self.task = task
        self.topic = f"zhengwen-{secrets.token_hex(4)}"
        self.orders = {order.name: order._replace(topic=self.topic) for order in orders}
        self.say = say
        self.results: dict[str, Result] = {}
        self.progress: dict[str, Mapping[str, Any]] = {}
        self.tries: dict[str, int] = dict.fromkeys(self.orders, 0)
        self._futures: dict[str, Any] = {}
        self._rests_until: dict[str, float] = {}

    def wait(self, draw: Callable[[], None]) -> None:
        """Until every order has its result; `draw` is called a few times a second."""
        self._listen()
        while len(self.results) < len(self.orders):
            if self.engine.client is None or self.engine.client.status != "running":
                self._reconnect(draw)
            self._submit()
            for name, future in list(self._futures.items()):
                self._look_at(name, future)
            draw()
            time.sleep(LOOK_SECONDS)

    def cancel(self) -> None:
        """Take all orders back, and wait until the tasks that are at work have ended and kept what they have."""
        if not self._futures or self.engine.client is None:
            return
        self.engine.client.cancel(list(self._futures.values()))
        deadline = time.monotonic() + ENDING_SECONDS
        while time.monotonic() < deadline and self._are_at_work():
            time.sleep(LOOK_SECONDS)

    def _submit(self) -> None:
        now = time.monotonic()
        for place, (name, order) in enumerate(self.orders.items()):
            if name not in self.results and name not in self._futures and self._rests_until.get(name, 0) <= now:
                # The topic first: tasks of one kind, so named, wait at the scheduler for the next worker that is free.
                key = f"{self.topic}-{name}-{self.tries[name]}"
                self._futures[name] = self.engine.client.submit(self.task, order, key=key, priority=-place, pure=False)

    def _look_at(self, name: str, future: Any) -> None:
        if future.status == "finished":
            try:
                self.results[name] = future.result(timeout=10)
            except Exception as error:  # its worker is gone with the result: the next one finds all done
                self._again(name, str(error))
                return
            del self._futures[name]
            future.release()
        elif future.status == "error":
            failure = future.exception(timeout=10)
            if isinstance(failure, WrongVersion):
                self._give_up(name, str(failure))
            else:
                self._again(name, f"{type(failure).__name__}: {failure}".splitlines()[0])
        elif future.status in ("cancelled", "lost"):
            self._futures.pop(name, None)

    def _again(self, name: str, why: str) -> None:
        self._futures.pop(name, None)
        self.tries[name] += 1
        self._rests_until[name] = time.monotonic() + PAUSE_SECONDS * self.tries[name]
        if self.tries[name] > TRIES:
            self._give_up(name, why)
        else:
            self.say(f"{name}: {why}; it is begun again from what was kept last.")

    def _give_up(self, name: str, why: str) -> None:
        self._futures.pop(name, None)
        self.results[name] = Result(name, EXIT_STATUS[BROKEN], BROKEN, {}, why, "", 0)

    def _reconnect(self, draw: Callable[[], None]) -> None:
        """The scheduler is gone, and all that it knew: wait for one at its address, and begin again from snapshots."""
        self.say("The scheduler does not answer; its tasks stop within a minute, and go on once it is back.")
        self._futures.clear()
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                self.engine.connect()
                break
            except NoCluster:
                if time.monotonic() > deadline:
                    raise
            draw()
            time.sleep(1)
        for name in self.orders:
            self.tries[name] += 1  # another key: a worker may still be busy with the old one
        self._listen()
        self.say("The scheduler is back.")

    def _listen(self) -> None:
        self.engine.client.subscribe_topic(self.topic, self._hear)

    def _hear(self, event: tuple[float, Mapping[str, Any]]) -> None:
        _, told = event
        if sentence := told.get("said"):
            self.say(str(sentence))
        else:
            self.progress[str(told["name"])] = told

    def _are_at_work(self) -> bool:
        try:
            return any(self.engine.client.run(tasks_at_work).values())
        except Exception:  # no workers, or no scheduler
            return False


def tasks_at_work(dask_worker: Any = None) -> int:
    """How many threads of a worker are at work, whether or not somebody still wants what they do."""
    from crawler.cluster import task

    return len(task.AT_WORK)


def status_of(results: Sequence[Result]) -> int:
    """The exit status of all together: theirs if they agree; else the worst is told, or that some have failed."""
    statuses = {result.status for result in results}
    if len(statuses) == 1:
        return statuses.pop()
    for worst in (BROKEN, NO_ROOM, STOPPED, DONE_WITH_FAILURES):
        if EXIT_STATUS[worst] in statuses:
            return EXIT_STATUS[worst]
    return EXIT_STATUS[DONE_WITH_FAILURES]
