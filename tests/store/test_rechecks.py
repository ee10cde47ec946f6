"""A known article is looked at again ever later, whatever date it gives itself and whatever the clock says."""

import pytest

from pipelines.store.rechecks import next_look

AGES = (1, 6, 24, 72, 168)
SEEN, NOW = "2026-03-02T01:30:00+00:00", "2026-03-02T02:00:00+00:00"


@pytest.mark.parametrize(
    ("why", "published_at", "now", "look"),
    [
        ("an hour after it was published", "2026-03-02T09:20:00+08:00", NOW, "2026-03-02T02:20:00+00:00"),
        ("a date alone may mean its last minute", "2026-03-02", NOW, "2026-03-02T02:30:00+00:00"),
        ("without a date it is as old as our knowledge of it", None, NOW, "2026-03-02T02:30:00+00:00"),
        ("from tomorrow: no older, and no younger, than our knowledge", "2026-03-03T09:00:00+08:00", NOW, "2026-03-02T02:30:00+00:00"),
        ("from the year 9999", "9999-12-31T23:59:59+08:00", NOW, "2026-03-02T02:30:00+00:00"),
        ("from 1970", "1970-01-01T08:00:00+08:00", NOW, None),
        ("no date at all", "the day before yesterday", NOW, "2026-03-02T02:30:00+00:00"),
        ("a week later it is old", "2026-03-02T09:20:00+08:00", "2026-03-09T02:00:00+00:00", None),
        ("the clock was set back since", None, "2026-02-01T00:00:00+00:00", "2026-02-01T01:00:00+00:00"),
    ],
)  # fmt: skip
def test_when_an_article_is_looked_at_again(why, published_at, now, look):
    assert next_look(published_at, SEEN, AGES, now) == look, why
