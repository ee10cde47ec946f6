"""``2013-11-22 09:36 来源：北京青年报 编辑：宋宇晟``: one line, several facts; read once, used by several rules.

A credit line is made of labels with their values, dates and counters, and nothing else: whatever else it says makes
it prose, and prose is spared.  So is a long value: 来源 in the middle of a sentence is not a label.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from pipelines.cleaning.dates import Stamp, find_stamps
from pipelines.cleaning.labels import HAN_KINDS, LATIN_KINDS, LONGEST_HAN, MOST_WORDS
from pipelines.cleaning.names import is_name_row, trim

LONGEST_CREDITS = 260  # characters; a longer line is a paragraph, and only its two ends are looked at
LONGEST_END = 80  # characters of a paragraph's end that may hold （记者 张三）
SHORT_AHEAD = 4  # the same in front of a slash, which is a weaker mark: 本版采写/
LONGEST_AHEAD = 8  # characters in front of a label that belong to it: 新媒体 in 新媒体编辑
LONGEST_REST = 0.34  # share of the letters that no label explains, in a line that is still credits
FEW_LETTERS = 6  # unexplained letters that do not matter: 参与互动, Uhr

_MARK = re.compile(r"[:：﹕∶]|(?<=\S)\s?[/／](?!\d)|\s?[|｜丨]\s?|(?<=[\u4e00-\u9fff])】(?=\S)")
_BLANK = " \u3000\xa0\t"
_BEFORE_LABEL = _BLANK + "【[（(/／|｜丨；;，,◎●■□▲◆※★*"
_HANS = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
_LATIN_TAIL = re.compile(rf"(?:[^\s:：|/,;.()\[\]]{{1,16}}\.?\s){{0,{MOST_WORDS - 1}}}[^\s:：|/,;()\[\]]{{1,16}}$")
_VALUE_END = re.compile(r"[|｜丨;；【】\[\]（(]|\s[-–—•·]\s|。|\s{2,}|[)）](?!\S)")
_SENTENCE = re.compile(r"[。！？!?]|，[^，、,]{6}|[a-z]{3}\.\s[A-Z]")  # no name, no outlet
_ROLE = re.compile(r"(?:记者|通讯员|实习生|编辑|责编|校对)[\s:：/]")
_WRITERS = re.compile(r"\s(?:本报|本网)?(?:记者|通讯员|实习生)\s{1,3}(?=[\u4e00-\u9fff]{2})")  # behind an outlet
_EDITED = re.compile(r"(?<!\S)(责任编辑|责编|编辑|校对)\s{1,3}([\u4e00-\u9fff]{2,4})(?!\S)")
_NEXT_ROLE = re.compile(r"\s(责任编辑|责编|编辑|校对|审核)\s+(?=[\u4e00-\u9fff])")  # 编辑 白爽 校对 赵琳
_LETTERS = re.compile(r"[^\W_]")
_OPENS = re.compile(
    r"^[\s\[【(（<《■□●▲◆◎▌▍▎►▶丨|/*·•\-–—]{0,4}"
    r"(?P<word>[\u4e00-\u9fff](?:\s{0,3}[\u4e00-\u9fff/、]){0,7}?)\s+(?=[\u4e00-\u9fffA-Za-z])"
)
# 原创 张三 江边读书会 收录于话题#渡轮: who writes for an account of a platform, the account, and nothing else
_ON_ACCOUNT = re.compile(
    r"原创\s?[:：]?\s(?P<poster>[^\s。，！？:：]{1,16}(?:\s[^\s。，！？:：]{1,16}){0,2}?)\s(?P<account>[^\s。，！？:：#]{2,20})"
    r"(?:\s(?:收录于|来自专辑).{0,100}|\s\d{4}\s?[-年/.].{0,24})?$"
    r"|以下文章来源于\s?(?P<origin>[^\s，,。]{2,20})\s?[，,]\s?作者\s?(?P<writer>[^，。！？]{1,30})$"
)
_ASIDE = re.compile(r"[（(][A-Za-z .·-]{2,40}[)）]")  # a foreign name in its own letters behind the Chinese one
_PROSE = re.compile(r"[。！？!?；;]\s*\S|，.{0,60}，|,\s.{0,80},\s.{0,80},\s")
CLAUSE = re.compile(r"[，。！？；：]|[,.;!?]\s")  # no row of names has one
CHATTER = re.compile(
    r"\d*人?参与互动|听报道|浏览|放大字級|字級|\d+\s?人参与|我要评论|发表评论|发表|说两句|转载|发布|更新|我有话说|查看评论|评论|分享到?|转发|收藏|举报|"
    r"打印本?页?|关闭窗口|关闭|字号|字体|大\s?中\s?小|放大|缩小|阅读|次数?|人气|纠错|手机看新闻|扫一扫|二维码|订阅|关注|点赞|原创|语音播报|听新闻|我要纠错|正文|【|】|作者|来源|时间|"
    r"\b(?:Uhr|min(?:utes?)?|read|updated?|published|comments?|share|print|email|save|at|on|last|first|GMT|ET)\b",
    re.I,
)
# 20 mars 2026 à 19h04, modifié à 20h10: the hour of an update on the same day
_SAME_DAY = re.compile(
    r"[\s,(]{0,3}\b(?:updated|modifié|mis à jour|actualizado|atualizado|aggiornato|aktualisiert|bijgewerkt|oppdatert|uppdaterad)"
    r"\s(?:at|à|a las|às|alle(?: ore)?|um|om|kl\.?)\s\d{1,2}[h:.]\d\d(?:\s?(?:Uhr|hs?))?\)?",
    re.I,
)
# An outlet may be called so: 来源：海港发布; behind a blank or before a number the same word is a button.
NAMED_SO = re.compile(r"[\u4e00-\u9fff](?:发布|评论|阅读|关注|發布)(?=\s|$|[)）\]】|｜])")
ADDRESS = re.compile(r"(?:https?://|www\.)[^\s\u4e00-\u9fff]{1,200}|\b[\w-]{2,30}\.(?:com|cn|net|org)(?:\.cn)?\b", re.I)
# Words in front of 来源 that make it someone else's: a picture's, a reprint notice's.
NOT_OURS = re.compile(r"[“\"'‘]$|(?:注明|标注|标明|载明|注有|凡)$")


@dataclass(slots=True)
class Part:
    """One label with its value: ``编辑：宋宇晟``."""

    kind: str
    label: str
    value: str
    start: int
    end: int


@dataclass
class Credits:
    """What a line says of the story's making, and how much of it says something else."""

    text: str
    parts: list[Part] = field(default_factory=list)
    stamps: list[Stamp] = field(default_factory=list)
    rest: str = ""

    @cached_property
    def is_whole(self) -> bool:
        """Whether the line is nothing but credits."""
        if (not self.parts and not self.stamps) or _PROSE.search(self.rest):
            return False
        if any(part.kind != "keywords" and _SENTENCE.search(part.value) for part in self.parts):
            return False
        rest = len(_LETTERS.findall(CHATTER.sub("", _ASIDE.sub("", ADDRESS.sub("", self.rest)))))
        return rest <= FEW_LETTERS or rest <= LONGEST_REST * len(_LETTERS.findall(self.text))

    def of(self, *kinds: str) -> Iterator[Part]:
        return (part for part in self.parts if part.kind in kinds)

    def has(self, *kinds: str) -> bool:
        return any(part.kind in kinds for part in self.parts)


def read_credits(text: str) -> Credits:
    """The labels, values and dates of one line.

    >>> [(part.kind, part.value) for part in read_credits("2019-09-26 12:11来源：证券时报网作者：李在山").parts]
    [('source', '证券时报网'), ('author', '李在山')]
    """
    text = text[:LONGEST_CREDITS]
    credits = Credits(text)
    credits.stamps = list(find_stamps(text))
    if posted := _ON_ACCOUNT.match(text):
        poster, account = ("poster", "account") if posted["poster"] else ("writer", "origin")
        credits.parts = [Part("poster", "原创", posted[poster], *posted.span(poster))]
        credits.parts.append(Part("source", "原创", posted[account], *posted.span(account)))
        return credits
    taken = [(stamp.start, stamp.end) for stamp in credits.stamps]
    marks: list[tuple[int, int, int, str, str]] = []  # label start, mark start, mark end, kind, label
    floor = 0
    for mark in _MARK.finditer(text):
        if any(start <= mark.start() < end for start, end in taken):
            continue
        label = _label_before(text, mark.start(), floor, bool(marks), strict=mark[0].strip() not in ":：﹕∶")
        if label:
            start, kind, word = label
            marks.append((start, mark.start(), mark.end(), kind, word))
            floor = mark.end()
    if not marks and (opening := _OPENS.match(text)) and len(text) < 80:
        word = "".join(opening["word"].split())
        kind = HAN_KINDS.get(word) or _suffix_kind(word)
        if kind in ("author", "editor", "staff", "source") and not CLAUSE.search(text) and len(word) > 1:
            marks.append((opening.start("word"), opening.end("word"), opening.end(), kind, word))
            for role in _NEXT_ROLE.finditer(text, opening.end()):
                marks.append((role.start(1), role.end(1), role.end(), "editor", role[1]))
    if not marks and not taken and not _ROLE.search(text):
        return credits
    spans = list(taken)
    for number, (start, _, after, kind, word) in enumerate(marks):
        limit = marks[number + 1][0] if number + 1 < len(marks) else len(text)
        for stamp_start, _ in taken:
            if after <= stamp_start < limit:
                limit = stamp_start
        value, end = _value(text, after, limit, kind)
        credits.parts.append(Part(kind, word, value, start, end))
        spans.append((start, end))
    credits.rest = _outside(text, spans)
    if taken:
        credits.rest = _SAME_DAY.sub("", credits.rest)
    if _ROLE.search(credits.rest):
        _read_row(credits)
    return credits


def _read_row(credits: Credits) -> None:
    """Roles and names that only blanks part: ``海港晚报 记者 张三 编辑 李四 2015-04-10``."""
    start, end = len(credits.text), len(credits.text)
    rest = credits.rest
    for match in _EDITED.finditer(rest):
        credits.parts.append(Part("editor", match[1], match[2], start, end))
    rest = _EDITED.sub(" ", rest).strip(" |｜丨[]【】")
    if is_name_row(rest):
        credits.parts.append(Part("author", "记者", rest, start, end))
        rest = ""
    credits.rest = rest


def _label_before(text: str, end: int, floor: int, inside: bool, *, strict: bool) -> tuple[int, str, str] | None:
    """The label that ends at this position: where it starts, its kind, its words.

    A slash or a bar is a weak mark, so the label before it must stand at the start of the line or after a blank.
    """
    at = end
    while at > floor and text[at - 1] in _BLANK:
        at -= 1
    if at <= floor:
        return None
    if not _HANS.match(text[at - 1]):
        if strict:
            return None
        return _latin_before(text, at, floor)
    letters: list[int] = []
    blanks = 0
    back = at - 1
    best: tuple[int, str, str] | None = None
    while back >= floor and len(letters) < LONGEST_HAN:
        letter = text[back]
        if letter in _BLANK:
            blanks += 1
            if blanks > 3:
                break
        else:
            letters.append(back)
            blanks = 0
            word = "".join(text[i] for i in reversed(letters)).casefold()
            kind = HAN_KINDS.get(word)
            if kind:
                best = (back, kind, word)
        back -= 1
    if best is None:
        return None
    start, kind, word = best
    if start > floor and text[start - 1] in "“\"'‘”":
        return None
    ahead = start
    while ahead > floor and start - ahead <= LONGEST_AHEAD and (_HANS.match(text[ahead - 1]) or text[ahead - 1] in "+"):
        ahead -= 1
    if start - ahead > LONGEST_AHEAD:
        # A clause runs into the label.  Inside a row of credits it is the value before; else it is prose.
        return best if inside and len(word) > 1 and not strict else None
    if ahead < start and not inside:
        if len(word) == 1 or (strict and (ahead > 0 or start - ahead > SHORT_AHEAD)):
            return None
        before = text[ahead:start]
        if kind == "source" and (NOT_OURS.search(before) or "的" in before):
            return None
        if kind == "source" and word == "来源" and before not in ("", "原文", "转载"):
            kind = "staff" if before.endswith(("图", "片", "视频", "图文", "数据", "资料", "素材", "音频")) else kind
        return ahead, kind, before + word
    if strict and start > floor and text[start - 1] not in _BEFORE_LABEL:
        return None
    return best


def _latin_before(text: str, at: int, floor: int) -> tuple[int, str, str] | None:
    tail = _LATIN_TAIL.search(text, max(floor, at - 48), at)
    if not tail:
        return None
    words = tail[0].split()
    for count in range(min(MOST_WORDS, len(words)), 0, -1):
        word = " ".join(words[-count:]).casefold()
        kind = LATIN_KINDS.get(word) or HAN_KINDS.get(word)
        if kind:
            start = at - len(" ".join(words[-count:]))
            # A label opens its line or follows a mark; "told the editor:" is prose.
            before = text[floor:start].rstrip()
            if not before or before[-1] in "|｜•·,;.)]>-–—/(［[【" or before[-1].isdigit() or floor > 0:
                return max(start, floor), kind, word
            return None
    return None


def _suffix_kind(word: str) -> str:
    for size in range(min(len(word), LONGEST_HAN), 1, -1):
        if kind := HAN_KINDS.get(word[-size:]):
            return kind
    return ""


def _value(text: str, start: int, limit: int, kind: str) -> tuple[str, int]:
    stop = limit
    if kind != "keywords":
        found = _VALUE_END.search(text, start, limit)
        if found and found.start() > start:
            stop = found.start()
    value = text[start:stop]
    if kind == "source":
        if (writers := _WRITERS.search(value)) and writers.start() > 0:
            stop = start + writers.start()
            value = text[start:stop]
        for chatter in CHATTER.finditer(value):
            if not NAMED_SO.match(text, max(0, start + chatter.start() - 1)):
                value = value[: chatter.start()]
                break
    return trim(value), stop


def _outside(text: str, spans: list[tuple[int, int]]) -> str:
    pieces, at = [], 0
    for start, end in sorted(spans):
        pieces.append(text[at:start] if start > at else "")
        at = max(at, end)
    pieces.append(text[at:])
    return " ".join(piece for piece in pieces if piece.strip())
