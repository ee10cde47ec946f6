"""``发布时间：2021-09-06 10:09:10``, ``"datePublished": "…"``: when the story came out.

The day is printed beside the title, said in meta tags and JSON-LD, and hidden in the address; a side column, a related
item or a comment has dates, too, and must never win.  Chinese portals print the right moment and their notes lag
behind; elsewhere the printed one is often the last update, and the notes know better.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from pipelines.cleaning.credit_lines import credit_lines
from pipelines.cleaning.credits import Credits
from pipelines.cleaning.dates import Stamp, find_stamps, first_stamp, read_stamp
from pipelines.cleaning.story import Story

NEAR_TITLE = 14  # blocks behind the title among which its date stands
ABOVE_TITLE = 4  # some papers print the date over the headline
UNDER_TITLE = 3  # blocks right under the title, wherever the body was found
LONGEST_DATE_LINE = 90  # characters; beside the title a date in so short a line is the story's, whatever else it says
MOST_TIMES = 6  # <time> elements looked at; the story's own is among the first
PRINTED = ("zh", "ja", "ko")  # languages whose papers print the right moment, to the minute, beside the title
MARKED = 11.0  # weight of #pubtime_baidu, which holds what the portal prints
LISTED = 9.5  # weight of the section page's date: below what stands beside the title, above a line at the foot
SIGNED = 6  # blocks at the end of the body among which a notice is signed and dated
FOOT = 12  # blocks behind the body that may say 发布日期

# Notes that tell when the story came out, best first; all but the first few are one content system's own.
_TAG_NAMES = """article:published_time datepublished og:article:published_time publishdate pubdate publish_date og:time
    og:release_date dc.date.issued dcterms.created dc.date dcterms.date dc.date.created date.created date.available date
    publication_date parsely-pub-date sailthru.date cxenseparse:recs:publishtime cxenseparse:publishtime
    content:publishdate prism.publicationdate citation_publication_date citation_date weibo:article:create_at apub:time
    article.published published_at bt:pubdate release_date article:created pub_date originalpublicationdate
    rnews:datepublished shareaholic:article_published_time datecreated created dateupdate"""
_TAGS = tuple(_TAG_NAMES.split())
_WORDED = re.compile(
    r"发布|发表|(?<!当地)(?<!北京)时间|日期|發布|刊登|publi|posted|veröff|erschienen|公開|配信|입력|опублик|diterbit|yayın",
    re.I,
)
_RELEASED = re.compile(
    r"发布|发表|发稿|刊登|發布|publi|posted|veröff|erschienen|公開|配信|опублик|diterbit|yayın", re.I
)
_UPDATED = re.compile(
    r"更新|修改|编辑时间|updat|modif|aktuali|atualiz|mis à jour|actualiz|aggiorn|bijgewerkt|laatst|oppdater|uppdater|opdater|"
    r"güncel|diperbarui|обновл|수정|päivit|frissít|mise à|último|\bedited\b",
    re.I,
)
_EVENT = re.compile(r"截止|有效期|开始|结束|活动时间|报名|考试|会议时间|版权|copyright|©|\ball rights\b", re.I)
_CLAUSE = re.compile(r"[，。！？；]|[,;.!?]\s.{30}")
_IN_ADDRESS = (
    re.compile(r"/((?:19|20)\d\d)[-/_]?(0[1-9]|1[0-2])[-/_]?(0[1-9]|[12]\d|3[01])(?!\d)"),
    re.compile(r"[/t_](20\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])[_/\d]"),
    re.compile(r"/((?:19|20)\d\d)/(\d{1,2})/(\d{1,2})/"),
)
_UNPADDED = re.compile(r"/((?:19|20)\d\d)([1-9]\d{1,2})/")


class Guess(NamedTuple):
    """One moment with what speaks for it."""

    weight: float
    stamp: Stamp
    is_update: bool = False  # called so where it is printed


def find_published_at(story: Story) -> str:
    """When the story came out: ISO 8601 with offset, the day alone when no time is printed anywhere, "" if unknown."""
    month_first = _is_month_first(story)
    told = read_stamp(str(story.meta.story.get("datePublished") or "")) if story.language not in PRINTED else None
    if told and told.clock and told.offset:
        return told.iso()
    noted = list(_noted(story, month_first))
    shown = list(_shown(story, month_first))
    guesses = [guess for guess in (*shown, *noted) if guess.stamp.year]
    best = max(guesses, key=lambda guess: guess.weight).stamp if guesses else None
    yearless = max((guess for guess in shown if not guess.stamp.year), key=lambda guess: guess.weight, default=None)
    if yearless and (story.language == "zh" or best is None):
        best = _with_year(yearless.stamp, noted, story) or best
    if best is None:
        best = next(iter(_in_address(story.address)), None)
    if best is None:
        return ""
    return _completed(best, noted, shown).iso(story.language)


def _is_month_first(story: Story) -> bool:
    lang = story.meta.lang.lower().replace("_", "-")
    return (story.language == "en" and lang in ("", "en", "en-us", "en-ph", "en-ca")) or lang in ("en-us", "fil")


def _completed(best: Stamp, noted: list[Guess], shown: list[Guess]) -> Stamp:
    """The same day's time, the same time's offset, where another place gives them."""
    if best.clock is None:
        for guess in (*shown, *noted):
            if guess.stamp.date == best.date and guess.stamp.clock not in (None, (0, 0, 0)) and not guess.is_update:
                return guess.stamp if guess.stamp.offset else _offset_for(guess.stamp, noted)
        return best
    return best if best.offset else _offset_for(best, noted)


def _offset_for(stamp: Stamp, noted: list[Guess]) -> Stamp:
    for guess in noted:
        other = guess.stamp
        if (
            other.offset
            and other.clock
            and stamp.clock
            and other.date == stamp.date
            and other.clock[:2] == stamp.clock[:2]
        ):
            return replace(stamp, offset=other.offset)
    return stamp


def _with_year(stamp: Stamp, noted: list[Guess], story: Story) -> Stamp | None:
    """``10-08 12:00`` is of the year that a note gives to the same month and day, else of any note's year."""
    years = [guess.stamp.year for guess in noted if (guess.stamp.month, guess.stamp.day) == (stamp.month, stamp.day)]
    years += [
        found.year for found in _in_address(story.address) if (found.month, found.day) == (stamp.month, stamp.day)
    ]
    return replace(stamp, year=years[0]) if years else None


# --- what the notes say ---------------------------------------------------------------------------


def _noted(story: Story, month_first: bool) -> Iterator[Guess]:
    meta = story.meta
    for node, weight in ((meta.story, 10.0), (meta.page, 6.5)):
        for name, less in (("datePublished", 0.0), ("pubDate", 0.2), ("dateCreated", 1.5), ("uploadDate", 3.0)):
            value = node.get(name)
            value = value[0] if isinstance(value, list) and value else value
            if isinstance(value, (str, int)) and (stamp := read_stamp(str(value), month_first=month_first)):
                yield Guess(weight - less, stamp)
    for rank, name in enumerate(_TAGS):
        for value in meta.tags.get(name, ()):
            if stamp := read_stamp(value, month_first=month_first):
                yield Guess(9.0 - rank * 0.05, stamp)
                break
    for rank, (value, marks) in enumerate(meta.times[:MOST_TIMES]):
        if "modif" in marks or "updat" in marks:
            continue
        if stamp := read_stamp(value, month_first=month_first):
            yield Guess((7.0 if "publi" in marks else 4.0) - rank * 0.1, stamp)
    for name, value in meta.hidden.items():
        if ("time" in name or "date" in name) and (stamp := read_stamp(value)):
            yield Guess(3.0, stamp)
    if found := next(iter(_in_address(story.address)), None):
        yield Guess(2.0, found)
    if story.language == "zh" and (stamp := first_stamp(story.meta.marked("pubtime"))):
        yield Guess(MARKED, stamp)
    if story.listed_at and (stamp := read_stamp(story.listed_at)):
        yield Guess(LISTED, stamp)


def _in_address(address: str) -> Iterator[Stamp]:
    """The day in an address; only where month and day are written with two digits is it sure where one ends."""
    path = address.partition("://")[2].partition("/")[2].partition("?")[0]
    for pattern in _IN_ADDRESS:
        if match := pattern.search("/" + path):
            stamp = read_stamp(f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}")
            if stamp:
                yield stamp
    if match := _UNPADDED.search("/" + path):
        digits = match[2]
        days = [read_stamp(f"{match[1]}-{digits[:cut]}-{digits[cut:]}") for cut in (1, 2) if 0 < len(digits[cut:]) < 3]
        sure = [stamp for stamp in days if stamp]
        if len(sure) == 1:
            yield sure[0]  # 2016622 can only be June 22; 2009113 is either of two days


# --- what the page shows --------------------------------------------------------------------------


def _shown(story: Story, month_first: bool) -> Iterator[Guess]:
    """The dated lines around the title and the labelled ones at the foot."""
    lines = credit_lines(story)
    weight = 12.0 if story.language in PRINTED or not (story.meta.story or story.meta.tags) else 6.0
    anchor = story.title_at if 0 <= story.title_at <= story.first + 3 else max(0, story.first - 4)
    opening = max(story.first + 1, min(story.voice.first - 1, story.last))  # a standfirst may stand above the date
    for position in sorted(lines):
        credits = lines[position]
        if not credits.stamps or _EVENT.search(credits.text):
            continue
        linked = story.blocks[position].link_text
        if linked and credits.text[credits.stamps[0].start : credits.stamps[0].end] in linked:
            continue  # a headline of another story, with its date
        stamps = list(find_stamps(credits.text, month_first=month_first)) if month_first else credits.stamps
        in_head = anchor - ABOVE_TITLE <= position <= min(opening, anchor + NEAR_TITLE)
        under_title = story.title_at > story.first and 0 < position - story.title_at <= UNDER_TITLE
        if in_head or under_title or story.first - 3 <= position <= story.first:
            if not credits.is_whole and (_CLAUSE.search(credits.rest) or len(credits.text) > LONGEST_DATE_LINE):
                continue
            distance = abs(position - anchor)
            worth = weight - 0.15 * distance - (1.0 if position < anchor else 0.0)
            yield from _weighed(credits, stamps, worth)
        elif story.first < position <= story.last + FOOT and credits.is_whole and _is_release(credits):
            # A gallery says it under its picture; a bare 时间： further down is that of an event.
            yield from _weighed(credits, stamps, weight - 3.5)
        elif story.last - SIGNED < position <= story.last and credits.is_whole and not credits.parts:
            yield Guess(1.0, stamps[-1])  # the day under a notice's signature, when nobody else knows one


def _is_release(credits: Credits) -> bool:
    """Whether a line far below the title says that the story, not some event, has this date."""
    return bool(_RELEASED.search(credits.text)) or credits.has("editor", "source")


def _weighed(credits: Credits, stamps: list[Stamp], worth: float) -> Iterator[Guess]:
    """Each stamp of a line; the one called an update weighs less than the one called a publication."""
    start = 0
    for stamp in stamps:
        words = credits.text[start : stamp.start]
        start = stamp.end
        weight = worth + (0.5 if stamp.clock else 0.0)
        is_update = bool(_UPDATED.search(words))
        if is_update:
            weight -= 2.0
        elif _WORDED.search(words):
            weight += 0.8
        yield Guess(weight, stamp, is_update)
