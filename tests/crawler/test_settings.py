"""Settings that make no sense are refused by name, with a value that would do; each of ours is looked at."""

import pytest
from scrapy.settings import Settings

from crawler import settings as ours
from crawler.arguments import BadArgument
from crawler.checked_settings import NUMBERS, ONE_OF, WHOLE_NUMBERS, YES_OR_NO, check_settings


def given(**values):
    settings = Settings()
    settings.setmodule(ours, priority="project")
    settings.setdict(values, priority="cmdline")
    return settings


def test_what_the_project_says_makes_sense():
    check_settings(given())


def test_no_setting_with_a_number_or_a_choice_is_forgotten():
    looked_at = {*WHOLE_NUMBERS, *NUMBERS, *YES_OR_NO, *ONE_OF}
    weighed = {name for name, value in vars(ours).items() if name.isupper() and isinstance(value, int | float)}
    assert weighed - looked_at == set()


@pytest.mark.parametrize("name", [*WHOLE_NUMBERS, *NUMBERS, *YES_OR_NO, *ONE_OF])
@pytest.mark.parametrize("value", ["soon", ""])
def test_words_and_nothing_are_no_values(name, value):
    with pytest.raises(BadArgument, match=name):
        check_settings(given(**{name: value}))


@pytest.mark.parametrize(
    ("why", "name", "value", "way_out"),
    [
        ("fewer than none", "READERS", "-1", "try READERS=0"),
        ("no page would ever be written", "STORED_TOGETHER", "0", "try STORED_TOGETHER=8"),
        ("half a page", "SECTION_PAGES", "1.5", "try SECTION_PAGES=1000"),
        ("not a number, by its own word", "DOWNLOAD_DELAY", "nan", "try DOWNLOAD_DELAY=1"),
        ("no timer waits for ever", "LONGEST_PAUSE", "inf", "try LONGEST_PAUSE=120"),
        ("leases would end before they are renewed", "LEASE_SECONDS", "5", "try LEASE_SECONDS=900"),
        ("ages in words", "LOOK_AGAIN_AGES", "soon", "try LOOK_AGAIN_AGES=1,6,24"),
        ("before it was published", "LOOK_AGAIN_AGES", "-1", "try LOOK_AGAIN_AGES=1,6,24"),
        ("a file without a name", "DATABASE", "", "-s DATABASE=news.db"),
        ("two files in one", "PAGES_DATABASE", ours.DATABASE, "name two files"),
        ("a log in no folder", "LOG_FILE", "/nowhere/crawl.log", "make its folder"),
        ("a quotation without an end", "HEALTH_COMMAND", "mail -s 'zhengwen", "mend it"),
        ("neither host nor network", "PRIVATE_HOSTS", "10.0.0.0/99", "10.0.0.0/8"),
    ],
)
def test_values_that_make_no_sense(why, name, value, way_out):
    with pytest.raises(BadArgument) as refused:
        check_settings(given(**{name: value}))
    assert name in str(refused.value), why
    assert way_out in str(refused.value), why


@pytest.mark.parametrize(
    ("why", "name", "value"),
    [
        ("a pause of half a second", "DOWNLOAD_DELAY", "0.5"),
        ("no bound", "MEMORY_LIMIT_MB", "0"),
        ("no reader", "READERS", 0),
        ("in words", "SITE_TEMPLATES", "False"),
        ("never", "LOOK_AGAIN_AGES", ""),
    ],
)
def test_values_that_make_sense(why, name, value):
    check_settings(given(**{name: value}))


def test_a_name_that_is_nearly_one_is_a_slip_of_the_keyboard():
    with pytest.raises(BadArgument, match="did you mean DATABASE"):
        check_settings(given(), ["DATABSE=mine.db"])
    check_settings(given(), ["DATABASE=mine.db", "PLAYWRIGHT_MAX_CONTEXTS=2", "HARBOR_KEY=x"])
