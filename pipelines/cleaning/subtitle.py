"""``——渡轮冬后首航侧记``: the second line of a headline.

A lead is not one: it stands in the body and belongs to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.cleaning.blocks import Place
from pipelines.cleaning.credit_lines import credit_lines
from pipelines.cleaning.meta import tidy_note
from pipelines.cleaning.story import Claim, Story
from pipelines.cleaning.title import key

REACH = 4  # blocks behind the title among which its subtitle stands
LONGEST = 300  # characters of a subtitle that the markup names
LONGEST_DASHED = 60  # characters of one that only its dashes tell
_NAME = re.compile(
    r"sub-?_?(?:title|tit|head|headline|hed|line)|\bdek\b|\bdeck\b|standfirst|second-?title|futi|fubiao|untertitel|"
    r"catenaccio|bajada|chapo",
    re.I,
)
_DATED = re.compile(
    r"\d{1,2}[-/.月]\d{1,2}日?\s{1,3}\d{1,2}[:：]\d\d$"
)  # an outlet and its hour: some call that a subtitle
_DASHES = ("——", "--", "──", "—— ")
_STOPS = ("。", "！", "？", ".")


def find_subtitles(story: Story) -> Iterator[Claim]:
    """Yield the line under the title that its markup or its dashes call a subtitle; the body's own lead is spared."""
    at = story.title_at
    if at < 0:
        return
    blocks = story.blocks
    dated = {position for position, credits in credit_lines(story).items() if credits.stamps}
    for position in range(at + 1, min(len(blocks), at + 1 + REACH)):
        block = blocks[position]
        text = block.text
        if len(text) > LONGEST or block.link_share > 0.5 or position in story.leads:
            continue
        dashed = text.startswith(_DASHES) and len(text) < LONGEST_DASHED and not text.endswith(_STOPS)
        is_above = position < story.first or (position < story.voice.first and not story.is_prose(position))
        named = is_above and block.place is not None and bool(_NAME.search(_name_of(block.place)))
        named = named and not _DATED.search(text)
        heads = block.is_heading and len(text) < LONGEST_DASHED and position + 1 < story.first and position + 1 in dated
        if (dashed or named or heads) and key(text) != key(story.title):
            yield Claim(position, "dashes" if dashed else "named as one" if named else "a heading above the date")
            return


def _name_of(place: Place) -> str:
    return f"{place.element.get('class') or ''} {place.element.get('id') or ''}"


def find_subtitle(story: Story) -> str:
    """The subtitle: as shown, else as the page's notes have it."""
    for claim in find_subtitles(story):
        return story.blocks[claim.position].text.lstrip("—-─ ")
    alternative = story.meta.story.get("alternativeHeadline")
    if isinstance(alternative, str) and (note := tidy_note(alternative)) and key(note) != key(story.title):
        return note
    return ""
