"""``2023年02月27日 09:15 | 作者:张三``, ``By A. Marsh``: who wrote the story, and when, on a line of its own.

A line that is nothing but credits goes; a reporter named at the head of the first paragraph (``新华社北京2月29日电
（记者张三）``) stays where it is, for there the paragraph is prose; ``author`` reads the name from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.cleaning.closing_line import DESK, IN_BRACKETS, MAIL_ALONE, is_our_address, signs, tells_its_date
from pipelines.cleaning.credit_lines import DEEP, credit_lines
from pipelines.cleaning.credits import ADDRESS, CHATTER, CLAUSE, FEW_LETTERS, Credits, Part
from pipelines.cleaning.labels import HAN_KINDS, LATIN_KINDS
from pipelines.cleaning.named_author import is_named_author
from pipelines.cleaning.names import is_name_row, is_person, split_names
from pipelines.cleaning.opener import names_behind_opener
from pipelines.cleaning.picture_caption import CREDITS
from pipelines.cleaning.share_bar import is_bar
from pipelines.cleaning.story import Claim, Story

LONGEST_BYLINE = 160  # characters
LONGEST_UNLABELLED = 30  # letters besides the date in a line that no label explains
LONGEST_ROW = 60  # characters of a row of writers with their roles
LONGEST_NAMES = 80  # characters behind an author's label; more is speech
SHORT_VALUE = 12  # characters behind an author's label that can be no speech, even when they are no name
FIRST_LINES = 3  # blocks of the body region among which an unlabelled date line still belongs to the head
LONGEST_HEAD = 8  # blocks of the region in front of its first paragraph that may be its head
BELOW = 3  # blocks behind the region in which a page names the writer once more
LAST_LINES = 4  # blocks at its end among which a story may be signed
MOST_QUESTIONS = 2  # lines that begin with 记者： on a page; more of them are an interview

_NAMES_SOMEBODY = re.compile(r"(?<!\w)(?:[Bb]y|[Vv]on|[Pp]ar|[Pp]or)\s+[A-Z]")
_SPEECH = re.compile(r"[？?！!。]|[，,].{8,}[，,]")
_STOPS = ".。!?！？:："
# By A. Marsh, a reporter who covers the sea. Prior to joining Harbor Times, she …
_BY_WITH_LIFE = re.compile(
    r"By (?:[A-Z][\w.'’-]{0,20} ){1,3}[A-Z][\w'’-]{1,24} ?, (?:an?|the|our|senior|chief) [^.]{5,160}\."
)
_EAST = "\u2e80"  # from here on a letter says as much as two
_AGO = re.compile(
    r"(?:(?:今天|昨天|前天|刚刚|剛剛|\d{1,2}\s?(?:秒|分钟|分鐘|小时|小時|天|日|周)前)(?:\s?\d{1,2}:\d\d)?"
    r"|(?:updated )?(?:\d{1,2}|an?) (?:second|minute|min|hour|hr|day|week|month)s? ago|yesterday(?: at)?,? \d{1,2}[:.]\d\d(?: ?[ap]m)?"
    r"|vor \d{1,2} (?:minuten?|stunden?|tagen?)|il y a \d{1,2} (?:minutes?|heures?|jours?)|hace \d{1,2} (?:minutos?|horas?|días?))$",
    re.I,
)
_DATELINE_ALONE = re.compile(r"[（(][^（()）]{0,6}[记記]者[^（()）。]{2,24}日(?:专|專|综合|綜合)?[电電][)）]$")


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
    in_head = _in_head(story, position)
    if not credits.stamps or not (in_head or story.title_at < position < story.first + FIRST_LINES):
        return False
    if credits.has("source") and credits.stamps[0].clock and len(credits.text) <= LONGEST_BYLINE:
        return True  # an outlet and a minute: whatever else stands there, no paragraph begins so
    if in_head and (is_name_row(credits.rest.strip()) or _is_of_persons(credits.rest)):
        return True
    if (somebody := _NAMES_SOMEBODY.search(credits.rest)) and len(credits.rest) <= LONGEST_ROW:
        return in_head or (somebody.start() == 0 and credits.stamps[0].clock is not None)
    few = len(ADDRESS.sub("", credits.rest).strip()) <= LONGEST_UNLABELLED and not CLAUSE.search(credits.rest)
    return few and in_head and (position < story.first or _is_about_time(credits.rest))


def _is_of_persons(rest: str) -> bool:
    """Whether what stands beside a date is writers: ``A. Marsh • 4 min read``."""
    pieces = [piece.strip() for piece in re.split(r"[|•·–—/]|\s-\s", CHATTER.sub("", rest))]
    pieces = [piece for piece in pieces if any(map(str.isalpha, piece))]
    return bool(pieces) and all(" " in piece and is_person(piece) for piece in pieces)


def _is_about_time(rest: str) -> bool:
    """Whether what stands beside a date only says what happened then: ``Publisert … Oppdatert …``."""
    words = (word.strip("()|:.,-–— ").casefold() for word in CHATTER.sub("", rest).split())
    letters = filter(str.isalpha, "".join(word for word in words if LATIN_KINDS.get(word) != "date"))
    return sum(2 if letter >= _EAST else 1 for letter in letters) <= FEW_LETTERS


def _is_list(part: Part) -> bool:
    """Whether a label heads a list of headlines: ``相关阅读：`` counts no readers."""
    return part.kind == "counter" and part.label.startswith(("相关", "延伸", "推荐", "更多", "热门"))


def _in_head(story: Story, position: int) -> bool:
    """Whether a block stands between title and story: before the region, or on top of it beside the paragraphs."""
    if story.last < story.first:  # a page without a story has a head all the same
        return story.title_at < position <= story.title_at + LONGEST_HEAD
    if not story.title_at < position < story.first + LONGEST_HEAD:
        return False
    if position < max(story.first, story.voice.first):
        return True
    return position <= story.last and not story.voice.holds(position)


def _evidence(story: Story, position: int, credits: Credits) -> str:
    """What makes a whole line of credits a byline; "" when it is another rule's, or nobody's."""
    in_head = _in_head(story, position)
    inside = story.first <= position <= story.last and not in_head
    authors = list(credits.of("author"))
    if authors:
        return authors[0].label if all(is_credit(part) for part in authors) else ""
    if not credits.parts:
        # A bare date: only in front of the story; below it dates head the parts of a chronicle, or sign a notice.
        rest = ADDRESS.sub("", credits.rest).strip()
        bare = len(rest) <= LONGEST_UNLABELLED or (_NAMES_SOMEBODY.search(rest) and len(rest) <= LONGEST_ROW)
        is_above = in_head or story.title_at < position < story.first + FIRST_LINES
        return "date" if bare and (is_above or tells_its_date(story, position)) else ""
    label = credits.parts[0].label
    if credits.has("source", "editor") and not credits.has("date") and not credits.stamps:
        return ""  # the source and editor rules have their own lines
    if inside and position >= story.first + FIRST_LINES and {part.kind for part in credits.parts} == {"date"}:
        # 时间：… far below the head is that of an event; Published: … with its minute may follow a few bullets, or close it
        is_near = position < story.first + LONGEST_HEAD and credits.stamps and credits.stamps[0].clock
        is_event = label in ("时间", "日期", "date", "時間") or not (is_near or tells_its_date(story, position))
        return "" if is_event else label
    if credits.has("source", "editor", "date"):
        return label if credits.stamps or not inside else ""
    if not inside:
        return label if any(part.kind != "contact" and not _is_list(part) for part in credits.parts) else ""
    if credits.has("counter") and credits.stamps:
        return label
    near_end = position > story.last - DEEP // 2
    return label if credits.has("staff") and near_end and len(credits.text) < LONGEST_ROW and not credits.stamps else ""


def is_full_name(text: str) -> bool:
    """Whether a line is somebody's whole name, or several.

    >>> is_full_name("Anna Marsh"), is_full_name("Rail Yard Park, Riverton, Ohio")
    (True, False)
    """
    is_whole = all(" " in name for name in text.split(", "))
    return is_whole and text[-1] not in _STOPS and is_person(text) and not is_bar(text.casefold())


def is_beside_date(story: Story, position: int) -> bool:
    """Whether a line in the head has a date in the line above or below it."""
    lines = credit_lines(story)
    beside = [lines.get(at) for at in (position - 1, position + 1)]
    return _in_head(story, position) and any(credits is not None and credits.stamps for credits in beside)


def _unlabelled(story: Story, whole: set[int]) -> Iterator[Claim]:
    """Lines without a label that can be nothing but writers: behind an opener, or with their roles."""
    blocks = story.blocks
    start = max(0, story.title_at - 2 if story.title_at >= 0 else story.first - 8)
    head_end = min(len(blocks), max(story.first, story.title_at if story.last < story.first else 0) + FIRST_LINES + 1)
    for position in range(start, min(len(blocks), max(story.last + BELOW, head_end) + 1)):
        text = blocks[position].text
        size = len(text)
        is_near = position < story.first + LONGEST_HEAD or story.last < story.first
        if is_near and _BY_WITH_LIFE.match(text) and _in_head(story, position):
            yield Claim(position, "a writer's life")
            continue
        if size > LONGEST_BYLINE or position in whole or position == story.title_at:
            continue
        if size <= LONGEST_ROW and is_name_row(text):
            yield Claim(position, "writers")
        elif _DATELINE_ALONE.match(text) or (is_near and _AGO.match(text) and _in_head(story, position)):
            yield Claim(position, "stands alone")
        elif position > story.last - LAST_LINES and DESK.match(text):
            yield Claim(position, "the desk")
        elif position > story.last - LAST_LINES and is_our_address(story, text):
            yield Claim(position, "the paper's own address")
        elif position < head_end and names_behind_opener(text):
            yield Claim(position, "opens like one")
        elif size > LONGEST_ROW or story.first + LONGEST_HEAD < position <= story.last - LAST_LINES:
            continue
        elif (position > story.last or _in_head(story, position)) and _is_named(story, position):
            yield Claim(position, "named as one")
        elif position + 1 in whole and is_date_label(text) and _in_head(story, position):
            yield Claim(position, "heads a date")
        elif is_near and size <= LONGEST_UNLABELLED and is_beside_date(story, position) and is_full_name(text):
            yield Claim(position, "a name beside the date")
        elif position > story.last - LAST_LINES and signs(blocks[position]):
            yield Claim(position, "closes with one")
        elif position >= story.last_prose and story.language == "ja" and IN_BRACKETS.match(text):
            yield Claim(position, "signed in brackets")
        elif "@" in text and MAIL_ALONE.match(text) and not blocks[position - 1].text.endswith((":", "：")):
            yield Claim(position, "a mail address alone")


def _is_named(story: Story, position: int) -> bool:
    """Whether a short line stands under the writer's name, and is no sentence and no photographer's credit."""
    block = story.blocks[position]
    if block.text[-1] in _STOPS or not is_named_author(block):
        return False
    return not CREDITS.opening(story.head_of(position))


def is_date_label(text: str) -> bool:
    """Whether a line is nothing but a date's label.

    >>> is_date_label("Published:"), is_date_label("입력"), is_date_label("Wind")
    (True, True, False)
    """
    word = text.strip(" :：").casefold()
    return (LATIN_KINDS.get(word) or HAN_KINDS.get(word)) == "date"


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
