"""``/news/news/news/1.html``, ``?month=2031-05&month=2031-06``: addresses that a site makes without end.

Articles are never asked for their links, so a crawl cannot sink deeper than its section pages and their pagers; what a
trap can still do is list addresses for ever.
"""

from __future__ import annotations

from collections import Counter
from urllib.parse import urlsplit

MOST_SEGMENTS = 20  # the deepest path of an article seen has 9
MOST_REPEATS = 3  # of one segment with letters in it; /a/b/a/ is seen, /a/a/a/a/ is a relative link gone wrong
MOST_PARAMETERS = 12  # of a query; more are the turns of a filter
MOST_OF_ONE = 3  # parameters of one name; each turn of a filter adds another


def trap_reason(url: str) -> str:
    """Why an address is taken for one of a trap, in a few words; empty if it is not.

    >>> trap_reason("http://t.example/news/news/news/news/1.html"), trap_reason("http://t.example/2026/03/03/03.html")
    ('a path that repeats itself', '')
    """
    parts = urlsplit(url)
    segments = [segment for segment in parts.path.split("/") if segment]
    if len(segments) > MOST_SEGMENTS:
        return "a path without end"
    words = Counter(segment for segment in segments if any(sign.isalpha() for sign in segment))
    if words and max(words.values()) > MOST_REPEATS:
        return "a path that repeats itself"
    if parts.query:
        names = Counter(pair.partition("=")[0] for pair in parts.query.split("&"))
        if names.total() > MOST_PARAMETERS or max(names.values()) > MOST_OF_ONE:
            return "a query that grows"
    return ""


class AddressBounds:
    """Counts what a crawl lists in each section and under each path, and says when that is too much.

    >>> bounds = AddressBounds(per_section=1, per_path=9)
    >>> bounds.refusal(7, "http://t.example/a/1.html"), bounds.refusal(7, "http://t.example/a/2.html")
    ('', 'more than 1 addresses in one section')
    """

    def __init__(self, per_section: int, per_path: int) -> None:
        self.per_section = per_section
        self.per_path = per_path
        self._seen: set[int] = set()  # never more than there are places below the bounds
        self._sections: Counter[int | None] = Counter()
        self._paths: Counter[str] = Counter()

    def refusal(self, section_id: int | None, url: str) -> str:
        """Why this address is one too many; empty while it is not, or if it was counted before."""
        key = hash((section_id, url))
        if key in self._seen:
            return ""
        if self._sections[section_id] >= self.per_section:
            return f"more than {self.per_section} addresses in one section"
        path = path_prefix(url)
        if self._paths[path] >= self.per_path:
            return f"more than {self.per_path} addresses under {path}"
        self._seen.add(key)
        self._sections[section_id] += 1
        self._paths[path] += 1
        return ""


def path_prefix(url: str) -> str:
    """The first two steps of an address, which is as fine as sites divide their articles without dates.

    >>> path_prefix("https://t.example/town/content/2026-03/14/1.html"), path_prefix("https://t.example/show.php?id=1")
    ('t.example/town/content/', 't.example/show.php?')
    """
    parts = urlsplit(url)
    steps = parts.path.lstrip("/").split("/")
    if len(steps) == 1 and parts.query:
        return f"{parts.netloc}/{steps[0]}?"
    return f"{parts.netloc}/" + "".join(f"{step}/" for step in steps[:-1][:2])
