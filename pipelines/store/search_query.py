"""``脱贫 "New York" OR 小康 -广告``: what is asked, read without ever failing on a quote or a bracket."""

import re
from typing import NamedTuple

from pipelines.store.search_text import LINE_END, phrase, tokens

MOST_TERMS = 100  # SQLite's own parser gives up at some more
MOST_TOKENS = 2000  # of one query: longer than any sentence that somebody looks for

# A term: an optional minus, then a quoted phrase or whatever stands up to the next blank or quote.
_TERM = re.compile(r'(?P<minus>-?)["“”](?P<quoted>[^"“”]*)(?:["“”]|$)|(?P<plain>[^\s"“”]+)')

# A blank that is not between two words of letters and digits, in the scripts that part words by blanks.
_BETWEEN_MARKS = re.compile(r"(?<![^\W\u0e00-\U0010ffff]) | (?![^\W\u0e00-\U0010ffff])")


class BadQuery(ValueError):
    """A query that asks for nothing, or for too much; the message says what to write instead."""


class Query(NamedTuple):
    """Any one of the groups must occur with all of its phrases; none of `without` may.  A phrase is its tokens."""

    groups: list[list[list[str]]]
    without: list[list[str]]

    @property
    def phrases(self) -> list[list[str]]:
        """What must occur, in any group: what a snippet shows."""
        return [words for group in self.groups for words in group]

    def as_match(self) -> str:
        """The query as the right side of ``article_search match …``.

        >>> read_query('5G网络 OR "New York" -广告').as_match()
        '("5g 网 络" OR "new york") NOT ("广 告")'
        """
        groups = [" AND ".join(map(phrase, group)) for group in self.groups]
        # AND binds tighter than OR in SQLite as well.
        wanted = " OR ".join(groups)
        if not self.without:
            return wanted
        return f"({wanted}) NOT ({' OR '.join(map(phrase, self.without))})"

    def in_words(self) -> str:
        """The query as it was understood.

        >>> read_query("脱贫 OR 小康 -广告").in_words()
        '“脱贫”, or “小康”; without “广告”'
        """
        told = ", or ".join(" and ".join(map(_told, group)) for group in self.groups)
        return told + ("; without " + ", ".join(map(_told, self.without)) if self.without else "")


def read_query(text: str) -> Query:
    """The query that somebody wrote.

    Words between blanks must all occur; quotes (" or “ ”) hold a phrase together; a minus before a word or phrase
    leaves out the articles that have it; OR parts alternatives.  Everything else is taken literally.

    Raises `BadQuery` where nothing is left to look for.
    """
    groups: list[list[list[str]]] = [[]]
    without: list[list[str]] = []
    for match in _TERM.finditer(text):
        plain, is_quoted = match["plain"] or "", match["quoted"] is not None
        if plain == "OR":
            groups.append([])
            continue
        minus = bool(match["minus"]) if is_quoted else len(plain) > 1 and plain.startswith("-")
        words = [token for token in tokens(match["quoted"] if is_quoted else plain[minus:]) if token != LINE_END]
        if words:
            (without if minus else groups[-1]).append(words)
    groups = [group for group in groups if group]
    if not groups and without:
        raise BadQuery(f"{text.strip()} only says what to leave out: name something to look for as well.")
    if not groups:
        raise BadQuery("Search for what? Name a word or a phrase: scrapy search '脱贫 攻坚'.")
    terms = [*without, *(words for group in groups for words in group)]
    if len(terms) > MOST_TERMS or sum(map(len, terms)) > MOST_TOKENS:
        raise BadQuery(f"The query is too long: {MOST_TERMS} words or phrases, {MOST_TOKENS:,} characters at most.")
    return Query(groups, without)


def _told(words: list[str]) -> str:
    return "“" + _BETWEEN_MARKS.sub("", " ".join(words)) + "”"
