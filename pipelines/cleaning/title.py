"""``<h1>Ferry returns after winter</h1>``: what the story is called, without the breadcrumb and the site's name.

Five places name a story (heading, ``<title>``, og:title, JSON-LD headline, the line above the date) and each of them
is wrong somewhere: the first h1 is a breadcrumb or a logo, ``<title>`` carries the site, og:title is cut at a quote.
What several agree on is right.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from pipelines.cleaning.blocks import Block
from pipelines.cleaning.dates import find_stamps
from pipelines.cleaning.meta import Meta, tidy_note

SHORTEST, LONGEST = 3, 300  # characters of a headline
LONGEST_CLAIM = 600  # characters of a <title> that are looked at
MOST_BLOCKS = 2000  # blocks looked at; no headline stands further down
LONGEST_SITE = 16  # characters of a site's name that is cut whatever the headline's length
SHORT = 12  # a <title> shorter than this that no line of the page repeats names the section, not the story
LONGEST_CUT = 100  # a headline at least this long may have been cut by a machine
MOST_OF = 0.5  # share of <title> a block must cover to be taken for the headline without being a heading
FAR_DOWN = 0.75  # share of the page's blocks among which a headline is looked for

_RANKS = {"h1": 6, "h2": 4, "h3": 3, "h4": 2, "h5": 2, "h6": 1}
# Marks between a headline and the site's name: " - ", "_", " | ", "——", " – ", " :: ".
_SEAMS = re.compile(
    r"\s*(?:_{1,3}|\||｜|丨|-{2,3}|—{1,3}|–|::|»|›|·|•|«)\s*|\s+[-:]\s+"
    r"|(?<=[\u4e00-\u9fff）」』”？！…])-(?=[\u4e00-\u9fffA-Za-z])|-(?=[\u4e00-\u9fff]{2,10}$)"
)
_COUNTED = re.compile(r"\s?[（(]\d{1,3}\s?/\s?\d{1,3}[)）]$")  # (9/10) behind a gallery's headline
_IS_CHINESE = re.compile("[\u4e00-\u9fff]")
_IS_JAPANESE = re.compile("[\u3040-\u30ff]")
_MATTERS = re.compile(r"[\W_]+")
_ACCENTS = re.compile("[\u0300-\u036f]")  # capitals often go without
_TRAIL_STEP = re.compile(r"[>›»＞].{0,40}[>›»＞]|^(?:首页|当前位置|您的位置|Home)\b")
_IS_ADDRESS = re.compile(r"^(?:https?://|www\.)?[\w-]{1,40}(?:\.[\w-]{1,20}){1,3}/?$|^https?://")
_LEAD = re.compile(r"^(?:标题|題目|题目|文章标题|新闻标题|Title|Titel)\s*[:：]\s*", re.I)
_ELLIPSIS = re.compile(r"\s*(?:\.{3}|…{1,2}|⋯)$")


def find_title(blocks: Sequence[Block], meta: Meta, address: str = "", listed_title: str = "") -> tuple[int, str]:
    """The position of the title's own block (-1 when the page shows none) and the title.

    ``listed_title`` is what the section page called it: a name as good as any note's, but often cut.
    """
    wanted = _claimed(meta)
    if listed_title and not any(wanted):
        wanted[-1] = _ELLIPSIS.sub("", listed_title)
    at, shown = _shown(blocks, meta, wanted)
    title = _weigh(meta, wanted, shown)
    if at < 0 and title:
        at = _position_of(blocks, title)
    if not title or at < 0:
        above, heading = _above_the_date(blocks)
        if above >= 0 and (not title or _IS_ADDRESS.match(title) or len(title) < min(SHORT, len(heading))):
            return above, heading
    return at, title


def _claimed(meta: Meta) -> list[str]:
    """What the page's own notes call the story, best first, site names off."""
    headline = meta.story.get("headline") or meta.story.get("name") or ""
    if not isinstance(headline, str):
        headline = ""
    claims = [
        tidy_note(headline),
        meta.first("og:title"),
        meta.first("twitter:title"),
        meta.first("dc.title", "title", "headline"),
    ]
    return [strip_site(claim, meta, is_note=claim != meta.page_title) if claim else "" for claim in claims]


def _weigh(meta: Meta, claims: list[str], shown: str) -> str:
    """The headline, of what the page shows and what its notes claim.

    Chinese portals: what is shown.  Elsewhere the JSON-LD headline, which newsrooms keep by hand; where it only repeats
    the heading and og:title differs, og:title is the one that was written by hand.
    """
    headline, og, twitter, other = (
        claim if len(claim) >= SHORTEST and key(claim) != key(meta.site_name) else "" for claim in claims
    )
    bare_title = strip_site(meta.page_title, meta)
    if shown and _IS_CHINESE.search(shown) and not _IS_JAPANESE.search(shown):
        return shown
    if headline:
        for longer in (shown, og, twitter):
            if longer and _is_cut(headline, longer):
                return longer
        if shown and key(headline).startswith(key(shown)) and _SEAMS.match(headline[len(shown) :]):
            return shown
        if og and key(og) == key(headline) and shown != headline and "&" in str(meta.story.get("headline")):
            return og  # a headline with entities in it was written by a machine, which also turns ":" into " - "
        if not og or key(og) == key(bare_title) or key(og).startswith(key(headline)) or key(shown) != key(headline):
            return headline
        had_site = len(key(og)) < len(key(meta.first("og:title")))
        is_part = key(headline).endswith(key(og)) and len(twitter or headline) <= len(headline)
        return headline if had_site or _is_cut(og, headline) or (is_part and not twitter) else og
    if og and not (shown and (_is_cut(og, shown) or _is_cut_off(meta, shown))) and not _IS_CHINESE.search(og):
        return og
    for claim in (shown, og, other, twitter, bare_title):
        if claim and not _is_cut(claim, meta.page_title.split("_")[0]):
            return claim
    return ""


def _is_cut(short: str, long: str) -> bool:
    """Whether one headline is the other, cut: at a quote (og:title), or at a machine's limit."""
    bare = _ELLIPSIS.sub("", short)
    small, big = key(bare), key(long)
    if len(small) >= len(big) or not big.startswith(small) or not small:
        return False
    cut_by_machine = bare != short or len(short) >= LONGEST_CUT
    rest = long[len(bare) :].lstrip() if long.startswith(bare) else ""
    return (cut_by_machine and (rest[:1].isalnum() or not rest)) or rest[:1] in "\"“'‘「"


def _is_cut_off(meta: Meta, shown: str) -> bool:
    """Whether og:title ends where a quote that nobody escaped ended it: at a blank, in the middle of what is shown."""
    noted = next(iter(meta.tags.get("og:title", ())), "")
    if not noted.endswith(" ") or not key(noted):
        return False
    plain, whole = (unicodedata.normalize("NFD", key(text)) for text in (noted, shown))
    return len(plain) < len(whole) and _ACCENTS.sub("", plain) in _ACCENTS.sub("", whole)


@lru_cache(maxsize=1024)
def key(text: str) -> str:
    """A headline's letters alone, so that quotes, blanks and widths do not tell two spellings apart.

    >>> key("“Ferry” returns …") == key('"ferry" returns')
    True
    """
    if text[-1:] in ")）":
        text = _COUNTED.sub("", text)
    return _MATTERS.sub("", unicodedata.normalize("NFKC", text)).casefold()


def strip_site(title: str, meta: Meta, *, is_note: bool = False) -> str:
    """A page title without the site's name and section behind (or before) it.

    Other sources decide first: what the page shows as a heading, or says of itself, is where the headline ends.
    A note (og:title, a JSON-LD headline) carries the site's name less often than ``<title>``, and a kicker more often:
    there only a hard mark parts the two, and what stands in front stays.
    """
    title = _LEAD.sub("", title[:LONGEST_CLAIM].strip())
    seams = list(_SEAMS.finditer(title))
    if not seams:
        return title
    whole = key(title)
    headline = tidy_note(str(meta.story.get("headline") or ""))
    known = [key(text) for text in (*meta.headings[:6], "" if headline == title else headline)]
    for heading in meta.headings[:6]:
        rest = title[len(heading) :].lstrip()
        if (
            len(heading) >= LONGEST // 15
            and title.startswith(heading)
            and rest
            and not rest[0].isalnum()
            and rest[0] not in "\"“”'‘’「」，,.。!?！？（("
        ):
            return heading
    if whole in known:
        return title
    for text in sorted(known, key=len, reverse=True):
        if len(text) >= SHORTEST * 2 and text != whole and (whole.startswith(text) or whole.endswith(text)):
            for seam in seams:
                if key(title[: seam.start()]) == text:
                    return title[: seam.start()].strip()
                if not is_note and key(title[seam.end() :]) == text:
                    return title[seam.end() :].strip()
    site = {key(name) for name in (meta.site_name, *meta.names_in(meta.story.get("publisher"))) if name}
    for seam in reversed(seams):
        tail = title[seam.end() :]
        if any(
            name and (key(tail) == name or key(tail).startswith(name) or name.startswith(key(tail))) for name in site
        ):
            title = title[: seam.start()].strip()
    return _drop_short_tails(title, _HARD if is_note else _HARD | _SOFT)


_HARD = frozenset(("_", "|", "｜", "丨", "__", "___", "::", "»", "«"))
_SOFT = frozenset(("-", "--", "---", "—", "——", "–"))


def _drop_short_tails(title: str, marks: frozenset[str]) -> str:
    """Without help from the page: the site stands behind the last seams, and is shorter than the headline."""
    for seam in reversed(list(_SEAMS.finditer(title))):
        head, tail = title[: seam.start()].strip(), title[seam.end() :].strip()
        if seam[0].strip() not in marks and head and tail:
            continue
        if head and tail and (len(tail) > max(LONGEST_SITE, 0.6 * len(head)) or len(key(head)) <= SHORTEST):
            break
        title = head or tail
    return title


def _shown(blocks: Sequence[Block], meta: Meta, claims: list[str]) -> tuple[int, str]:
    """The block that shows the headline: a heading or a short line that ``<title>`` or a note repeats."""
    page_title = key(meta.page_title)
    seam = _SEAMS.search(meta.page_title)
    opening = key(meta.page_title[: seam.start()]) if seam else page_title
    keys = [key(claim) for claim in claims if claim]
    site = key(meta.site_name)
    best, weight, sure = -1, 0.0, False
    limit = min(max(40, int(len(blocks) * FAR_DOWN)), MOST_BLOCKS)
    headings: list[int] = []
    logo = ""
    bare_title = meta.page_title
    openings = {claim[:2] for claim in claims if claim}
    for position, block in enumerate(blocks[:limit]):
        text = block.text
        rank = _RANKS.get(block.tag, 0)
        if not rank and text[:2] not in openings and text[:2] not in bare_title:
            continue
        if not 2 <= len(text) <= LONGEST:
            continue
        letters = key(text)
        if len(letters) < 2 or (letters == site and letters != opening) or _TRAIL_STEP.search(text):
            continue
        if rank == _RANKS["h1"] and len(text) >= 6 and block.link_share < 0.5:
            headings.append(position)
        score, is_sure = _likeness(letters, keys, page_title, rank)
        if rank and block.link_share > 0.5 and page_title.startswith(letters):
            logo = letters
        elif rank and logo and page_title == logo + letters:
            score, is_sure = 10.0, True  # <title>Harbor Blog: Ferry returns, under a heading that leads home
        if score < 8 and letters == opening and block.link_share < 0.5:
            score, is_sure = 6.5, True  # 通知_某某中学: a headline of two characters
        if not score:
            continue
        score += rank * 0.5 - 3 * (block.link_share > 0.5) + min(2.0, len(letters) / 20)
        if score > weight + 0.01:
            best, weight, sure = position, score, is_sure
            if rank == _RANKS["h1"] and letters in keys and block.link_share < 0.5:
                return position, _COUNTED.sub("", _LEAD.sub("", text))  # nothing can speak louder
    lone = headings[0] if len(headings) == 1 and not _is_of_site(blocks[headings[0]].text, page_title) else -1
    if best >= 0 and weight >= 5 and (sure or not 0 <= lone < best):
        return best, _COUNTED.sub("", _LEAD.sub("", blocks[best].text))
    return (lone, blocks[lone].text) if lone >= 0 else (-1, "")


def _likeness(letters: str, keys: list[str], page_title: str, rank: int) -> tuple[float, bool]:
    """How well a line answers to the story's other names, and whether that settles it."""
    if letters in keys:
        return 10.0, True
    if page_title.startswith(letters):
        long = len(letters) >= MOST_OF * len(page_title) or len(letters) >= 8
        return (8.0, True) if long else (3.0, False)
    share = len(letters) / max(1, len(page_title))
    if letters in page_title and len(letters) >= 6 and (share > 0.6 or (share > 0.45 and page_title.endswith(letters))):
        return 6.0, False
    if (
        rank
        and len(letters) >= 8
        and any(known.startswith(letters) or (known and letters.startswith(known)) for known in keys)
    ):
        return 7.0, True
    is_site = page_title.endswith(letters) and share <= 0.45
    if rank >= _RANKS["h1"] and not is_site and _shared(letters, page_title, keys) > 0.6:
        return 5.0, True
    return 0.0, False


def _is_of_site(text: str, page_title: str) -> bool:
    """Whether a lone h1 is a logo's text: words that stand nowhere in the page's title, with marks between them."""
    return bool(_SEAMS.search(text)) and key(text) not in page_title


def _shared(letters: str, page_title: str, keys: list[str]) -> float:
    """How much of a heading's letters, taken by threes, other names of the story repeat."""
    pieces = {letters[i : i + 3] for i in range(max(1, len(letters) - 2))}
    return max(
        (sum(piece in other for piece in pieces) / len(pieces) for other in (page_title, *keys) if other), default=0.0
    )


def _position_of(blocks: Sequence[Block], title: str) -> int:
    """The block that shows this title, or the nearest thing to it: the page's one h1."""
    wanted = key(title)
    headings = []
    for position, block in enumerate(blocks):
        if len(block.text) <= LONGEST and (block.text[:2] == title[:2] or block.tag in _RANKS):
            if key(block.text) == wanted:
                return position
            if block.tag == "h1" and block.link_share < 0.5:
                headings.append(position)
    return headings[0] if len(headings) == 1 else -1


def _above_the_date(blocks: Sequence[Block]) -> tuple[int, str]:
    """No note tells the headline: the line above the first dated line, if it is short and stands out."""
    for position, block in enumerate(blocks[1:MOST_BLOCKS], start=1):
        if len(block.text) < 120 and block.link_share < 0.5 and any(stamp.year for stamp in find_stamps(block.text)):
            for back in range(position - 1, max(-1, position - 4), -1):
                above = blocks[back]
                stands_out = above.is_heading or above.bold or (back == position - 1 and len(above.text) <= 60)
                if (
                    stands_out
                    and SHORTEST <= len(above.text) <= LONGEST
                    and above.link_share < 0.5
                    and not _TRAIL_STEP.search(above.text)
                ):
                    return back, above.text
            return -1, ""
    return -1, ""
