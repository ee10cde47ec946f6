"""``with at_most(10): read(page)``: pure work on one page that ends in time, however the page is made."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

REPEATED = 0.5  # seconds after which the bell rings again, should somebody's `except` have swallowed it


class TookTooLong(Exception):
    """The work was given up; the message says after how long."""


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Raise `TookTooLong` inside the block once it has used so many seconds of the processor; 0 sets no bound.

    Processor time, so that a machine that sleeps or is busy with others makes no page look slow.  Python looks up
    between two of its steps, and regular expressions do within theirs; a call of lxml ends first, and what one costs
    is bounded by the size of the page.  Bells ring in the main thread alone: elsewhere there is no bound.
    """
    if not seconds or threading.current_thread() is not threading.main_thread():
        yield
        return

    def ring(number: int, frame: Any) -> None:
        raise TookTooLong(f"more than {seconds:g} seconds")

    before = signal.signal(signal.SIGVTALRM, ring)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds, REPEATED)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
