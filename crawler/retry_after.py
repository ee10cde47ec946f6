"""``Retry-After: Wed, 21 Oct 2026 07:28:00 GMT``: how long a server asks us to wait, and what it cannot mean."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

LONGEST = 24 * 3600.0  # seconds; a year is a mistake, and a day is long enough to be noticed


def retry_after(value: str, now: datetime | None = None) -> float | None:
    """Seconds to wait; None where the header makes no sense, or points to the past.

    >>> retry_after("120"), retry_after("31536000"), retry_after("-5"), retry_after("soon")
    (120.0, 86400.0, None, None)
    """
    value = value.strip()
    if re.fullmatch(r"\d{1,20}(?:\.\d{1,9})?", value, re.ASCII):
        seconds = float(value)
    else:
        try:
            moment = parsedate_to_datetime(value[:100])
        except (ValueError, TypeError, IndexError, OverflowError):
            return None
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        seconds = (moment - (now or datetime.now(UTC))).total_seconds()
    return min(seconds, LONGEST) if seconds > 0 else None
