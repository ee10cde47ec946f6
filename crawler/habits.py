"""What is usual, and how far something is from it: medians, quantiles, chances.  Numbers in, numbers out.

Nights and weekends are habits too: a silence is measured in the hours in which a site used to speak.
"""

import math
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise

HOUR = timedelta(hours=1)


def quantile(values: Sequence[float], share: float) -> float:
    """The value below which so large a share of the others lies.

    >>> quantile([1, 2, 3, 4], 0.5), quantile([5], 0.9)
    (2.5, 5)
    """
    ordered = sorted(values)
    place = (len(ordered) - 1) * share
    below, part = int(place), place % 1
    return ordered[below] + (ordered[below + 1] - ordered[below]) * part if part else ordered[below]


def median(values: Sequence[float]) -> float:
    return quantile(values, 0.5)


def chance_of_as_many(hits: int, tries: int, share: float) -> float:
    """How likely so many hits or more are, where each try hits with the usual share.

    >>> round(chance_of_as_many(3, 3, 0.5), 3), chance_of_as_many(0, 9, 0.1)
    (0.125, 1.0)
    """
    if hits <= 0 or share >= 1:
        return 1.0
    if share <= 0:
        return 0.0
    logs = [
        math.lgamma(tries + 1)
        - math.lgamma(hit + 1)
        - math.lgamma(tries - hit + 1)
        + hit * math.log(share)
        + (tries - hit) * math.log1p(-share)
        for hit in range(hits, tries + 1)
    ]
    return min(1.0, math.fsum(map(math.exp, logs)))


class BusyHours:
    """The hours of the week in which something used to happen, learned from the hours in which it did."""

    def __init__(self, hours: Sequence[datetime]) -> None:
        """`hours` are whole hours, rising, each once."""
        self.begin, end = hours[0], hours[-1]
        happened = Counter(map(_hour_of_week, hours))
        # How often each hour of the week came by; the first and last week are mostly not whole.
        weeks, rest = divmod(int((end - self.begin) / HOUR) + 1, 168)
        came = Counter(dict.fromkeys(range(168), weeks))
        came.update((_hour_of_week(self.begin) + step) % 168 for step in range(rest))
        self.shares = [happened[hour] / came[hour] if came[hour] else 0.0 for hour in range(168)]

    def between(self, since: datetime, until: datetime) -> float:
        """How many hours, on an ordinary week, would have had something in this time: those after `since`'s own."""
        whole, rest = divmod(max(0, int((until - since) / HOUR)), 168)
        first = _hour_of_week(since) + 1
        return whole * math.fsum(self.shares) + math.fsum(self.shares[(first + step) % 168] for step in range(rest))

    def gaps(self, hours: Sequence[datetime]) -> list[float]:
        """The silences between hours that follow one another, in busy hours."""
        return [self.between(since, until) for since, until in pairwise(hours)]


def whole_hours(moments: Sequence[datetime]) -> list[datetime]:
    """The hours that hold these moments, rising, each once."""
    return sorted({moment.replace(minute=0, second=0, microsecond=0) for moment in moments})


def _hour_of_week(moment: datetime) -> int:
    return moment.weekday() * 24 + moment.hour
