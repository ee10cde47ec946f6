"""``2023年02月27日 09:15 | 作者:张三``, ``By A. Marsh``: who wrote the story, and when, on a line of its own.

A line that is nothing but credits goes; a reporter named at the head of the first paragraph (``新华社北京2月29日电
（记者张三）``) stays where it is, for there the paragraph is prose; ``author`` reads the name from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.cleaning.blocks import Block
from pipelines.cleaning.credits import ADDRESS, CLAUSE, DEEP, Credits, Part, credit_lines
from pipelines.cleaning.names import is_name_row, is_person, split_names
from pipelines.cleaning.story import Claim, Story

LONGEST_BYLINE = 160  # characters
LONGEST_UNLABELLED = 30  # letters besides the date in a line that no label explains
LONGEST_ROW = 60  # characters of a row of writers with their roles
LONGEST_NAMES = 80  # characters behind an author's label; more is speech
SHORT_VALUE = 12  # characters behind an author's label that can be no speech, even when they are no name
FIRST_LINES = 3  # blocks of the body region among which an unlabelled date line still belongs to the head
LAST_LINES = 4  # blocks at its end among which a story may be signed
MOST_QUESTIONS = 2  # lines that begin with 记者： on a page; more of them are an interview

_BY_NAME = re.compile(
    r"(?<![a-z])(?:author|byline|by-line|writer|reporter|auteur|autore?n?|redakteur|journalist|zuozhe|firma|signature)"
    r"(?!it)|Author|Byline",
    re.I,
)
_NOT_BY_NAME = re.compile(
    r"related|recommend|comment|avatar|\bbio|about|more|follow|social|share|card-?grid|teaser|date|time|prefix", re.I
)
_OPENER = re.compile(
    r"^[(\[]?(?:by|von|par|por|di|de|door|av|af|text|tekst|oleh|od|autor|autorin|auteur|autore|author|"
    r"(?:(?:additional )?reporting|written|words|reported|story|posted|compiled|published) by|skrevet a[vf]|skriven av|"
    r"(?:ein )?(?:gast)?beitrag von|artikel von|propos recueillis par|автор|글|文)\s*:?\s+(?P<names>.{2,140}?)[)\]]?$",
    re.I,
)
_RANKS = re.compile(
    r",?\s+(?:and\s)?(?:Associated Press|Reuters|AFP|Staff Writer|staff writer|Senior Reporter|Correspondent|"
    r"Political Editor|Reporter|For [A-Z]\S{3,}.{0,20}|Press Association)$"
)
_ROLE = re.compile(r"\s+(?:[Jj]ournalist\w?|[Rr]eporter\w*|[Rr]edakt[øö]r|[Rr]edakteur\w*|[Cc]orrespondent)$")
_MAIL = re.compile(r"\S{1,64}@\S{1,80}")
_ASIDE = re.compile(r"\s+[|•·–—-]\s+.{0,80}$|\s+(?:in|aus|from|à|desde)\s+[A-Z]\S+$|\s*\([^)]{0,40}\)\s*$")
_SPEECH = re.compile(r"[？?！!。]|[，,].{8,}[，,]")
# (hal/ara), (AFP), (dpa/jse): the writers' initials below the last paragraph.
_INITIALS = re.compile(r"^[(\[](?:[a-z]{2,4}|[A-Z]{2,4})(?:/[A-Za-z]{2,4}){0,3}[)\]]$")


def find_bylines(story: Story) -> Iterator[Claim]:
    """Yield the lines that tell who wrote the story and when, and nothing else.

    Spared: a date that heads a part of the story (a chronicle, a diary), the questions of an interview
    (``记者：您怎么看？``), a sentence that begins with By.
    """
    lines = credit_lines(story)
    interview = sum(1 for credits in lines.values() if is_question(credits)) > MOST_QUESTIONS
    for position, credits in lines.items():
        if not credits.is_whole and not _is_date_line(story, position, credits):
            continue
        if credits.has("keywords"):
            continue
        if story.blocks[position].link_share > 0.9 and not credits.stamps:
            continue
        if interview and is_question(credits):
            continue
        if evidence := _evidence(story, position, credits):
            yield Claim(position, evidence)
    yield from _unlabelled(story, {position for position, credits in lines.items() if credits.is_whole})


def _is_date_line(story: Story, position: int, credits: Credits) -> bool:
    """Whether a line between title and body is a date with a few words: ``Harbor Times | Updated: 2026-03-10``."""
    if not credits.stamps or not story.title_at < position < story.first + FIRST_LINES:
        return False
    if credits.has("source") and credits.stamps[0].clock and len(credits.text) <= LONGEST_BYLINE:
        return True  # an outlet and a minute: whatever else stands there, no paragraph begins so
    if re.search(r"(?<!\w)(?:by|von|par|por)\s+[A-Z]", credits.rest) and len(credits.rest) <= LONGEST_ROW:
        return position < story.first
    few = len(ADDRESS.sub("", credits.rest).strip()) <= LONGEST_UNLABELLED and not CLAUSE.search(credits.rest)
    return few and position < story.first


def _evidence(story: Story, position: int, credits: Credits) -> str:
    """What makes a whole line of credits a byline; "" when it is another rule's, or nobody's."""
    inside = story.first <= position <= story.last
    authors = list(credits.of("author"))
    if authors:
        return authors[0].label if all(is_credit(part) for part in authors) else ""
    if not credits.parts:
        # A bare date: only in front of the story; below it dates head the parts of a chronicle, or sign a notice.
        bare = len(ADDRESS.sub("", credits.rest).strip()) <= LONGEST_UNLABELLED
        return "date" if bare and story.title_at < position < story.first + FIRST_LINES else ""
    label = credits.parts[0].label
    if credits.has("source", "editor") and not credits.has("date") and not credits.stamps:
        return ""  # the source and editor rules have their own lines
    if inside and position >= story.first + FIRST_LINES and {part.kind for part in credits.parts} == {"date"}:
        return ""  # 时间：… far below the head is that of an event
    if credits.has("source", "editor", "date"):
        return label if credits.stamps or not inside else ""
    if not inside:
        return label if any(part.kind != "contact" for part in credits.parts) else ""
    if credits.has("counter") and credits.stamps:
        return label
    near_end = position > story.last - DEEP // 2
    return label if credits.has("staff") and near_end and len(credits.text) < LONGEST_ROW and not credits.stamps else ""


def _unlabelled(story: Story, whole: set[int]) -> Iterator[Claim]:
    """Lines without a label that can be nothing but writers: behind an opener, or with their roles."""
    blocks = story.blocks
    start = max(0, story.title_at - 2 if story.title_at >= 0 else story.first - 8)
    head_end = min(len(blocks), story.first + FIRST_LINES + 1)
    for position in range(start, min(len(blocks), story.last + 1)):
        if position in whole or position == story.title_at:
            continue
        text = blocks[position].text
        in_head = position < head_end
        if len(text) <= LONGEST_ROW and is_name_row(text):
            yield Claim(position, "writers")
        elif in_head and len(text) <= LONGEST_BYLINE and names_behind_opener(text):
            yield Claim(position, "opens like one")
        elif story.title_at < position < story.first and len(text) <= LONGEST_ROW and is_named_author(blocks[position]):
            yield Claim(position, "named as one")
        elif position > story.last - LAST_LINES and len(text) <= LONGEST_ROW and _signs(text):
            yield Claim(position, "closes with one")


def _signs(text: str) -> bool:
    """Whether a short last line is a signature: initials, or full names behind an opener."""
    names = names_behind_opener(text)
    return bool(_INITIALS.match(text)) or (bool(names) and all(" " in name for name in names))


def is_question(credits: Credits) -> bool:
    """Whether a line opens like a turn of an interview: ``记者：…``."""
    return any(part.label.endswith(("记者", "記者", "主持人", "问")) and part.start == 0 for part in credits.parts)


def is_credit(part: Part) -> bool:
    """Whether an author label is followed by names rather than by speech."""
    value = part.value
    if len(value) > LONGEST_NAMES or _SPEECH.search(value):
        return False
    names = split_names(value)
    return len(value) <= SHORT_VALUE or (bool(names) and all(len(name) <= 24 or is_person(name) for name in names))


def names_behind_opener(text: str) -> list[str]:
    """The names behind an opening By, Von, Par …; none when what follows is not only names.

    >>> names_behind_opener("By Anna Marsh and E. Holm"), names_behind_opener("By Monday, the ferry was back")
    (['Anna Marsh', 'E. Holm'], [])
    """
    match = _OPENER.match(text)
    if not match:
        return []
    names = latin_names(match["names"])
    return names if names and all((is_person(name) and " " in name) or name.isupper() for name in names) else []


def latin_names(value: str) -> list[str]:
    """The writers in a value that is not Chinese, mail addresses, papers and ranks dropped.

    >>> latin_names("JANE DOE and John Roe, Associated Press")
    ['JANE DOE', 'John Roe']
    """
    value = _ASIDE.sub("", _MAIL.sub(" ", value))
    names = [_RANKS.sub("", name).strip(" .,") for name in split_names(value)]
    names = [_ROLE.sub("", name) for name in names]
    people = [name for name in names if name and is_person(name)]
    return people or [name for name in names if name]


def is_named_author(block: Block) -> bool:
    """Whether the element around a line, or the one around that, is named for the writer."""
    place = block.place
    for _ in range(2):
        if place is None:
            return False
        name = " ".join(place.element.get(attribute) or "" for attribute in ("class", "id", "itemprop", "rel"))
        if _BY_NAME.search(name) and not _NOT_BY_NAME.search(name):
            return True
        place = place.up
    return False
