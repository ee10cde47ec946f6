"""Broken pages break nobody: a few hundred here, as many as you like by ``make fuzz``."""

from itertools import count
from random import Random
from time import process_time

import pytest

from tests.fuzz.checks import CHECKS
from tests.fuzz.inputs import TIME_BOUND, made_input, tried, tried_on

SEED = 20260320
SECONDS = {"pages": 3.0}  # of work; the others take half a second each
LEAST = 20  # inputs, on however slow a machine


@pytest.mark.parametrize("check", CHECKS)
def test_no_input_breaks_anything(check):
    began = process_time()
    for number in count():
        if number >= LEAST and process_time() - began > SECONDS.get(check, 0.5):
            break
        one = tried(check, SEED, number, real=False)
        assert one.failure == "", f"python -m tests.fuzz --own --check {check} --seed {SEED}: input {number}"


def test_an_input_is_the_same_whenever_it_is_made():
    assert made_input("pages", 1, 17, real=False)[0] == made_input("pages", 1, 17, real=False)[0]
    assert made_input("pages", 1, 17, real=False)[0] != made_input("pages", 2, 17, real=False)[0]


THOROUGH = 2  # one page in ten goes through all that can be done with it; this chance says yes
WORDS = "渡船停航三周之后恢复通航，码头上站满了人。" * 6
STORY = f"<h1>渡船恢复通航</h1><p>{WORDS}</p><p>{WORDS}</p>"


@pytest.mark.parametrize(
    ("found", "check", "body"),
    [
        ("half a character in JSON-LD", "pages", '<script type="application/ld+json">{"@type":"NewsArticle","headline":"\\ud800 渡船","articleBody":"\\ud83d ' + WORDS * 3 + '"}</script>'),
        ("an attribute with a name that XML does not allow", "pages", '<link rel=alternate type="application/rss+xml" href="/a.xml" \x01"=1 <b>' + STORY),
        ("lists nested in lists", "pages", "<select><option value=1/2>1" * 2000 + STORY),
        ("headings nested in headings", "pages", "<h1>a" * 2000 + STORY),
        ("the story two thousand elements deep", "pages", "<div class=a><p>" + WORDS + "</p>" + "<div>" * 1900 + STORY),
        ("a sheet of paragraphs, each deeper than the last", "pages", ("<div>" + "<p>" + WORDS[:60] + "</p>") * 1500),
        ("a million attributes", "pages", "<p " + " ".join(f"a{n}" for n in range(1_000_000)) + ">" + STORY),
        ("quotes that never close", "pages", '<a b="' * 40_000 + STORY),
        ("twenty thousand empty lines", "pages", "\n \n" * 20_000 + STORY),
    ],
)  # fmt: skip
def test_what_was_once_found_stays_found(found, check, body):
    one = tried_on(check, body.encode(), Random(THOROUGH))
    assert one.failure == "", found
    assert one.seconds < TIME_BOUND / 2, found


def test_no_word_is_lost_to_a_quote_that_stands_alone():
    from pipelines.cleaning.page import Page

    rest = "<p>ferry left quay</p>" * 9000
    tree = Page(f'<html><p class=a">{STORY}<a href="/x"" title>{rest}<p id="z">{STORY}'.encode()).tree
    assert "".join(map(str, tree.itertext())).count("ferry left quay") == 9000


@pytest.mark.parametrize("charset", ["\0", "idna", "unicode_escape", "punycode", "nosuch", "rot13", "utf-8\0"])
def test_a_charset_that_is_none_is_passed_over(charset):
    from pipelines.cleaning.decoding import decode

    text, decoding = decode(f"{WORDS} \\ud800".encode("gb18030"), charset)
    assert "渡船" in text
    assert decoding.charset == "gb18030"


def test_plain_text_loses_its_zero_bytes():
    from pipelines.cleaning.plain import clean_text

    assert "\0" not in clean_text(f"渡船恢复通航\n\n{WORDS}\0{WORDS}\n").body
