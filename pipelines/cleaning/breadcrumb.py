"""``首页 > 新闻中心 > 滚动新闻 > 正文``: the trail that says where a page sits in its site."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.cleaning.blocks import Block
from pipelines.cleaning.hints import TRAIL
from pipelines.cleaning.story import Claim, Story
from pipelines.cleaning.title import key

LONGEST_TRAIL = 240  # characters of a trail, the headline at its end included
LONGEST_STEP = 30  # characters; a longer step is a sentence that happens to hold an arrow, or the headline
SHORTEST_CUT = 5  # characters of a step that may be the headline, cut
NAMED_ABOVE = 4  # elements above a step among which the trail's own is
MOST_STEPS = 8
REACH = 60  # blocks in front of the body in which its trail stands

_ARROW = re.compile(r"\s*(?:>{1,3}|›|»|＞{1,2}|→|⟩|▸|►|>|::|\\|‣|(?<=[\u4e00-\u9fff])-{2,3}(?=[\u4e00-\u9fff]))\s*")
# A line without one of these is no trail, unless its markup says so.
_NAMED = re.compile(r"bread-?_?crumb|crumbs?\b|rootline|ariadne|navpath|dqwz|weizhi|\bmbx|brumb|you-?are-?here", re.I)
_NO_STEP = re.compile(r"^(?:bread ?crumb.*|skip to.*|standort|you are here|advertisement)\s*:?$", re.I)
_TELLS = re.compile(
    r"[>›»＞→⟩▸▸►‣\\]|::|--|位\s?置|导航|你在这里|您在这里| / |\b(?:are|hier|ici|aqu|en|in|qui|här|her)\b"
)
_SLASH = re.compile(r"\s+[/／|｜\-–—•·]\s+|(?<=[\u4e00-\u9fff])[/／](?=[\u4e00-\u9fff])")
_LABEL = re.compile(
    r"^[^\w]{0,4}(?:[\u4e00-\u9fff]{0,6}位\s?置|导航|你在这里|您在这里|You are (?:here|at)|Sie sind hier|Vous êtes ici|"
    r"Est[áa]s en|Sei (?:in|qui)|"
    r"U bent hier|Du är här|Du er her)(?:\s?[是在])?\s{0,3}(?:[:：]\s{0,3}|\s)",
    re.I,
)
_HOME = re.compile(
    r"^(?:首\s?[页頁]|主\s?[页頁]|网站首页|home\b|startseite|start|accueil|inicio|início|hjem|hem|etusivu|főoldal|"
    r"strona główna|главная|ana sayfa|beranda|ホーム|トップ|홈|الرئيسية)",
    re.I,
)
_LAST = re.compile(
    r"^(?:正\s?文|详细内容|内容|文章正文|查看|浏览文章|新闻详细|详情页?|正文内容|内容详情|列表|記事|阅读|内页)$"
)
_SENTENCE = re.compile(r"[。！？；]|\.\s+[A-Z]|[,，].{12,}[,，]")
_TWICE = re.compile(r"^(\S{2,20})\s+\1$")


def find_breadcrumbs(story: Story) -> Iterator[Claim]:
    """Yield the blocks of the trail in front of the story.

    A score (``North 2 > South 1``), a row of links without arrows and a sentence with an arrow are spared; a trail that
    the markup names may be cut into a block a step.
    """
    claims = story.known.get("breadcrumb")
    if not isinstance(claims, list):
        story.known["breadcrumb"] = claims = list(_look(story))
    yield from claims


def _look(story: Story) -> Iterator[Claim]:
    end = story.first + 3 if story.title_at < 0 else max(story.title_at + 3, story.first + 2)
    start = max(0, end - REACH)
    trail = [
        p
        for p in range(start, max(story.first, story.title_at))
        if story.marks[p] & TRAIL and _is_named(story.blocks[p])
    ]
    for position in range(start, min(end, len(story.blocks))):
        text = story.blocks[position].text
        if position == story.title_at or len(text) > LONGEST_TRAIL:
            continue
        if _TELLS.search(text) and (evidence := _likeness(text)):
            yield Claim(position, evidence)
        elif position in trail and len(text) <= LONGEST_STEP * 4 and (len(trail) > 1 or len(_steps(text)) > 1):
            yield Claim(position, "named as one")


def _is_named(block: Block) -> bool:
    """Whether an element around a step is named for the trail, and holds no more than one."""
    place = block.place
    for _ in range(NAMED_ABOVE):
        if place is None or len(place) > MOST_STEPS + 4:
            return False
        if _NAMED.search(
            " ".join(place.element.get(attribute) or "" for attribute in ("class", "id", "itemtype", "aria-label"))
        ):
            return True
        place = place.up
    return False


def _likeness(text: str) -> str:
    """What makes a line look like a trail: its label, or its arrows."""
    if _LABEL.match(text) and not _SENTENCE.search(text) and (len(text) < 12 or _steps(text)):
        return "label"
    return "arrows" if _is_trail(text) else ""


def _is_trail(text: str) -> bool:
    steps = _steps(text)
    if not _ARROW.search(text) and not (len(steps) > 1 and _HOME.match(steps[0]) and " / " in text):
        return False
    if not 2 <= len(steps) <= MOST_STEPS + 1:
        return False
    if len(steps) == 2 and not (_HOME.match(steps[0]) or _LAST.match(steps[1]) or ">>" in text or len(text) <= 24):
        return False
    return not any(len(step) > LONGEST_STEP or _SENTENCE.search(step) for step in steps[:-1])


def _steps(text: str) -> list[str]:
    bare = _LABEL.sub("", text, count=1).strip()
    parts = _ARROW.split(bare)
    if len(parts) < 2:
        parts = _SLASH.split(bare)
    steps = (_LABEL.sub("", part).strip(" \u3000|/·-–—:：>") for part in parts)
    return [step for step in steps if step]


def find_breadcrumb(story: Story) -> list[str]:
    """The steps of the trail, the page's own step (正文, the headline) left off."""
    shown: list[str] = []
    for claim in find_breadcrumbs(story):
        block = story.blocks[claim.position]
        if claim.evidence == "named as one":
            shown += _steps(block.text)
        else:
            steps = _steps(block.text)
            if len(steps) >= 2 or (claim.evidence == "label" and steps):
                return tidy_steps(steps, story.title)
    steps = tidy_steps(shown, story.title)
    return steps if len(steps) > 1 else tidy_steps(story.meta.trail, story.title)


def tidy_steps(steps: list[str], title: str) -> list[str]:
    """Steps without their doubles, without the last one when it is the page itself.

    >>> tidy_steps(["首页", "党派·声音", "统一战线 统一战线"], "")
    ['首页', '党派·声音', '统一战线']
    >>> tidy_steps(["Home", "Town", "Ferry returns"], "Ferry returns")
    ['Home', 'Town']
    """
    trail = [_TWICE.sub(r"\1", step) for step in steps]
    trail = [step for step in dict.fromkeys(trail) if step and not _NO_STEP.match(step)][: MOST_STEPS + 1]
    while trail and _is_own_step(trail[-1], title):
        trail.pop()
    if trail and (words := trail[-1].split()) and len(words) == 2 and words[1] == "正文":
        trail[-1] = words[0]
    return trail


def _is_own_step(step: str, title: str) -> bool:
    """Whether a last step is the page itself: 正文, the headline, or so long that it must be one."""
    if _LAST.match(step) or len(step) > LONGEST_STEP:
        return True
    letters, whole = key(step), key(title)
    return bool(title) and (letters == whole or (len(step) > SHORTEST_CUT and whole.startswith(letters)))
