"""``Fri, 20 Mar 2026 09:15:00 +0800``, ``2026-03-20T01:15:00Z``, ``Fri Mar 20 09:15:00 CST 2026``: the dates of feeds.

RFC 822 and ISO 8601 as their writers took them; whatever else is printed is read as beside a headline in a list.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime

from crawler.listing.dates import FIRST_YEAR, LAST_YEAR, listed_date

LONGEST_DATE = 60  # characters; no dress of a date is longer

_ISO = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)(?:[T ](?P<time>\d\d:\d\d)(?::(?P<second>\d\d)(?:[.,]\d{1,9})?)?\s?"
    r"(?P<offset>Z|[+-]\d\d(?::?\d\d)?)?)?"
)
_WEEKDAY = re.compile(r"^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s*", re.I)
_SHORT_YEAR = re.compile(r"^(\d{1,2}[\s-][a-z]{3,9}[\s-])(\d\d)(?=\s)", re.I)
# Mar 20 09:15:00 CST 2026, as Java prints it
_YEAR_LAST = re.compile(r"^([a-z]{3} {1,2}\d{1,2}) (\d\d:\d\d:\d\d) (?:([a-z]{1,5}|GMT[+-]\d\d:\d\d) )?(\d{4})$", re.I)
_GMT_PLUS = re.compile(r"\b(?:GMT|UTC)\s?([+-])(\d{1,2})(?::?(\d\d))?$", re.I)
_ZONE = re.compile(r"(?<=[\d\s])([a-z]{1,4})$", re.I)
_EPOCH = re.compile(r"(1\d{9})(?:\d{3})?")  # seconds or milliseconds, from 2001 on
# RFC 822 knows no others; HKT and JST are what portals nearby print.  CST is Chicago there and China here.
_OFFSETS = {
    "z": "+0000", "ut": "+0000", "utc": "+0000", "gmt": "+0000", "est": "-0500", "edt": "-0400", "cst": "-0600",
    "cdt": "-0500", "mst": "-0700", "mdt": "-0600", "pst": "-0800", "pdt": "-0700", "hkt": "+0800", "sgt": "+0800",
    "jst": "+0900", "kst": "+0900", "cet": "+0100", "cest": "+0200", "bst": "+0100", "msk": "+0300",
}  # fmt: skip


def feed_date(printed: str, *, chinese: bool = True) -> str:
    """A date of a feed in ISO 8601 with its own offset; a date alone where no time is sure, "" where no date is.

    A bare time of a Chinese feed is +08:00.

    >>> feed_date("Fri, 20 Mar 2026 09:15:00 GMT"), feed_date("2026-03-20 09:15")
    ('2026-03-20T09:15:00+00:00', '2026-03-20T09:15:00+08:00')
    """
    text = printed.strip()
    if not text or len(text) > LONGEST_DATE:
        return ""
    if (iso := _ISO.fullmatch(text)) is not None:
        return _whole(iso, chinese)
    if epoch := _EPOCH.fullmatch(text):
        return datetime.fromtimestamp(int(epoch[1]), UTC).isoformat()
    text = _WEEKDAY.sub("", text)
    text = _YEAR_LAST.sub(lambda m: f"{m[1]}, {m[4]} {m[2]} {m[3] or ''}".strip(), text)
    text = _SHORT_YEAR.sub(r"\g<1>20\2", text)
    text = _GMT_PLUS.sub(lambda m: f"{m[1]}{int(m[2]):02}{m[3] or '00'}", text)
    if zone := _ZONE.search(text):
        name = zone[1].lower()
        offset = "+0800" if name == "cst" and chinese else _OFFSETS.get(name)
        if offset:
            text = text[: zone.start()].rstrip() + " " + offset
        elif ":" in text and name not in ("am", "pm"):
            return listed_date([text[: zone.start()].strip()], chinese=False)[:10]  # a zone that nobody knows
    return listed_date([text], chinese=chinese).replace("-00:00", "+00:00")


def _whole(iso: re.Match[str], chinese: bool) -> str:
    """A date in ISO's own words, once it is sure that there is such a day and hour."""
    offset = iso["offset"] or ("+08:00" if chinese else "")
    if offset == "Z" or offset.lstrip("+-").strip("0:") == "":
        offset = "+00:00" if offset else ""
    elif ":" not in offset:
        offset = f"{offset[:3]}:{offset[3:] or '00'}"
    day = iso["day"]
    try:
        if iso["time"]:
            datetime.fromisoformat(f"{day}T{iso['time']}:{iso['second'] or '00'}{offset}")
        else:
            datetime.fromisoformat(day)
    except ValueError:
        return ""
    if not FIRST_YEAR <= int(day[:4]) <= LAST_YEAR:
        return ""
    if not iso["time"] or not offset:
        return day  # a bare time of an unknown zone would be wrong by hours
    return f"{day}T{iso['time']}:{iso['second'] or '00'}{offset}"
