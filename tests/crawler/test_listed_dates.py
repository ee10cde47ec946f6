"""The date beside a headline, in every dress, and what only looks like one."""

from datetime import datetime

import pytest

from crawler.listing.dates import CHINA, date_in_address, is_date, listed_date, set_off_date

READ_AT = datetime(2026, 1, 5, 12, 0, tzinfo=CHINA)


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("2011-12-01", "2011-12-01"),
        ("[2010-04-21]", "2010-04-21"),
        ("2011/12/1", "2011-12-01"),
        ("2011.12.01", "2011-12-01"),
        ("2011年12月1日", "2011-12-01"),
        ("2011年12月1日09:05", "2011-12-01T09:05:00+08:00"),
        ("（2011-12-01 09:05:06）", "2011-12-01T09:05:06+08:00"),
        ("2011-12-01T09:05:06Z", "2011-12-01T09:05:06+00:00"),
        ("2011-12-01T09:05:06.250+0800", "2011-12-01T09:05:06+08:00"),
        ("20111201", "2011-12-01"),
        ("11-12-01", "2011-12-01"),
        ("30 2020-06", "2020-06-30"),
        ("发布时间：2011-12-01", "2011-12-01"),
        ("Posted on June 30, 2020", "2020-06-30"),
        ("30th June 2020", "2020-06-30"),
        ("30 Jun 2020", "2020-06-30"),
        ("2. November 2026", "2026-11-02"),
        ("2 ноября 2026", "2026-11-02"),
        ("10:00, 2 ноября 2026", "2026-11-02"),
        ("2 de noviembre de 2026", "2026-11-02"),
        ("1er août 2026", "2026-08-01"),
        ("Senin, 02 Nov 2026", "2026-11-02"),
        ("30/06/2020", "2020-06-30"),
        ("06/30/2020", "2020-06-30"),
    ],
)
def test_dates(line, wanted):
    assert listed_date([line]) == wanted


@pytest.mark.parametrize(
    ("why", "line"),
    [
        ("the fifth of June or the sixth of May", "05/06/2020"),
        ("no such day", "2023-02-30"),
        ("a count", "阅读 1234"),
        ("a word that is no month", "12 Angry 2020"),
        ("a week of term", "第14周"),
        ("a score", "评论 12-3"),
        ("a time alone", "10:30"),
        ("a day without a year", "06-30"),
        ("an age, when nobody knows when the page was read", "3小时前"),
        ("a phone number", "0755-8223-4567"),
        (
            "a date in a teaser is the story's",
            "On 2020-06-30 the council met and spoke for a long while about the harbour road",
        ),
        ("too long ago to be on the web", "1897-01-02"),
    ],
)
def test_no_dates(why, line):
    assert listed_date([line]) == "", why


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("3小时前", "2026-01-05T09:00:00+08:00"),
        ("20分钟前", "2026-01-05T11:40:00+08:00"),
        ("2 hours ago", "2026-01-05T10:00:00+08:00"),
        ("3天前", "2026-01-02"),
        ("昨天 08:30", "2026-01-04T08:30:00+08:00"),
        ("01-04", "2026-01-04"),
        ("12-31", "2025-12-31"),
        ("[12月31日]", "2025-12-31"),
        ("December 31", "2025-12-31"),
    ],
)
def test_dates_seen_from_the_day_of_reading(line, wanted):
    assert listed_date([line], read_at=READ_AT) == wanted


@pytest.mark.parametrize(
    ("line", "address", "wanted"),
    [
        ("06-30 12:05", "http://town.example/2020/0630/c1.html", "2020-06-30T12:05:00+08:00"),
        ("06-30", "http://town.example/20/0703/07/X.html", "2020-06-30"),
        ("01-01", "http://town.example/2019-12-31/1.html", "2020-01-01"),
        ("11-03", "http://town.example/news/2009113/n1.html", "2009-11-03"),
        ("05/06/2020", "http://town.example/2020-06-05/1.html", "2020-06-05"),
    ],
)
def test_year_of_the_address(line, address, wanted):
    assert listed_date([line], address=address) == wanted


def test_a_line_that_is_a_date_wins_over_one_that_holds_one():
    assert listed_date(["活动日 2019-01-01 起", "2020-06-30"]) == "2020-06-30"


def test_bare_time_of_an_unknown_zone_is_not_told():
    assert listed_date(["2020-06-30 12:05"], chinese=False) == "2020-06-30"
    assert listed_date(["2020-06-30 12:05+01:00"], chinese=False) == "2020-06-30T12:05:00+01:00"


def test_date_set_off_in_a_headline():
    assert set_off_date("[2020-06-30] Ferry returns") == ("Ferry returns", "2020-06-30")
    assert set_off_date("Ferry returns (2020-06-30)") == ("Ferry returns", "2020-06-30")
    assert set_off_date("Plans for 2020-06-30 and after") == ("Plans for 2020-06-30 and after", "")
    assert set_off_date("第14周安排（2011年11月28日-12月2日）") == ("第14周安排（2011年11月28日-12月2日）", "")


def test_addresses_without_doubt_only():
    assert date_in_address("http://town.example/news/t20160530_805.html") == "2016-05-30"
    assert date_in_address("http://town.example/news/2009113/n1.html") == ""
    assert date_in_address("http://town.example/news/20201399/n1.html") == ""


def test_nothing_but_a_date():
    assert is_date("[06-30 12:05]")
    assert is_date("3 hours ago")
    assert not is_date("Ferry returns 2020-06-30")
