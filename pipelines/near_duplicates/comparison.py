"""``停水通知（3月2日）`` and ``停水通知（3月9日）``: how much two texts share, and whether what differs is what matters.

An editor who takes a story over changes words; he leaves its numbers and names alone.  Whoever fills in a template (a weather
report, a list of prices, a notice) changes the numbers and names, and leaves the words alone.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from itertools import chain, islice, pairwise, product, repeat
from operator import sub
from typing import NamedTuple

from pipelines.near_duplicates.alignment import Place, lay_beside, places_between
from pipelines.near_duplicates.signature import LONGEST, SHORTEST, row_length, words_of

CJK_ROW, WORD_ROW = 5, 3  # words in a row that are compared
# Of the shorter text's words.  Of the saved pages' stories, reprints share 0.86 and more (edits in every twentieth character
# leave 0.9), a follow-up that repeats what went before shares 0.70, the same news in other words 0.71.
LEAST_SHARED = 0.78
LEAST_SIZE = 0.3  # of the longer text; what is a smaller part of it is quoted there, unless it has the same title
# An editor cuts from the end and puts background there; what stands in the middle of a digest is no reprint of it.
OPENING = 1.5  # words of the longer text looked at for each of the shorter …
WRAPPER = 60  # … and those of an agency's wrapper
LONGEST_SLOT = 12  # words of a template that are filled in at one place; more are a sentence that was changed
SLIPS = 1  # numbers that may differ …
EDITS_TO_NUMBERS = 4  # … and one more for so many edits: of the words that editors change, few are numbers
MANY_NUMBERS = 20  # in a text that has as many, a single one that differs is a slip and no other notice
OTHER_LISTS = 0.75  # of what stands in one; editing every twentieth character changes one name in six
MOST_LISTS = 20  # looked at; a book has more

PROBES = 24  # stretches looked for before the texts are taken apart, which costs thirty times as much
LEAST_PROBES = 0.3  # of them; every twentieth character another leaves 0.7

_STRETCH = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0eff]{6}|[^\W\d_]+ [^\W\d_]+ [^\W\d_]+")
_HAN_ITEM, _ITEM = r"[\u3040-\u30ff\u3400-\u9fff]{2,4}", r"[^\W\d_]{1,20}(?: [^\W\d_]{1,20}){0,2}"
_LIST = re.compile(rf"{_HAN_ITEM}(?:、{_HAN_ITEM}){{3,}}|\b{_ITEM}(?:, {_ITEM}){{3,}}")
# Chinese prose is full of these, and of nothing else that NFKC would change: all of it costs five times as much to do.
_WIDE_MARKS = tuple(zip("，：；！？（）\u3000", ",:;!?() ", strict=True))
_NUMERALS = frozenset("零〇一二三四五六七八九十百千万亿两")
_GROUPS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")  # 1,200 is 1200
_BRACKETED = re.compile(r"[(\[【][^()\[\]【】]{1,6}[)\]】]")  # (图), [组图]: what a paper adds to a title
# 中新网北京3月2日电; (Reuters) -: an agency's wrapper, which gives way to the next one's
_DATELINE = re.compile(r"\d{1,2}月\d{1,2}日(?:电|讯|消息|报道)|^.{0,80}?\([^()\n]{2,30}\) ?[-–—]{1,2}", re.MULTILINE)


class Verdict(NamedTuple):
    """Whether two texts tell one story, and why that was found."""

    is_reprint: bool
    why: str


class Text:
    """A title and a body, made ready for comparing as far as it comes to that."""

    def __init__(self, title: str, body: str) -> None:
        self.printed = body.lower()
        self._title = title
        self._rows: dict[int, list[str]] = {}

    @cached_property
    def title(self) -> list[str]:
        return words_of(_BRACKETED.sub("", unicodedata.normalize("NFKC", self._title).lower()))

    @cached_property
    def body(self) -> str:
        text = self.printed
        for wide, narrow in _WIDE_MARKS:
            text = text.replace(wide, narrow)
        if not unicodedata.is_normalized("NFKC", text):
            text = unicodedata.normalize("NFKC", text)
        return _DATELINE.sub(" ", text)

    @cached_property
    def words(self) -> list[str]:
        return words_of(_GROUPS.sub("", self.body))[:LONGEST]

    @cached_property
    def lists(self) -> list[list[str]]:
        """What stands in a row: 张三、李四、王五、赵六."""
        return [re.split("、|, ", match[0]) for match in islice(_LIST.finditer(self.body), MOST_LISTS)]

    @cached_property
    def probes(self) -> list[str]:
        """Some stretches without a punctuation mark or number, from beginning to end."""
        found = _STRETCH.findall(self.printed)
        return found[:: len(found) // PROBES + 1]

    def rows(self, length: int) -> list[str]:
        """Rows of words, one from each word on, which do not know what number stands in them."""
        if length not in self._rows:
            words = ["0" if word.isdigit() else word for word in self.words]
            self._rows[length] = list(map(" ".join, zip(*(words[at:] for at in range(length)), strict=False)))
        return self._rows[length]


def compare(one: Text, other: Text) -> Verdict:
    """Whether the two tell one story: the same words, and nothing else where it matters."""
    short, long = sorted((one, other), key=lambda text: len(text.printed))
    if _unlike(short, long) and _unlike(long, short):
        return Verdict(False, "unlike")
    short, long = sorted((short, long), key=lambda text: len(text.words))
    if len(short.words) < SHORTEST:
        return Verdict(False, "too short to tell")
    has_its_title = short.title == long.title
    if len(short.words) < LEAST_SIZE * len(long.words) and not has_its_title:
        return Verdict(False, "a small part of the other")
    length = row_length(short.words, CJK_ROW, WORD_ROW)
    until = LONGEST if has_its_title else int(len(short.words) * OPENING) + WRAPPER
    shared = _shared(short.rows(length), set(long.rows(length)[:until]), length)
    if shared < LEAST_SHARED:
        return Verdict(False, f"{shared:.0%} shared")
    if why := _lists_apart(short, long) or _filled_in(short, long, length):
        return Verdict(False, why)
    return Verdict(True, f"{shared:.0%} shared")


def _unlike(one: Text, other: Text) -> bool:
    """Whether hardly anything of the one stands in the other, as a glance at some stretches has it."""
    return sum(probe in other.printed for probe in one.probes) < LEAST_PROBES * len(one.probes)


def _shared(rows: list[str], others: set[str], length: int) -> float:
    """The share of words that stand in some row which the other text has as well."""
    found = [at for at, row in enumerate(rows) if row in others]
    steps = (*map(sub, found[1:], found), length) if found else ()
    return sum(map(min, steps, repeat(length))) / (len(rows) + length - 1)


def _lists_apart(short: Text, long: Text) -> str:
    """Who was hired, who has won: an editor may leave out a list, but he does not fill in other names."""
    for listed in short.lists:
        strangers = [item for item in listed if item not in long.body]
        if len(strangers) >= OTHER_LISTS * len(listed):
            return f"{len(strangers)} of {len(listed)} in a list are not named in the other, as {strangers[0]!r}"
    return ""


def _filled_in(short: Text, long: Text, length: int) -> str:
    """Two forms filled in: most places where they differ are numbers, or words that take the place of the same again."""
    titles = list(places_between(short.title, long.title, length))
    if titles and all(_is_number(place) for place in titles) and len(short.title) == len(long.title):
        return "the titles differ in a number alone"
    places, ends = lay_beside(short.words, long.words, short.rows(length), long.rows(length), length)
    numbers = [place for place in places if _is_number(place)]
    # A title and a wrapper are anybody's to change: they tell no edits, but which name the others have.
    fillings = Counter(chain.from_iterable(map(_fillings, (*places, *ends, *titles))))
    names = [place for place in places if place not in numbers and any(fillings[one] > 1 for one in _fillings(place))]
    edits = len(places) - len(numbers) - len(names)
    if not numbers and not names:
        return ""
    if len(places) == 1 and sum(map(str.isdigit, short.words)) >= MANY_NUMBERS:
        return ""
    if len(numbers) + len(names) < edits and len(numbers) <= SLIPS + edits // EDITS_TO_NUMBERS:
        return ""
    gone, come = map(_told, (*names, *numbers)[0])
    return f"{len(numbers)} numbers, {len(names)} names, {edits} edits: {gone!r} stands where the other has {come!r}"


def _is_number(place: Place) -> bool:
    """One number in the place of another, whatever goes with it."""
    gone, come = ("".join(filter(_is_figure, "".join(words))) for words in place)
    return max(map(len, place)) <= LONGEST_SLOT and bool(gone and come) and gone != come


def _is_figure(character: str) -> bool:
    return character.isdigit() or character in _NUMERALS


def _fillings(place: Place) -> set[tuple[str, str]]:
    """What may stand for what: words, and two characters in a row, of the one and the other; nothing for nothing."""
    if max(map(len, place)) > LONGEST_SLOT:
        return set()
    return {(one, other) for one, other in product(*map(_pieces, place)) if one != other}


def _pieces(words: Sequence[str]) -> set[str]:
    if len(words) > 1 and all(len(word) == 1 for word in words):
        return {one + other for one, other in pairwise(words)}
    return set(words)


def _told(words: Sequence[str]) -> str:
    return ("" if all(len(word) == 1 for word in words) else " ").join(words)
