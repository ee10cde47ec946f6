"""``python -m crawler.cluster.guard 15 -- scrapy crawl …``: a command that ends with whoever started it.

A worker that is killed says no more; one that is frozen, or knows that it is cut off, says nothing either.  The guard
hears one byte a second on its standard input, and ends the command (SIGTERM, then SIGKILL) once the line is closed, or
silent for longer than it may be.  It ends as the command ends.  On Linux the command also dies with the guard.
"""

import contextlib
import ctypes
import os
import select
import signal
import subprocess
import sys
import time

PATIENCE = 8.0  # seconds from SIGTERM to SIGKILL; a crawl gives what is on its way three of them
LOOK_SECONDS = 0.2  # between two looks at the command
PR_SET_PDEATHSIG = 1  # of prctl(2): which signal comes when the parent dies


def main() -> int:
    silence = float(sys.argv[1])
    command = sys.argv[sys.argv.index("--") + 1 :]
    guard = os.getpid()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C in a terminal is for whoever started us
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, start_new_session=True, preexec_fn=lambda: _die_with(guard)
    )
    signal.signal(signal.SIGTERM, lambda *_: _send(process, signal.SIGTERM))
    heard = time.monotonic()
    told_at = 0.0
    while process.poll() is None:
        now = time.monotonic()
        if told_at:
            if now - told_at > PATIENCE:
                _send(process, signal.SIGKILL)
            time.sleep(LOOK_SECONDS)
        elif select.select([0], [], [], LOOK_SECONDS)[0]:
            heard = now
            if not os.read(0, 1024):
                told_at = now
        elif now - heard > silence:
            told_at = now
        if told_at == now:
            _send(process, signal.SIGTERM)
    _send(process, signal.SIGKILL)  # whatever the command has left behind in its group
    return process.returncode if process.returncode >= 0 else 128 - process.returncode


def _send(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, number)


def _die_with(guard: int) -> None:
    """Between fork and exec: ask Linux for a SIGKILL when the guard dies."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != guard:
            os._exit(1)  # it died in between


if __name__ == "__main__":
    sys.exit(main())
