"""When a known article is worth another look: soon while it is young, ever later, then never.

Newspapers correct a story within hours and take one down within days; later changes are rare.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta


def next_look(published_at: str | None, first_seen_at: str, ages: Sequence[float], now: str) -> str | None:
    """The moment of the next look, or None when the article is too old to change.

    `ages` are hours after publication at which to look, in rising order; an article without a date is as old as our
    knowledge of it, and so is one that dates itself into the future.

    >>> next_look("2026-03-02T09:00:00+08:00", "2026-03-02T01:30:00+00:00", (1, 6, 24), "2026-03-02T02:00:00+00:00")
    '2026-03-02T07:00:00+00:00'
    """
    present = datetime.fromisoformat(now)
    seen = min(datetime.fromisoformat(first_seen_at), present)
    born = min(_moment(published_at) or seen, seen)
    for age in ages:
        look = born + timedelta(hours=age)
        if look > present:
            return look.astimezone(UTC).isoformat(timespec="seconds")
    return None


def _moment(published_at: str | None) -> datetime | None:
    """A date without a time means the end of its day: the article may have come as late as that."""
    if not published_at:
        return None
    try:
        moment = datetime.fromisoformat(published_at)
    except ValueError:
        return None
    if len(published_at) == len("2026-03-02"):
        moment += timedelta(days=1)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
