"""``2026-03-02T01:15:00+00:00``: the moment as every ``_at`` column that we fill writes it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

clock: Callable[[], datetime] = lambda: datetime.now(UTC)  # noqa: E731 - a test that lives a year sets another


def present() -> datetime:
    """The present moment, in UTC.  Nobody else asks the machine for it."""
    return clock()


def now_at(*, plus_seconds: float = 0) -> str:
    """The present moment in UTC, ISO 8601 with offset, whole seconds.

    All of one width and one zone, so that SQLite can compare them as text.
    """
    return (present() + timedelta(seconds=plus_seconds)).isoformat(timespec="seconds")


def seconds_until(moment: str) -> float:
    """Seconds from now to a moment that an ``_at`` column holds; negative once it has passed."""
    return (datetime.fromisoformat(moment) - present()).total_seconds()
