"""``0, 50, 100, 150``: round numbers for an axis, short ones for a label, and the days below it."""

from collections.abc import Iterator
from datetime import date, timedelta

MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def ticks(highest: float, about: int = 4) -> list[float]:
    """Round numbers from 0 to at least `highest`.

    >>> ticks(170), ticks(3), ticks(0)
    ([0, 50, 100, 150, 200], [0, 1, 2, 3], [0, 1])
    """
    if highest <= 0:
        return [0, 1]
    step = next(unit * 10**power for power in range(16) for unit in (1, 2, 5) if unit * 10**power * about >= highest)
    count = -(-highest // step)
    return [step * number for number in range(int(count) + 1)]


def short(number: float) -> str:
    """A number as people say it.

    >>> short(950), short(12_400), short(1_000_000), short(0.5)
    ('950', '12.4k', '1M', '0.5')
    """
    for size, letter in ((1e6, "M"), (1e4, "k")):
        if number >= size:
            unit = 1e6 if letter == "M" else 1e3
            return f"{number / unit:.1f}".removesuffix(".0") + letter
    return f"{number:,.0f}" if number == int(number) else f"{number:.1f}"


def hours(number: float) -> str:
    """A length of time as people say it.

    >>> hours(0.5), hours(3.26), hours(60)
    ('30 min', '3.3 h', '2.5 days')
    """
    if number < 0:
        return "before it was dated"
    if number < 1:
        return f"{number * 60:.0f} min"
    return f"{number:.1f} h" if number < 48 else f"{number / 24:.1f} days"


def days_until(last_day: str, count: int) -> list[str]:
    """So many days, the last one last.

    >>> days_until("2026-03-01", 2)
    ['2026-02-28', '2026-03-01']
    """
    last = date.fromisoformat(last_day)
    return [(last - timedelta(days=back)).isoformat() for back in range(count - 1, -1, -1)]


def months_between(first: str, last: str) -> list[str]:
    """Every month from one to the other.

    >>> months_between("2025-11", "2026-02")
    ['2025-11', '2025-12', '2026-01', '2026-02']
    """
    year, month = int(first[:4]), int(first[5:7])
    found = []
    while (shown := f"{year:04}-{month:02}") <= last[:7]:
        found.append(shown)
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return found


def day_labels(days: list[str]) -> Iterator[tuple[int, str]]:
    """(place, label) for the first day of each month, or for each Monday of a short time."""
    by_week = len(days) <= 45
    for place, day in enumerate(days):
        when = date.fromisoformat(day)
        if by_week and when.weekday() == 0:
            yield place, f"{when.day} {MONTHS[when.month - 1]}"
        elif not by_week and when.day == 1:
            yield place, MONTHS[when.month - 1] + (f" {when.year}" if when.month == 1 else "")


def month_labels(months: list[str]) -> Iterator[tuple[int, str]]:
    """(place, label) for every quarter of a few years, or for every year, or for every fifth …

    >>> list(month_labels(["2025-11", "2025-12", "2026-01", "2026-02"]))
    [(2, 'Jan 2026')]
    """
    if len(months) <= 30:
        for place, month in enumerate(months):
            if month[5:] in ("01", "04", "07", "10"):
                yield place, f"{MONTHS[int(month[5:]) - 1]} {month[:4]}"
        return
    every = next(step for step in (1, 2, 5, 10, 20, 50, 100) if len(months) <= step * 12 * 12 or step == 100)
    for place, month in enumerate(months):
        if month.endswith("-01") and int(month[:4]) % every == 0:
            yield place, month[:4]
