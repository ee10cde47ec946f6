"""What every rule sees: the page's blocks, and where the story seems to be among them.

Rules have one shape, ``find_<kinds>(story) -> Iterator[Claim]``.  They look, none cuts, and the order in which
they are asked does not matter.  The field readers have one shape too, ``find_<field>(story) -> value``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from pipelines.cleaning.blocks import Block
from pipelines.cleaning.meta import Meta
from pipelines.cleaning.phrases import head_of
from pipelines.cleaning.voice import Voice, find_voice
from pipelines.cleaning.worth import is_sentence, prose_in


class Claim(NamedTuple):
    """A rule's word that the block at this position is of its kind, and what makes it think so."""

    position: int
    evidence: str = ""


@dataclass
class Story:
    """The blocks of a page and the region of them that holds the story."""

    blocks: Sequence[Block]
    language: str = ""
    title: str = ""
    title_at: int = -1  # position of the title's own block, -1 when the page shows none
    first: int = 0  # position of the first block of the body region
    last: int = -1  # position of the last one, inclusive
    meta: Meta = field(default_factory=Meta)
    address: str = ""
    listed_title: str = ""  # what the section page called the story, perhaps cut
    listed_at: str = ""  # the date it printed beside the link
    marks: Sequence[int] = ()  # for each block, what the names above it say, as far as they may be believed
    prose: Sequence[float] = ()  # for each block, how much of it is prose
    leads: frozenset[int] = frozenset()  # positions above the region that open the story: its standfirst
    noted: frozenset[int] = frozenset()  # positions of blocks that the page's own note of the story vouches for
    known: dict[str, object] = field(default_factory=dict)  # what one reader found out and others may use

    def __post_init__(self) -> None:
        self.marks = self.marks or [0] * len(self.blocks)
        self.prose = self.prose or [prose_in(block) for block in self.blocks]

    @classmethod
    def of(cls, *lines: str | Block, language: str = "", title: str = "", title_at: int = -1) -> Story:
        """A story of these lines, all of them in the body region.

        >>> [block.text for block in Story.of("The ferry left.", "Editor: A. Marsh").region]
        ['The ferry left.', 'Editor: A. Marsh']
        """
        blocks = [Block(line) if isinstance(line, str) else line for line in lines]
        return cls(blocks, language, title, title_at, 0, len(blocks) - 1)

    @property
    def region(self) -> Sequence[Block]:
        """The blocks from the first to the last of the body region."""
        return self.blocks[self.first : self.last + 1]

    @property
    def head(self) -> range:
        """Positions between the title and the body's first block, where bylines, dates and sources stand."""
        return range(self.title_at + 1, self.first)

    def positions(self, before: int = 0, after: int = 0) -> range:
        """Positions of the region, and of so many blocks before and after it."""
        return range(max(0, self.first - before), min(len(self.blocks), self.last + 1 + after))

    @property
    def is_plain(self) -> bool:
        """Whether these are lines of plain text, which have lost their tags."""
        return not self.blocks or self.blocks[0].place is None

    def is_prose(self, position: int) -> bool:
        return self.prose[position] > 0

    def marked(self, flags: int) -> Iterator[int]:
        """Positions of blocks under a name that says one of these things."""
        return (position for position, marks in self._marked if marks & flags)

    def claim_marked(self, flags: int, evidence: str) -> Iterator[Claim]:
        """Claims for all blocks under a name that says one of these things."""
        return (Claim(position, evidence) for position, marks in self._marked if marks & flags)

    @cached_property
    def _marked(self) -> list[tuple[int, int]]:
        return [(position, marks) for position, marks in enumerate(self.marks) if marks]

    def lines(self, longest: int, *, before: int = 0, after: int = 0) -> list[tuple[int, str, str]]:
        """Position, text and head of the blocks in and around the region that are no longer than so many characters.

        Labels, buttons and headings are short; rules that look for them need not look at paragraphs.
        """
        first, last = self.first - before, self.last + after
        return [line for line in self._lines if first <= line[0] <= last and len(line[1]) <= longest]

    @cached_property
    def _lines(self) -> list[tuple[int, str, str]]:
        blocks = self.blocks
        return [
            (position, blocks[position].text, self.head_of(position))
            for position in self.positions(FARTHEST, FARTHEST)
            if len(blocks[position].text) <= LONGEST_LINE
        ]

    def head_of(self, position: int) -> str:
        """The opening of a block as phrases are compared: without case, and without the signs in front of it."""
        head = self._heads.get(position)
        if head is None:
            head = self._heads[position] = head_of(self.blocks[position].text)
        return head

    @cached_property
    def _heads(self) -> dict[int, str]:
        return {}

    @cached_property
    def voice(self) -> Voice:
        """Where the story's own paragraphs stand."""
        return find_voice(self.blocks, self.prose, self.marks, self.first, min(self.last, len(self.blocks) - 1))

    @property
    def last_prose(self) -> int:
        """Position of the story's last paragraph; what stands below it is a short last line, or no story."""
        return self.voice.last

    @property
    def tail_length(self) -> int:
        """How many blocks at the end of the region are tail: a few in a long story, all in a short one."""
        return max(4, (self.last - self.first) // 5)

    def run_below(self, position: int) -> Iterator[int]:
        """Positions below a heading that belong to it: links, and all the rest when no prose follows."""
        for below in range(position + 1, self.last + 1):
            block = self.blocks[below]
            if block.link_share < LINKED and (self.prose[below] or below <= self.last_prose or is_sentence(block)):
                return
            yield below


FARTHEST = 40  # blocks around the region in which rules look for labels
LONGEST_LINE = 400  # characters of a block that may be a label or a notice and not a paragraph
LINKED = 0.6  # link share from which a block is a headline of something else
Claims = Iterable[Claim]
