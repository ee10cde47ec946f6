"""A page that was read before others were stored: whether it would be read otherwise now that they are.

Pages are read while others wait to be written, so most know a little less of their site than there is to know.  Few would
be read otherwise for that.
"""

from collections.abc import Mapping

from pipelines.store.templates import Counts, Lesson, Seen, first_seen


def would_read_otherwise(
    lesson: Lesson, told: Mapping[str, Seen], key: str, places: Mapping[str, str], judged: str
) -> bool:
    """Whether a block that is `judged` so by now was another thing to the reading that saw it.

    Where it is not known what the reading knew, as of pages read in other processes, it may have been.
    """
    known = lesson.learned.counts
    if not known:
        return True
    stories = lesson.learned.stories + 1

    def counts_of(key: str) -> Counts | None:
        """What was known of a block, the page's own word counted in."""
        seen = told.get(key)
        if seen is None:
            return known.get(key)
        return known[key].with_story(seen.flags, stories) if key in known else first_seen(seen, stories)

    counts, seen = counts_of(key), told[key]
    assert counts is not None
    return lesson.judge.judge(counts, stories, seen.fate, counts_of(places[seen.place])) != judged
