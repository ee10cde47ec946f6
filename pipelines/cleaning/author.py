"""``作者:张三``, ``"author": {"name": "A. Marsh"}``: the writers of a story, weighed from page and notes.

The editor, the outlet, a commenter and the word on the search button are no writers, though some page calls each of
them one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from pipelines.cleaning.byline import LONGEST_BYLINE, LONGEST_ROW, is_beside_date, is_full_name
from pipelines.cleaning.chinese_author import LONGEST_HANDLE, LONGEST_NAMED, chinese_writers
from pipelines.cleaning.closing_line import is_set_right
from pipelines.cleaning.credit_lines import credit_lines
from pipelines.cleaning.editor_line import editors_shown
from pipelines.cleaning.labels import LATIN_KINDS
from pipelines.cleaning.named_author import is_named_author, named_inside
from pipelines.cleaning.names import is_name_row, is_person, join_names, split_names
from pipelines.cleaning.opener import latin_names, names_behind_opener
from pipelines.cleaning.story import Story

_AUTHOR_TAGS = (
    "author", "article:author", "og:author", "article:author_name", "parsely-author", "sailthru.author",
    "cxenseparse:author", "dc.creator", "dcsext.author", "citation_author", "byl", "articleauthor", "dable:author",
)  # fmt: skip
_CATALOGUE = frozenset(("dc.creator", "citation_author"))  # libraries write the last name first
_ADDRESS = re.compile(r"[a-z]\.[a-z]{2,6}\b|\b(?:admin|developer|webmaster)\b", re.I)  # mdr.de is no writer
_DESK = re.compile(r"(?:redazione|redaktion|redacción|redação|rédaction|newsroom|web ?desk|admin|editorial)\b", re.I)
_SEVERAL = re.compile(r"[,|;]|\s(?:und|and|et|y|e|og|och)\s")
_SEAMS = re.compile(r"\s*[|•·–—]\s*|\s-\s|\s{2,}")
_HOUSE_SEAM = re.compile(r"\s[|–—-]\s|_")
_BY = re.compile(r"(?<!\w)(?:[Bb]y|[Vv]on|[Pp]ar|[Pp]or)\s+([A-ZÀ-Þ].{2,80})$")
_DATE_LABEL = re.compile(
    rf"\s(?:{'|'.join(re.escape(word) for word, kind in LATIN_KINDS.items() if kind == 'date')})(?!\w).{{0,12}}$", re.I
)
_OPENING = re.compile(r"^(?:(?:analysis |opinion |written |story )?by|von|par|por|di|door|de|av|af)\s+", re.I)
# Robert Burns, AP National Security Writer; Chris Hill, CNN Editor-at-large
_RANK = re.compile(
    r",\s+(?:[A-Z][\w.&-]*\s){0,4}(?:[Ww]riter|[Ee]ditor(?:-at-[Ll]arge)?|[Cc]orrespondent|[Rr]eporter|[Cc]olumnist|[Aa]nalyst)$"
)
_KOREAN_ROLE = re.compile(r"(?<=[가-힣])\s(?:선임|수습|인턴|전문)?\s?(?:기자|특파원|논설위원)$")  # 김민수 기자
_ARTICLE = re.compile(r"(?:the|le|la|les|el|il|der|die|das)\s", re.I)  # opens a paper's name
_LAST_FIRST = re.compile(r"^([A-Z][\w'’-]{1,24}), ([A-Z][\w'’.-]{0,24}(?: [A-Z]\.)?)$")  # Brazil, Rachel


def find_author(story: Story) -> str:
    """The writers, joined by ``、`` in Chinese and by a comma elsewhere; "" when nobody is named."""
    if story.language == "zh":
        return join_names(chinese_writers(story), "zh")
    return join_names(_others(story))


def _others(story: Story) -> list[str]:
    meta = story.meta
    house = {meta.site_name.casefold(), *(name.casefold() for name in meta.names_in(meta.story.get("publisher")))}
    told = [name for value in meta.names_in(meta.story.get("author")) for name in _noted(value)]
    if _by_organization(meta.story.get("author")):
        house.update(name.casefold() for name in told)  # an outlet signs only where no writer does
    if told and not _is_of(house, told) and not editors_shown(story).issuperset(told):
        return told
    house.add(_HOUSE_SEAM.split(meta.page_title)[-1].strip().casefold())
    fallback = told
    for tag in _AUTHOR_TAGS:
        values = meta.all(tag)
        if tag in _CATALOGUE:
            values = [_LAST_FIRST.sub(r"\2 \1", value) for value in values]
        names = list(dict.fromkeys(name for value in values for name in _noted(value)))
        if not names:
            continue
        known = _is_of(house, names) or editors_shown(story).issuperset(names)
        if not known and not any(_ADDRESS.search(name) for name in names):
            return names
        fallback = fallback or names
    return _shown(story, house) or fallback


def _is_of(house: set[str], names: Iterable[str]) -> bool:
    return all(name.casefold() in house or _DESK.match(name) for name in names)


def _by_organization(value: Any) -> bool:
    """Whether a JSON-LD author is an outlet by its own word."""
    nodes = value if isinstance(value, list) else [value]
    return all(isinstance(node, dict) and "Organization" in str(node.get("@type")) for node in nodes)


def _noted(value: str) -> list[str]:
    """The names in one note; addresses are none."""
    if "//" in value or "@" in value:
        return []
    value = _RANK.sub("", _OPENING.sub("", value.strip()))
    names = [name for name in (split_names(value) if _SEVERAL.search(value) else [value.strip(" .,")]) if len(name) > 1]
    names = [_KOREAN_ROLE.sub("", name) for name in names]
    people = [name for name in names if " " in name or not name.isupper()]  # Jane Doe, CNN; not: Le Figaro, AFP
    return people if people and not _ARTICLE.match(people[0]) else names


def _shown(story: Story, house: set[str]) -> list[str]:
    """The writers as the visible page names them."""
    start = max(0, story.title_at - 4 if story.title_at >= 0 else story.first - 10)
    head = range(start, min(len(story.blocks), story.first + 4))
    foot = range(max(story.first, story.last - 3), min(len(story.blocks), story.last + 4))
    for position in (*head, *foot):
        if position == story.title_at or len(story.blocks[position].text) > LONGEST_BYLINE:
            continue
        names = [name for name in _shown_at(story, position) if is_person(name) and name.casefold() not in house]
        names = [name for name in names if " " in name or not name.isascii()]
        if any(not name.isupper() for name in names):
            names = [name for name in names if not name.isupper()]  # David Straub, MDR THÜRINGEN
        if names:
            return names
    return []


def _shown_at(story: Story, position: int) -> list[str]:
    """What one line may mean by writers: behind a label, an opener, beside the date, or in an element named so."""
    credits = credit_lines(story).get(position)
    block = story.blocks[position]
    if credits and credits.has("author"):
        return [name for part in credits.of("author") for name in latin_names(part.value)]
    if names := names_behind_opener(named_inside(block)) or names_behind_opener(block.text):
        return names
    if len(block.text) <= LONGEST_ROW and is_name_row(block.text):
        return latin_names(block.text)
    if position >= story.first + 2:
        return [block.text] if position >= story.last_prose and " " in block.text and is_set_right(block) else []
    if credits and credits.stamps and len(credits.rest) < LONGEST_ROW + LONGEST_HANDLE:
        named = _OPENING.sub("", named_inside(block))
        if " " in named and is_person(named):
            return [named]
        if match := _BY.search(_DATE_LABEL.sub("", credits.rest).rstrip().removesuffix(" on")):
            return latin_names(match[1])
        for piece in _SEAMS.split(credits.rest):
            piece = piece.strip(" ,")
            if names := names_behind_opener(piece) or ([piece] if is_person(piece) and " " in piece else []):
                return names
    elif len(block.text) <= LONGEST_NAMED and is_named_author(block):
        return latin_names(_OPENING.sub("", block.text))
    elif len(block.text) <= LONGEST_HANDLE and is_beside_date(story, position) and is_full_name(block.text):
        return [block.text]
    return []
