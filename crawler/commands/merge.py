"""``scrapy merge news.db SHARD …``: many databases into one for analysts, as often as one likes."""

import argparse
import signal
import sys
import tempfile
from pathlib import Path

from crawler.cluster.kept import KeptShard, kept_shards
from crawler.cluster.snapshots import BrokenSnapshot
from crawler.cluster.storage import BadStorage, MissingExtra
from crawler.outcomes import DONE, EXIT_STATUS, STOPPED
from crawler.project_command import ProjectCommand
from crawler.refusal import refuse
from pipelines.status_line import StatusLine
from pipelines.store.database import BadDatabase, Database
from pipelines.store.merge import Count, Merged, check_shard, is_merged_from, merge_shard, open_merged
from pipelines.store.shard import lineage_of


class Command(ProjectCommand):
    """Looks at every shard before anything is written; how rows are merged is the store's business."""

    def syntax(self) -> str:
        return "DATABASE SHARD …"

    def short_desc(self) -> str:
        return "Merge databases of crawls into one: what has changed since the last time"

    def long_desc(self) -> str:
        return (
            "Articles, versions, removals, sections, crawls and the frontier's fates of all SHARDs go into DATABASE, "
            "which is made if it is not there; reprints are found across sites. A shard is a news.db; a folder stands for "
            "all that are in it, and a storage of `scrapy cluster` (s3://bucket/news, a folder …) for the last snapshot "
            "of each site. Shards are only read, and crawls in them may go on."
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if len(args) < 2:
            refuse(
                "Merge what into what? First the database to be filled, then the shards: scrapy merge all.db a.db b.db"
            )
        target = Path(args[0])
        try:
            shards, kept = _named(args[1:])
            for shard in shards:
                check_shard(shard)
                if target.exists() and shard.samefile(target):
                    refuse(f"{target} cannot be merged into itself: name it once.")
            if target.is_file() and target.stat().st_size:
                check_shard(target)  # only what a shard may be can be merged into
            db = open_merged(target)
        except (BadDatabase, BadStorage, MissingExtra) as error:
            refuse(str(error))
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        self.line = StatusLine()
        total = len(shards) + len(kept)
        self.counts = {"shards": total, "unchanged": 0, "new": 0, "changed": 0}
        outcome = DONE
        try:
            # Oldest first, so that the numbers of rows do not depend on how the shards are named in.
            for place, shard in enumerate(sorted(shards, key=lineage_of), start=1):
                self._merge(db, shard, f"shard {place} of {total}")
            for place, each in enumerate(kept, start=len(shards) + 1):
                self._merge_kept(db, each, f"shard {place} of {total}")
        except KeyboardInterrupt:
            outcome = STOPPED
        except (BadDatabase, BrokenSnapshot) as error:
            refuse(str(error))
        self.line.erase()
        self._report(target, outcome)
        db.close()
        self.exitcode = EXIT_STATUS[outcome]

    def _merge_kept(self, db: Database, kept: KeptShard, where: str) -> None:
        """Merge a snapshot from a passing copy, unless the very same was merged before."""
        if is_merged_from(db, kept.place):
            self.counts["unchanged"] += 1
            return
        with tempfile.TemporaryDirectory(prefix="zhengwen-") as folder:
            self._merge(db, kept.fetch(Path(folder)), where, kept.place)

    def _merge(self, db: Database, shard: Path, where: str, place: str = "") -> None:
        merged: Merged | None = None
        for merged in merge_shard(db, shard, place=place):
            done = f"{merged.counts.looked_at:,} of {merged.total:,} articles"
            self.line.draw(f"{where} · {done} · {self.line.seconds:.0f} s")
        if merged is None:
            self.counts["unchanged"] += 1
            self.line.draw(f"{where} · {self.line.seconds:.0f} s")
        counts = merged.counts if merged else Count()
        self.counts["new"] += counts.new
        self.counts["changed"] += counts.changed

    def _report(self, target: Path, outcome: str) -> None:
        counts = self.counts
        print(
            f"{target}: {counts['new']:,} articles new, {counts['changed']:,} changed, from {counts['shards']} shards, "
            f"{counts['unchanged']} of them unchanged; {self.line.seconds:.1f} s"
        )
        if outcome == STOPPED:
            print("Stopped; start it again to go on.", file=sys.stderr)


def _named(names: list[str]) -> tuple[list[Path], list[KeptShard]]:
    """The shards that are named, each once: files, those in folders, and the snapshots in a cluster's storage."""
    shards: dict[Path, None] = {}
    kept: dict[str, KeptShard] = {}
    for name in names:
        path = Path(name)
        if "://" not in name and not path.is_dir():
            shards[path.absolute()] = None
            continue
        found = [] if "://" in name else sorted(path.rglob("news.db")) or sorted(path.glob("*.db"))
        in_storage = [] if found else list(kept_shards(name))
        if not found and not in_storage:
            refuse(f"In {name} there is no news.db, and no snapshot of a cluster's: name the shards themselves.")
        shards |= dict.fromkeys(each.absolute() for each in found)
        kept |= {each.place: each for each in in_storage}
    return list(shards), list(kept.values())
