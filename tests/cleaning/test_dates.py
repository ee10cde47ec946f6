"""The moments printed in a line, in every way a newspaper prints them."""

import time

import pytest

from pipelines.cleaning.dates import Stamp, find_stamps, home_offset, read_stamp


@pytest.mark.parametrize(
    ("why", "line", "moment"),
    [
        ("Chinese with blanks", "2023年02月27日 09:15 | 作者:李四", "2023-02-27T09:15:00+08:00"),
        ("no blank before the time", "2019年06月15日08:18来源：海港网", "2019-06-15T08:18:00+08:00"),
        ("months and days are not padded", "2019-9-7 21:30:50", "2019-09-07T21:30:50+08:00"),
        ("a weekday between day and time", "2016年06月22日 (星期三) 下午 3:05", "2016-06-22T15:05:00+08:00"),
        ("a day alone stays a day", "发布时间：2019-03-06", "2019-03-06"),
        ("a counter behind the day is no time", "2018-05-17 浏览次数：12", "2018-05-17"),
        ("a year of two digits", "发布时间：18-03-08 23:16", "2018-03-08T23:16:00+08:00"),
        ("slashes", "2015/06/01 10:20:30", "2015-06-01T10:20:30+08:00"),
        ("a slash behind its label", "发布/2023年3月22日 05:00", "2023-03-22T05:00:00+08:00"),
        ("Hong Kong's time in front of the hour", "2023-03-22 HKT 08:00", "2023-03-22T08:00:00+08:00"),
        ("a year apart from its day", "2026 03/16 10:33:21", "2026-03-16T10:33:21+08:00"),
        ("a full ISO moment keeps its own offset", "2024-04-30 16:17:29 +02:00", "2024-04-30T16:17:29+02:00"),
    ],
)
def test_chinese_lines(why, line, moment):
    assert [stamp.iso("zh") for stamp in find_stamps(line)] == [moment], why


@pytest.mark.parametrize(
    ("language", "line", "moment"),
    [
        ("en", "Published: 5:07 PM IST, September 2, 2024", "2024-09-02T17:07:00+05:30"),
        ("en", "Updated 11:20 AM EDT, Mon April 8, 2024", "2024-04-08T11:20:00-04:00"),
        ("vi", "Thứ năm, 19/3/2026, 10:25 (GMT+7)", "2026-03-19T10:25:00+07:00"),
        ("en", "19 March 2026 10:25 UTC+05:30", "2026-03-19T10:25:00+05:30"),
        ("fr", "20 mars 2026 à 19h04, modifié à 20h10", "2026-03-20T19:04:00+01:00"),
        ("en", "23rd November 2026 at 10:00 am", "2026-11-23T10:00:00+00:00"),
        ("de", "Stand: 27.04.2024 07:39 Uhr", "2024-04-27T07:39:00+02:00"),
        ("de", "6. Februar 2026, 14.30 Uhr", "2026-02-06T14:30:00+01:00"),
        ("sv", "Publicerad 8 jan 2026 kl. 15.02", "2026-01-08T15:02:00+01:00"),
        ("fi", "8.1.2026 klo 9.30", "2026-01-08T09:30:00+00:00"),
        ("fr", "1er mars 2023 à 18h30", "2023-03-01T18:30:00+01:00"),
        ("es", "1 de marzo de 2023 18:30", "2023-03-01T18:30:00+01:00"),
        ("ru", "14 мая 2025, 20:28", "2025-05-14T20:28:00+03:00"),
        ("ko", "2025년 5월 15일 오후 8:00", "2025-05-15T20:00:00+09:00"),
        ("ja", "2025年1月21日 20時50分", "2025-01-21T20:50:00+09:00"),
        ("hu", "2026. február 6. 10:20", "2026-02-06T10:20:00+01:00"),
        ("id", "Selasa 20 Januari 2026, 18:33 WIB", "2026-01-20T18:33:00+07:00"),
        ("th", "15 มกราคม 2568 10:20", "2025-01-15T10:20:00+07:00"),
        ("vi", "27 tháng 2, 2023", "2023-02-27"),
        ("ar", "08 يناير 2026 13:42", "2026-01-08T13:42:00+00:00"),
    ],
)
def test_other_languages(language, line, moment):
    assert [stamp.iso(language) for stamp in find_stamps(line)] == [moment]


@pytest.mark.parametrize(
    ("why", "line"),
    [
        ("a score", "North won 3-4 and lost 5-6"),
        ("an address of a machine", "192.168.2023.12.11"),
        ("no such day", "2019-02-30"),
        ("no such month", "12 Mayor 2024 votes"),
        ("a year alone", "in the winter of 2019"),
        ("a clock that was never set", "1970-01-01 00:00"),
        ("a year of the Republic, which we do not read", "民国110年3月2日"),
        ("a day of the moon calendar, likewise", "农历二月初三 09:15"),
    ],
)
def test_what_is_no_date(why, line):
    assert list(find_stamps(line)) == [], why


def test_day_first_unless_told_otherwise():
    assert [stamp.iso() for stamp in find_stamps("03/04/2024")] == ["2024-04-03"]
    assert [stamp.iso() for stamp in find_stamps("03/04/2024", month_first=True)] == ["2024-03-04"]
    assert [stamp.iso() for stamp in find_stamps("25/04/2024", month_first=True)] == ["2024-04-25"]


def test_month_and_day_need_a_time_behind_them():
    assert [stamp.date for stamp in find_stamps("发布时间：10-08 12:00")] == [(0, 10, 8)]
    assert list(find_stamps("10-08 月考")) == []


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        ("2025-01-13T21:37:00.000+0900", "2025-01-13T21:37:00+09:00"),
        ("20250113T213700Z", "2025-01-13T21:37:00+00:00"),
        ("1762590240000", "2025-11-08T08:24:00+00:00"),
        ("Fri, 06 Feb 2026 10:00:00 GMT", "2026-02-06T10:00:00+00:00"),
        ("2016-06-22", "2016-06-22"),
    ],
)
def test_values_that_programs_write(value, moment):
    stamp = read_stamp(value)
    assert stamp is not None
    assert stamp.iso() == moment


def test_summer_time_turns_on_its_sundays():
    assert home_offset("de", Stamp(2024, 3, 30)) == "+01:00"
    assert home_offset("de", Stamp(2024, 3, 31)) == "+02:00"
    assert home_offset("de", Stamp(2024, 10, 27)) == "+01:00"


@pytest.mark.parametrize("hostile", ["1" * 10**6, "2019-" * 200_000, "12 a" * 250_000, "12:00 " * 170_000, " " * 10**6])
def test_hostile_lines_cost_no_time(hostile):
    start = time.process_time()
    list(find_stamps(hostile))
    read_stamp(hostile)
    assert time.process_time() - start < 0.5
