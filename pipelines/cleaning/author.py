"""``作者:张三``, ``"author": {"name": "A. Marsh"}``: the writers of a story, weighed from page and notes.

The editor, the outlet, a commenter and the word on the search button are no writers, though some page calls each of
them one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from pipelines.cleaning.breadcrumb import find_breadcrumb
from pipelines.cleaning.byline import (
    LONGEST_BYLINE,
    LONGEST_ROW,
    is_credit,
    is_named_author,
    is_question,
    is_set_right,
    latin_names,
    named_inside,
    names_behind_opener,
)
from pipelines.cleaning.credits import credit_lines, read_credits
from pipelines.cleaning.labels import LATIN_KINDS
from pipelines.cleaning.name_list import SURNAMES
from pipelines.cleaning.names import NOBODY, is_han_name, is_name_row, is_organ, is_person, join_names, split_names
from pipelines.cleaning.story import Story

LONGEST_PERSON, LONGEST_WRITER = 6, 16  # characters of a Chinese writer's name; behind 作者 an office may stand
LONGEST_HANDLE = 20  # characters of the account that a self-publishing platform prints under the title
LONGEST_NAMED = 60  # characters of a line that its markup calls the author
LONGEST_QUESTION = 40  # characters; a longer line behind 记者： is a question
_END = 120  # characters at either end of a paragraph in which its reporter is named

_COLUMN = re.compile(
    "(?:资讯|快讯|要闻|头条|播报|专栏|频道|滚动|新闻)$"
)  # a column, printed where the writer should stand
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
_LAST_FIRST = re.compile(r"^([A-Z][\w'’-]{1,24}), ([A-Z][\w'’.-]{0,24}(?: [A-Z]\.)?)$")  # Brazil, Rachel
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


def find_author(story: Story) -> str:
    """The writers, joined by ``、`` in Chinese and by a comma elsewhere; "" when nobody is named."""
    if story.language == "zh":
        return join_names(_chinese(story), "zh")
    return join_names(_others(story))


# --- Chinese: what is printed, then what the notes say ----------------------------------------------


def _chinese(story: Story) -> list[str]:
    outlets = _outlets(story)
    return (
        _labelled(story, outlets)
        or _in_rows(story)
        or _in_text(story)
        or _under_title(story)
        or _marked(story)
        or _noted_in_chinese(story, outlets)
        or _posted(story)
    )


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
        words = text.replace("|", " ").split()
        if text != story.blocks[position].text and len(words) == 2 and is_organ(words[0]) and _is_name(words[1]):
            return [words[1]]
    return []


def _is_name(word: str) -> bool:
    return is_han_name(word) and word[0] in SURNAMES and not is_organ(word)


def _in_text(story: Story) -> list[str]:
    """The reporter named at the head of the first paragraphs, or behind the last one."""
    region = story.region
    for block in region[:4]:
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
    for position in story.head:
        block = story.blocks[position]
        if len(block.text) > LONGEST_NAMED or position in lines or not is_named_author(block):
            continue
        short = len(block.text) <= LONGEST_HANDLE
        if short and _is_writer(block.text, LONGEST_WRITER) and not is_organ(block.text):
            return [block.text]
        if names := _persons(block.text):
            return names
    return []


def _marked(story: Story) -> list[str]:
    """The writer in the element that the portal marks for a search engine."""
    for part in read_credits(story.meta.marked("author")).of("author"):
        return _persons(part.value)
    return []


def _noted_in_chinese(story: Story, outlets: set[str]) -> list[str]:
    """What the notes say, unless it is the outlet, or the editor that the page shows.

    Some portals swap the two: when ``author`` holds the editor, the writers stand under ``editor``.
    """
    editors = story.meta.all("editor")
    shown_editors = _editors_shown(story)
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
    names = {story.meta.site_name, *find_breadcrumb(story), *re.split(r"[_|\-—–]+", story.meta.page_title)[1:]}
    for credits in credit_lines(story).values():
        names.update(part.value for part in credits.of("source"))
    return {name.strip() for name in names if name.strip()}


def _editors_shown(story: Story) -> set[str]:
    """Names that the page itself calls editors: its notes sometimes call them authors."""
    lines = credit_lines(story).values()
    return {name for credits in lines for part in credits.of("editor") for name in split_names(part.value)}


# --- everywhere else: what the notes say, unless all they know is the house ---------------------------


def _others(story: Story) -> list[str]:
    meta = story.meta
    house = {meta.site_name.casefold(), *(name.casefold() for name in meta.names_in(meta.story.get("publisher")))}
    told = [name for value in meta.names_in(meta.story.get("author")) for name in _noted(value)]
    if _by_organization(meta.story.get("author")):
        house.update(name.casefold() for name in told)  # an outlet signs only where no writer does
    if told and not _is_of(house, told) and not _editors_shown(story).issuperset(told):
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
        known = _is_of(house, names) or _editors_shown(story).issuperset(names)
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
    return [name for name in (split_names(value) if _SEVERAL.search(value) else [value.strip(" .,")]) if len(name) > 1]


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
    if names := names_behind_opener(block.text):
        return names
    if len(block.text) <= LONGEST_ROW and is_name_row(block.text):
        return latin_names(block.text)
    if position >= story.first + 2:
        return [block.text] if position >= story.last_prose and " " in block.text and is_set_right(block) else []
    if credits and credits.stamps and len(credits.rest) < LONGEST_ROW + LONGEST_HANDLE:
        named = _OPENING.sub("", named_inside(block))
        if " " in named and is_person(named):
            return [named]
        if match := _BY.search(_DATE_LABEL.sub("", credits.rest)):
            return latin_names(match[1])
        for piece in _SEAMS.split(credits.rest):
            piece = piece.strip(" ,")
            if names := names_behind_opener(piece) or ([piece] if is_person(piece) and " " in piece else []):
                return names
    elif len(block.text) <= LONGEST_NAMED and is_named_author(block):
        return latin_names(_OPENING.sub("", block.text))
    return []
