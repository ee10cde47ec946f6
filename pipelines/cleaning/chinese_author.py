"""``（记者张三 李四）``, ``作者：张三``, ``记者黃美玲／高雄報導``: the writers of a Chinese story, printed before noted."""

from __future__ import annotations

import re
from itertools import pairwise

from pipelines.cleaning.breadcrumb import find_breadcrumb
from pipelines.cleaning.byline import LONGEST_ROW, is_credit, is_question
from pipelines.cleaning.credit_lines import credit_lines
from pipelines.cleaning.credits import read_credits
from pipelines.cleaning.editor_line import editors_shown
from pipelines.cleaning.named_author import is_named_author
from pipelines.cleaning.names import (
    NOBODY,
    SURNAMES,
    is_han_name,
    is_name_row,
    is_organ,
    is_person,
    is_somebody,
    split_names,
)
from pipelines.cleaning.story import Story

LONGEST_PERSON, LONGEST_WRITER = 6, 16  # characters of a Chinese writer's name; behind 作者 an office may stand
LONGEST_HANDLE = 20  # characters of the account that a self-publishing platform prints under the title
LONGEST_NAMED = 60  # characters of a line that its markup calls the author
LONGEST_QUESTION = 40  # characters; a longer line behind 记者： is a question
HEAD = 8  # blocks of the region among which its first paragraph stands
NEAR = 4  # blocks below the title among which the date stands
WHOLLY_LINK = 0.95
_END = 120  # characters at either end of a paragraph in which its reporter is named
# A column, printed where the writer should stand.
_COLUMN = re.compile("(?:资讯|快讯|要闻|头条|播报|专栏|频道|滚动|新闻)$")
# 新华社北京2月29日电（记者张三、李四）, 本报讯（记者 张三 通讯员 李四）, 中新网1月5日电 (记者 张三)
_IN_TEXT = re.compile(
    r"[（(](?:[^（()）]{0,16}?)(?:(?:记者|記者|通讯员|采写|撰文)\s?[:：/]?|文\s?[:：/|])\s?([^（()）。]{2,60})[)）]"
)
_DATELINE = re.compile(
    r"^.{0,40}?(?:[电電讯訊]|消息|报道)\s?(?:[（(][^（()）]{0,8}?(?:记者|記者)\s?([^（()）。]{2,50})[)）]"
    r"|(?:题：|\s)?(?:本报|本社|新华社)?(?:记者|記者)\s?([^，。：（(]{2,30})[\s）)])"
)
# 〔記者黃美玲／高雄報導〕, 記者黃美玲、林志明／台北報導, （中央社記者陳怡君台北15日電）
_TAIWAN = re.compile(
    r"(?:^|\s)[〔（(【\[]?(?:[\u4e00-\u9fff]{1,3}社|本報)?\s?記者\s?((?:[\u4e00-\u9fff]{2,4}、){0,3}[\u4e00-\u9fff]{2,4})"
    r"(?:\s?[／/]|[\u4e00-\u9fff]{2,8}\d{1,2}日(?:專|综合|綜合)?[電电])"
)
# 张三 海港晚报记者: beside the date
_BEFORE_ROLE = re.compile(r"^([\u4e00-\u9fff]{2,4})\s[\u4e00-\u9fff]{2,10}(?:记者|記者)$")
# 中新网海港1月5日电 (张三 李四)
_AGENCY = re.compile(r"^.{2,24}\d日[电電]\s?[（(]([\u4e00-\u9fff]{2,4}(?:[\s、]{1,2}[\u4e00-\u9fff]{2,4}){0,4})[)）]")
# …手术费用不菲。成都商报记者 王蓟
_CLOSING = re.compile(
    r"[。！？”][\s（(]{0,3}[\u4e00-\u9fff]{0,10}记者[\s:：]{1,3}"
    r"([\u4e00-\u9fff]{2,4}(?:[\s、]{1,2}[\u4e00-\u9fff]{2,4}){0,4})[)）]?$"
)


def chinese_writers(story: Story) -> list[str]:
    """The writers of a Chinese story: behind a label, in a row of their own, in the text, and only then in the notes."""
    outlets = _outlets(story)
    return (
        _labelled(story, outlets)
        or _in_rows(story)
        or _in_text(story)
        or _under_title(story)
        or _marked(story)
        or _noted_in_chinese(story, outlets)
        or _posted(story)
        or _linked_above_date(story)
    )


def _linked_above_date(story: Story) -> list[str]:
    """A person's name that is a link between title and date: on platforms, the account of who wrote."""
    lines = credit_lines(story)
    head = [at for at in range(story.title_at + 1, story.title_at + 1 + NEAR) if at < len(story.blocks)]
    dated = next((at for at in head if at in lines and lines[at].stamps), -1)
    for position in range(story.title_at + 1, dated):
        block = story.blocks[position]
        if block.link_share >= WHOLLY_LINK and is_somebody(block.text):
            return [block.text]
    return []


def _posted(story: Story) -> list[str]:
    """Who writes for an account of a platform: a pen name, where the story itself names nobody."""
    for credits in credit_lines(story).values():
        for part in credits.of("poster"):
            names = part.value.split()
            return names if all(map(is_han_name, names)) else split_names(part.value)
    return []


def _labelled(story: Story, outlets: set[str]) -> list[str]:
    """The writers behind 作者, 记者, 文, 采写 on lines of credits, from top to bottom."""
    names: list[str] = []
    others: list[str] = []  # who took part in a story that somebody else signs at its head
    lines = credit_lines(story)
    for position in sorted(lines):
        credits = lines[position]
        if not credits.is_whole or (is_question(credits) and len(credits.text) > LONGEST_QUESTION):
            continue
        for part in credits.of("author"):
            if is_credit(part):
                longest = LONGEST_WRITER if part.label.endswith("作者") else LONGEST_PERSON
                found = [n for n in split_names(part.value) if n not in outlets and _is_writer(n, longest)]
                if part.label.startswith("参与"):
                    others += found
                else:
                    names += found
    return (names or _in_text(story)) + others if others else names


def _in_rows(story: Story) -> list[str]:
    """The writers of a line like ``扬子晚报记者 张楠``, with the date or without."""
    lines = credit_lines(story)
    for position in story.positions(4, 3):
        text = story.blocks[position].text
        if len(text) > LONGEST_ROW or position == story.title_at:
            continue
        credits = lines.get(position)
        if credits and credits.stamps and not credits.parts:
            text = credits.rest.strip(" |｜·　")
        if (match := _BEFORE_ROLE.match(text) or _TAIWAN.search(text)) and (names := _persons(match[1])):
            return names
        if is_name_row(text):
            return [name for name in split_names(text) if _is_writer(name)]
        if text != story.blocks[position].text:  # 社会 海港晚报 张三, beside the date
            for outlet, name in pairwise(text.replace("|", " ").split()):
                if is_organ(outlet) and is_somebody(name):
                    return [name]
    return []


def _in_text(story: Story) -> list[str]:
    """The reporter named at the head of the first paragraphs, or behind the last one."""
    region = story.region
    for block in region[:HEAD]:
        head = block.text[:_END]
        match = _TAIWAN.search(head) or _DATELINE.match(head) or _IN_TEXT.search(head)
        found = next(group for group in match.groups() if group) if match else ""
        if found and found[-1] not in "摄攝" and (names := _persons(found)):
            return names
        match = _AGENCY.match(head)
        if match and (names := _persons(match[1])) and all(name[0] in SURNAMES for name in names):
            return names
    for block in reversed(region[-6:]):
        tail = block.text[-_END:]
        if (closing := _CLOSING.search(tail)) and (names := _persons(closing[1])):
            return names
        match = _IN_TEXT.search(tail)
        if match and match[1][-1] in "摄攝":
            continue
        if match and tail.rstrip("。 ").endswith(match[0]) and (names := _persons(match[1])):
            return names
    return []


def _under_title(story: Story) -> list[str]:
    """The account that a self-publishing platform prints under the title, in an element named for it."""
    lines = credit_lines(story)
    for position in range(story.title_at + 1, max(story.first, min(story.voice.first, story.first + HEAD))):
        block = story.blocks[position]
        if len(block.text) > LONGEST_NAMED or position in lines or not is_named_author(block):
            continue
        if names := _persons(block.text):
            return names
        short = len(block.text) <= LONGEST_HANDLE
        if short and _is_writer(block.text, LONGEST_WRITER) and not is_organ(block.text):
            return [block.text]
    return []


def _marked(story: Story) -> list[str]:
    """The writer in the element that the portal marks for a search engine."""
    marked = story.meta.marked("author")
    return _persons(next((part.value for part in read_credits(marked).of("author")), marked))


def _noted_in_chinese(story: Story, outlets: set[str]) -> list[str]:
    """What the notes say, unless it is the outlet, or the editor that the page shows.

    Some portals swap the two: when ``author`` holds the editor, the writers stand under ``editor``.
    """
    editors = story.meta.all("editor")
    shown_editors = editors_shown(story)
    for value in story.meta.names_in(story.meta.story.get("author")) + story.meta.all("author"):
        names = [name for name in split_names(value) if is_han_name(name) and is_person(name)]
        if any(name in outlet for name in names for outlet in outlets):
            continue  # 网易 of 网易新闻
        if names and not shown_editors.intersection(names):
            return names
    for value in editors:
        names = [name for name in _persons(value) if is_han_name(name)]
        if names and shown_editors and not shown_editors.intersection(names):
            return names
    return []


def _is_writer(name: str, longest: int = LONGEST_PERSON) -> bool:
    """Whether a Chinese byline can mean this: no id, no sentence; what has no dot and no blank is short."""
    if name in NOBODY or _COLUMN.search(name) or (len(name) > longest and not re.search(r"[·•・\sA-Za-z]", name)):
        return False
    return bool(re.fullmatch(r"[^\W\d_][\w·•・.\- ]{1,23}", name)) and not re.fullmatch(r"[A-Za-z]?_?\d+", name)


def _persons(value: str) -> list[str]:
    """The names in a value that is nothing but persons' names."""
    names = split_names(value)
    return names if all(is_person(name) and _is_writer(name) for name in names) else []


def _outlets(story: Story) -> set[str]:
    """Names that are the site's or the source's, not a writer's."""
    # The trail's steps as well: some portals print the column where the writer should stand.
    behind = [name.strip() for name in re.split(r"[_|\-—–]+", story.meta.page_title)[1:]]
    if len(behind) > 1:  # some print the writer between headline and site
        behind = [name for name in behind if not (is_somebody(name) and is_person(name))]
    names = {story.meta.site_name, *find_breadcrumb(story), *behind}
    for credits in credit_lines(story).values():
        names.update(part.value for part in credits.of("source"))
    return {name.strip() for name in names if name.strip()}
