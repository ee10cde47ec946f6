"""A page with hardly any text: a picture story says where it comes from, a section page does not."""

from collections.abc import Mapping
from typing import Any

LONGEST_TEASER = 200  # characters; a listing has some lines of prose at most
FACTS = ("source", "author", "editor", "subtitle")


def is_short(article: Mapping[str, Any]) -> bool:
    return len(article["body"]) < LONGEST_TEASER


def has_facts(article: Mapping[str, Any]) -> bool:
    """Whether the page says what goes with a story: where it comes from, who wrote it."""
    return any(article[name] for name in FACTS)
