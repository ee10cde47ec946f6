"""A command that cannot do what it is asked: one sentence on standard error, exit status 2, no traceback."""

import sys
from typing import NoReturn

REFUSED = 2  # what argparse and most of Unix use for "I do not understand"


def refuse(sentence: object) -> NoReturn:
    """End the command; the sentence names the thing and the way out."""
    print(sentence, file=sys.stderr)
    raise SystemExit(REFUSED)
