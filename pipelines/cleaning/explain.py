"""What became of each block of a page, in the order of the page, for people who ask why.

title          Ferry returns
body           The ferry came back on Monday, four months after …
editor_line    Editor: J. Lund                                   <- Editor
"""

from __future__ import annotations

import unicodedata

from pipelines.cleaning.article import BODY, TITLE, Article

WIDTH = 100  # columns of text shown of a block; a terminal that is narrower wraps
NAME_WIDTH = 20  # columns for the longest rule's name
BOLD, DIM, GREEN, RED, RESET = "\x1b[1m", "\x1b[2m", "\x1b[32m", "\x1b[31m", "\x1b[0m"
FIELDS = ("title", "subtitle", "published_at", "source", "author", "editor", "keywords", "breadcrumb", "language")


def explain(article: Article, *, colour: bool = False) -> str:
    """The article's fields and the fate of each of its blocks, one a line; cut ones with their evidence."""
    lines = [_field(name, getattr(article, name), colour) for name in FIELDS if getattr(article, name)]
    if article.refusal:
        lines.append(_painted(f"no article: {article.refusal}", BOLD + RED, colour))
    lines += [_painted(f"warning: {warning}", RED, colour) for warning in article.warnings]
    lines.append("")
    evidence = {removal.position: removal.evidence for removal in article.removals}
    for position, (text, fate) in enumerate(article.fates):
        shown = shortened(text, WIDTH)
        name = _painted(f"{fate:<{NAME_WIDTH}}", _PAINTS.get(fate, RED), colour)
        if fate in (BODY, TITLE):
            lines.append(f"{name}{_painted(shown, _PAINTS[fate], colour)}")
        else:
            why = f"  <- {evidence[position]}" if evidence.get(position) else ""
            lines.append(f"{name}{_painted(shown, DIM, colour)}{_painted(why, RED, colour)}")
    kept = sum(1 for _, fate in article.fates if fate == BODY)
    lines += ["", f"{len(article.fates)} blocks: {kept} kept, {len(article.removals)} cut"]
    return "\n".join(lines) + "\n"


_PAINTS = {TITLE: BOLD + GREEN, BODY: GREEN}


def shortened(text: str, width: int) -> str:
    """A text cut to so many columns, in each of which a Chinese character takes two.

    >>> shortened("西藏召开会议", 7), shortened("ferry", 7)
    ('西藏召…', 'ferry')
    """
    columns = 0
    for at, letter in enumerate(text):
        columns += 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        if columns > width:
            return text[:at] + "…"
    return text


def _field(name: str, value: object, colour: bool) -> str:
    shown = " | ".join(map(str, value)) if isinstance(value, list) else str(value)
    return f"{_painted(f'{name:<{NAME_WIDTH}}', BOLD, colour)}{shown}"


def _painted(text: str, paint: str, colour: bool) -> str:
    return f"{paint}{text}{RESET}" if colour and text else text
