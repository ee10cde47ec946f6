"""``b'\\x1f\\x9a…'``: eight marks that a story and its reprints have in common, whatever wrapper they came in.

A mark is the hash of a few words in a row.  Of all rows of a text the ones with the smallest hashes are taken, so that two
texts choose alike wherever they read alike: from the whole, for reprints that were edited throughout, and from the opening,
for those that were cut short.  Marks propose; `comparison.py` decides.
"""

import re
import unicodedata
from hashlib import blake2b
from heapq import nsmallest
from itertools import accumulate
from zlib import crc32

LONGEST = 6000  # words; a book has told by then which story it is
OPENING = 160  # words: what a shortened reprint keeps
FROM_WHOLE, FROM_OPENING = 4, 4  # twelve marks find one reprint in three thousand more, and cost half as much again
MARKS = FROM_WHOLE + FROM_OPENING
SPARE = 12  # marks beyond these, taken in the place of marks that belong to a crowd
SHORTEST = 60  # words; two notes of a line or two may be alike without one being taken from the other
CJK_ROW, WORD_ROW = 8, 5  # words in a row that make a mark
ENOUGH = 3 * (MARKS + SPARE)  # rows looked at: one may come again and again
MARK_BYTES = 6  # a million articles' marks fall together by chance once in twenty million

# Scripts without spaces are read character by character: Chinese, Japanese, Korean, Thai, Lao, Burmese, Khmer.
_SPACELESS = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
)
_WORD = re.compile(rf"[{_SPACELESS}]|[^\W_{_SPACELESS}]+")
_IS_SPACELESS = re.compile(rf"[{_SPACELESS}]")


def words_of(text: str) -> list[str]:
    """The words of a text, or its characters where a script has no spaces; width, case and punctuation aside.

    >>> words_of("ＡＢＣ: 渡船，3月２日")
    ['abc', '渡', '船', '3', '月', '2', '日']
    """
    text = text.lower()
    words = _WORD.findall(text)
    if not unicodedata.is_normalized("NFKC", "".join(words)):  # quick to see, slow to do
        words = _WORD.findall(unicodedata.normalize("NFKC", text).lower())
    return words


def row_length(words: list[str], spaceless: int, spaced: int) -> int:
    """How many words make a row, by the script that most of the text is in."""
    some = words[:200]
    characters = sum(1 for word in some if _IS_SPACELESS.match(word))
    return spaceless if characters * 2 >= len(some) else spaced


def signature(body: str) -> list[int]:
    """The marks of a story, MARKS and then the SPARE ones; none if it is too short.

    The title has no part in it: an editor changes it first.
    """
    words = words_of(body)[:LONGEST]
    if len(words) < SHORTEST:
        return []
    length = row_length(words, CJK_ROW, WORD_ROW)
    text = "".join(words).encode("utf-32-le", "surrogatepass")  # four bytes a character: rows are cut at multiples
    ends = [0, *accumulate([4 * len(word) for word in words])]
    hashes = list(map(crc32, [text[begin:end] for begin, end in zip(ends, ends[length:], strict=False)]))
    opening = nsmallest(FROM_OPENING, zip(hashes[:OPENING], ends, ends[length:], strict=False))
    small = ENOUGH * 2**32 // len(hashes)  # sorting all of them would cost a third of the whole
    rows = zip(hashes, ends, ends[length:], strict=False)
    whole = sorted(row for row in rows if row[0] < small)[:ENOUGH]
    marks = [_mark(text[begin:end]) for _, begin, end in (*whole[:FROM_WHOLE], *opening, *whole[FROM_WHOLE:])]
    return list(dict.fromkeys(marks))[: MARKS + SPARE]


def _mark(row: bytes) -> int:
    """The order of rows is by one hash, their names by another: the smallest hashes are much alike."""
    return int.from_bytes(blake2b(row, digest_size=MARK_BYTES).digest(), "big", signed=True)
