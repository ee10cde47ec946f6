"""``make fuzz RUNS=100000 SEED=1``: break pages until Ctrl-C or RUNS, and keep what nobody survived.

An input is made from its seed and number alone, so a run that was stopped goes on where it stopped, and a failing
input can be made again anywhere.  Failing inputs are kept in a folder as ``CHECK-SEED-NUMBER``.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from queue import Empty
from typing import Any

from tests.fuzz.checks import CHECKS
from tests.fuzz.inputs import Tried, made_input, tried, tried_on

FOLDER = Path(__file__).parent.parent.parent / "data" / "fuzz"
TOLD_SECONDS = 10  # between two lines of progress
SLOWEST = 5  # inputs named at the end


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description="Break pages and look who breaks.")
    parser.add_argument("--runs", type=int, default=0, help="how many inputs; 0 goes on until Ctrl-C")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--check", choices=CHECKS, action="append", help="all, if none is named")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where failing inputs and the progress are kept")
    parser.add_argument("--own", action="store_true", help="our own pages alone, no saved real ones")
    parser.add_argument("--again", type=Path, nargs="+", help="kept inputs to be tried once more")
    asked = parser.parse_args()
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # whichever way it ends, its workers end with it
    if asked.again:
        return try_again(asked.again)
    asked.folder.mkdir(parents=True, exist_ok=True)
    checks = asked.check or list(CHECKS)
    run = Run(asked.folder / f"{'-'.join(checks)}-{asked.seed}.json")
    runs = asked.runs or sys.maxsize
    queue: multiprocessing.Queue[list[Tried]] = multiprocessing.Queue()
    workers = [
        multiprocessing.Process(
            target=work,
            args=(queue, checks, asked.seed, range(first, runs, asked.processes), not asked.own),
            daemon=True,
        )
        for first in (run.done.get(str(worker), worker) for worker in range(asked.processes))
    ]
    for worker in workers:
        worker.start()
    try:
        for batch in batches(queue, workers):
            run.take(batch, asked.processes)
            for one in batch:
                if one.failure:
                    body, _ = made_input(one.check, one.seed, one.number, real=not asked.own)
                    (asked.folder / f"{one.check}-{one.seed}-{one.number}").write_bytes(body)
                    print(f"{one.check}-{one.seed}-{one.number}: {one.failure}", flush=True)
            run.tell()
    except KeyboardInterrupt:
        print()
    for worker in workers:
        worker.terminate()
    run.save()
    print(run.summary())
    return 1 if run.failures else 0


class Run:
    """The figures of one run, kept between its parts."""

    def __init__(self, file: Path) -> None:
        self.file = file
        kept = json.loads(file.read_text()) if file.exists() else {}
        self.done: dict[str, int] = kept.get("done", {})  # worker -> the number it tries next
        self.counts: Counter[str] = Counter(kept.get("counts", {}))
        self.failures: dict[str, int] = kept.get("failures", {})
        self.slowest: list[list[Any]] = kept.get("slowest", [])
        self.seconds: float = kept.get("seconds", 0.0)
        self.told = time.monotonic()

    def take(self, batch: list[Tried], processes: int) -> None:
        last = batch[-1].number
        self.done[str(last % processes)] = last + processes
        for one in batch:
            self.counts[one.check] += 1
            self.seconds += one.seconds
            self.slowest.append([round(one.seconds, 2), one.size, f"{one.check}-{one.seed}-{one.number}"])
            if one.failure:
                self.failures[one.failure] = self.failures.get(one.failure, 0) + 1
        self.slowest = sorted(self.slowest, reverse=True)[:SLOWEST]

    def tell(self) -> None:
        if time.monotonic() - self.told > TOLD_SECONDS:
            self.told = time.monotonic()
            self.save()
            print(f"{sum(self.counts.values()):,} tried, {sum(self.failures.values())} failed", flush=True)

    def save(self) -> None:
        kept = {
            "done": self.done, "counts": self.counts, "failures": self.failures, "slowest": self.slowest,
            "seconds": self.seconds,
        }  # fmt: skip
        self.file.write_text(json.dumps(kept, indent=1, ensure_ascii=False))

    def summary(self) -> str:
        counts = ", ".join(f"{count:,} {check}" for check, count in self.counts.items())
        slowest = "".join(f"\n  {seconds} s, {size:,} bytes: {name}" for seconds, size, name in self.slowest)
        failed = "".join(f"\n  {count}× {failure}" for failure, count in self.failures.items()) or " none"
        return f"{counts}; {self.seconds:,.0f} s of work.\nFailed:{failed}\nSlowest:{slowest}"


def work(queue: Any, checks: list[str], seed: int, numbers: range, real: bool) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends us
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    batch: list[Tried] = []
    for number in numbers:
        # A number is the same input whichever checks are asked for beside it.
        batch.append(tried(checks[number // 2 % len(checks)], seed, number, real=real))
        if len(batch) >= 20 or batch[-1].failure:
            queue.put(batch)
            batch = []
    if batch:
        queue.put(batch)


def batches(queue: Any, workers: list[multiprocessing.Process]) -> Iterator[list[Tried]]:
    while True:
        try:
            yield queue.get(timeout=1)
        except Empty:
            if not any(worker.is_alive() for worker in workers):
                return


def try_again(paths: list[Path]) -> int:
    failed = 0
    for path in paths:
        check, seed, number = path.name.split("-")[:3]
        _, random = made_input(check, int(seed), int(number))
        one = tried_on(check, path.read_bytes(), random, int(seed), int(number))
        print(f"{path.name}: {one.failure or 'holds'} ({one.seconds:.2f} s)")
        failed += bool(one.failure)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
