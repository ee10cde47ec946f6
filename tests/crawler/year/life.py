"""The portal's life: what it publishes, edits and takes down hour by hour, and what goes wrong on the way."""

import random
import time
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.portal import Article, Portal
from tests.portal.contents import Answer
from tests.portal.grown import grown_article

BEGIN = datetime(2026, 1, 5, 0, 17, tzinfo=UTC)  # a Monday; cron's minute is 17
CHINA = timedelta(hours=8)
HOUR = timedelta(hours=1)
EDITED, TAKEN_DOWN = 0.05, 0.01  # shares of the articles
LAST_TOUCH_HOURS = 100  # after publication; a crawl looks for the last time after 168
# Each edit adds the same words, as newspapers do; repeating must not make them the site's own.
CORRECTED = "更正：本文早先的版本把上述数目写错了，编辑部已经改正。"
BY_DAY, BY_NIGHT, AT_WEEKENDS = 0.6, 0.02, 0.3  # articles an hour


class TroubledPortal(Portal):
    """The portal, which may be out of order, or slow."""

    trouble = 0
    slow = 0.0

    def answer(self, target: str, headers: Any) -> Answer:
        time.sleep(self.slow)
        if self.trouble:
            return Answer(self.trouble, {"Content-Type": "text/html"}, b"<html><body>Service Unavailable</body></html>")
        return super().answer(target, headers)


@dataclass(frozen=True)
class Planted:
    """What goes wrong, from which day and for how many hours, and what health is to say of it."""

    what: str
    day: float
    hours: float
    kinds: frozenset[str]

    def holds(self, hour: int) -> bool:
        return self.day * 24 <= hour < self.day * 24 + self.hours


YEAR = (
    Planted("silent", 64, 96, frozenset({"silent"})),
    Planted("failing", 110, 8, frozenset({"failures_rose"})),
    Planted("without author", 150, 24 * 12, frozenset({"field_rare"})),
    Planted("killed", 200, 1, frozenset({"crawl_died"})),
    Planted("short", 250, 24 * 12, frozenset({"bodies_shrank", "removals_jumped"})),  # less text, the same menus
    Planted("silent", 302, 120, frozenset({"silent"})),
    Planted("failing", 330, 10, frozenset({"failures_rose"})),
)


class Life:
    """The portal, and what it did so far."""

    def __init__(self, planted: Collection[Planted], rate: float, every: int, seed: int) -> None:
        self.planted = planted
        self.rate = rate  # articles, times the usual
        self.every = every  # hours between two crawls: what is changed earlier than after two of them, nobody has seen
        self.seed = seed
        self.dice = random.Random(seed)
        self.now = BEGIN
        self.number = 0
        self.plans: list[tuple[datetime, str, Article]] = []
        self.published: dict[str, Article] = {}  # what each address says now, or said last
        self.gone: set[str] = set()
        self.portal = TroubledPortal()
        for name in ("town", "english"):
            for article in list(self.portal.section(name).articles):
                self.portal.delete(article.path)
        self.portal.section("news").per_page = 20
        self.versions = Counter(article.url for article in self.portal.articles)  # that each address has had

    @property
    def url(self) -> str:
        return f"{self.portal.url}/news/"

    def live(self, hour: int) -> None:
        """One hour of the portal."""
        happening = {planted.what for planted in self.planted if planted.holds(hour)}
        self.portal.trouble = 503 if "failing" in happening else 0
        local = self.now + CHINA
        if local.hour == 0:
            self.portal.turn_day()
        share = BY_DAY if 8 <= local.hour < 22 else BY_NIGHT
        share *= AT_WEEKENDS if local.weekday() >= 5 else 1.0
        if "silent" not in happening:
            wanted = share * self.rate
            for _ in range(int(wanted) + (self.dice.random() < wanted % 1)):
                self.publish(local, happening)
        for due in [plan for plan in self.plans if plan[0] <= self.now]:
            self.plans.remove(due)
            _, what, article = due
            if what == "edit":
                self.portal.edit(article.path, story=f"{article.story}\n{CORRECTED}")
                self.versions[article.url] += 1
            else:
                self.portal.delete(article.path)
                self.gone.add(article.url)

    def publish(self, local: datetime, happening: set[str]) -> None:
        self.number += 1
        article = grown_article(self.number, self.seed)
        article.path = f"/news/{local:%Y-%m/%d}/{self.number:06}.shtml"
        article.printed_at = f"{local:%Y-%m-%d %H:%M}"
        if "without author" in happening:
            article.author = ""
        if "short" in happening:
            article.story = article.story.split("\n")[0].split("。")[0] + "。"
        self.portal.add("news", article)
        article.url = self.portal.url + article.path
        self.versions[article.url] = 1
        self.published[article.url] = article
        chance = self.dice.random()
        if chance < EDITED + TAKEN_DOWN:
            later = self.now + timedelta(hours=self.dice.uniform(2 * self.every, LAST_TOUCH_HOURS))
            self.plans.append((later, "edit" if chance < EDITED else "delete", article))
