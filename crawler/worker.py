"""A process that works for this one, and ends with it, however this one ends: its line to us is closed then."""

import os
import signal
import subprocess
import sys
from multiprocessing import Pipe
from multiprocessing.connection import Connection


class Worker:
    """A new Python that does ``module:function``, which is given its end of the `line`.

    It knows that module alone: it inherits no database connection, and where multiprocessing would import all of
    Scrapy first, because our main module does, it is at work in half the time.
    """

    def __init__(self, work: str) -> None:
        module, function = work.split(":")
        self.line, theirs = Pipe()
        self.process = subprocess.Popen(
            [sys.executable, "-c", f"from {module} import {function}; {function}({theirs.fileno()})"],
            env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
        )
        theirs.close()

    def end(self) -> None:
        self.line.close()
        self.process.terminate()
        self.process.wait()


def own_line(file_descriptor: int) -> Connection:
    """The worker's end of the line."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches us too; who asked us decides
    return Connection(file_descriptor)
