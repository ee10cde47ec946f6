"""``.articles.csv.4711.unfinished`` -> ``articles.csv``: a file that is whole or not there, and as it was before if not."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from crawler.refusal import refuse


@contextmanager
def whole_file(target: Path) -> Iterator[Path]:
    """The place beside `target` to write it; at the end of the block it takes the target's.

    What breaks the block breaks off the file; a disk or a folder that does not take it ends the command in a sentence.
    """
    if target.is_dir():
        refuse(f"{target} is a folder: name a file in it.")
    unfinished = target.with_name(f".{target.name}.{os.getpid()}.unfinished")
    try:
        yield unfinished
        with unfinished.open("rb") as file:
            os.fsync(file.fileno())
        os.replace(unfinished, target)
    except OSError as error:
        refuse(f"Cannot write {target}: {error.strerror}.")
    finally:
        unfinished.unlink(missing_ok=True)
