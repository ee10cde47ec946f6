"""The statistics behind ``scrapy health``, held against what they claim for any numbers."""

import math
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.habits import BusyHours, chance_of_as_many, quantile, whole_hours

MONDAY = datetime(2026, 1, 5, tzinfo=UTC)
numbers = st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=60)


@given(numbers, st.floats(0, 1), st.floats(0, 1))
def test_a_quantile_lies_among_the_values_and_rises_with_its_share(values, share, other):
    low, high = quantile(values, min(share, other)), quantile(values, max(share, other))
    assert min(values) - 1e-6 <= low <= high + 1e-6 <= max(values) + 2e-6


@given(st.integers(1, 300), st.data())
def test_the_chance_of_as_many_is_the_tail_of_the_binomial(tries, data):
    hits = data.draw(st.integers(0, tries))
    share = data.draw(st.floats(0.001, 0.999))
    exact = math.fsum(math.comb(tries, n) * share**n * (1 - share) ** (tries - n) for n in range(hits, tries + 1))
    assert math.isclose(chance_of_as_many(hits, tries, share), min(1.0, exact), rel_tol=1e-6, abs_tol=1e-12)


@settings(max_examples=30, deadline=None)
@given(st.sets(st.integers(0, 24 * 40), min_size=2, max_size=200), st.integers(0, 2000), st.integers(0, 2000))
def test_busy_time_adds_up(steps, first, second):
    hours = whole_hours([MONDAY + timedelta(hours=step) for step in steps])
    busy = BusyHours(hours)
    assert all(0 <= share <= 1 for share in busy.shares)
    middle, end = MONDAY + timedelta(hours=first), MONDAY + timedelta(hours=first + second)
    parts = busy.between(MONDAY, middle) + busy.between(middle, end)
    assert math.isclose(parts, busy.between(MONDAY, end), abs_tol=1e-6)


def test_a_weekend_is_no_silence_for_a_paper_that_rests_at_weekends():
    hours = [
        MONDAY + timedelta(days=day, hours=hour) for day in range(56) for hour in range(1, 11) if day % 7 < 5
    ]  # fmt: skip
    busy = BusyHours(hours)
    friday, monday = MONDAY + timedelta(days=60, hours=10), MONDAY + timedelta(days=63)
    assert busy.between(friday, monday) == 0
    assert max(busy.gaps(hours)) == 1, "from one to the next, the night or the weekend between"
    assert busy.between(friday, monday + timedelta(hours=11)) == 10
