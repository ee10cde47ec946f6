"""``停水通知（3月2日）`` and ``停水通知（3月9日）``: how much two texts share, and whether what differs is what matters.

An editor who takes a story over changes words; he leaves its numbers and names alone.  Whoever fills in a template (a weather
report, a list of prices, a notice) changes the numbers and names, and leaves the words alone.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import cached_property
from typing import NamedTuple

from pipelines.near_duplicates.signature import LONGEST, SHORTEST, row_length, words_of

CJK_ROW, WORD_ROW = 5, 3  # words in a row that are compared
LEAST_SHARED = 0.6  # of the shorter text's rows; every twentieth character another leaves 0.77, unrelated stories 0.05
LEAST_SIZE = 0.15  # of the longer text; what is a smaller part of it is quoted there
OPENING, WRAPPER = (
    1.5,
    60,
)  # words of the longer text looked at for each of the shorter, and those of an agency's wrapper:
# an editor cuts from the end and puts background there; what stands in the middle of a digest is no reprint of it
EDITS_TO_NUMBERS = (
    6  # times: a word is changed in an edited text as likely as each digit of a number, of which it has several
)
LOST_NUMBERS = 0.25  # of a text's numbers, if it has some: no editing loses as many
FEW_NUMBERS = 20  # in fewer than these, one that differs is what a notice is about …
SOME_EDITS = 3  # … unless words were changed as well, in so many places
SWAPPED = 2  # times that the same words stand in the place of the same others

PROBES = 24  # stretches looked for before the texts are taken apart, which costs thirty times as much
LEAST_PROBES = 0.3  # of them; every twentieth character another leaves 0.7

_STRETCH = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0eff]{6}|[^\W\d_]+ [^\W\d_]+ [^\W\d_]+")
_DIGITS = re.compile(r"\d+")
# 2026年3月2日, 1,200.50, 第十二期, 星期三
_NUMBER = re.compile(
    r"\d+(?:[.,:]\d+)*|第[零〇一二三四五六七八九十百千]+|[零〇一二三四五六七八九十百千万亿两]+(?=[年月日号时点届期级度])|(?:星期|周)[一二三四五六日天]"
)
# 中新网北京3月2日电; (Reuters) -: an agency's wrapper, which gives way to the next one's
_DATELINE = re.compile(r"\d{1,2}月\d{1,2}日(?:电|讯|消息|报道)|^.{0,80}?\([^()\n]{2,30}\) ?[-–—]{1,2}", re.MULTILINE)
_CLAUSE = re.compile(r"[^\n,.;:!?，。；：！？、…]+")


class Verdict(NamedTuple):
    """Whether two texts tell one story, and why that was found."""

    is_reprint: bool
    why: str


class Text:
    """A title and a body, made ready for comparing as far as it comes to that."""

    def __init__(self, title: str, body: str) -> None:
        self.printed = body.lower()
        self._title = title

    @cached_property
    def title(self) -> str:
        return unicodedata.normalize("NFKC", self._title).lower()

    @cached_property
    def body(self) -> str:
        return _DATELINE.sub(" ", unicodedata.normalize("NFKC", self.printed))

    @cached_property
    def words(self) -> list[str]:
        """Numbers are looked at by themselves, so that rows of words do not know which number stands in them."""
        return words_of(_DIGITS.sub("0", self.body))[:LONGEST]

    @cached_property
    def probes(self) -> list[str]:
        """Some stretches without a punctuation mark or number, from beginning to end."""
        found = _STRETCH.findall(self.printed)
        return found[:: len(found) // PROBES + 1]

    def rows(self, length: int, until: int = LONGEST) -> set[tuple[str, ...]]:
        words = self.words[:until]
        return set(zip(*(words[at:] for at in range(length)), strict=False))

    def numbers(self) -> Counter[str]:
        return Counter(number.replace(",", "") for number in _NUMBER.findall(self.body))


def compare(one: Text, other: Text) -> Verdict:
    """Whether the two tell one story: the same words, and nothing else where it matters."""
    short, long = sorted((one, other), key=lambda text: len(text.printed))
    if _unlike(short, long) and _unlike(long, short):
        return Verdict(False, "unlike")
    short, long = sorted((short, long), key=lambda text: len(text.words))
    if len(short.words) < SHORTEST:
        return Verdict(False, "too short to tell")
    if len(short.words) < LEAST_SIZE * len(long.words):
        return Verdict(False, "a small part of the other")
    length = row_length(short.words, CJK_ROW, WORD_ROW)
    rows = short.rows(length)
    shared = len(rows & long.rows(length, int(len(short.words) * OPENING) + WRAPPER)) / len(rows)
    if shared < LEAST_SHARED:
        return Verdict(False, f"{shared:.0%} shared")
    if why := _numbers_apart(short, long, 1 - shared ** (1 / length)):
        return Verdict(False, why)
    if why := _names_apart(short, long):
        return Verdict(False, why)
    return Verdict(True, f"{shared:.0%} shared")


def _unlike(one: Text, other: Text) -> bool:
    """Whether hardly anything of the one stands in the other, as a glance at some stretches has it."""
    return sum(probe in other.printed for probe in one.probes) < LEAST_PROBES * len(one.probes)


def _numbers_apart(short: Text, long: Text, edited: float) -> str:
    """Titles or texts that differ in their numbers, more than the editing of their words would explain.

    `edited` is the share of words that were changed, if they lie scattered.
    """
    titles = [_NUMBER.sub("0", text.title) for text in (short, long)]
    if titles[0] == titles[1] and short.title != long.title:
        return "the titles differ in a number alone"
    numbers = short.numbers()
    lost = (numbers - long.numbers()).total()
    if not lost:
        return ""
    is_edited = edited * len(short.words) >= SOME_EDITS or numbers.total() >= FEW_NUMBERS
    explained = EDITS_TO_NUMBERS * edited * numbers.total() + is_edited
    if lost > explained or lost > max(LOST_NUMBERS * numbers.total(), SOME_EDITS):
        return f"{lost} of {numbers.total()} numbers differ"
    return ""


def _names_apart(short: Text, long: Text) -> str:
    """An edit does not repeat itself; a name that was filled in does."""
    swaps = Counter(_swaps(*(_CLAUSE.findall(f"{text.title}\n{text.body}") for text in (short, long))))
    again = sum(count for count in swaps.values() if count >= SWAPPED)
    if again * 2 >= swaps.total() and swaps:
        (before, after), count = swaps.most_common(1)[0]
        return f"{count} times {before!r} stands where the other has {after!r}"
    return ""


def _swaps(before: list[str], after: list[str]) -> Iterator[tuple[str, str]]:
    """Which words stand in the place of which, in clauses that are otherwise alike; numbers were looked at before."""
    for old, new in _replaced(before, after):
        if len(old) == len(new):
            for clause, other in zip(old, new, strict=True):
                one, two = words_of(clause), words_of(other)
                for gone, come in _replaced(one, two):
                    if len(gone) * 2 <= len(one) and not any(word.isdigit() for word in (*gone, *come)):
                        yield " ".join(gone), " ".join(come)


def _replaced(before: list[str], after: list[str]) -> Iterator[tuple[list[str], list[str]]]:
    for tag, begin, end, at, until in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "replace":
            yield before[begin:end], after[at:until]
