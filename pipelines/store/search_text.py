"""``2026年脱贫攻坚`` → ``2026 年 脱 贫 攻 坚``: text as the search index holds it.

Chinese writes no blanks between words, so every character is a token of its own, and a word of any length is a phrase
of tokens.  Words of letters and digits stay whole.  Every punctuation mark and symbol is a token as well: a phrase then
means what a plain scan of the text means, and does not reach across a full stop.
"""

import re
import unicodedata
from typing import NamedTuple

LINE_END = "\u2029"  # a token between two lines: no phrase reaches from one paragraph into the next

# Chinese characters, kana, hangul and the scripts of South-East Asia that are written without blanks.
SINGLY = (
    (0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1100, 0x11FF), (0x1780, 0x17FF), (0x2E80, 0x2FDF), (0x3005, 0x3007),
    (0x3021, 0x3029), (0x3031, 0x3035), (0x303B, 0x303C), (0x3040, 0x318F), (0x31A0, 0x31BF), (0x31F0, 0x31FF),
    (0x3400, 0x4DBF), (0x4E00, 0xA4CF), (0xA960, 0xA97F), (0xAC00, 0xD7FF), (0xF900, 0xFAFF), (0xFF66, 0xFF9F),
    (0x1AFF0, 0x1B16F), (0x20000, 0x3FFFF),
)  # fmt: skip
# Other spellings of the very same character: radicals, ligatures, vertical forms, full-width Latin, half-width kana.
# Full-width marks are not among them: SQLite knows nothing of it, and who asks it directly writes a mark as it is.
SAME_CHARACTER = (
    (0x2E80, 0x2FDF), (0xF900, 0xFAFF), (0xFB00, 0xFDFF), (0xFE30, 0xFEFC), (0xFF10, 0xFF19), (0xFF21, 0xFF3A),
    (0xFF41, 0xFF5A), (0xFF65, 0xFFDC), (0x2F800, 0x2FA1F),
)  # fmt: skip
SAME_LETTER = dict(zip("ſẛϐϵϑϰµϖϱςϕ", "ssβεθκμπρσφ", strict=True))  # as SQLite's own tokenizer has it
NO_CHARACTER = {"\ufffe", "\uffff"}
LINE_ENDS = "\n\x0b\x0c\r\x1c\x1d\x1e\x85\u2028\u2029"


class Token(NamedTuple):
    """A token, and where in the text it was read."""

    text: str
    begin: int
    end: int


def spaced(text: str) -> str:
    """The text's tokens between blanks, as the index takes them.

    >>> spaced("“５Ｇ网络”ARRIVES in São Paulo。").split()
    ['“', '5g', '网', '络', '”', 'arrives', 'in', 'sao', 'paulo', '。']
    """
    return unicodedata.normalize("NFC", text).translate(_SPACED)


def tokens(text: str) -> list[str]:
    """The text's tokens.

    >>> tokens("COVID-19疫情")
    ['covid', '-', '19', '疫', '情']
    """
    return _TOKEN.findall(spaced(text))


def tokens_in_place(text: str) -> list[Token]:
    """The tokens of a text in NFC, with their places: what a snippet marks."""
    found: list[Token] = []
    is_open = False  # whether the next letter belongs to the last token
    for at, character in enumerate(text):
        for part in _PIECE.findall(_SPACED[ord(character)]):
            if part == " ":
                is_open = False
            elif is_open:
                found[-1] = Token(found[-1].text + part, found[-1].begin, at + 1)
            else:
                found.append(Token(part, at, at + 1))
                is_open = True
    return found


def phrase(words: list[str]) -> str:
    """Tokens as a phrase of SQLite's query language.

    >>> phrase(tokens('5G网络'))
    '"5g 网 络"'
    """
    return '"' + " ".join(words).replace('"', '""') + '"'


class _Spaced(dict[int, str]):
    """Code point -> what `spaced` writes for it, worked out when it is met first."""

    def __missing__(self, code: int) -> str:
        self[code] = written = _written(code)
        return written


def _written(code: int) -> str:
    character = chr(code)
    category = unicodedata.category(character)
    if character in LINE_ENDS:
        return f" {LINE_END} "
    if category[0] == "Z" or character == "\t":
        return " "
    if category in ("Cc", "Cf", "Cs") or character in NO_CHARACTER or _is_mark_to_drop(code):
        return ""
    if _is_in(code, SAME_CHARACTER):
        same = unicodedata.normalize("NFKC", character)
        if same != character:
            return same.translate(_SPACED)
    if category[0] not in "LNM" or category in ("No", "Nl") or _is_in(code, SINGLY):
        return f" {_folded(character)} "
    return _folded(character)


def _folded(letter: str) -> str:
    """Lower case; Latin letters without their diacritics, as SQLite's ``remove_diacritics 2`` has it.

    >>> [_folded(letter) for letter in "ÉИЙø"]
    ['e', 'и', 'й', 'ø']
    """
    decomposed = unicodedata.normalize("NFD", letter)
    if decomposed[0].isascii():
        letter = decomposed[0]
    lowered = letter.lower()
    return SAME_LETTER.get(lowered, lowered)


def _is_mark_to_drop(code: int) -> bool:
    """Diacritics that no letter took in, and what only chooses a glyph."""
    return 0x300 <= code <= 0x36F or 0xFE00 <= code <= 0xFE0F or 0xE0100 <= code <= 0xE01EF


def _is_in(code: int, ranges: tuple[tuple[int, int], ...]) -> bool:
    return any(first <= code <= last for first, last in ranges)


_SPACED = _Spaced()
_TOKEN = re.compile(r"[^ ]+")
_PIECE = re.compile(r" |[^ ]+")
