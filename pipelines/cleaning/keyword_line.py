"""``关键词:西藏 脱贫攻坚工作 扶贫工作``, ``Tags: ferry, winter``: what a story is filed under."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, cast

from pipelines.cleaning.blocks import Block
from pipelines.cleaning.credit_lines import credit_lines
from pipelines.cleaning.labels import HAN_KINDS, LATIN_KINDS
from pipelines.cleaning.meta import tidy_note
from pipelines.cleaning.story import Claim, Story

LONGEST_LINE = 400  # characters of a keyword line
LONGEST_LABEL = 50  # characters within which a keyword line shows its label's mark, or a hash
LONGEST_WORD = 40  # characters of one keyword; a longer one is a sentence
MOST_WORDS = 30  # more are a site's index, not a story's
HEAD_LINES = 3  # the title, and a subtitle that <title> may carry as well
CLOSE = 12  # blocks around the body region in which its keywords stand
FEWEST_HASHES = 2  # words marked with # that make a line of keywords: one alone may be a hashtag in a sentence

_LABEL = re.compile(
    r"^[\s\[【(（■●•]{0,3}(?P<word>[^\s:：]{1,16}(?:\s[^\s:：]{1,14}){0,2}?)\s{0,2}(?:[:：]|\s[|｜]\s)\s{0,3}(?P<words>.*)$"
)
_TAGGED = re.compile(r"^(?:(?:Posted|Filed) (?:in|under) .{1,60}? )?Tagged(?: with| as)? (.{2,200}[^.!?])$")
_COMMAS = re.compile(r"[,，;；、]\s*")
_PARTING = re.compile(r"\s*[,，;；、|｜/／#\n]\s*")
_HASHES = re.compile(r"(?:\s*[#＃][^\s#＃。，,!！?？]{1,30}[#＃]?)+$")
_IS_CODE = re.compile(
    r"^\d{1,4}$|[_@\\]|^[a-z]+/|[0-9a-f]{8}-|^(?:null|none|undefined)$", re.I
)  # a machine's tag, no word
_TELLS = re.compile(r"[:：|｜]|^[#＃]|\bTagged ")
_SEAM = re.compile(r"[_|｜\-–—]+")
_EDGES = " \t\u3000\xa0.,:：;；|#＃[]【】()（）<>《》\"“”'·•-–—"


def find_keyword_lines(story: Story) -> Iterator[Claim]:
    """Yield the lines of keywords near the body; a sentence behind the label, or a single hashtag, is spared."""
    claims = story.known.get("keywords")
    if not isinstance(claims, list):
        story.known["keywords"] = claims = list(_look(story))
    yield from claims


def _look(story: Story) -> Iterator[Claim]:
    for position in _near(story):
        block = story.blocks[position]
        text = block.text
        if len(text) > LONGEST_LINE or position == story.title_at:
            continue
        if _is_label(text) and _heads_row(story, position):
            yield Claim(position, "label")
            yield Claim(position + 1, f"below {text}")
        if not _TELLS.search(text, 0, LONGEST_LABEL):
            continue
        if _labelled(text) is not None:
            yield Claim(position, "label")
        elif text[:1] in "#＃" and _HASHES.match(text) and len(re.findall(r"[#＃]", text)) >= FEWEST_HASHES:
            yield Claim(position, "hash signs")


def _near(story: Story) -> range:
    start = max(0, min(story.first - CLOSE, story.title_at if story.title_at >= 0 else story.first))
    return range(start, min(len(story.blocks), max(story.last, story.first) + 1 + CLOSE))


def _labelled(text: str) -> list[str] | None:
    """The keywords behind a label; None when there is no label or it introduces a sentence."""
    if tagged := _TAGGED.match(text):
        return split_keywords(tagged[1])
    match = _LABEL.match(text)
    if not match:
        return None
    word = match["word"].casefold()
    if (HAN_KINDS.get("".join(word.split())) or LATIN_KINDS.get(word)) != "keywords":
        return None
    words = split_keywords(match["words"])
    if any(len(one) > LONGEST_WORD for one in words) or re.search(r"[。！？]", match["words"]):
        return None
    return words


def _is_label(text: str) -> bool:
    """Whether a line is the label alone: its words stand below."""
    word = text.strip(_EDGES).casefold()
    return (HAN_KINDS.get(word) or LATIN_KINDS.get(word)) == "keywords"


def _heads_row(story: Story, position: int) -> bool:
    """Whether a row of keywords stands below a label; between paragraphs it is a sub-heading, unless the row is links."""
    if position + 1 >= len(story.blocks) or not _is_row(story.blocks[position + 1].text):
        return False
    is_amid = story.voice.first < position < story.last_prose
    return not is_amid or story.blocks[position + 1].links >= FEWEST_HASHES


def _is_row(text: str) -> bool:
    """Whether a line is short words between commas, and no sentence.

    >>> _is_row("ferry, winter, harbour"), _is_row("The ferry, which nobody had missed, came back.")
    (True, False)
    """
    words = _COMMAS.split(text)
    return len(words) > 2 and max(map(len, words)) <= LONGEST_WORD and text[-1] not in ".!?。！？"


def split_keywords(value: str) -> list[str]:
    """Keywords parted by commas, semicolons or hashes; by blanks where nothing else parts them.

    >>> split_keywords("西藏 脱贫攻坚工作 扶贫工作"), split_keywords("climate change, ferry")
    (['西藏', '脱贫攻坚工作', '扶贫工作'], ['climate change', 'ferry'])
    """
    value = value.strip(" \t\u3000\xa0,;、，；")
    parts = _PARTING.split(value)
    if len(parts) == 1 and re.search("[\u4e00-\u9fff]", value):
        parts = value.split()
    words = [part.strip(_EDGES if "(" not in part and "（" not in part else " ") for part in parts]
    return list(dict.fromkeys(word for word in words if word and not _IS_CODE.search(word)))[:MOST_WORDS]


def find_keywords(story: Story) -> list[str]:
    """The keywords: the line that shows them, else the page's notes, site constants left out."""
    for claim in find_keyword_lines(story):
        text = story.blocks[claim.position].text
        words = _labelled(text)
        if words is None:
            words = split_keywords(text)
        if len(words) == 1 and (linked := _linked(story.blocks[claim.position])):
            words = linked
        if words:
            return words
    for credits in credit_lines(story).values():
        for part in credits.of("keywords"):
            if credits.is_whole and (words := split_keywords(part.value)):
                return words
    meta = story.meta
    if words := meta.all("article:tag") or meta.all("og:article:tag"):
        return _from_note(words) if len(words) > 1 else split_keywords(words[0])
    if words := _from_note(meta.story.get("keywords")):
        return words
    for name in ("news_keywords", "keywords", "cxenseparse:keywords", "sailthru.tags"):
        if value := meta.first(name):
            # A site fills the tag with its own name and sections; what the story does not mention is none of its.
            above = story.blocks[max(0, story.title_at) : story.title_at + HEAD_LINES]
            head = " ".join(block.text for block in above if block.is_heading)
            tails = [tail for tail in _SEAM.split(meta.page_title)[1:] if tail.strip() not in head]  # not a subtitle
            house = " ".join((meta.site_name, *tails, meta.first("source"))).casefold()
            text = (story.title + " " + " ".join(block.text for block in story.region)).casefold()
            words = [word for word in split_keywords(value) if not _is_of_house(word.casefold(), house)]
            return [word for word in words if _is_of_story(word, story.title, text)]
    return []


def _is_of_house(word: str, house: str) -> bool:
    """Whether a word is the site's name, or the same house's agency: 江源社 of 江源网."""
    return word in house or (len(word) > 2 and word[-1] in "网社报台" and word[:-1] in house)


def _linked(block: Block) -> list[str]:
    """The words of a line whose links alone part them; none when fewer than two are linked."""
    if block.place is None or block.links < FEWEST_HASHES:
        return []
    texts = (
        " ".join("".join(cast("Iterable[str]", link.itertext())).split()) for link in block.place.element.iter("a")
    )
    return [text for text in dict.fromkeys(texts) if text and text in block.text][:MOST_WORDS]


# Names of sections, which a story mentions by chance.
_SECTION_NAMES = """新闻 政治 社会 国际 国内 文化 教育 评论 图片 思想 财经 体育 娱乐 时政 要闻 军事 科技 健康 视频
    生活 法治 滚动 滚动新闻 资讯 传播 时事 热点 专题 观点 news politics world business sports sport culture opinion
    local video home"""
_SECTIONS = frozenset(_SECTION_NAMES.split())


def _is_of_story(word: str, title: str, text: str) -> bool:
    """Whether a noted keyword is the story's: mentioned in it, no section, and no cut piece of the headline."""
    if len(word) > LONGEST_WORD or word.casefold() not in text:
        return False
    if word.casefold() in _SECTIONS:
        return word in title
    return not (word in title and len(word) >= max(8, len(title) // 3))


def _from_note(value: Any) -> list[str]:
    if isinstance(value, str):
        return [word for word in split_keywords(tidy_note(value)) if len(word) <= LONGEST_WORD]
    if isinstance(value, list):
        words = [tidy_note(word) for word in value if isinstance(word, str)]
        words = [word for word in words if word and len(word) <= LONGEST_WORD and ":" not in word]
        return [word for word in dict.fromkeys(words) if not _IS_CODE.search(word)][:MOST_WORDS]
    return []
