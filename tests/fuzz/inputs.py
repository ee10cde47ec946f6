"""``tried("pages", seed=1, number=17)``: one broken input, made from its number alone, through its check."""

from __future__ import annotations

import signal
import time
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from types import FrameType

from tests.fuzz.checks import CHECKS
from tests.fuzz.mutations import HOSTILE, RUNS, mutate
from tests.fuzz.seeds import own_pages, own_sources, real_pages, real_robots, real_warcs

TIME_BOUND = 10.0  # seconds of work that no input may take; the slowest real page takes 0.2


class TooSlow(Exception):
    """An input took longer than any may."""


@dataclass(frozen=True, slots=True)
class Tried:
    """What became of one input."""

    check: str
    seed: int
    number: int
    seconds: float
    size: int
    failure: str = ""  # the last line of the traceback and where it arose


def tried(check: str, seed: int, number: int, *, real: bool = True) -> Tried:
    body, random = made_input(check, seed, number, real=real)
    return tried_on(check, body, random, seed, number)


def tried_on(check: str, body: bytes, random: Random, seed: int = 0, number: int = 0) -> Tried:
    failure = ""
    began = time.process_time()
    signal.signal(signal.SIGPROF, _too_slow)
    signal.setitimer(signal.ITIMER_PROF, TIME_BOUND)
    try:
        CHECKS[check](random, body)
    except Exception as error:
        failure = _one_line(error)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    seconds = time.process_time() - began
    if seconds > TIME_BOUND and not failure:
        failure = f"TooSlow: {seconds:.1f} s"
    return Tried(check, seed, number, seconds, len(body), failure)


def made_input(check: str, seed: int, number: int, *, real: bool = True) -> tuple[bytes, Random]:
    """The bytes, and the chance that goes on from there.  The same seed and number make the same input."""
    random = Random(f"{check} {seed} {number}")
    if check in ("addresses", "dates"):
        pieces = random.choices(
            [*HOSTILE, *RUNS, "http://www.a.cn/c/2026-03-20/n1.shtml?a=1&b=新闻", "2026-03-20 09:15"], k=3
        )
        printed = "".join(piece * random.choice((1, 1, 1, 40)) for piece in pieces).encode("utf-8", "replace")
        return (mutate(random, printed, printed) if random.random() < 0.8 else printed), random
    return mutate(random, _one_of(check, random, real), _one_of(check, random, real)), random


def _one_of(check: str, random: Random, real: bool) -> bytes:
    saved: Sequence[Path] = []
    own = own_pages()
    if check == "pages":
        saved = real_pages()
    elif check == "robots":
        saved, own = real_robots(), own_sources()
    elif check == "sources":
        own = own_sources()
    elif check == "warc":
        saved, own = real_warcs(), own_sources()
    # Ten saved pages to one of our own; where none are saved, ours alone.
    return random.choice(saved).read_bytes() if real and saved and random.random() < 0.9 else random.choice(own)


def _too_slow(signum: int, frame: FrameType | None) -> None:
    raise TooSlow(f"more than {TIME_BOUND:.0f} s")


def _one_line(error: Exception) -> str:
    places = [place for place in traceback.extract_tb(error.__traceback__) if "/site-packages/" not in place.filename]
    place = places[-1]
    return f"{type(error).__name__}: {str(error)[:200]} ({Path(place.filename).name}:{place.lineno} {place.name})"
