"""``template: on 12 of 40 pages of the site``: what the site's other pages change about the reading of this one.

Blocks of the story that the template knows for boilerplate are cut.  A suspicion of a rule that guesses (a credit in a
long paragraph, a box) is lifted where the block stands on this page alone and where the site's stories stand.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from pipelines.cleaning.story import Story
from pipelines.cleaning.template import (
    APART,
    BOILERPLATE,
    FEWEST,
    HOME_FEWEST,
    IN_BODY,
    LINK,
    MANY,
    MOSTLY,
    SAME_STORY,
    SENTENCE,
    STORY,
    TAIL,
    TOLD,
    Known,
    Template,
    is_columns,
    is_rolls,
    judge,
)
from pipelines.cleaning.template_lessons import Lessons

RULE = "template"  # the rule of what only the template cuts
# Rules that guess: what they cut may be story where nobody else has it.
GUESSING = frozenset(("advertisement", "app_promotion", "cookie_notice", "picture_caption", "side_box"))
LEAST_PROSE = 150.0  # worth of a paragraph that may be the story's, though a rule suspects it
FEWEST_LISTED = 3  # lines in a row that may be a list
TURNING = 0.5  # share of a list's lines that are known, though some are new each day


class Weighed(NamedTuple):
    """What the template changes: positions to be cut with the evidence, and positions to be told all the same."""

    cuts: dict[int, str]
    lifted: frozenset[int]


def weigh(story: Story, lessons: Lessons, rules: Mapping[int, tuple[str, str]], template: Template) -> Weighed:
    """What changes about this page when its site's other pages are known."""
    suspected = [at for at, (rule, _) in rules.items() if rule in GUESSING and _may_be_story(story, at)]
    listed = lessons.listed
    view = _View(lessons, template, [*lessons.body, *lessons.beside, *listed], suspected)
    cuts = dict(_boilerplate(view, lessons.body)) if view.is_repeated(lessons.body) else {}
    if cuts and all(at in cuts for at in lessons.body if view.sort(at) in TOLD):
        cuts = {at: why for at, why in cuts.items() if view.hand(at)}
    lifted = {at for at in suspected if view.is_home(at) and view.pages(at) <= 1}
    if listed and view.stories >= HOME_FEWEST and all(view.pages(at) <= 1 and not view.is_roll(at) for at in listed):
        lifted.update(listed)
    lifted.update(at for at in lessons.beside if view.hand(at) == "spare")
    return Weighed(cuts, frozenset(lifted))


def _may_be_story(story: Story, position: int) -> bool:
    return story.first <= position <= story.last and story.prose[position] >= LEAST_PROSE


class _View:
    """What the template says of the blocks of one page."""

    def __init__(
        self, lessons: Lessons, template: Template, positions: Sequence[int], suspected: Sequence[int]
    ) -> None:
        self._lessons = lessons
        keys = {at: lessons.key_of(at)[0] for at in (*positions, *suspected)}
        self._columns = lessons.closing
        asked = {*keys.values(), *lessons.place_keys(), *self._columns.values()}
        if self._columns:
            asked.add(lessons.column_key)
        asked.update(map(lessons.roll_key, lessons.listed))
        asked.discard("")
        self._found = template.look_up(list(asked))
        self._is_new = not template.knows_page
        self.stories = template.stories + self._is_new
        self._keys = {at: key for at, key in keys.items() if key in self._found}
        self._known: dict[int, Known] = {}

    def is_repeated(self, positions: Sequence[int]) -> bool:
        """Whether any of these stands on so many pages that something follows from it."""
        return any(self.pages(at) >= FEWEST or self.hand(at) for at in positions if at in self._keys)

    def known(self, position: int) -> Known | None:
        """What is known of a block, this page's own word counted in."""
        known = self._known.get(position)
        if known is None and position in self._keys:
            known = self._found[self._keys[position]]
            if self._is_new:
                known = known.plus(self._lessons.flags_of(position))
            self._known[position] = known
        return known

    def pages(self, position: int) -> int:
        """How many stories have this block, this one counted."""
        known = self.known(position)
        return known.pages if known else 1

    def is_often(self, position: int) -> bool:
        """Whether it is on many pages, and on most of those that tell a story there."""
        return self.pages(position) >= MANY and self.is_most(position)

    def is_most(self, position: int) -> bool:
        """Whether most of the stories that are told there have it."""
        known = self.known(position)
        return known is not None and known.largest_share(self._place(position), self.stories) >= MOSTLY

    def is_told(self, position: int) -> bool:
        """Whether it is a sentence that stands as the story's own do."""
        return self.sort(position) in TOLD and not self._lessons.flags_of(position) & APART

    def hand(self, position: int) -> str:
        return self._found[self._keys[position]].hand if position in self._keys else ""

    def sort(self, position: int) -> str:
        """The block's sort; a scrap that says too little to be known is a line of its list."""
        return self._lessons.key_of(position)[1]

    def may_be_listed(self, position: int) -> bool:
        """Whether a block may be an entry of a list; a sentence is only where it stands apart."""
        sort = self.sort(position)
        return sort not in TOLD or (sort == SENTENCE and bool(self._lessons.flags_of(position) & APART))

    def is_like(self, position: int, other: int) -> bool:
        """Whether two blocks stand alike, as entries of one list do."""
        return self._lessons.place_of(position) == self._lessons.place_of(other)

    def is_apart(self, run: Sequence[int]) -> bool:
        """Whether most of a list are links, or none of it stands as the story's paragraphs do."""
        links = sum(self.sort(at) == LINK for at in run)
        return links > len(run) / 2 or all(self._lessons.flags_of(at) & APART for at in run)

    def judged(self, position: int) -> str:
        known = self.known(position)
        if known is None or (known.pages < FEWEST and not known.hand):
            return ""
        found = judge(known, self.stories, self._place(position))
        return found or (TAIL if self.is_columns(position) else "")

    def _place(self, position: int) -> Known | None:
        """What is known of the place where a block stands, this page's own word counted in."""
        key = self._lessons.place_key(position)
        place = self._found.get(key)
        if place is None or not self._is_new or key not in self._lessons.places:
            return place
        return place.plus(self._lessons.places[key][1])

    def is_columns(self, position: int) -> bool:
        """Whether it closes most stories of this writer."""
        known, column = self._column(position)
        return known is not None and column is not None and is_columns(known, column)

    def _column(self, position: int) -> tuple[Known | None, Known | None]:
        """What is known of a block under the writer's name, and of the writer."""
        known = self._found.get(self._columns.get(position, ""))
        column = self._found.get(self._lessons.column_key) if known is not None else None
        if self._is_new and known is not None and column is not None:
            return known.plus(IN_BODY), column.plus(IN_BODY)
        return known, column

    def is_roll(self, position: int) -> bool:
        """Whether the site has lists of names there, others each time."""
        known = self._found.get(self._lessons.roll_key(position))
        if known is None:
            return False
        return is_rolls(known.plus(0) if self._is_new else known, self.stories, self._place(position))

    def is_home(self, position: int) -> bool:
        """Whether the story stands where this block does, on the site's other pages."""
        known = self._found.get(self._lessons.place_key(position))
        return known is not None and judge(known, self.stories) == STORY

    def evidence(self, position: int) -> str:
        known = self.known(position)
        if known is None:
            return "new in a list that turns"
        if known.hand:
            return "forbidden by hand"
        of_column, column = self._column(position)
        if of_column is not None and column is not None and is_columns(of_column, column):
            return f"on {of_column.pages} of {column.pages} pages by {self._lessons.column}"
        return f"on {known.pages} of {max(known.stories or self.stories, known.pages)} pages of the site"


def _boilerplate(view: _View, body: Sequence[int]) -> Iterator[tuple[int, str]]:
    """Blocks of the story that the site repeats, from its end upwards."""
    verdicts = {position: view.judged(position) for position in body}
    for run in _lists(view, body):
        if _is_repeated(view, run):
            verdicts.update((position, BOILERPLATE) for position in run if verdicts[position] != STORY)
        else:
            verdicts.update((position, "") for position in _story_lines(view, run, verdicts))
    prints = _prints(view, body)
    verdicts.update((at, "") for at in body if view.pages(at) <= prints and not view.hand(at))
    is_below_story = True
    for position in reversed(body):
        verdict = verdicts[position]
        if verdict == BOILERPLATE or (verdict == TAIL and is_below_story):
            yield position, view.evidence(position)
        elif view.sort(position) in TOLD:
            is_below_story = False


def _prints(view: _View, body: Sequence[int]) -> int:
    """On how many pages this story stands, if it is one that the site prints again and again, else 0.

    Prints under other titles and openings count as stories, and what one of them holds repeats as often as its words.
    """
    own = [view.pages(at) for at in body if view.is_told(at) and not view.is_most(at)]
    again = [pages for pages in own if pages >= FEWEST]
    return max(again) if again and len(again) >= SAME_STORY * len(own) else 0


def _lists(view: _View, body: Sequence[int]) -> Iterator[list[int]]:
    """Runs of lines that stand alike."""
    run: list[int] = []
    for position in (*body, -1):
        if position >= 0 and view.may_be_listed(position) and (not run or view.is_like(run[-1], position)):
            run.append(position)
            continue
        if len(run) >= FEWEST_LISTED:
            yield run
        run = [position] if position >= 0 and view.may_be_listed(position) else []


def _is_repeated(view: _View, run: Sequence[int]) -> bool:
    """Whether a list is the site's: links that turn, though a part is new each day, or lines that most stories have."""
    if view.is_apart(run) and sum(view.pages(at) > 1 for at in run) >= TURNING * len(run):
        return any(view.pages(at) >= FEWEST for at in run)
    return sum(view.is_often(at) for at in run) >= MOSTLY * len(run)


def _story_lines(view: _View, run: Sequence[int], verdicts: Mapping[int, str]) -> Sequence[int]:
    """Lines of a list that is the story's: a table of today's prices keeps the names that stand in it every day.

    From the first that the site repeats downwards, most would have to be repeated; a line of the story may stand above.
    """
    known = [verdicts[at] in (BOILERPLATE, TAIL) for at in run]
    if not any(known):
        return []
    below = known.index(True)
    if sum(known) >= MOSTLY * (len(run) - below):
        return []
    return [at for at in run if view.sort(at) != LINK and not view.hand(at)]
