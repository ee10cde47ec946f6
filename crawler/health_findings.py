"""What ``scrapy health`` judges and what it says: plain data, no database here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that somebody should look at; `reason` is a sentence, `numbers` are what it was judged by."""

    site: str  # empty: the database itself
    kind: str
    reason: str
    numbers: Mapping[str, Any] = field(default_factory=dict)
    subject: str = ""  # which field, which crawl, which file


@dataclass(frozen=True, slots=True)
class TooEarly:
    """What cannot be judged yet, and what is there so far."""

    site: str
    what: str
    reason: str


@dataclass(frozen=True, slots=True)
class SeenArticle:
    """A stored article, as far as health is concerned."""

    first_seen_at: datetime
    char_count: int
    removed: int  # characters
    fields: Mapping[str, bool]  # which of them it has

    @property
    def removal_share(self) -> float:
        """How much of its page's text was cut, from 0.0 to 1.0."""
        return self.removed / max(1, self.removed + self.char_count)


@dataclass(frozen=True, slots=True)
class PastCrawl:
    """A crawl of one site, running, ended or dead."""

    id: int
    started_at: datetime
    alive_at: datetime
    is_running: bool
    outcome: str | None
    section_pages: int
    attempts: int  # addresses that were asked for
    failed: int
    seconds: float | None

    @property
    def is_dead(self) -> bool:
        return self.outcome is None and not self.is_running
