"""A year of crawls, one after the other in one process, and looks at their health in between."""

import asyncio
import gc
import os
import resource
import signal
import subprocess
import sys
import time
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
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
from tests.crawler.year.life import BEGIN, HOUR, Life

FIRST_CRAWLS = 5


@dataclass
class Year:
    """The crawls of a portal's life, and what ``scrapy health`` said of them."""

    folder: Path
    hours: int
    life: Life
    health_every: int = 6  # crawls
    overrides: dict[str, Any] = field(default_factory=dict)
    crawls: int = 0
    killed: int = 0
    was_told_to_end: bool = False
    open_files: int = 0  # after the first crawls
    files_at_end: int = 0
    said: list[tuple[float, str, str]] = field(default_factory=list)  # day, kind, reason

    @property
    def settings(self) -> Settings:
        return settings_in(self.folder, self.overrides)

    def run(self) -> None:
        """Live through all of it; must be the only one in its process, since a reactor runs once."""
        times.clock = lambda: self.life.now
        for number in (signal.SIGINT, signal.SIGTERM):  # a year cut short is judged as far as it came
            signal.signal(number, lambda *_: setattr(self, "was_told_to_end", True))
        process = AsyncCrawlerProcess(self.settings)
        from twisted.internet import reactor as chosen

        reactor: Any = chosen
        failures: list[BaseException] = []

        async def drive() -> None:
            try:
                await self.crawl_all(process)
            except BaseException as error:
                failures.append(error)
            reactor.stop()

        with self.life.portal:
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
            self.life.now = BEGIN + hour * HOUR
            self.life.live(hour)
            if hour % self.life.every:
                continue
            self.life.now += timedelta(minutes=5)
            if any(planted.what == "killed" and hour == planted.day * 24 for planted in self.life.planted):
                await asyncio.get_running_loop().run_in_executor(None, self.kill_one)
            else:
                crawler = process.create_crawler("section")
                await process.crawl(crawler, url=self.life.url)
                self.crawls += 1
                if self.crawls == FIRST_CRAWLS:
                    self.open_files = open_files()
            db = db or open_database(self.folder / "news.db", NEWS)
            self.life.now += timedelta(minutes=30)
            if self.crawls % self.health_every == 0:
                gc.collect()  # each crawl leaves its start out of the search, so that thousands in one process pile up
                self.look(db, hour)
            if hour and hour % 480 < self.life.every:
                self.report(hour, time.monotonic() - began)
        self.files_at_end = open_files()
        self.report(self.hours, time.monotonic() - began)

    def kill_one(self) -> None:
        """A crawl in a process of its own, killed while it is at work."""
        self.life.portal.slow = 0.2
        already = len(self.life.portal.log)
        command = [sys.executable, "-m", "tests.crawler.year", "--one", self.life.now.isoformat()]
        command += ["--url", self.life.url, "--folder", str(self.folder)]
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        while len(self.life.portal.log) < already + 2 and process.poll() is None:
            time.sleep(0.02)
        os.kill(process.pid, signal.SIGKILL)
        process.communicate()
        self.life.portal.slow = 0.0
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

    def report(self, hour: int, seconds: float) -> None:
        sizes = {name: (self.folder / name).stat().st_size // 1024 for name in ("news.db", "pages.db")}
        counts = {table: self.count(table) for table in ("articles", "frontier", "refused_links", "crawls", "hosts")}
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        figures = " · ".join(f"{name} {count}" for name, count in {**counts, **sizes, "MB memory": memory}.items())
        print(
            f"hour {hour} · {figures} · {len(self.life.portal.log)} requests · {1000 * seconds / max(1, self.crawls):.0f} ms a crawl",
            flush=True,
        )

    def count(self, table: str) -> int:
        return int(rows(self.folder, f"select count(*) as n from {table}")[0]["n"])


def settings_in(folder: Path, overrides: dict[str, Any]) -> Settings:
    settings = get_project_settings()
    own = {
        "DATABASE": str(folder / "news.db"),
        "PAGES_DATABASE": str(folder / "pages.db"),
        "DOWNLOAD_DELAY": 0,
        "CRAWL_REPORT": "none",
        "LOG_LEVEL": "CRITICAL",
    }
    settings.setdict(own | overrides, priority="cmdline")
    return settings


def open_files() -> int:
    return len(os.listdir("/proc/self/fd")) if Path("/proc/self/fd").exists() else 0


def crawl_once(moment: str, url: str, folder: Path, overrides: dict[str, Any]) -> None:
    """One crawl at a moment of our choice."""
    now = datetime.fromisoformat(moment)
    times.clock = lambda: now
    process = AsyncCrawlerProcess(settings_in(folder, overrides))
    process.crawl("section", url=url)
    process.start()
