"""What holds for every rule: it looks, it does not cut, and no line however long holds it up."""

import time

import pytest

from pipelines.cleaning.rules import RULES
from pipelines.cleaning.story import Story

MEGABYTE = 1_000_000
PROSE = "The ferry left the harbour at noon, and nobody on the pier knew why it did."
LINES = {
    "letters": "a", "blanks": " x", "labels": "来源：", "words": "编辑 ", "digits": "1 ", "steps": "首页>", "names": "A. Marsh, ",
    "brackets": "(", "stops": ".", "slashes": "a/", "services": "微信 ", "days": "2020-01-01 ", "bylines": "By A. Marsh and ",
    "headings": "更多阅读", "quotes": "“", "dashes": "- ",
}  # fmt: skip
SLOW = 0.4  # seconds; a quadratic pattern needs minutes for such a line


@pytest.mark.parametrize("name", RULES)
def test_no_line_is_long_enough_to_hold_a_rule_up(name):
    for kind, piece in LINES.items():
        line = (piece * (MEGABYTE // len(piece) + 1))[:MEGABYTE]
        story = Story.of(PROSE, line, PROSE, line, title="Ferry leaves")
        start = time.process_time()
        list(RULES[name](story))
        assert time.process_time() - start < SLOW, kind


@pytest.mark.parametrize("name", RULES)
def test_prose_alone_is_claimed_by_no_rule(name):
    assert list(RULES[name](Story.of(*[PROSE] * 6, title="Ferry leaves"))) == []


@pytest.mark.parametrize("name", RULES)
def test_an_empty_page_is_nothing_to_look_at(name):
    assert list(RULES[name](Story([]))) == []
