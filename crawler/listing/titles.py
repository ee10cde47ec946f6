"""``<a title="The whole headline">The whole head…</a>``: an article's headline as a list prints it.

A list may cut it short, print it as a picture, or link the same article three times, as picture, headline and
``[read more]``; one title comes out.  The article page's own title is the cleaner's to find.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from crawler.listing.dates import is_date, set_off_date
from crawler.listing.links import HEADINGS, Link, PageLinks, units

LONGEST_TITLE = 300  # characters; what is longer is a whole story in one link
_TEASER = 60  # units; no headline is that long

_MORE = re.compile(
    r"[\[(（【<《\s]*(?:阅读|查看|点击|点此|浏览)?(?:全文|更多|详情|详细|详细内容|内容|原文|阅读|进入|查看|点击|展开)?"
    r"(?:阅读|查看|>+|»)?[\])）】>》…\s.]*"
    r"|[\[(\s]*(?:read|continue|learn|see|view|find out)\s?(?:more|reading|full story|article|the story|details)?"
    r"[\]).…»>→\s]*"
    r"|(?:full story|more|watch|listen|details|permalink|download|下载|视频|图片|图集)[….»>→\s]*"
    # 12 Comments, 120 跟贴
    r"|(?:leave a|no|查看|全部)?\s*[\d,]*\s*(?:条|人|个)?(?:查看|全部)?"
    r"(?:comments?|reply|replies|评论|跟[贴帖]|回复|参与|阅读|views?|likes?)\s*[\d,]*[>»]*",
    re.I,
)
_CUT = re.compile(r"(?:…+|\.{2,})\s*$")
_TITLE_NAMES = re.compile(
    r"(?:^|[\s_-])(?:h|tit|title|titles|headline|heading|subject|bt|biaoti)(?:$|[\s_-])|title|headline", re.I
)
_STRONG = frozenset(["strong", "b"])
_BLOCKS = frozenset(["p", "div", "dt", "dd", "li", "section", "figcaption", "time"])
# A mark in front of a headline: pinned, new, with pictures, live.
_BADGE = re.compile(
    r"[\[【(（]?(?:置顶|顶|最新|新|热|图|图文|组图|视频|专题|原创|独家|new|hot|live|top|video|exclusive)[\]】)）]?:?",
    re.I,
)
_NUMBERED = re.compile(r"^(?:\d{1,2}[.、]?\s+|[·•・▪■●◆○>»]\s*)(?=\S)")


@dataclass(frozen=True, slots=True)
class ListedTitle:
    """A title, how good it is (lower is better), and the date that stood in it."""

    text: str
    rank: int
    date: str = ""


def is_more(text: str) -> bool:
    """Whether a text only says that there is more to read.

    >>> is_more("[阅读全文]"), is_more("Read more »"), is_more("More rain ahead")
    (True, True, False)
    """
    return len(text) <= 30 and _MORE.fullmatch(text) is not None


def best_title(page: PageLinks, links: Sequence[Link], row: int) -> ListedTitle:
    """The best title that the links to one article and their row (a node) offer."""
    offers: list[ListedTitle] = []
    for link in links:
        text, date = set_off_date(_NUMBERED.sub("", _own_words(page, link)))
        attribute = " ".join(link.title.split())
        if text and not is_more(text) and not is_date(text):
            if _CUT.search(text):
                offers.append(_whole(text, attribute, date))
            elif len(attribute) > len(text) and attribute.startswith(text) and not _is_teaser(link.title):
                offers.append(ListedTitle(attribute, 0 if link.is_heading else 1, date))
            elif units(text) < 1 and not any(sign.isdigit() for sign in text):
                offers.append(ListedTitle(text, 8, date))
            else:
                rank = 0 if link.is_heading else 1 if units(text) <= _TEASER else 6
                offers.append(ListedTitle(text, rank, date))
        if attribute and not is_more(attribute) and not _is_teaser(link.title):
            offers.append(ListedTitle(attribute, 3, date))
        # An image's alt= is a title when the link has no words of its own.
        offers += [ListedTitle(words, 5) for words in link.image_titles if units(words) >= 2 and not is_more(words)]
    if min((offer.rank for offer in offers), default=9) > 1 and (heading := _heading_in(page, row)):
        offers.append(ListedTitle(heading, 2))
    if not offers:
        return ListedTitle("", 9)
    best = min(offers, key=lambda offer: offer.rank)
    date = best.date or next((offer.date for offer in offers if offer.date), "")
    return ListedTitle(best.text[:LONGEST_TITLE].strip(), best.rank, date)


def longest_words(links: Sequence[Link]) -> float:
    """The units of the longest words that may be a title: how much the links to one article say."""
    offers = (text for link in links for text in (link.text, link.title, *link.image_titles))
    return max((units(text) for text in offers if not is_more(text)), default=0.0)


def _whole(text: str, attribute: str, date: str) -> ListedTitle:
    stump = _CUT.sub("", text)
    if attribute.startswith(stump) and not _CUT.search(attribute):
        return ListedTitle(attribute, 1, date)
    return ListedTitle(text, 4, date)


def _is_teaser(attribute: str) -> bool:
    """``title="　　On the first day of…"`` is the story's opening, not its headline."""
    return attribute.startswith(("\u3000", "\xa0", "  ")) or units(attribute) > _TEASER or attribute.endswith("……")


def _own_words(page: PageLinks, link: Link) -> str:
    """A link's words; of a card that is one link, its headline."""
    if not len(link.element):
        return link.text
    blocks = False
    for child in link.element.iter():
        if child is link.element or not isinstance(child.tag, str):
            continue
        is_title = child.tag in HEADINGS or _TITLE_NAMES.search(child.get("class") or "")
        if is_title and (words := " ".join(" ".join(child.itertext()).split())):
            return words
        blocks = blocks or child.tag in _BLOCKS
    texts = [page.texts[at] for at in page.texts_in(link.node)]
    lines = [text for text in texts if not is_date(text) and not _BADGE.fullmatch(text)] or texts
    if not blocks:
        return link.text if len(lines) == len(texts) else " ".join(lines)
    return next((line for line in lines if units(line) >= 4), " ".join(lines))


def _heading_in(page: PageLinks, row: int) -> str:
    """The heading of a row whose links are only a picture or `[read more]`."""
    strong = ""
    for at in page.texts_in(row):
        node = page.text_nodes[at]
        for _ in range(3):
            if page.tags[node] in HEADINGS and not is_more(page.texts[at]):
                return page.texts[at]
            if page.tags[node] in _STRONG and units(page.texts[at]) >= 3:
                strong = strong or page.texts[at]
            node = page.parents[node]
            if node < row:
                break
    return strong
