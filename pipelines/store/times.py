"""``2026-03-02T01:15:00+00:00``: the moment as every ``_at`` column that we fill writes it."""

from datetime import UTC, datetime, timedelta


def now_at(*, plus_seconds: float = 0) -> str:
    """The present moment in UTC, ISO 8601 with offset, whole seconds.

    All of one width and one zone, so that SQLite can compare them as text.
    """
    return (datetime.now(UTC) + timedelta(seconds=plus_seconds)).isoformat(timespec="seconds")
