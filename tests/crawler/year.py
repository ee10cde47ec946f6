"""A year of cron in miniature: hourly crawls of the bundled portal, one after the other, by a clock that we set.

    python -m tests.crawler.year --hours 8760

The portal publishes by day more than by night, edits, takes down, turns its hot list; four kinds of incident are
planted.  At the end every article must be there once, with the versions that the portal made, ``scrapy health`` must
have spoken of the planted incidents and of nothing else, and nothing but articles may have grown.  ``make soak`` runs
the whole year, the suite some weeks of it.  Ctrl-C ends it early, with a verdict on what was lived.
"""

import argparse
import asyncio
import json
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings
from scrapy.utils.project import get_project_settings

from crawler.health import judge_sites
from pipelines.store import times
from pipelines.store.database import open_database
from pipelines.store.incidents import keep_incidents
from pipelines.store.migrations import NEWS
from tests.crawler.running import ROOT, rows
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
FIRST_CRAWLS = 5
MORE_FILES = 10  # a connection of the portal's that is being closed, the database that health looks into
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


YEAR = (
    Planted("silent", 64, 96, frozenset({"silent"})),
    Planted("failing", 110, 8, frozenset({"failures_rose"})),
    Planted("without author", 150, 24 * 12, frozenset({"field_rare"})),
    Planted("killed", 200, 1, frozenset({"crawl_died"})),
    Planted("short", 250, 24 * 12, frozenset({"bodies_shrank", "removals_jumped"})),  # less text, the same menus
    Planted("silent", 302, 120, frozenset({"silent"})),
    Planted("failing", 330, 10, frozenset({"failures_rose"})),
)


@dataclass
class Year:
    """The portal's life and the crawls of it."""

    folder: Path
    hours: int
    every: int = 1  # hours between two crawls
    rate: float = 1.0
    health_every: int = 6  # crawls
    planted: tuple[Planted, ...] = YEAR
    seed: int = 7
    overrides: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.dice = random.Random(self.seed)
        self.portal = TroubledPortal()
        for name in ("town", "english"):
            for article in list(self.portal.section(name).articles):
                self.portal.delete(article.path)
        self.portal.section("news").per_page = 20
        self.now = BEGIN
        self.number = 0
        self.crawls = self.killed = 0
        self.was_told_to_end = False
        self.open_files = self.files_at_end = 0  # the former after the first crawls
        self.plans: list[tuple[datetime, str, Article]] = []
        self.versions: Counter[str] = Counter()
        self.published: dict[str, Article] = {}  # what each address says now, or said last
        self.gone: set[str] = set()
        self.said: list[tuple[float, str, str]] = []

    @property
    def url(self) -> str:
        return f"{self.portal.url}/news/"

    @property
    def settings(self) -> Settings:
        settings = get_project_settings()
        own = {
            "DATABASE": str(self.folder / "news.db"),
            "PAGES_DATABASE": str(self.folder / "pages.db"),
            "DOWNLOAD_DELAY": 0,
            "CRAWL_REPORT": "none",
            "LOG_LEVEL": "CRITICAL",
        }
        settings.setdict(own | self.overrides, priority="cmdline")
        return settings

    # The portal's life

    def live(self, hour: int) -> None:
        """One hour of the portal."""
        happening = {
            planted.what for planted in self.planted if planted.day * 24 <= hour < planted.day * 24 + planted.hours
        }
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

    # Its crawls

    def run(self) -> None:
        """Live through all of it; must be the only one in its process, since a reactor runs once."""
        times.clock = lambda: self.now
        for number in (signal.SIGINT, signal.SIGTERM):  # a year cut short is judged as far as it came
            signal.signal(number, lambda *_: setattr(self, "was_told_to_end", True))
        process = AsyncCrawlerProcess(self.settings)
        for article in self.portal.articles:
            self.versions[article.url] = 1
        from twisted.internet import reactor as chosen

        reactor: Any = chosen
        failures: list[BaseException] = []

        async def drive() -> None:
            try:
                await self.crawl_all(process)
            except BaseException as error:
                failures.append(error)
            reactor.stop()

        with self.portal:
            reactor.callWhenRunning(lambda: asyncio.ensure_future(drive()))
            process.start(stop_after_crawl=False, install_signal_handlers=False)
        if failures:
            raise failures[0]

    async def crawl_all(self, process: AsyncCrawlerProcess) -> None:
        db = None
        began = time.monotonic()
        for hour in range(self.hours):
            if self.was_told_to_end:
                self.hours = hour
                break
            self.now = BEGIN + hour * HOUR
            self.live(hour)
            if hour % self.every:
                continue
            self.now += timedelta(minutes=5)
            if any(planted.what == "killed" and hour == planted.day * 24 for planted in self.planted):
                await asyncio.get_running_loop().run_in_executor(None, self.kill_one)
            else:
                crawler = process.create_crawler("section")
                await process.crawl(crawler, url=self.url)
                self.crawls += 1
                if self.crawls == FIRST_CRAWLS:
                    self.open_files = open_files()
            db = db or open_database(self.folder / "news.db", NEWS)
            self.now += timedelta(minutes=30)
            if self.crawls % self.health_every == 0:
                self.look(db, hour)
            if hour and hour % 480 < self.every:
                self.report(hour, time.monotonic() - began)
        self.files_at_end = open_files()
        self.report(self.hours, time.monotonic() - began)

    def kill_one(self) -> None:
        """A crawl in a process of its own, killed while it is at work."""
        self.portal.slow = 0.2
        already = len(self.portal.log)
        command = [sys.executable, "-m", "tests.crawler.year", "--one", self.now.isoformat()]
        command += ["--url", self.url, "--folder", str(self.folder)]
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        while len(self.portal.log) < already + 2 and process.poll() is None:
            time.sleep(0.02)
        os.kill(process.pid, signal.SIGKILL)
        process.communicate()
        self.portal.slow = 0.0
        self.killed += 1

    def look(self, db: Any, hour: int) -> None:
        """``scrapy health``, without its command line."""
        health = judge_sites(db)
        untold = keep_incidents(db, list(map(asdict, health.findings)), {*health.sites, ""})
        kinds = {
            row[0]: row[1:] for row in db.conn.execute("select id, kind, reason from incidents where told_at is null")
        }
        for incident in untold:
            db.conn.execute("update incidents set told_at = ? where id = ?", (times.now_at(), incident))
            self.said.append((hour / 24, *kinds[incident]))
            print(f"day {hour / 24:.1f}: {kinds[incident][0]}: {kinds[incident][1]}", flush=True)

    # What an honest year must show

    def report(self, hour: int, seconds: float) -> None:
        sizes = {name: (self.folder / name).stat().st_size // 1024 for name in ("news.db", "pages.db")}
        counts = {table: self.count(table) for table in ("articles", "frontier", "refused_links", "crawls", "hosts")}
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        figures = " · ".join(f"{name} {count}" for name, count in {**counts, **sizes, "MB memory": memory}.items())
        print(
            f"hour {hour} · {figures} · {len(self.portal.log)} requests · {1000 * seconds / max(1, self.crawls):.0f} ms a crawl",
            flush=True,
        )

    def count(self, table: str) -> int:
        return int(rows(self.folder, f"select count(*) as n from {table}")[0]["n"])

    def verdict(self) -> dict[str, Any]:
        """Empty is good."""
        wrong: dict[str, Any] = {}
        stored = Counter(row["url"] for row in rows(self.folder, "select url from articles"))
        since = (self.now - timedelta(hours=max(2, 2 * self.every))).replace(tzinfo=None) + CHINA
        grown = {article.url for article in self.portal.articles if article.kind == "grown"}
        young = {
            a.url for a in self.portal.articles if a.kind == "grown" and datetime.fromisoformat(a.printed_at) > since
        }
        wanted = (grown | self.gone) - young
        if lost := sorted(url for url in wanted if not stored[url]):
            wrong["lost"] = lost
        if double := [url for url, count in stored.items() if count > 1]:
            wrong["double"] = double
        if strange := sorted(url for url in stored if url not in self.versions):
            wrong["articles that nobody published"] = strange
        # An edit or deletion of the last week may not have been looked for yet.
        settled = (self.now - timedelta(days=8)).isoformat()
        found = {
            row["url"]: row for row in rows(self.folder, "select * from articles where first_seen_at < ?", settled)
        }
        if told := {
            url: (row["version"], self.versions[url])
            for url, row in found.items()
            if row["version"] != self.versions[url]
        }:
            wrong["versions that no edit made, or edits without a version"] = told
        if misread := [
            (url, name, row[name])
            for url, row in found.items()
            if url in self.published
            for name in ("title", "body", "published_at", "author", "source")
            if row[name] != getattr(self.published[url], name)
        ]:
            wrong["not as it was written"] = misread[:5], len(misread)
        if missed := sorted(url for url, row in found.items() if bool(row["gone_at"]) != (url in self.gone)):
            wrong["gone or not"] = missed
        if open_rows := rows(self.folder, "select url, state from frontier where state in ('queued', 'leased')"):
            wrong["without a fate"] = open_rows
        sections = self.count("sections")
        pages = self.count("frontier where kind = 'section'")
        # What the portal had before its first day holds pages that are no articles; after it there are none.
        dropped = rows(
            self.folder,
            "select url, reason from frontier where kind = 'article' and article_id is null and queued_at > ?",
            (BEGIN + 24 * HOUR).isoformat(),
        )
        with_stats = self.count("crawls where stats is not null")
        listed = self.portal.section("news").page_count
        # One page more than there are now: a pager may have lost its last one to a deletion.
        if sections != 1 or pages > listed + 1 or dropped:
            wrong["growth"] = {"sections": sections, "section pages": (pages, listed), "dropped": dropped}
        if refused := self.count("refused_links"):
            wrong["refused links"] = refused
        if self.count("crawls") != self.crawls + self.killed:
            wrong["crawls"] = self.count("crawls")
        if with_stats > 30 * 24 // self.every + 2:
            wrong["crawls with stats"] = with_stats
        for database in ("news.db", "pages.db"):
            if (check := rows(self.folder, "pragma integrity_check", database=database)) != [{"integrity_check": "ok"}]:
                wrong[database] = check
        if self.crawls > FIRST_CRAWLS and self.files_at_end > self.open_files + MORE_FILES:
            wrong["open files"] = (self.open_files, self.files_at_end)
        self.print_sizes(listed)
        return wrong | self.health_verdict()

    def print_sizes(self, listed: int) -> None:
        names = [row["name"] for row in rows(self.folder, "select name from sqlite_schema where type = 'table'")]
        counts = {name: self.count(name) for name in names if not name.startswith(("sqlite", "article_search"))}
        figures = ", ".join(f"{name} {count}" for name, count in counts.items() if count)
        print(f"{len(self.published)} published, {len(self.gone)} taken down, {listed} section pages; rows: {figures}")

    def health_verdict(self) -> dict[str, Any]:
        """Spoken of exactly what was planted, while it stood or within a day of its end."""
        wrong: dict[str, Any] = {}
        planted = [each for each in self.planted if (each.day + each.hours / 24) * 24 + 24 < self.hours]
        for day, kind, reason in self.said:
            if not any(
                each.day <= day <= each.day + each.hours / 24 + 2 and kind in each.kinds for each in self.planted
            ):
                wrong[f"said without cause on day {day:.1f}"] = f"{kind}: {reason}"
        for each in planted:
            told = Counter(kind for day, kind, _ in self.said if each.day <= day <= each.day + each.hours / 24 + 2)
            for kind in each.kinds:
                if told[kind] != 1:
                    wrong[f"{each.what} of day {each.day}"] = f"{kind} said {told[kind]} times"
        return wrong


def open_files() -> int:
    return len(os.listdir("/proc/self/fd")) if Path("/proc/self/fd").exists() else 0


def crawl_once(moment: str, url: str, folder: Path, settings: dict[str, Any]) -> None:
    """One crawl at a moment of our choice."""
    year = Year(folder, 1, overrides=settings)
    year.now = datetime.fromisoformat(moment)
    times.clock = lambda: year.now
    process = AsyncCrawlerProcess(year.settings)
    process.crawl("section", url=url)
    process.start()


def main() -> int:
    parser = argparse.ArgumentParser(description="Crawl the bundled portal hourly for a year, by a clock of our own.")
    parser.add_argument("--hours", type=int, default=8760)
    parser.add_argument("--every", type=int, default=1, help="hours between two crawls")
    parser.add_argument("--rate", type=float, default=1.0, help="articles, times the usual")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--health-every", type=int, default=6, help="crawls between two looks at the health")
    parser.add_argument("--one", default="", help=argparse.SUPPRESS)
    parser.add_argument("--url", default="", help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, default=None, help="where the databases are kept")
    parser.add_argument("--planted", default="", help="other incidents, JSON: [[what, day, hours, kinds]]")
    parser.add_argument("--settings", default="{}", help="JSON")
    asked = parser.parse_args()
    if asked.one:
        crawl_once(asked.one, asked.url, asked.folder, json.loads(asked.settings))
        return 0
    planted = (
        tuple(Planted(what, day, hours, frozenset(kinds)) for what, day, hours, kinds in json.loads(asked.planted))
        if asked.planted
        else YEAR
    )
    with tempfile.TemporaryDirectory() as name:
        year = Year(
            asked.folder or Path(name),
            asked.hours,
            asked.every,
            asked.rate,
            asked.health_every,
            planted,
            seed=asked.seed,
            overrides=json.loads(asked.settings),
        )
        year.run()
        wrong = year.verdict()
    for what, which in wrong.items():
        print(f"{what}: {which}")
    if year.hours < asked.hours:
        print(f"told to end after {year.hours} hours")
    print("as it should be" if not wrong else "WRONG", flush=True)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
