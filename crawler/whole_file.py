"""``.articles.csv.4711.unfinished`` -> ``articles.csv``: a file that is whole or not there, and as it was before if not."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from crawler.outcomes import EXIT_STATUS, STOPPED
from crawler.refusal import refuse

ENDINGS = (signal.SIGTERM, signal.SIGHUP)  # beside Ctrl-C


@contextmanager
def whole_file(target: Path) -> Iterator[Path]:
    """The place beside `target` to write it; at the end of the block it takes the target's.

    What breaks the block breaks off the file; a signal, and a disk or a folder that does not take it, end the command in
    a sentence.
    """
    if target.is_dir():
        refuse(f"{target} is a folder: name a file in it.")
    unfinished = target.with_name(f".{target.name}.{os.getpid()}.unfinished")
    heard = [number for number in ENDINGS if signal.getsignal(number) is not signal.SIG_IGN]  # nohup wants it ignored
    before = {number: signal.signal(number, signal.default_int_handler) for number in heard}
    try:
        yield unfinished
        with unfinished.open("rb") as file:
            os.fsync(file.fileno())
        os.replace(unfinished, target)
    except OSError as error:
        refuse(f"Cannot write {target}: {error.strerror}.")
    except KeyboardInterrupt:
        state = "is as it was before" if target.exists() else "was not written"
        print(f"Stopped; {target} {state}.", file=sys.stderr)
        raise SystemExit(EXIT_STATUS[STOPPED]) from None
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        unfinished.unlink(missing_ok=True)
