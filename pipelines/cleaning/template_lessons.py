"""What a page teaches its site's template: its blocks in and near the story, and where they stand."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cached_property

from pipelines.cleaning.article import BODY, TITLE
from pipelines.cleaning.blocks import HEADINGS
from pipelines.cleaning.names import is_person
from pipelines.cleaning.story import Story
from pipelines.cleaning.template import (
    APART,
    COLUMN,
    FIRST,
    IN_BODY,
    LABEL,
    LAST,
    LINE,
    LINK,
    NAMED,
    PARAGRAPH,
    PLACE,
    PROSE,
    ROLL,
    SENTENCE,
    SeenBlock,
)
from pipelines.cleaning.template_places import PlaceNames, hashed, is_slanted, is_stray, place_key
from pipelines.cleaning.voice import Stand, stand_of
from pipelines.cleaning.worth import prose_in, size_of

LONGEST_EXAMPLE = 200
LONGEST_KNOWN = 120  # characters by which a block is known again, with its length
LEAST_LETTERS = 8  # letters beside digits, from which digits may differ and the text be the same
LEAST_SIZE = 5  # bytes of letters a text must have to be known again: "一", "2" and "…" are everywhere
LINE_SIZE = 24  # bytes of letters, from which a line says something of its own
LINKED = 0.6  # link share from which a block is a link
NEAR = 4  # blocks around the story that are remembered, too
MOST = 44  # blocks of a page, its places aside
MOST_PLACES = 12
EDGE = 8  # blocks at either end of the story that are always among them
CLOSING = 4  # blocks at the end of the story that may be its column's
BELOW_LAST = 2  # paragraphs of the story below what is one of its last
NAMES = "name_list"  # the rule that cuts lists of names
_DIGITS = re.compile(r"\d+")
_BETWEEN = re.compile(r"[,、;]")
_ASKING = ":：?？"
_STOPS = frozenset(".!。！।؟۔…")
_CLOSING = " 」』”’\"'）)】"


class Lessons:
    """The blocks of one page as its site's template knows them."""

    def __init__(self, story: Story, fates: Sequence[str], writers: Collection[str] = (), outlet: str = "") -> None:
        self.story = story
        self.fates = fates  # of each block, without the template
        self.writers = [name for name in writers if is_person(name)]
        self.column = ", ".join(writers) or outlet
        self.body = [at for at, fate in enumerate(fates) if fate == BODY]
        self.told = [at for at in self.body if story.prose[at]]
        self._keys: dict[int, tuple[str, str]] = {}
        self._places: dict[int, str] = {}
        self._names = PlaceNames()

    def place_of(self, position: int) -> str:
        """Where a block stands, by name."""
        name = self._places.get(position)
        if name is None:
            name = self._places[position] = self._names.of(self.story.blocks[position])
        return name

    def place_key(self, position: int) -> str:
        return place_key(self.place_of(position))

    def place_keys(self) -> set[str]:
        """The keys of all places that were asked for."""
        return set(map(place_key, set(self._places.values())))

    def key_of(self, position: int) -> tuple[str, str]:
        """(key, sort) of a block; ("", "") of one that says too little to be known again."""
        found = self._keys.get(position)
        if found is None:
            found = self._keys[position] = self._key_of(position)
        return found

    def _key_of(self, position: int) -> tuple[str, str]:
        block = self.story.blocks[position]
        text = block.text[:LONGEST_KNOWN]
        if self.story.prose[position] or prose_in(block):
            return hashed(PARAGRAPH, self.place_of(position), f"{len(block.text)} {text}"), PARAGRAPH
        text = text.replace(" ", "").casefold()
        bare = _DIGITS.sub("", text)
        size = size_of(bare)
        if size < LEAST_SIZE or sum(map(str.isalpha, bare[:LEAST_LETTERS])) < 2:
            return "", ""
        if block.link_share >= LINKED:
            sort = LINK
        elif block.bold or block.tag in HEADINGS:
            sort = LABEL
        elif is_sentence(block.text):
            sort = SENTENCE
        elif size < LINE_SIZE or len(bare) < len(text) or text[-1] in _ASKING:
            sort = LABEL
        else:
            sort = LINE
        return hashed(sort, self.place_of(position), bare if len(bare) >= LEAST_LETTERS else text), sort

    def flags_of(self, position: int) -> int:
        """What this page says of a block."""
        flags = self._flags.get(position)
        return (PROSE if self.story.prose[position] else 0) if flags is None else flags

    @cached_property
    def _flags(self) -> dict[int, int]:
        """The flags of the blocks in the story."""
        blocks, prose, told, chief, writers = self.story.blocks, self.story.prose, self.told, self.chief, self.writers
        # A report of one short sentence opens with it, and not with the paragraph below.
        first = next((at for at in self.body if prose[at] or is_sentence(blocks[at].text)), len(blocks))
        last = told[-1 - BELOW_LAST] if len(told) > BELOW_LAST else first
        chief_tag = next((blocks[at].tag for at in told if self._stand(at) == chief), "")
        flags = {}
        for at in self.body:
            block = blocks[at]
            said = IN_BODY | PROSE if prose[at] else IN_BODY
            if at <= first:
                said |= FIRST
            elif at > last:
                said |= LAST
            is_strewn = not prose[at] and is_stray(block, chief_tag) and self.key_of(at)[1] == LINE
            if is_strewn or self._stand(at) != chief or is_slanted(block):
                said |= APART
            if writers and any(name in block.text for name in writers):
                said |= NAMED
            flags[at] = said
        return flags

    @cached_property
    def closing(self) -> dict[int, str]:
        """position -> key of what may be the habit of the page's column: blocks near the end, as its writer's."""
        if not self.column:
            return {}
        near = [at for at in self.body[-CLOSING:] if self._flags[at] & (LAST | APART) == LAST and self.key_of(at)[0]]
        return {at: hashed(COLUMN, self.column, self.key_of(at)[0]) for at in near}

    @cached_property
    def column_key(self) -> str:
        return hashed(COLUMN, self.column, "")

    def seen(self) -> list[SeenBlock]:
        """What is remembered of this page: at most so many blocks, and the places of its story."""
        seen: dict[str, SeenBlock] = {}
        blocks, fates, places, flags_of = self.story.blocks, self.fates, self._places, self.flags_of
        for position in self._worth_keeping():
            key, sort = self.key_of(position)
            if not key:
                continue
            fate, flags = fates[position], flags_of(position)
            if before := seen.get(key):
                flags |= before.flags
                fate = BODY if flags & IN_BODY else fate
            seen[key] = SeenBlock(key, places[position], blocks[position].text[:LONGEST_EXAMPLE], fate, sort, flags)
        return [*seen.values(), *self._seen_places(), *self._seen_rolls(), *self._seen_column()]

    @cached_property
    def listed(self) -> list[int]:
        """Positions of names inside the story that were cut as a list."""
        story = self.story
        return [at for at in range(story.first, min(story.last + 1, len(self.fates))) if self.fates[at] == NAMES]

    def roll_key(self, position: int) -> str:
        return hashed(ROLL, self.place_of(position))

    def _seen_rolls(self) -> Iterator[SeenBlock]:
        for key, at in {self.roll_key(at): at for at in reversed(self.listed)}.items():
            yield SeenBlock(key, self.place_of(at), self.story.blocks[at].text[:LONGEST_EXAMPLE], NAMES, ROLL, 0)

    def _seen_column(self) -> Iterator[SeenBlock]:
        """What stands near the end under this writer's name, and that there was one more story of his."""
        if self.column and self.body:
            yield SeenBlock(self.column_key, "", self.column[:LONGEST_EXAMPLE], BODY, COLUMN, IN_BODY)
            for at, key in self.closing.items():
                text = self.story.blocks[at].text[:LONGEST_EXAMPLE]
                yield SeenBlock(key, "", text, BODY, COLUMN, self.flags_of(at))

    def _worth_keeping(self) -> list[int]:
        """Positions of blocks that may be boilerplate inside the story, in their order.

        Of a long story its ends, its lines, and of the paragraphs between them those whose keys are the smallest:
        what stands on many pages is then remembered on most of them, or on none.
        """
        body = self.body
        near = self.beside
        if len(body) + len(near) <= MOST:
            return sorted((*body, *near))
        ends = {*body[:EDGE], *body[-EDGE:]}
        others = [at for at in body if at not in ends]
        others.sort(key=lambda at: (self.story.prose[at] > 0, self.key_of(at)[0]))
        room = MOST - len(ends)
        kept = ends.union(others[: max(0, room - min(len(near), NEAR))])
        kept.update(near[: MOST - len(kept)])
        return sorted(kept)

    def _stand(self, position: int) -> Stand:
        story = self.story
        if story.first <= position <= story.last:
            return story.voice.known[position - story.first]
        return stand_of(story.blocks[position])

    @cached_property
    def chief(self) -> Stand | None:
        """Where most of the story's prose stands."""
        masses: dict[Stand, float] = {}
        for position in self.told:
            stand = self._stand(position)
            masses[stand] = masses.get(stand, 0.0) + self.story.prose[position]
        return max(masses, key=masses.__getitem__) if masses else None

    @cached_property
    def beside(self) -> list[int]:
        """Positions of cut blocks in and around the story, those inside first, then the nearest."""
        if not self.body:
            return []
        first, last, count = self.body[0], self.body[-1], len(self.fates)
        around = [at for away in range(1, NEAR + 1) for at in (last + away, first - away) if 0 <= at < count]
        return [at for at in (*range(first, last + 1), *around) if self.fates[at] not in (BODY, TITLE)]

    def _seen_places(self) -> Iterator[SeenBlock]:
        for key, (position, flags) in self.places.items():
            text = self.story.blocks[position].text[:LONGEST_EXAMPLE]
            yield SeenBlock(key, self.place_of(position), text, self.fates[position], PLACE, flags)

    @cached_property
    def places(self) -> dict[str, tuple[int, int]]:
        """key -> (position, flags) of each place where paragraphs stand, and whether one of them is the story's."""
        story, fates = self.story, self.fates
        places: dict[str, tuple[int, int]] = {}
        for position in range(story.first, min(story.last + 1, len(story.blocks))):
            if story.prose[position]:
                key = self.place_key(position)
                if fates[position] == BODY:
                    places[key] = position, IN_BODY
                elif key not in places:
                    places[key] = position, 0
        return dict(list(places.items())[:MOST_PLACES])


def is_sentence(text: str) -> bool:
    """Whether a line ends with a full stop, behind which a quotation or a bracket may close.

    >>> is_sentence("调查仍在继续。"), is_sentence("(The hearing goes on.)"), is_sentence("来稿一经刊出，赠海盐一包")
    (True, True, False)
    """
    return text.rstrip(_CLOSING)[-1:] in _STOPS


def writers_in(names: str) -> list[str]:
    """The names in an author field."""
    return [name.strip() for name in _BETWEEN.split(names) if name.strip()]
