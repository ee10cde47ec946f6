"""An article's page put together again from what is stored: title, paragraphs and removals in the order of the page.

A removal knows its position, so title and paragraphs are what stands in the gaps.  Nothing is read from the archive.
"""

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

TITLE, BODY = "title", "body"  # fates beside the names of rules, as pipelines/cleaning/article.py has them


class PageBlock(NamedTuple):
    """A block of the page and what became of it: title, body, or the rule that cut it."""

    fate: str
    text: str
    evidence: str = ""


def page_blocks(title: str, body: str, removals: Sequence[tuple[int, str, str, str]]) -> list[PageBlock]:
    """The page's blocks in order; `removals` are (position, rule, text, evidence).

    >>> [block.fate for block in page_blocks("Ferry", "It left.", [(0, "breadcrumb", "Home", ""), (3, "pager", "1", "")])]
    ['breadcrumb', 'title', 'body', 'pager']
    """
    cut = {position: PageBlock(rule, text, evidence) for position, rule, text, evidence in removals}
    paragraphs = body.split("\n") if body else []
    gaps = [position for position in range(max(cut, default=-1) + 1) if position not in cut]
    titles = _title_gaps(gaps, len(paragraphs))
    blocks, told, is_titled = [], 0, False
    for position in range(max(cut, default=-1) + 1):
        if position in cut:
            blocks.append(cut[position])
        elif position in titles:
            blocks.append(PageBlock(TITLE, title))
            is_titled = True
        elif told < len(paragraphs):
            blocks.append(PageBlock(BODY, paragraphs[told]))
            told += 1
    if not is_titled:
        blocks.insert(0, PageBlock(TITLE, title))
    return blocks + [PageBlock(BODY, paragraph) for paragraph in paragraphs[told:]]


def _title_gaps(gaps: Sequence[int], paragraphs: int) -> set[int]:
    """The gaps in which a title stands: the first; and, where further pages repeat it, others that stand alone."""
    spare = len(gaps) - paragraphs
    if not gaps or spare == 0:
        return set()  # every gap is a paragraph: the headline is none of the page's blocks
    chosen = {gaps[0]}
    runs = [[gap for _, gap in run] for _, run in groupby(enumerate(gaps), lambda pair: pair[1] - pair[0])]
    lonely = [run[0] for run in runs[1:] if len(run) == 1]
    return chosen | set(lonely[: max(spare - 1, 0)])
