"""Which pages are looked at as section pages, though they stand at an article's address."""

import pytest

from crawler.listing.likeness import may_be_listing
from pipelines.short_pages import FACTS

ARTICLE = "https://harbortimes.example/town/2026-03/18/3190.shtml"
COLUMN = "https://harbortimes.example/town/column/"


@pytest.mark.parametrize(
    ("why", "told", "address", "expected"),
    [
        ("a list of headlines leaves no text", {}, ARTICLE, True),
        ("a story of some length is no list", {"body": "The ferry left. " * 20}, COLUMN, False),
        ("a check for robots is dropped as one", {"refusal": "robot check"}, COLUMN, False),
        ("a picture story says where it comes from", {"source": "Harbor Times"}, ARTICLE, False),
        ("a column says so too", {"source": "Harbor Times"}, COLUMN, True),
    ],
)
def test_a_short_page_may_be_a_listing(why, told, address, expected):
    read = {"body": "", "refusal": "", **dict.fromkeys(FACTS, "")}
    assert may_be_listing(read | told, address) is expected, why
