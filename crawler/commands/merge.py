"""``scrapy merge news.db SHARD …``: many databases into one for analysts, as often as one likes."""

import argparse
import signal
import sys
import time
from pathlib import Path
from typing import Any, ClassVar

from scrapy.commands import ScrapyCommand

from crawler.outcomes import DONE, EXIT_STATUS, STOPPED
from crawler.progress import ERASE
from crawler.refusal import refuse
from pipelines.store.database import BadDatabase, Database, open_database
from pipelines.store.merge import Count, Merged, check_shard, merge_shard
from pipelines.store.migrations import NEWS
from pipelines.store.shard import lineage_of

SILENT_SECONDS = 2.0  # who waits longer is told how far it is
DRAWN_EVERY = 0.5


class Command(ScrapyCommand):
    """Looks at every shard before anything is written; how rows are merged is the store's business."""

    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        return "DATABASE SHARD …"

    def short_desc(self) -> str:
        return "Merge databases of crawls into one: what has changed since the last time"

    def long_desc(self) -> str:
        return (
            "Articles, versions, removals, sections, crawls and the frontier's fates of all SHARDs go into DATABASE, "
            "which is made if it is not there; reprints are found across sites. A shard is a news.db, or a folder in "
            "which there are some. Shards are only read, and crawls in them may go on."
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if len(args) < 2:
            refuse(
                "Merge what into what? First the database to be filled, then the shards: scrapy merge all.db a.db b.db"
            )
        target = Path(args[0])
        shards = _named(args[1:])
        try:
            for shard in shards:
                check_shard(shard)
                if target.exists() and shard.samefile(target):
                    refuse(f"{target} cannot be merged into itself: name it once.")
            db = open_database(target, NEWS)
        except BadDatabase as error:
            refuse(str(error))
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        self.began = self.drawn = time.monotonic()
        self.counts = {"shards": len(shards), "unchanged": 0, "new": 0, "changed": 0}
        outcome = DONE
        try:
            # Oldest first, so that the numbers of rows do not depend on how the shards are named in.
            for place, shard in enumerate(sorted(shards, key=lineage_of), start=1):
                self._merge(db, shard, f"shard {place} of {len(shards)}")
        except KeyboardInterrupt:
            outcome = STOPPED
        except BadDatabase as error:
            refuse(str(error))
        self._erase()
        self._report(target, outcome)
        db.close()
        self.exitcode = EXIT_STATUS[outcome]

    def _merge(self, db: Database, shard: Path, where: str) -> None:
        merged: Merged | None = None
        for merged in merge_shard(db, shard):
            self._draw(f"{where} · {merged.counts.looked_at:,} of {merged.total:,} articles")
        if merged is None:
            self.counts["unchanged"] += 1
            self._draw(where)
        counts = merged.counts if merged else Count()
        self.counts["new"] += counts.new
        self.counts["changed"] += counts.changed

    def _draw(self, line: str) -> None:
        now = time.monotonic()
        if sys.stderr.isatty() and now - self.began > SILENT_SECONDS and now - self.drawn > DRAWN_EVERY:
            self.drawn = now
            print(f"{ERASE}{line} · {now - self.began:.0f} s", end="", file=sys.stderr, flush=True)

    def _erase(self) -> None:
        if self.drawn > self.began:
            print(ERASE, end="", file=sys.stderr, flush=True)

    def _report(self, target: Path, outcome: str) -> None:
        counts = self.counts
        print(
            f"{target}: {counts['new']:,} articles new, {counts['changed']:,} changed, from {counts['shards']} shards, "
            f"{counts['unchanged']} of them unchanged; {time.monotonic() - self.began:.1f} s"
        )
        if outcome == STOPPED:
            print("Stopped; start it again to go on.", file=sys.stderr)


def _named(names: list[str]) -> list[Path]:
    """The shards that are named, each once; of a folder, the databases in it that are called ``news.db``, or all."""
    shards: dict[Path, None] = {}
    for name in names:
        path = Path(name)
        if not path.is_dir():
            shards[path.absolute()] = None
            continue
        found = sorted(path.rglob("news.db")) or sorted(path.glob("*.db"))
        if not found:
            refuse(f"In the folder {path} there is no news.db: name the shards themselves.")
        shards |= dict.fromkeys(each.absolute() for each in found)
    return list(shards)
