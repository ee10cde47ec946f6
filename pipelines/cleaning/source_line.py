"""``来源：北京青年报``, ``Quelle: dpa``: the outlet a story was taken from.

``凡本网注明“来源：…”的所有作品`` is a copyright note, ``图片来源：…`` a picture's: neither is the story's source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.cleaning.byline import LONGEST_BYLINE, is_date_label, names_behind_opener
from pipelines.cleaning.credit_lines import credit_lines
from pipelines.cleaning.credits import ADDRESS, CHATTER
from pipelines.cleaning.names import is_han_name, is_organ, is_person, trim
from pipelines.cleaning.story import Claim, Story

LONGEST_SOURCE = 40  # characters
_LABEL = re.compile(
    r"^(?:(?:文章|信息|稿件|新闻|本文)?来源|稿源|出处|转载自|转自|摘自|原载|供稿|source|quelle|fuente|fonte|bron)\s*(?:于|自)?"
    r"\s*[:：]\s*",
    re.I,
)
_NOT_SOURCE = re.compile(
    r"^(?:未知|不详|互联网|网络|本站原创?|原创|文章|作者|编辑|无|其他|null|none|N/?A|admin)$|[。！？]|https?://", re.I
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
        if credits.is_whole:
            for part in credits.of("source"):
                if source := tidy_source(part.value):
                    return source
    noted = tidy_source(story.meta.marked("source")) if story.language == "zh" else ""
    for name in ("source", "article:source", "og:source", "contentsource", "mediaid", "cms_source"):
        if noted := noted or tidy_source(story.meta.first(name)):
            break
    if story.language == "zh":
        for position in range(story.title_at + 1, story.first + 2):
            credits_here = lines.get(position)
            is_bare = credits_here and all(part.kind == "counter" for part in credits_here.parts)
            if credits_here and credits_here.stamps and is_bare and credits_here.is_whole:
                rest = credits_here.rest.strip(_EDGES)
                writers = story.meta.all("author")  # a platform prints writer and account in one row
                words = [word.strip(_EDGES) for word in CHATTER.sub(" ", rest).split() if not ADDRESS.search(word)]
                words = [
                    word
                    for word in words
                    if word not in writers and _LETTERS.search(word) and not word.startswith(_REPORTER)
                ]
                if len(words) == 2 and is_organ(words[0]) and is_han_name(words[1]):
                    words.pop()  # the reporter stands behind the outlet
                if len(words) == 1 and _OUTLET.match(words[0]) and (source := tidy_source(words[0])):
                    return source
    elif not noted:
        noted = _beside_date(story)
    return noted


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
