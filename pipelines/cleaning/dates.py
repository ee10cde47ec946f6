"""``2023年02月27日 09:15``, ``27. Februar 2023, 9:15 Uhr``: the moments printed in a line, as ISO 8601.

Reads dates, does not choose between them: which one is the story's own is the business of ``published_at``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from pipelines.cleaning.months import month_of

OLDEST, NEWEST = 1980, 2099  # years a page of the web can have been published in
THAI_AHEAD = 543  # the Buddhist year runs ahead of the common one by so many
LONGEST_LINE = 2000  # characters of a line that are looked at; a date line is short

# Zones as newspapers print them.  IST is India: Irish and Israeli papers print local time without a zone.
ZONES = {
    "z": "+00:00", "utc": "+00:00", "gmt": "+00:00", "wet": "+00:00", "west": "+01:00", "bst": "+01:00",
    "cet": "+01:00", "mez": "+01:00", "cest": "+02:00", "mesz": "+02:00", "eet": "+02:00", "eest": "+03:00",
    "msk": "+03:00", "мск": "+03:00", "sast": "+02:00", "cat": "+02:00", "wat": "+01:00", "eat": "+03:00",
    "est": "-05:00", "edt": "-04:00", "cdt": "-05:00", "mst": "-07:00", "mdt": "-06:00", "pst": "-08:00",
    "pdt": "-07:00", "ist": "+05:30", "pkt": "+05:00", "wib": "+07:00", "wita": "+08:00", "wit": "+09:00",
    "sgt": "+08:00", "hkt": "+08:00", "myt": "+08:00", "jst": "+09:00", "kst": "+09:00", "aest": "+10:00",
    "aedt": "+11:00", "nzst": "+12:00", "nzdt": "+13:00",
}  # fmt: skip
# Languages whose papers live in one zone: their bare time needs no printed one.
HOMES = {"zh": "+08:00", "ja": "+09:00", "ko": "+09:00", "th": "+07:00", "vi": "+07:00", "tr": "+03:00",
         "hi": "+05:30", "bn": "+06:00", "id": "+07:00", "ms": "+08:00", "ru": "+03:00", "af": "+02:00",
         "zu": "+02:00", "xh": "+02:00"}  # fmt: skip
# Languages of Central European Time, which is an hour ahead in summer.
_CENTRAL = "de nl it fr pl cs sk hu sv no nb nn da sl hr sr sq lb ca es mt"
CENTRAL_EUROPE = frozenset(_CENTRAL.split())


@dataclass(frozen=True, slots=True)
class Stamp:
    """A day, with its time and offset as far as they were printed, and where in the line it stood."""

    year: int  # 0 when the line prints none
    month: int
    day: int
    clock: tuple[int, int, int] | None = None
    offset: str = ""
    start: int = 0
    end: int = 0

    @property
    def date(self) -> tuple[int, int, int]:
        return self.year, self.month, self.day

    def iso(self, language: str = "", offset: str = "") -> str:
        """ISO 8601: the day alone when no time was printed, else day, time and offset.

        A time printed without its offset gets the one given, else the one where the language is at home, else UTC.

        >>> Stamp(2023, 2, 27, (9, 15, 0)).iso("zh"), Stamp(2023, 2, 27).iso("zh")
        ('2023-02-27T09:15:00+08:00', '2023-02-27')
        """
        day = f"{self.year:04}-{self.month:02}-{self.day:02}"
        if self.clock is None:
            return day
        hour, minute, second = self.clock
        return f"{day}T{hour:02}:{minute:02}:{second:02}{self.offset or offset or home_offset(language, self)}"


def home_offset(language: str, stamp: Stamp) -> str:
    """The offset of a bare time in a paper of this language.

    >>> home_offset("de", Stamp(2024, 7, 1)), home_offset("de", Stamp(2024, 1, 1)), home_offset("zh", Stamp(2024, 7, 1))
    ('+02:00', '+01:00', '+08:00')
    """
    language = language.partition("-")[0]
    if language in CENTRAL_EUROPE:
        return "+02:00" if _is_summer(stamp) else "+01:00"
    return HOMES.get(language, "+00:00")


def _is_summer(stamp: Stamp) -> bool:
    """From the last Sunday of March to the last Sunday of October, as the European Union keeps it."""
    start, end = (date(stamp.year, month, 31) for month in (3, 10))
    start, end = (last - timedelta(days=(last.weekday() + 1) % 7) for last in (start, end))
    return start <= date(*stamp.date) < end


_YEAR = r"(?:19[89]\d|20\d\d)"
_WORD = r"([^\W\d_][^\d\s,./()|:：]{1,14})"  # combining vowels of Indic scripts are no word characters, so not \w
_DAY = re.compile(
    rf"""
    (?:(?<![\d/])|(?<=[\u4e00-\u9fff]/))(?<!\d[.,-])(?:
        # 2023-02-27, 2023/2/27, 2023.02.27, 2023年2月27日, 2025년 5월 15일, 2026 03/16 10:33
        (?P<y1>{_YEAR})(?:\s?[年년]\s?|\s?[/-]\s?|\.\s?|\s(?=\d\d\s?/\s?\d\d\s\d\d:\d))(?P<m1>\d{{1,2}})(?:\s?[月월]\s?|\s?[/-]\s?|\.\s?)
        (?P<d1>\d{{1,2}})(?!\d)(?:\s?[日号號일])?
        # 27.02.2023, 27/2/2023, 27-02-2023
      | (?P<d2>\d{{1,2}})(?:\s?(?P<s2>[/-])\s?|\.\s?)(?P<m2>\d{{1,2}})(?:\s?[/-]\s?|\.\s?)(?P<y2>{_YEAR}|25[67]\d)(?!\d)
        # 27 February 2023, 27. Februar 2023, 27 de febrero de 2023, 1er mars 2023, 27th of February, 2023
      | (?P<d3>\d{{1,2}})(?:st|nd|rd|th|er|ème|[.ºª°])?(?:[\s-]|\s?(?:de|of|d')\s)\s?(?P<w3>{_WORD})[.,]{{0,2}}
        (?:[\s-]|\s?(?:de|del|of|г\.)\s)\s?(?P<y3>{_YEAR}|25[67]\d)(?!\d)
        # 2023 m. vasario 27, 2023. február 27.
      | (?P<y5>{_YEAR})(?:\.|\s?m\.|-)?\s(?P<w5>{_WORD})\s(?P<d5>\d{{1,2}})(?!\d)\.?(?:\s?d\.)?
        # 27 tháng 2, 2023
      | (?P<d6>\d{{1,2}})\stháng\s(?P<m6>\d{{1,2}})(?:,|\snăm)?\s(?P<y6>{_YEAR})(?!\d)
        # 27.02.23
      | (?P<d7>\d{{2}})\.(?P<m7>\d{{2}})\.(?P<y7>\d{{2}})(?![\d.])
        # 23-02-27 09:15
      | (?P<y9>\d{{2}})-(?P<m9>\d{{2}})-(?P<d9>\d{{2}})(?=\s\d{{1,2}}[:：]\d{{2}})
        # 02-27 09:15, 02月27日 09:15: the year is left out
      | (?P<m8>\d{{1,2}})(?:-|月)(?P<d8>\d{{1,2}})日?(?=\s?\d{{1,2}}[:：]\d{{2}})
    )
    # February 27, 2023, Feb. 27th 2023
  | (?<![^\W\d_])(?P<w4>{_WORD})\.?\s(?P<d4>\d{{1,2}})(?:st|nd|rd|th|º)?\s?,?\s(?:de\s)?(?P<y4>{_YEAR})(?!\d)
    """,
    re.VERBOSE | re.I,
)
_MAYBE = re.compile(r"(?:19|2[05])\d\d|\d[-月]\d|\d\.\d\d\.\d")  # no day is printed without one of these
_LINKS = (  # what may stand between a day and its time
    r"(?:[\s,，|•·‧∙–—\-/()（）\[\]@T.:：]|[年日号號]|星期.|周[一二三四五六日]|[月火水木金土日]曜日?"
    r"|\b(?:at|um|kl|klo|klokken|à|a|alle|ore|ore|a\slas|às|om|o|ob|u|в|saat|pukul|jam|lúc|ώρα|uur|saa|das|"
    r"mon|tue|wed|thu|fri|sat|sun|updated|hkt|г)\b)"
)
_CLOCK = (
    r"(?P<half>上午|下午|晚上|晚间|中午|凌晨|午前|午後|오전|오후|am\b|pm\b)?"
    r"\s?(?P<h>[01]?\d|2[0-4])"
    r"(?:\s?[:：]\s?(?P<mi>[0-5]\d)(?:\s?[:：]\s?(?P<s>[0-5]\d)(?:[.,]\d{1,9})?)?(?!\d)"
    r"|\s?[時时시点點]\s?(?P<mi2>[0-5]?\d)\s?[分분](?:\s?(?P<s2>[0-5]?\d)\s?[秒초])?"
    r"|\s?(?:h|Uhr)\s?(?P<mi3>[0-5]\d)?(?!\d)(?!\w)|\.(?P<mi4>[0-5]\d)(?:(?=\s?(?:Uhr|uur|WIB|WITA|WIT|[ap]\.?m\b))|"
    # kl. 15.02, klo 9.30: a look back has one width
    r"(?<=kl\.\s\d\d\.\d\d)|(?<=kl\s\d\d\.\d\d)|(?<=klo\s\d\d\.\d\d)|(?<=kl\.\s\d\.\d\d)|(?<=klo\s\d\.\d\d))(?!\d)"
    r"|(?=\s?[ap]\.?m\b))"
    r"(?:\s?(?P<ap>[ap])\.?\s?m\b\.?)?(?:\s?(?:Uhr|uur|hs|hrs?|h)\b)?"
    r"(?:\s?\(?(?P<zone>(?:GMT|UTC)\s?[+-]\d{1,2}(?::?\d\d)?|[+-]\d\d:?\d\d|Z\b|[A-ZМСК]{2,5}\b))?"
)
_AFTER = re.compile(rf"{_LINKS}{{0,12}}?{_CLOCK}", re.I)
_BEFORE = re.compile(
    rf"(?<![\d.:]){_CLOCK}[\s,，|•·–—\-()]{{1,4}}(?:(?:on|am|le|del|el|em|il|[^\W\d_]{{2,10}}[.,]?)\s)?$", re.I
)
_NEAR = 48  # characters before a day in which its time may stand
_COMPACT = re.compile(
    r"((?:19|20)\d\d)([01]\d)([0-3]\d)(?:T?([0-2]\d)([0-5]\d)([0-5]\d)?)?(?:\.\d+)?(Z|[+-]\d\d:?\d\d)?$"
)
_EPOCH = re.compile(r"[019]\d{9}(?:\d{3})?$|1\d{9}(?:\d{3})?$")


def find_stamps(line: str, *, month_first: bool = False) -> Iterator[Stamp]:
    """Yield the moments printed in a line, in its order.

    ``month_first`` says how to read ``04/05/2024``.  A day and month without a year count only with a time
    behind them (``10-08 12:00``): ``3-4`` alone is a score.

    >>> [stamp.iso("zh") for stamp in find_stamps("2013年11月22日 09:36　来源：北京青年报")]
    ['2013-11-22T09:36:00+08:00']
    """
    line = line[:LONGEST_LINE]
    if not _MAYBE.search(line):
        return
    for match in _DAY.finditer(line):
        if stamp := _stamp(match, month_first):
            yield _with_clock(stamp, line)


def first_stamp(line: str, *, month_first: bool = False) -> Stamp | None:
    """The first moment printed in a line, if any."""
    return next(find_stamps(line, month_first=month_first), None)


def read_stamp(value: str, *, month_first: bool = False) -> Stamp | None:
    """The moment in a value that a program wrote: ISO 8601, ``20250113T2137``, seconds since 1970, or a printed date.

    >>> read_stamp("2025-01-13T21:37:00.000+0900").iso(), read_stamp("1762590240000").iso()
    ('2025-01-13T21:37:00+09:00', '2025-11-08T08:24:00+00:00')
    """
    value = value.strip()
    if len(value) > LONGEST_LINE or len(value) < 6:
        return None
    if match := _COMPACT.match(value):
        year, month, day, hour, minute, second, zone = match.groups()
        clock = (int(hour), int(minute), int(second or 0)) if hour else None
        stamp = Stamp(int(year), int(month), int(day), clock, _offset(zone), 0, len(value))
        if _is_day(*stamp.date) and int(hour or 0) < 24:
            return stamp
    if _EPOCH.match(value):
        seconds = int(value[:10])
        when = datetime.fromtimestamp(seconds, UTC)
        if OLDEST < when.year <= NEWEST:
            clock = (when.hour, when.minute, when.second)
            return Stamp(when.year, when.month, when.day, clock, "+00:00", 0, len(value))
        return None
    return first_stamp(value, month_first=month_first)


def _stamp(match: re.Match[str], month_first: bool) -> Stamp | None:
    number = next(name[1] for name, value in match.groupdict().items() if value is not None and name[0] in "yd")
    part = match.groupdict()
    day = int(part[f"d{number}"])
    year = int(part.get(f"y{number}") or 0)
    word = part.get(f"w{number}")
    month = month_of(word) if word else int(part[f"m{number}"])
    if number == "2" and (month > 12 or (month_first and part["s2"] == "/" and day <= 12)):
        day, month = month, day
    if number in "79":
        year += 2000
    if year > NEWEST:
        year -= THAI_AHEAD
    if not month or not _is_day(year or 2000, month, day):
        return None
    return Stamp(year, month, day, None, "", match.start(), match.end())


def _is_day(year: int, month: int, day: int) -> bool:
    if not OLDEST <= year <= NEWEST or not 1 <= month <= 12 or day < 1:
        return False
    return day <= 28 or day <= (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day


def _with_clock(stamp: Stamp, line: str) -> Stamp:
    match = _AFTER.match(line, stamp.end)
    start, end = stamp.start, stamp.end
    if match:
        end = match.end()
    else:
        match = _BEFORE.search(line, max(0, stamp.start - _NEAR), stamp.start)
        if not match:
            return stamp
        start = match.start()
    part = match.groupdict()
    hour = int(part["h"])
    minute = int(part["mi"] or part["mi2"] or part["mi3"] or part["mi4"] or 0)
    second = int(part["s"] or part["s2"] or 0)
    half = (part["half"] or part["ap"] or "").lower()
    if half in ("下午", "晚上", "晚间", "午後", "오후", "p", "pm") and hour < 12:
        hour += 12
    elif half in ("a", "am", "오전", "凌晨", "午前") and hour == 12:
        hour = 0
    if hour > 23:
        return stamp
    return replace(stamp, clock=(hour, minute, second), offset=_offset(part["zone"]), start=start, end=end)


def _offset(zone: str | None) -> str:
    """``+0800``, ``Z``, ``MESZ`` as ``+08:00``; an abbreviation nobody knows is none.

    >>> _offset("+0800"), _offset("GMT+7"), _offset("Z"), _offset("MESZ"), _offset("XYZ")
    ('+08:00', '+07:00', '+00:00', '+02:00', '')
    """
    if not zone:
        return ""
    if zone[:3].upper() in ("GMT", "UTC") and len(zone) > len("GMT"):
        hours, _, minutes = zone[4:].strip(" +-").partition(":")
        zone = f"{zone[3:].strip()[0]}{int(hours[:2]):02}:{minutes or hours[2:] or '00'}"
    if zone[0] in "+-":
        return f"{zone[:3]}:{zone[-2:]}" if int(zone[1:3]) < 15 and int(zone[-2:]) < 60 else ""
    return ZONES.get(zone.lower(), "")
