"""``scrapy …`` in a process of its own, under a guard: it ends when we do, when we say so, or when it is done."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Self

SILENCE_SECONDS = 10.0  # of ours, after which the guard takes us for dead
LONGEST_TOLD = 4000  # characters of its output that are kept
ROOT = Path(__file__).parent.parent.parent


class Supervised:
    """A running command; `beat` must be called every few seconds, or its guard ends it."""

    def __init__(self, command: Sequence[str], folder: Path) -> None:
        self._out = tempfile.TemporaryFile()  # noqa: SIM115 - closed in __exit__
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - closed in __exit__
        guard = [sys.executable, "-m", "crawler.cluster.guard", str(SILENCE_SECONDS), "--"]
        paths = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
        self.process = subprocess.Popen(
            [*guard, sys.executable, "-m", "scrapy", *command],
            cwd=folder,
            env=os.environ | {"SCRAPY_SETTINGS_MODULE": "crawler.settings", "PYTHONPATH": paths},
            stdin=subprocess.PIPE,
            stdout=self._out,
            stderr=self._errors,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end()
        self._out.close()
        self._errors.close()

    def beat(self, seconds: float) -> bool:
        """Say that all is well, and wait a moment; False once the command has ended."""
        assert self.process.stdin is not None
        with suppress(BrokenPipeError):  # it has just ended
            self.process.stdin.write(b".")
            self.process.stdin.flush()
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            return True
        return False

    def end(self) -> int:
        """Let it end, as SIGTERM does, and wait for it; its exit status."""
        if self.process.stdin and not self.process.stdin.closed:
            with suppress(BrokenPipeError):
                self.process.stdin.close()
        return self.process.wait()

    def said(self) -> tuple[str, str]:
        """The end of what it wrote on standard output and standard error."""
        return _tail(self._out), _tail(self._errors)


def _tail(file: IO[bytes]) -> str:
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - LONGEST_TOLD))
    return file.read().decode(errors="replace").strip()
