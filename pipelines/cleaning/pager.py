"""``上一页 1 2 3 下一页``, ``上一篇：…``: the way to other pages of a story, and to its neighbours."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.cleaning.hints import PAGER
from pipelines.cleaning.story import Claim, Story
from pipelines.cleaning.tables import is_cell

LONGEST_STEP = 120  # characters: a neighbour's headline stands in the line
_STEP = re.compile(
    r"""\W{0,3}(?:
    (?:上|下|前|后|後|首|末|尾|第\s?\d{1,4}\s?)(?:一)?(?:页|頁|篇|条|条新闻|张|图集)|共\s?\d{1,4}\s?页|\[?\d{1,3}\]?(?:[\s|]{1,4}\[?\d{1,3}\]?){1,30}(?:\s?(?:下一页|next|>|»))?$|
    \[?\d{1,3}\]?(?:(?:\s{1,4}|(?<=\])|(?<!\])(?=\[))\[?\d{1,3}\]?){0,30}\s{0,4}[\[【](?:下一?页|后一?页|尾页|末页|全文)[\]】]$|
    (?:prev(?:ious)?|next)(?:\ (?:page|article|post|story|image|slide))?\b\s?[:：>»«<→←]?.{0,100}$|page\ \d{1,4}(?:\ of\ \d{1,4})?$|\d{1,3}\s?(?:of|/)\s?\d{1,3}$|
    (?:nächste|vorherige|weiter|zurück|suivant|précédent|siguiente|anterior|próximo|successivo|precedente|volgende|vorige|neste|forrige|seuraava|edellinen)(?:\ \w{1,12})?\W{0,3}$|
    \d{1,3}$
    )""",
    re.VERBOSE | re.IGNORECASE,
)


def find_pagers(story: Story) -> Iterator[Claim]:
    """Yield steps to other pages.  A sentence that begins with "next" is no step, nor is a figure in a table of data."""
    yield from story.claim_marked(PAGER, "the template calls it a pager")
    for position, text, _ in story.lines(LONGEST_STEP, after=15):
        block = story.blocks[position]
        if not _STEP.match(text) or is_cell(block.place):
            continue
        if block.link_share > 0.3 or (position > story.last_prose and not story.is_prose(position)):
            yield Claim(position, "a step to another page")
