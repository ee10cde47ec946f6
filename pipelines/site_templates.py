"""Between the store, which counts what a site repeats, and the cleaner, which judges it: neither knows the other."""

from collections.abc import Mapping, Sequence
from typing import Any

from pipelines.cleaning.template import (
    COLUMN,
    FEWEST,
    HOME_FEWEST,
    IN_BODY,
    MANY,
    PARAGRAPH,
    PLACE,
    ROLL,
    Known,
    SeenBlock,
    Template,
    is_same_story,
    judge,
)
from pipelines.cleaning.template_cuts import GUESSING, LEAST_PROSE
from pipelines.cleaning.template_lessons import NAMES
from pipelines.cleaning.template_places import place_key
from pipelines.store.database import Database
from pipelines.store.marking import EARLY
from pipelines.store.templates import (
    Counts,
    Judge,
    Learned,
    Lesson,
    Seen,
    Snapshot,
    known_blocks,
    known_of,
    without_story,
)

LONGEST_CHARACTER = 4  # bytes


def template_for(db: Database, site: str, url: str) -> tuple[Template, Learned]:
    """The site's template as the article at this address is to be read with it, and what it knows by then."""
    known = known_of(db, site, url)
    found: dict[str, Counts] = {}

    def look_up(keys: Sequence[str]) -> Mapping[str, Known]:
        blocks = known_blocks(db, site, keys, known)
        found.update(blocks)
        return {key: _known(counts, known.stories) for key, counts in blocks.items()}

    return Template(known.stories, look_up), Learned(known.lessons, known.stories, found)


def template_from(snapshot: Snapshot | None, own: Mapping[str, int] | None) -> Template:
    """The same from a snapshot, without a database; `own` is what the article's story has taught, if it has."""
    if snapshot is None:
        return Template.of(0, {})
    stories = snapshot.stories - (own is not None)

    def look_up(keys: Sequence[str]) -> Mapping[str, Known]:
        counts = {key: snapshot.counts[key] for key in keys if key in snapshot.counts}
        return {key: _known(count, stories) for key, count in without_story(counts, own or {}, stories).items()}

    return Template(stories, look_up)


def lesson_of(seen: Sequence[Sequence[Any]], learned: Learned) -> Lesson:
    """What pages have to teach, ready to be stored with their article."""
    return Lesson([Seen._make(block) for block in seen], learned, JUDGE, _tell_the_same)


def judgement(counts: Counts, stories: int, fate: str, place: Counts | None = None) -> str:
    """What the cleaner makes of the counts of a block; where that is nothing, the step towards it that is reached.

    Lists and suspicions are weighed by how many stories have a block, so each such step may change a reading.
    """
    is_judged = counts.pages >= FEWEST or counts.hand  # of the rest, by far the most, only lists and suspicions ask
    if counts.sort == PLACE and not is_judged:
        return ""
    if counts.sort == PLACE:  # asked for by a page that may stand elsewhere: its own word is not counted in
        return judge(_known(counts.minus(IN_BODY), stories - 1), stories - 1)
    if counts.sort == ROLL:
        return "some" if counts.pages >= FEWEST else ""
    if counts.sort == COLUMN:
        return "many" if counts.pages >= MANY and counts.last_pages else ""
    if is_judged and (found := judge(_known(counts, stories), stories, _known(place, stories) if place else None)):
        return found
    if fate == NAMES and counts.pages == 1 and stories < HOME_FEWEST:
        return EARLY
    steps = [(MANY, "many"), (FEWEST, "some"), (2, "twice"), (1, "alone")]
    if counts.body_pages == 0 or counts.sort == PARAGRAPH:
        # In no list of any story.  A suspicion is lifted where a block stands on its page alone, and of paragraphs only.
        is_suspected = fate == NAMES or (fate in GUESSING and counts.sort == PARAGRAPH)
        steps = steps[2:] if is_suspected else []
    return next((step for pages, step in steps if counts.pages >= pages), "")


JUDGE = Judge(judgement, place_key, PLACE, GUESSING, int(LEAST_PROSE) // LONGEST_CHARACTER)


def _known(counts: Counts, stories: int) -> Known:
    return Known(*counts[:8], counts.span(stories))


def _tell_the_same(one: Sequence[Seen], other: Sequence[Seen]) -> bool:
    return is_same_story([SeenBlock._make(block) for block in one], [SeenBlock._make(block) for block in other])
