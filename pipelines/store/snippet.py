"""``…三月起，【脱贫攻坚】的成果…``: the piece of a text that shows best why it was found."""

import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipelines.store.search_text import Token, tokens_in_place

LONGEST = 120  # characters of a snippet
LEAD = 24  # of them before the first match
MORE = "…"


class Piece(NamedTuple):
    """Some characters of a snippet, and whether they are what was looked for."""

    text: str
    is_match: bool


def snippet(text: str, phrases: Sequence[Sequence[str]], longest: int = LONGEST) -> list[Piece]:
    """The part of the text with the most different phrases, the first of such; its beginning if there is none.

    >>> "".join(f"[{piece.text}]" if piece.is_match else piece.text for piece in snippet("巩固脱 贫成果。", [["脱", "贫"]]))
    '巩固[脱 贫]成果。'
    """
    text = unicodedata.normalize("NFC", text)
    matches = sorted(_matches(tokens_in_place(text), phrases))
    best, most = 0, 0
    for position, (begin, _, _) in enumerate(matches):
        end = begin - LEAD + longest
        shown = {which for at, _, which in matches[position : position + longest] if at < end}
        if len(shown) > most:
            best, most = position, len(shown)
    begin = _begin(text, matches[best][0]) if matches and len(text) > longest else 0
    end = min(begin + longest, len(text))
    return list(_pieces(text, begin, end, [(at, to) for at, to, _ in matches]))


def _matches(found: Sequence[Token], phrases: Sequence[Sequence[str]]) -> Iterator[tuple[int, int, int]]:
    """(begin, end, which phrase) of every place where a phrase stands."""
    places: dict[str, list[int]] = {}
    for at, token in enumerate(found):
        places.setdefault(token.text, []).append(at)
    for which, words in enumerate(phrases):
        for at in places.get(words[0], ()):
            last = at + len(words) - 1
            if last < len(found) and all(found[at + n].text == word for n, word in enumerate(words)):
                yield found[at].begin, found[last].end, which


def _begin(text: str, match: int) -> int:
    """Where a snippet of this match begins: after the last full stop or line break before it, if that is near."""
    earliest = max(0, match - LEAD)
    for at in range(match - 1, earliest - 1, -1):
        if text[at] in "。！？\n" or (text[at] == " " and text[at - 1 : at] in (".", "!", "?")):
            return at + 1
    return earliest


def _pieces(text: str, begin: int, end: int, matches: Sequence[tuple[int, int]]) -> Iterator[Piece]:
    if text[:begin].strip() and text[begin - 1] not in "。！？\n ":
        yield Piece(MORE, False)
    at = begin
    for match_begin, match_end in matches:
        if match_end <= at or match_begin >= end:
            continue
        match_begin, match_end = max(match_begin, at), min(match_end, end)
        if match_begin > at:
            yield Piece(text[at:match_begin], False)
        yield Piece(text[match_begin:match_end], True)
        at = match_end
    if at < end:
        yield Piece(text[at:end], False)
    if text[end:].strip():
        yield Piece(MORE, False)
