"""``300 of 807 read · 75/s``: a line on standard error that a person at a terminal sees change; cron never sees it."""

import sys
import time

SILENT_SECONDS = 2.0  # who waits longer is told how far it is
DRAWN_EVERY = 0.5
_ERASE = "\r\033[K"


class StatusLine:
    """The line of one piece of work, from when it is made."""

    def __init__(self, *, silent: float = SILENT_SECONDS, every: float = DRAWN_EVERY) -> None:
        self.began = time.monotonic()
        self.every = every
        self._next = self.began + silent

    @property
    def seconds(self) -> float:
        """Since the work began."""
        return time.monotonic() - self.began

    @property
    def is_due(self) -> bool:
        """Whether the line is to be drawn again, for whom composing it takes time."""
        return sys.stderr.isatty() and time.monotonic() >= self._next

    def draw(self, line: str) -> None:
        """Put the line in the place of the one before, if it is due."""
        if self.is_due:
            self._next = time.monotonic() + self.every
            print(f"{_ERASE}{line}", end="", file=sys.stderr, flush=True)

    def erase(self) -> None:
        if sys.stderr.isatty():
            print(_ERASE, end="", file=sys.stderr, flush=True)

    def say(self, sentence: str) -> None:
        """A sentence that stays, terminal or not."""
        self.erase()
        print(sentence, file=sys.stderr, flush=True)
