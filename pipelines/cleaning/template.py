"""``on 12 of 40 pages of the site``: what a site repeats on its pages, and what that says of a block.

A page teaches ``SeenBlock``s: its blocks in and near the story, each by its text and place, and the places themselves.
Over the stories of a site they add up to ``Known``.  ``judge`` is the one place where that becomes a judgement.
Nothing here keeps anything: who has a database adds up there, everybody else asks ``learn``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

# What a page says of a block, as flags of a SeenBlock.
IN_BODY = 1  # in the story, as read without the template
FIRST = 2  # no paragraph of the story stands above it
LAST = 4  # two paragraphs of the story at most stand below it
APART = 8  # not as the story's paragraphs stand: in another element, in italics
PROSE = 16  # a paragraph, not a line
NAMED = 32  # it names a writer of the story

# What sort of block a key is.
PARAGRAPH = "prose"
SENTENCE = "sentence"  # a line that ends as sentences do: "The investigation continues."
LINE = "line"
LABEL = "label"  # a heading, a line that ends in a colon or a question, a line of few letters: a part of many stories
LINK = "link"
PLACE = "place"  # no block, but where blocks stand
COLUMN = "column"  # no block either: a writer or an outlet, and what stands near the end of their stories
ROLL = "roll"  # no block either: where a list of names was cut
TOLD = (PARAGRAPH, SENTENCE)  # what stories are told in

# What is judged of a key.
BOILERPLATE = "boilerplate"
TAIL = "tail"  # boilerplate where nothing of the story stands below it
STORY = "story"

FEWEST = 3  # stories, from which repeating says something
MANY = 8  # stories, for what stands as the story's own paragraphs do
MOSTLY = 0.8  # share of the stories, for the same; of its sightings, in which a block is first, last, apart
OFTEN = 0.5  # share of the stories, for a line below them, or an opening in an element of its own
OFTEN_FEWEST = 5  # stories, for the same
TURNING_SHARE = 0.1  # of what an element of its own shows: less, and stories are told there
APART_SHARE = 0.2  # for a line between paragraphs, where it stands apart
SOME = 0.05  # share, below which such a line is the habit of a writer and not of the site
HOME_FEWEST = 5  # stories, from which a place is known as the story's
SAME_STORY = 0.75  # share of the smaller page's paragraphs that two pages of one story have in common


class SeenBlock(NamedTuple):
    """What one page teaches of one block, or of one place."""

    key: str  # 16 hex digits, the same in every process
    place: str
    text: str  # its opening, for people
    fate: str  # as decided without the template
    sort: str  # depends on the key alone
    flags: int


@dataclass(frozen=True, slots=True)
class Known:
    """What a site's stories say of one key.  Counts are of stories: reprints and versions of one are one."""

    sort: str = LINE
    pages: int = 0
    body_pages: int = 0
    first_pages: int = 0
    last_pages: int = 0
    apart_pages: int = 0
    named_pages: int = 0
    hand: str = ""  # an operator's word, for ever: spare, forbid, or nothing
    stories: int = 0  # of how many stories, while the site showed it; 0 where only the whole number is known

    def plus(self, flags: int) -> Known:
        """The same with one more story, by what its pages together say of the key."""
        return Known(
            self.sort,
            self.pages + 1,
            self.body_pages + bool(flags & IN_BODY),
            self.first_pages + bool(flags & FIRST),
            self.last_pages + bool(flags & LAST),
            self.apart_pages + bool(flags & APART),
            self.named_pages + bool(flags & NAMED),
            self.hand,
            self.stories + bool(self.stories),
        )

    def share(self, stories: int) -> float:
        """Of the site's stories, in the time when it showed this."""
        return self.pages / max(self.stories or stories, self.pages)

    def share_here(self, place: Known | None, stories: int) -> float | None:
        """Of the stories that have a paragraph where this stands; None where too few have to say.

        A section with a layout of its own is judged by its own stories, and an element that shows one text each day
        is told from one in which stories are told.
        """
        if place is None or place.body_pages < HOME_FEWEST:
            return None
        return min(1.0, self.share(stories) * place.pages / place.body_pages / place.share(stories))

    def largest_share(self, place: Known | None, stories: int) -> float:
        """Of the site's stories, or of those that are told where this stands."""
        return max(self.share(stories), self.share_here(place, stories) or 0.0)


LookUp = Callable[[Sequence[str]], Mapping[str, Known]]


class Template:
    """What is known of one site's pages."""

    def __init__(self, stories: int, look_up: LookUp, *, knows_page: bool = False) -> None:
        self.stories = stories
        self.look_up = look_up  # asked once a page, for all its keys; what it does not know it leaves out
        self.knows_page = knows_page  # the story that is read is among those counted

    @classmethod
    def of(cls, stories: int, known: Mapping[str, Known], *, knows_page: bool = False) -> Template:
        """A template in memory.  ``Template.of(0, {})`` knows nothing and makes a page teach."""
        return cls(stories, lambda keys: {key: known[key] for key in keys if key in known}, knows_page=knows_page)


def judge(known: Known, stories: int, place: Known | None = None) -> str:
    """``boilerplate``, ``tail``, ``story``, or nothing: what a site's stories together say of a block or a place.

    A block that is mostly outside the story, where no stories stand, is boilerplate where it got in.  One that stands
    apart needs few stories, a link as few.  A sentence among the story's own needs most of the stories that are told there,
    for stories repeat themselves, too: a report opens with the same words every day, an agency recalls what happened
    before, and one court report in twenty ends with "The case is still being heard."

    `place` is what is known of the place where a block stands, if paragraphs stand there.  Where stories do, what is
    mostly outside of them was cut off with their last lines: the signature of a notice, its date.
    """
    if known.hand:
        return BOILERPLATE if known.hand == "forbid" else STORY
    pages, body = known.pages, known.body_pages
    if known.sort == PLACE:
        return STORY if pages >= HOME_FEWEST and body >= MOSTLY * pages else ""
    if pages < FEWEST or not body or known.sort in (COLUMN, ROLL):
        return ""
    is_first, is_last, is_apart = (
        count >= MOSTLY * body for count in (known.first_pages, known.last_pages, known.apart_pages)
    )
    if 2 * body < pages and (place is None or 2 * place.body_pages < place.pages):
        return BOILERPLATE
    here = known.share_here(place, stories)
    if is_apart and here is not None and here < (OFTEN if is_first else TURNING_SHARE):
        is_apart = False  # other stories are told in that element
    if is_first and not is_apart:
        return ""
    if known.sort == LINK:
        return BOILERPLATE
    share = known.largest_share(place, stories)
    is_most = pages >= MANY and share >= MOSTLY
    is_often = share >= OFTEN and (pages >= OFTEN_FEWEST or share >= 1)
    if known.sort == LABEL:
        return TAIL if is_last and not is_first and (is_apart or is_often) else ""
    if known.sort in TOLD:
        if is_apart or is_most:
            return BOILERPLATE
        is_everywhere = known.sort == PARAGRAPH and share >= 1
        return TAIL if is_last and (is_everywhere or known.named_pages >= MOSTLY * body) else ""
    if is_apart and (is_last or share >= APART_SHARE or (pages >= MANY and share >= SOME)):
        return BOILERPLATE
    if is_most:
        return BOILERPLATE
    return TAIL if is_last and is_often else ""


def is_columns(known: Known, column: Known) -> bool:
    """Whether a block near the end is the habit of a column: of one writer, or one outlet.

    `known` counts the column's stories that have it, `column` all of them.
    """
    return known.pages >= MANY and known.body_pages >= MOSTLY * column.pages


def is_rolls(known: Known, stories: int, place: Known | None) -> bool:
    """Whether lists of names stand at a place by the site's habit, though the names are others each time.

    Readers who liked it have an element of their own; where stories are told, a list now and then is theirs.
    """
    here = known.share_here(place, stories)
    return known.pages >= FEWEST and (here is None or here >= OFTEN)


def is_same_story(one: Sequence[SeenBlock], other: Sequence[SeenBlock]) -> bool:
    """Whether two pages tell one story: they share most paragraphs of the smaller, and the same one opens both."""
    return _is_same(_told(one), _told(other))


def _told(blocks: Iterable[SeenBlock]) -> dict[str, int]:
    return {block.key: block.flags for block in blocks if block.flags & IN_BODY and block.flags & PROSE}


def _is_same(told: Mapping[str, int], others: Mapping[str, int]) -> bool:
    shared = told.keys() & others.keys()
    if not shared or len(shared) < SAME_STORY * min(len(told), len(others)):
        return False
    return any(told[key] & others[key] & FIRST for key in shared)


def learn(pages: Iterable[Sequence[SeenBlock]]) -> Template:
    """The template of these pages.  Their order does not matter, and a story that is told twice counts once."""
    known: dict[str, Known] = {}
    stories = _stories([list(page) for page in pages])
    for story in stories:
        flags: Counter[str] = Counter()
        sorts: dict[str, str] = {}
        for block in story:
            flags[block.key] |= block.flags
            sorts[block.key] = block.sort
        for key, said in flags.items():
            known[key] = known.get(key, Known(sorts[key])).plus(said)
    return Template.of(len(stories), known)


def _stories(pages: Sequence[Sequence[SeenBlock]]) -> list[list[SeenBlock]]:
    """Pages of one story put together: what is the same as a third is one with both."""
    told = [_told(page) for page in pages]
    holders: dict[str, list[int]] = {}
    leaders = list(range(len(pages)))

    def leader(at: int) -> int:
        while leaders[at] != at:
            at = leaders[at]
        return at

    for at, keys in enumerate(told):
        openers = [key for key, flags in keys.items() if flags & FIRST]
        for other in dict.fromkeys(other for key in openers for other in holders.get(key, ())):
            if leader(at) != leader(other) and _is_same(keys, told[other]):
                leaders[leader(at)] = leader(other)
        for key in openers:
            holders.setdefault(key, []).append(at)
    stories: dict[int, list[SeenBlock]] = {}
    for at, page in enumerate(pages):
        stories.setdefault(leader(at), []).extend(page)
    return list(stories.values())
