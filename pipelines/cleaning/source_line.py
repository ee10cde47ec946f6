"""``来源：北京青年报``, ``Quelle: dpa``: the outlet a story was taken from.

``凡本网注明“来源：…”的所有作品`` is a copyright note, ``图片来源：…`` a picture's: neither is the story's source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.cleaning.blocks import Block
from pipelines.cleaning.byline import LONGEST_BYLINE, LONGEST_ROW, is_date_label
from pipelines.cleaning.credit_lines import credit_lines
from pipelines.cleaning.credits import ADDRESS, CHATTER, CLAUSE, NAMED_SO, Credits
from pipelines.cleaning.named_author import is_named_author
from pipelines.cleaning.names import is_han_name, is_organ, is_person, is_somebody, trim
from pipelines.cleaning.opener import names_behind_opener
from pipelines.cleaning.story import Claim, Story

LONGEST_SOURCE = 40  # characters
WHOLLY_LINK = 0.95
HEAD = 3  # blocks of the body region that may belong to the head
_LABEL = re.compile(
    r"^(?:(?:文章|信息|稿件|新闻|本文)?来源|稿源|出处|转载自|转自|摘自|原载|供稿|source|quelle|fuente|fonte|bron)\s*(?:于|自)?"
    r"\s*[:：]\s*",
    re.I,
)
_NOT_SOURCE = re.compile(
    r"^(?:未知|不详|互联网|网络|本站原创?|原创|文章|作者|编辑|无|其他|已注销|null|none|N/?A|admin)$|[。！？]|https?://",
    re.I,
)
# 信息来源于网络, 图文来自互联网: a line that names nobody.
_FROM_THE_NET = re.compile(
    r"^[(（*]?(?:本文|文章|信息|内容|图文|图片|素材|资料|部分|均|综合|整理)*(?:来源|来自|源自|取自|整理自)(?:于|自)?[:：]?\s?(?:互联网|网络|网上)"
    r"[，,。)）]?$"
)
_SEAMS = re.compile(r"\s*[|•·]\s*|\s[-–—]\s")
_OPENS = re.compile(r"(?:by|von|par|por|di|door)\s", re.I)
_EDGES = " \u3000:：,，;；|｜()（）[]【】《》<>“”\"'·/-–—"
_REPORTER = ("记者", "記者")
_LETTERS = re.compile(r"[^\W\d_]{2}")  # T|T, A+ and 1.2万 have none
_OUTLET = re.compile(r"^[^\s，。！？：；:;,]{2,20}$")
_PROVINCES = frozenset(
    """北京 天津 上海 重庆 河北 山西 辽宁 吉林 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 贵州 云南 陕西 甘肃 青海 广西
    西藏 宁夏 新疆 香港 澳门 台湾""".split()
)
_COUNT = re.compile(r"[（(]\d*[)）]")  # 评论(0)
_FROM = frozenset(("来源", "来源于", "來源", "来自", "来源自"))
# 海港晚报 记者 张三, 2023-03-22 10:12 聯合報／ 記者張三／台南即時報導
_HOUSE = re.compile(
    r"(?:^|\s)([^\s\d，。：:／/|]{2,12})\s?(?:\s|[／/|])\s?(?:记者|記者|綜合報導)(?=[\s／/|]|[\u4e00-\u9fff]{2})"
)
# 海港社云汀4月28日电, 【渡轮复航】海港社4月28日电
_AGENCY = re.compile(
    r"\W{0,3}(?:【[^【】]{2,60}】)?\s?据?([\u4e00-\u9fff]{1,5}社)[\u4e00-\u9fff]{0,8}(?:\d{1,2}月)?\d{1,2}日[电電]"
)
_SOURCE_NAME = re.compile(r"(?:[a-z]{1,9}[-_])?(?:source|laiyuan|media[-_]?name|origin)(?![a-z])", re.I)
_TAIL = re.compile(r"\s*(?:原创稿?|独家|综合|网站|客户端原创)$")


def find_source_lines(story: Story) -> Iterator[Claim]:
    """Yield the lines that name the story's source and hold nothing but credits; a sentence about sources is spared."""
    for position in story.positions(2, 2):
        if position != story.title_at and _FROM_THE_NET.match(story.blocks[position].text):
            yield Claim(position, "the net at large")
    for position, credits in credit_lines(story).items():
        if not credits.is_whole or credits.has("author", "keywords") or credits.stamps:
            continue
        for part in credits.of("source", "link"):
            heads_a_list = not part.value and position >= story.first  # "Sources:" above the story's own references
            is_link = bool(ADDRESS.fullmatch(part.value))
            if is_link or (part.kind == "source" and len(part.value) <= LONGEST_SOURCE and not heads_a_list):
                yield Claim(position, part.label)
                break


def find_source(story: Story) -> str:
    """The source: as its label gives it, as it stands beside the date, as the page's notes have it."""
    lines = credit_lines(story)
    for position in sorted(lines, key=lambda p: (p > story.last, p)):
        credits = lines[position]
        if position > story.last_prose and story.language == "zh" and (house := _of_the_house(story)):
            return house
        if credits.is_whole:
            for part in credits.of("source"):
                if source := tidy_source(_without_place(part.value, story.blocks[position])):
                    return source
    noted = tidy_source(story.meta.marked("source")) if story.language == "zh" else ""
    for name in ("source", "article:source", "og:source", "contentsource", "mediaid", "cms_source"):
        if noted := noted or tidy_source(story.meta.first(name)):
            break
    if story.language == "zh":
        if not noted and (account := _account_above_date(story)):
            return account
        for position in range(story.title_at + 1, story.first + 2):
            credits_here = lines.get(position)
            if not credits_here or not credits_here.stamps or not _is_row(credits_here):
                continue
            if source := _beside_chinese_date(story, credits_here):
                return source
        noted = noted or _of_the_house(story) or _in_dateline(story)
    elif not noted:
        noted = _beside_date(story)
    return noted


def _is_row(credits: Credits) -> bool:
    """Whether a date shares its line with names and buttons alone."""
    if any(part.kind != "counter" for part in credits.parts):
        return False
    is_short = len(credits.rest) <= LONGEST_ROW and credits.stamps[0].clock and not CLAUSE.search(credits.rest)
    return credits.is_whole or bool(is_short)


def _beside_chinese_date(story: Story, credits: Credits) -> str:
    """The outlet that shares a line with the date and nothing else, or with the name of who wrote there."""
    writers = story.meta.all("author")  # a platform prints writer and account in one row
    rest = _COUNT.sub("", credits.rest)
    words = [word.strip(_EDGES) for word in map(_without_chatter, rest.split()) if not ADDRESS.search(word)]
    words = [
        word
        for word in words
        if _LETTERS.search(word) and word not in writers and word not in _FROM and not word.startswith(_REPORTER)
    ]
    if len(words) > 1 and is_somebody(words[-1]):
        words.pop()
    if len(words) > 1:
        words = [word for word in words if is_organ(word)]
    return tidy_source(words[0]) if len(words) == 1 and _OUTLET.match(words[0]) else ""


def _without_chatter(word: str) -> str:
    """A word without the buttons beside it; 海港发布 is an outlet and no button."""
    return word if NAMED_SO.search(word) and not CHATTER.match(word) else CHATTER.sub("", word)


def _of_the_house(story: Story) -> str:
    """The outlet in front of its own reporter, or in an element named for it."""
    for position in range(max(0, story.title_at + 1), min(len(story.blocks), story.first + HEAD)):
        block = story.blocks[position]
        if len(block.text) > LONGEST_BYLINE:
            continue
        if (house := _HOUSE.search(block.text)) and is_organ(house[1]):
            return tidy_source(house[1])
        name = block.place.element.get("class") if block.place is not None else None
        is_named = (name and _SOURCE_NAME.match(name)) or is_named_author(block)
        if is_named and _OUTLET.match(block.text) and is_organ(block.text):
            return tidy_source(block.text)
    return ""


def _in_dateline(story: Story) -> str:
    """The agency whose dateline opens the story."""
    opening = next((story.blocks[at].text for at in story.positions() if story.is_prose(at)), "")
    agency = _AGENCY.match(opening)
    return agency[1] if agency else ""


def _account_above_date(story: Story) -> str:
    """The account of a platform, a link between title and date; beside it the page says who that is."""
    at = story.title_at + 1
    date = credit_lines(story).get(at + 1)
    if story.title_at < 0 or not date or not date.stamps or date.has("source"):
        return ""
    block = story.blocks[at]
    if block.link_share < WHOLLY_LINK or block.element is None:
        return ""
    account = " ".join("".join(map(str, block.element.itertext())).split())
    is_button = not CHATTER.sub("", account)
    return tidy_source(account) if _OUTLET.match(account) and not is_button and not is_somebody(account) else ""


def _without_place(value: str, block: Block) -> str:
    """An account without the province its post was sent from, which platforms print behind its link."""
    if value[-2:] not in _PROVINCES or block.place is None:
        return value
    names = ("".join(map(str, link.itertext())).strip() for link in block.place.element.iter("a"))
    return next((name for name in names if name and value.startswith(name)), value)


def _beside_date(story: Story) -> str:
    """The outlet that shares a line with the date and maybe the writer: ``By A. Marsh | Harbor Times | 3 May``."""
    lines = credit_lines(story)
    for position in range(story.title_at + 1, story.first + 1):
        credits = lines.get(position)
        if not credits or not credits.stamps or len(credits.text) > LONGEST_BYLINE:
            continue
        pieces = [piece.strip(_EDGES) for piece in _SEAMS.split(credits.rest)]
        unsigned = [piece for piece in pieces if piece[:1].isupper() and not _OPENS.match(piece)]
        unsigned = [piece for piece in unsigned if not is_date_label(piece)]
        is_signed = any(names_behind_opener(piece) for piece in pieces)
        for piece in unsigned:
            if is_organ(piece) or (is_signed and is_person(piece)):
                return tidy_source(CHATTER.sub("", piece))
    return ""


def tidy_source(value: str) -> str:
    """A source without its label and trimmings; empty when it names nobody.

    >>> tidy_source("来源：凤凰科技"), tidy_source("未知")
    ('凤凰科技', '')
    """
    value = trim(_LABEL.sub("", value.strip()))
    value = _TAIL.sub("", value) or value
    outlet, _, name = value.partition(" ")
    if name and is_han_name(name) and is_organ(outlet):
        value = outlet  # the reporter stands behind the outlet: 中国新闻网 王帆
    if not value or len(value) > LONGEST_SOURCE or _NOT_SOURCE.search(value) or value.isdigit():
        return ""
    return value
