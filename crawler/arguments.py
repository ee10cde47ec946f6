"""``-a pages=3 -a since=2026-01-01 -a fresh=1``: what a spider is asked, read and checked."""

from datetime import date
from typing import NoReturn


class BadArgument(ValueError):
    """A spider argument that makes no sense; the message names it and the way out."""


def refuse_unknown(spider: str, unknown: str, known: list[str]) -> NoReturn:
    listed = ", ".join(f"-a {argument}=…" for argument in known)
    raise BadArgument(f"{spider} has no argument {unknown!r}; it knows {listed}.")


def whole_number(name: str, value: str) -> int:
    if not value.isdecimal() or int(value) < 1:
        raise BadArgument(f"-a {name}={value} is not a whole number from 1: try -a {name}=3.")
    return int(value)


def day(name: str, value: str) -> str:
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise BadArgument(f"-a {name}={value} is not a date: write it like -a {name}=2026-01-31.") from None


def yes_or_no(name: str, value: str) -> bool:
    if value not in ("0", "1"):
        raise BadArgument(f"-a {name}={value} is neither 0 nor 1: say -a {name}=1 for yes.")
    return value == "1"
