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
    LINK,
    MANY,
    MOSTLY,
    SENTENCE,
    SOME,
    STORY,
    TAIL,
    TOLD,
    Known,
    Template,
    judge,
)
from pipelines.cleaning.template_lessons import Lessons

RULE = "template"  # the rule of what only the template cuts
# Rules that guess: what they cut may be story where nobody else has it.
GUESSING = frozenset(("advertisement", "app_promotion", "cookie_notice", "picture_caption", "side_box"))
NAMES = "name_list"
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
    listed = [at for at, (rule, _) in rules.items() if rule == NAMES and story.first <= at <= story.last]
    view = _View(lessons, template, [*lessons.body, *lessons.beside, *listed], suspected)
    cuts = dict(_boilerplate(view, lessons.body)) if view.knows(lessons.body) else {}
    if lessons.told and all(at in cuts for at in lessons.told):
        cuts = {at: why for at, why in cuts.items() if view.hand(at)}
    lifted = {at for at in suspected if view.is_home(at) and view.pages(at) <= 1}
    if listed and view.stories >= HOME_FEWEST and all(view.pages(at) <= 1 for at in listed):
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
        self._homes = {at: lessons.place_key(at) for at in suspected}
        self._found = template.look_up([key for key in dict.fromkeys((*keys.values(), *self._homes.values())) if key])
        self._is_new = not template.knows_page
        self.stories = template.stories + self._is_new
        self._keys = {at: key for at, key in keys.items() if key in self._found}
        self._known: dict[int, Known] = {}

    def knows(self, positions: Sequence[int]) -> bool:
        return not self._keys.keys().isdisjoint(positions)

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
        """Whether it is a habit of the site, wherever it stands."""
        known = self.known(position)
        return known is not None and known.pages >= MANY and known.share(self.stories) >= SOME

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
        blocks = self._lessons.story.blocks
        return self._lessons.place_of(blocks[position]) == self._lessons.place_of(blocks[other])

    def is_apart(self, run: Sequence[int]) -> bool:
        """Whether most of a list are links, or none of it stands as the story's paragraphs do."""
        links = sum(self.sort(at) == LINK for at in run)
        return links > len(run) / 2 or all(self._lessons.flags_of(at) & APART for at in run)

    def judged(self, position: int) -> str:
        known = self.known(position)
        return judge(known, self.stories) if known else ""

    def is_home(self, position: int) -> bool:
        """Whether the story stands where this block does, on the site's other pages."""
        known = self._found.get(self._homes[position])
        return known is not None and judge(known, self.stories) == STORY

    def evidence(self, position: int) -> str:
        known = self.known(position)
        if known is None:
            return "new in a list that turns"
        if known.hand:
            return "forbidden by hand"
        return f"on {known.pages} of {max(known.stories or self.stories, known.pages)} pages of the site"


def _boilerplate(view: _View, body: Sequence[int]) -> Iterator[tuple[int, str]]:
    """Blocks of the story that the site repeats, from its end upwards."""
    listed = set(_lists(view, body))
    is_below_story = True
    for position in reversed(body):
        verdict = view.judged(position)
        if verdict == BOILERPLATE or (verdict == TAIL and is_below_story) or (position in listed and verdict != STORY):
            yield position, view.evidence(position)
        elif view.sort(position) in TOLD:
            is_below_story = False


def _lists(view: _View, body: Sequence[int]) -> Iterator[int]:
    """Positions of lists inside the story that stand on other pages, too, though a part of them may be new each day."""
    run: list[int] = []
    for position in (*body, -1):
        if position >= 0 and view.may_be_listed(position) and (not run or view.is_like(run[-1], position)):
            run.append(position)
            continue
        if len(run) >= FEWEST_LISTED and _is_repeated(view, run):
            yield from run
        run = [position] if position >= 0 and view.may_be_listed(position) else []


def _is_repeated(view: _View, run: Sequence[int]) -> bool:
    """Whether a list is the site's: links that turn, or lines that stand so on many pages."""
    if view.is_apart(run) and sum(view.pages(at) > 1 for at in run) >= TURNING * len(run):
        return any(view.pages(at) >= FEWEST for at in run)
    often = sum(view.is_often(at) for at in run)
    return often >= MOSTLY * len(run)
