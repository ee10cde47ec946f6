"""``Ferry\\x1b[2J returns``: what a page wrote comes to the eye, and steers neither a terminal nor a program."""

import json
import re
from typing import Any

BOLD, DIM, GREEN, RED, RESET = "\x1b[1m", "\x1b[2m", "\x1b[32m", "\x1b[31m", "\x1b[0m"

# Control characters, marks that turn the direction of writing, and what some programs take for the end of a line.
_STEERING = r"\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069"
_BLANKS = re.compile(rf"[\s{_STEERING}]+")
_STEERING_ALONE = re.compile(rf"[{_STEERING}]")


def one_line(text: str) -> str:
    """The text on one line, with nothing in it that a terminal obeys.

    >>> one_line("Ferry\\x1b[2J\\nreturns")
    'Ferry [2J returns'
    """
    return _BLANKS.sub(" ", text).strip()


def harmless(text: str) -> str:
    """The text with its blanks as they are, and U+FFFD where a terminal would obey.

    >>> harmless("Ferry \\x1b[2J")
    'Ferry \\ufffd[2J'
    """
    return _STEERING_ALONE.sub("\ufffd", text)


def json_line(row: Any) -> str:
    """One JSON object on one line, its Chinese readable, whatever steers a terminal as an escape.

    >>> json_line({"title": "渡船\\x9b2J\\n"})
    '{"title": "渡船\\\\u009b2J\\\\n"}'
    """
    written = json.dumps(row, ensure_ascii=False)
    return _STEERING_ALONE.sub(lambda match: f"\\u{ord(match[0]):04x}", written)


def painted(text: str, paint: str, colour: bool) -> str:
    return f"{paint}{text}{RESET}" if colour and paint and text else text
