"""``Read more``, ``Lesen Sie auch``, ``延伸阅读``: tables of phrases that a line opens with, looked up in one step.

A regular expression with three hundred branches tries each of them at every line; a table asks for the first two
letters and tries three.
"""

from __future__ import annotations

import re

SIGNS = " \t\u3000\"'“”‘’「」『』«»‹›()（）[]【】〔〕<>《》〈〉＞＜|｜/／\\·・•●■◆▶►▸▷→↓⇒»*#＊—–―-_=+~…:：;；,，.。!！?？、^©®™✅👉➡🔴📌⬇\ufeff\u200b"
LONGEST_HEAD = 200  # characters of a line that are looked at


def head_of(text: str) -> str:
    """The opening of a line as phrases are compared: without case, and without the signs in front of it.

    >>> head_of("» READ more: Ferry")
    'read more: ferry'
    """
    return text[:LONGEST_HEAD].lstrip(SIGNS).casefold()


def bare(text: str) -> str:
    """A whole short line without case and the signs around it.

    >>> bare("— Advertisement —")
    'advertisement'
    """
    return text.strip(SIGNS).casefold()


class Phrases:
    """Phrases that a line may open with."""

    def __init__(self, *tables: str) -> None:
        """Each table holds phrases parted by bars or new lines."""
        phrases = {" ".join(one.split()).casefold() for table in tables for one in re.split(r"[|\n]", table)}
        self.all = frozenset(phrases - {""})
        self._by_start: dict[str, list[str]] = {}
        for phrase in sorted(self.all, key=len, reverse=True):
            self._by_start.setdefault(phrase[:2], []).append(phrase)

    def opening(self, head: str) -> str:
        """The phrase that opens this line (as ``head_of`` gives it), whole words only; empty if none does.

        >>> Phrases("read more | read").opening("reading room"), Phrases("read more").opening("read more: ferry")
        ('', 'read more')
        """
        for phrase in self._by_start.get(head[:2], ()):
            if head.startswith(phrase) and not _goes_on(head, len(phrase)):
                return phrase
        return ""

    def __contains__(self, line: str) -> bool:
        return line in self.all


def _goes_on(head: str, end: int) -> bool:
    """Whether the word at the end of a phrase goes on: "ad" in "adult".  Chinese and Japanese words have no end."""
    if end >= len(head):
        return False
    before, after = head[end - 1], head[end]
    return after.isalpha() and before.isalpha() and before < "\u2e80" and after < "\u2e80"
