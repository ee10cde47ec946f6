"""The article as the cleaner hands it on: the story, its fields, and everything that was cut, each cut with its rule."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pipelines.cleaning.template import SeenBlock

TITLE, BODY = "title", "body"  # the two fates that are not the name of a rule


class Removal(NamedTuple):
    """A block that was cut, with the rule that cut it."""

    position: int
    rule: str
    text: str
    evidence: str = ""


class Fate(NamedTuple):
    """What became of one block: ``title``, ``body``, or the name of the rule that cut it."""

    text: str
    fate: str


@dataclass(slots=True)
class Article:
    """A story without its page."""

    title: str = ""
    subtitle: str = ""
    body: str = ""
    published_at: str = ""
    source: str = ""
    author: str = ""
    editor: str = ""
    keywords: list[str] = field(default_factory=list)
    breadcrumb: list[str] = field(default_factory=list)
    language: str = ""
    warnings: list[str] = field(default_factory=list)
    removals: list[Removal] = field(default_factory=list)
    fates: list[Fate] = field(default_factory=list)
    seen: list[SeenBlock] = field(default_factory=list)  # what it teaches its site's template, when one was asked
    refusal: str = ""  # why this page is no article; empty when it is one
