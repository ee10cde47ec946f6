"""``2011-12-01``, ``[06-30 12:05]``, ``3小时前``, ``Jan 5, 2021``: the date beside a headline in a list.

The answer is ISO 8601: a date alone where no time is printed, ``+08:00`` where a Chinese page prints a bare
time.  What is not sure is not said: a date without year takes it from the article's address or from when the
page was read, and is empty where neither is known.  The date of an article page is the cleaner's to find.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta, timezone
from functools import lru_cache

from pipelines.cleaning.months import month_of

CHINA = timezone(timedelta(hours=8))
LONGEST_LINE = 60  # characters; a longer line is a teaser, and the dates in it belong to the story
FIRST_YEAR, LAST_YEAR = 1980, 2099  # nothing on the web is older; a later one is a misprint

_MONTH_NAMES = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = r"(?P<{}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|" \
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"  # fmt: skip
_TIME = (
    r"(?:[T,\s日|·at]{0,6}(?P<hour>[0-2]?\d)[:：时](?P<minute>[0-5]\d)(?:[:：分](?P<second>[0-5]\d)(?:\.\d{1,9})?)?"
    r"\s?(?P<half>[ap]\.?m\b)?\s?(?P<offset>Z\b|[+-][01]\d:?[0-5]\d)?)?"
)
_DATES = tuple(
    re.compile(pattern + _TIME, re.I)
    for pattern in (
        # 2020-06-30, 2020/6/30, 2020.06.30, 2020年6月30日
        r"(?<![\d/])(?P<year>(?:19|20)\d\d)\s?[-/.年]\s?(?P<month>\d{1,2})\s?[-/.月]\s?(?P<day>\d{1,2})(?!\d)日?",
        # a box with the day above the month: 30 2020-06
        r"(?<![\d/:.-])(?P<day>\d{1,2})日?\s+(?P<year>(?:19|20)\d\d)\s?[-/.年]\s?(?P<month>\d{1,2})(?![\d/.-])月?",
        r"(?<!\d)(?P<year>(?:19|20)\d\d)\s?[-/.年]\s?(?P<month>\d{1,2})月?\s+(?P<day>\d{1,2})(?![\d:：/.-])",
        # 20200630
        r"(?<![\w/])(?P<year>20\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)(?!\w)",
        # 30 June 2020; June 30, 2020; 30/06/2020
        r"(?<!\d)(?P<day>\d{1,2})(?:st|nd|rd|th)?[\s-]{1,3}(?:of )?"
        + _MONTH.format("name") + r",?[\s-]{1,3}(?P<year>(?:19|20)\d\d)(?!\d)",
        r"\b"
        + _MONTH.format("name")
        + r"\s{0,3}(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s{1,3}(?P<year>(?:19|20)\d\d)(?!\d)",
        # 2. November 2026, 2 ноября 2026, 2 de noviembre de 2026
        r"(?<!\d)(?P<day>\d{1,2})(?:\.|er|º|°)?\s{1,3}(?:de |d['’])?(?P<word>[^\W\d_]{3,12})\.?,?\s{1,3}(?:del? )?"
        r"(?P<year>(?:19|20)\d\d)(?!\d)",
        r"(?<![\d/])(?P<one>\d{1,2})[-/.](?P<two>\d{1,2})[-/.](?P<year>(?:19|20)\d\d)(?!\d)",
        # 20-06-30
        r"(?<![\d/.-])(?P<short>[0-3]\d)[-/.年](?P<month>\d{1,2})[-/.月](?P<day>\d{1,2})(?![\d/.-])日?",
        # 06-30, 6月30日, 30 June, June 30
        r"(?<![\d/.:-])(?P<month>[01]?\d)[-/月]\s?(?P<day>[0-3]?\d)(?![\d/.:%-])日?",
        r"(?<![\d:])(?P<day>\d{1,2})(?:st|nd|rd|th)?\s{1,3}" + _MONTH.format("name"),
        r"\b" + _MONTH.format("name") + r"\s{0,3}(?P<day>\d{1,2})(?:st|nd|rd|th)?(?![\d:])",
    )
)  # fmt: skip
_FOUR_DIGITS = re.compile(r"(?:19|20)\d\d")
_ANY_DIGIT = re.compile(r"\d|刚刚|昨天|今天|yesterday|today|just now", re.I)
_AGO = re.compile(
    r"(?P<count>\d{1,3}|an?)\s?(?:个)?(?P<unit>秒|分钟|小时|天|周|seconds?|min(?:ute)?s?|h(?:ou)?rs?|days?|weeks?)\s?(?:前|ago)",
    re.I,
)
_DAY_WORD = re.compile(r"(?P<word>刚刚|今天|昨天|前天|just now|today|yesterday)" + _TIME, re.I)
_UNIT_SECONDS = {
    "秒": 1,
    "s": 1,
    "分": 60,
    "m": 60,
    "小": 3600,
    "h": 3600,
    "天": 86400,
    "d": 86400,
    "周": 604800,
    "w": 604800,
}
_DAYS_BACK = {"刚刚": 0, "今天": 0, "just now": 0, "today": 0, "昨天": 1, "yesterday": 1, "前天": 2}
_LABEL = re.compile(r"发布|发表|更新|时间|日期|date|posted|published|updated", re.I)
_CLOCK = re.compile(r"[0-2]?\d[:.][0-5]\d")
_AROUND = " \t\r\n\xa0\u3000[]()（）【】〔〕<>《》|/·•,，.:：-—"

_YEAR_IN_ADDRESS = re.compile(r"[/_=-]t?((?:19|20)\d\d)(?=[/_-]?\d)")
# Behind a year's folder, four digits are a day only as a folder of their own: ``2026/1001.html`` is story 1001.
_DATE_IN_ADDRESS = re.compile(
    r"[/_=-]t?((?:19|20)\d\d)(?:[_-]?([01]\d)[_-]?([0-3]\d)(?!\d)|/([01]\d)[/_-]([0-3]\d)(?!\d)|/([01]\d)([0-3]\d)(?=/))"
    r"|/(\d\d)/([01]\d)([0-3]\d)/"
)


def listed_date(
    lines: Iterable[str], *, address: str = "", read_at: datetime | None = None, chinese: bool = True
) -> str:
    """The date among the short lines of a row; "" where there is none to be sure of.

    >>> listed_date(["来源：本报", "[2020年6月30日 8:05]"])
    '2020-06-30T08:05:00+08:00'
    >>> listed_date(["06-30"], address="http://a.cn/2020/0630/c1.html")
    '2020-06-30'
    """
    best = ""
    for line in lines:
        if not _ANY_DIGIT.search(line) or (len(line) > LONGEST_LINE and not _LABEL.search(line[:LONGEST_LINE])):
            continue
        found, rest = _read(line[: 2 * LONGEST_LINE], address, read_at, chinese)
        if found and (not rest or _LABEL.search(rest)):
            return found
        # `评论 12-3` beside other words is no day: without a year a date must stand alone.
        if not best and _FOUR_DIGITS.search(line):
            best = found
    return best


def set_off_date(title: str) -> tuple[str, str]:
    """A headline's own words and the full date printed at its start or end, as in ``[2020-06-30] Rain``.

    >>> set_off_date("Rain until Monday (2020-06-30)")
    ('Rain until Monday', '2020-06-30')
    """
    for pattern in _SET_OFF:
        if (match := pattern.search(title)) and (found := _read(match[0], "", None, True)[0]):
            rest = (title[: match.start()] + title[match.end() :]).strip(" \xa0\u3000·|-")
            if rest:
                return rest, found
    return title, ""


_FULL = r"(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}(?: \d{1,2}:\d\d(?::\d\d)?)?"
_SET_OFF = (
    re.compile(rf"^[\[(（【]?{_FULL}(?:[\])）】]|\s)"),
    re.compile(rf"(?:\s[\[(（【]?|[\[(（【]){_FULL}[\])）】]?$"),
)


@lru_cache(maxsize=4096)  # where links are nested in links, each line is asked about in every row
def is_date(line: str) -> bool:
    """Whether a line is nothing but a date, whatever year it would be of.

    >>> is_date("[06-30 12:05]"), is_date("3小时前"), is_date("第14周")
    (True, True, False)
    """
    if len(line) > 40 or not _ANY_DIGIT.search(line):
        return False
    patterns = (*_DATES, _AGO, _DAY_WORD)
    return any((match := pattern.search(line)) and _month(match) and not _rest(line, match) for pattern in patterns)


def date_in_address(url: str) -> str:
    """The day that an address names without doubt.

    >>> date_in_address("http://a.cn/news/20200630/n1.html"), date_in_address("/news/2009113/n1.html")
    ('2020-06-30', '')
    >>> date_in_address("/news/2026/1001.html"), date_in_address("/n1/2018/0314/c1013-29866304.html")
    ('', '2018-03-14')
    """
    if not (match := _DATE_IN_ADDRESS.search(url)):
        return ""
    year, month, day = (part for part in match.groups() if part)
    return _day(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))


def _month(match: re.Match[str]) -> int:
    """The number of the month that a date names, 0 where a word in its place is none; 1 for what names none."""
    parts = match.groupdict()
    if parts.get("name"):
        return _MONTH_NAMES.index(parts["name"][:3].lower()) + 1
    return month_of(parts["word"]) if parts.get("word") else int(parts.get("month") or 1)


def _rest(line: str, match: re.Match[str]) -> str:
    rest = (line[: match.start()] + line[match.end() :]).strip(_AROUND)
    return "" if _CLOCK.fullmatch(rest) else rest  # 10:00, 2 ноября 2026


def _read(line: str, address: str, read_at: datetime | None, chinese: bool) -> tuple[str, str]:
    for pattern in _DATES:
        if (match := pattern.search(line)) and (found := _dated(match, address, read_at, chinese)):
            return found, _rest(line, match)
    if read_at and (match := _AGO.search(line)):
        count = 1 if match["count"].lower().startswith("a") else int(match["count"])
        seconds = count * _UNIT_SECONDS[match["unit"][0].lower()]
        then = read_at - timedelta(seconds=seconds)
        found = then.date().isoformat() if seconds >= 86400 else then.isoformat(timespec="seconds")
        return found, _rest(line, match)
    if read_at and (match := _DAY_WORD.search(line)):
        then = read_at - timedelta(days=_DAYS_BACK[match["word"].lower()])
        return _timed(then.date().isoformat(), match, chinese), _rest(line, match)
    return "", ""


def _dated(match: re.Match[str], address: str, read_at: datetime | None, chinese: bool) -> str:
    parts = match.groupdict()
    in_address = date_in_address(address)
    if parts.get("one"):
        one, two, year = int(parts["one"]), int(parts["two"]), int(parts["year"])
        readings = {_day(year, two, one), _day(year, one, two)} - {""}
        # 05/06/2020 is May or June: only the address can tell.
        found = readings.pop() if len(readings) == 1 else in_address if in_address in readings else ""
        return _timed(found, match, chinese)
    month, day = _month(match), int(parts["day"])
    if parts.get("short"):
        return _timed(_day(2000 + int(parts["short"]), month, day), match, chinese)
    if parts.get("year"):
        return _timed(_day(int(parts["year"]), month, day), match, chinese)
    if in_address:
        written = _YEAR_IN_ADDRESS.search(address)
        year = int(written[1]) if written else int(in_address[:4])
        # Listed on 1 January, filed under 31 December: the nearest of the three years.
        near = date.fromisoformat(in_address)
        days = [d for y in (year - 1, year, year + 1) if (d := _day(y, month, day))]
        found = min(days, key=lambda d: abs(date.fromisoformat(d) - near), default="")
    elif written := _YEAR_IN_ADDRESS.search(address):
        found = _day(int(written[1]), month, day)
    elif read_at:
        found = _day(read_at.year, month, day)
        if found and date.fromisoformat(found) > read_at.date() + timedelta(days=1):
            found = _day(read_at.year - 1, month, day)
    else:
        return ""
    return _timed(found, match, chinese)


def _day(year: int, month: int, day: int) -> str:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return ""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def _timed(day: str, match: re.Match[str], chinese: bool) -> str:
    hour = match["hour"]
    if not day or not hour:
        return day
    offset = match["offset"]
    if not offset and not chinese:
        return day  # a bare time of an unknown zone would be wrong by hours
    hours = (
        int(hour) % 12 + (12 if (match["half"] or "").lower().startswith("p") else 0) if match["half"] else int(hour)
    )
    if hours > 23:
        return day
    if offset in ("Z", "z"):
        offset = "+00:00"
    elif offset and ":" not in offset:
        offset = f"{offset[:3]}:{offset[3:]}"
    return f"{day}T{hours:02}:{match['minute']}:{match['second'] or '00'}{offset or '+08:00'}"
