"""``scrapy cluster crawl SITE …``, ``reclean``, ``import-warc``: the same work on many machines, or on all cores here."""

import argparse
import contextlib
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from scrapy.spiderloader import get_spider_loader
from scrapy.utils.conf import arglist_to_dict

from crawler.cluster.archive_task import PARQUET, SHARD, import_file, is_finished, name_of, size_of, sources_of
from crawler.cluster.engine import Engine, NoCluster
from crawler.cluster.kept import kept_shards
from crawler.cluster.orders import Order, Result
from crawler.cluster.run import Run, Task, status_of
from crawler.cluster.sites import BadSite, commands_of, words_of
from crawler.cluster.snapshots import folder_name
from crawler.cluster.storage import BadStorage, MissingExtra, Storage
from crawler.cluster.task import run_order
from crawler.cluster.version import project_version
from crawler.outcomes import EXIT_STATUS, STOPPED
from crawler.project_command import ProjectCommand
from crawler.refusal import refuse
from crawler.settings import PROJECT
from pipelines.status_line import StatusLine

EVERY_SECONDS = 60.0  # between two snapshots: what a crash costs, at one page a second, is a page for each of these
AT_ONCE = 8  # sites on this machine: they mostly wait for their hosts
FORMS = (SHARD, PARQUET)
WORK = ("crawl", "reclean", "import-warc")
FINISHED = "finished before"


class Command(ProjectCommand):
    """Refuses what cannot work, hands one order to each site, says what came of it."""

    def syntax(self) -> str:
        return "crawl SITE … | reclean [SITE …] | import-warc FILE …  [--scheduler tcp://HOST:8786] [--storage ADDRESS]"

    def short_desc(self) -> str:
        return "Crawl many sites, or read many archives, on many machines or all cores of this one"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument(
            "--scheduler", default="", metavar="ADDRESS", help="of Dask; without it, this machine's cores"
        )
        parser.add_argument("--storage", default="", metavar="ADDRESS", help="folder, s3://…, sftp://…: for snapshots")
        parser.add_argument("--sites", default="", metavar="FILE", help="a site a line: its name, or a section page")
        parser.add_argument("--every", type=float, default=EVERY_SECONDS, metavar="SECONDS", help="between snapshots")
        parser.add_argument("--at-once", type=int, default=AT_ONCE, metavar="N", help="sites on this machine")
        parser.add_argument("--form", choices=FORMS, default=FORMS[0], help="in which an import is kept")
        parser.add_argument(
            "-a", dest="spargs", action="append", default=[], metavar="NAME=VALUE", help="for each crawl"
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if not args or args[0] not in WORK:
            refuse(f"Do what on the cluster? scrapy cluster {self.syntax()}")
        if opts.every < 1 or opts.at_once < 1:
            refuse("--every and --at-once are numbers from 1.")
        assert self.settings is not None
        storage = _absolute(opts.storage or str(PROJECT / "data" / "cluster"))
        if opts.scheduler and not opts.storage:
            refuse("Keep the snapshots where? Name a storage that all workers share: --storage s3://bucket/news")
        engine = None
        try:
            Storage(storage).check("check")
            orders, finished = self._orders(args[0], args[1:], opts, storage)
            for name in finished:
                print(f"{name}: {FINISHED}")
            if not orders:
                return
            engine = Engine(opts.scheduler, at_once=min(opts.at_once, len(orders)))
            engine.connect()
            engine.check(storage)
            self.exitcode = self._work(engine, orders, import_file if args[0] == "import-warc" else run_order)
        except (BadSite, BadStorage, MissingExtra, NoCluster) as error:
            refuse(str(error))
        finally:
            if engine:
                engine.close()

    def _orders(
        self, work: str, words: Sequence[str], opts: argparse.Namespace, storage: str
    ) -> tuple[list[Order], list[str]]:
        """What is to be done, and the names of what is finished."""
        every, version = opts.every, project_version()
        if work == "import-warc":
            if not words:
                raise BadSite(
                    "Import which files? Name some that end in .warc.gz, at any address: s3://…, https://… or here."
                )
            sources = {name_of(source): source for word in words for source in sources_of(_absolute(word))}
            kept = Storage(storage)
            finished = [name for name in sources if is_finished(kept, name, opts.form)]
            sizes = {name: size_of(source) for name, source in sources.items() if name not in finished}
            # The largest first: whoever begins one last is waited for by all others.
            orders = [
                Order(name, (), storage, every, version, source=sources[name], form=opts.form)
                for name in sorted(sizes, key=lambda name: (-sizes[name], name))
            ]
            return orders, finished
        if work == "reclean":
            shards = {shard.folder: shard.snapshot for shard in kept_shards(storage)}
            if not shards:
                raise BadSite(f"There is no snapshot in {storage}: crawl or import something first.")
            chosen = [folder_name(word) for word in words] or list(shards)
            if unknown := [name for name in chosen if name not in shards]:
                raise BadSite(f"No snapshot of {unknown[0]!r} in {storage}: it has {', '.join(shards) or 'none'}.")
            told = {"command": "reclean", "version": version, "status": 0}
            finished = [name for name in chosen if shards[name].told.items() >= told.items()]
            command = ("reclean", "--jobs", "1")
            return [Order(name, command, storage, every, version) for name in chosen if name not in finished], finished
        return self._crawls(words, opts, storage), []

    def _crawls(self, words: Sequence[str], opts: argparse.Namespace, storage: str) -> list[Order]:
        assert self.settings is not None
        wanted = [*words, *(words_of(Path(opts.sites)) if opts.sites else ())]
        if not wanted:
            raise BadSite("Crawl which sites? Name some, or a file of them: --sites FILE")
        try:
            arguments = arglist_to_dict(opts.spargs)
        except ValueError:
            refuse("-a is followed by NAME=VALUE: -a pages=3")
        passed = [word for name, value in arguments.items() for word in ("-a", f"{name}={value}")]
        passed += [word for setting in getattr(opts, "set", None) or [] for word in ("-s", setting)]
        passed += ["-s", "CRAWL_REPORT=line", "-s", f"CONTACT={self.settings['CONTACT']}"]
        return [
            Order(site, (*command, *passed), storage, opts.every, project_version())
            for site, command in commands_of(wanted, get_spider_loader(self.settings)).items()
        ]

    def _work(self, engine: Engine, orders: Sequence[Order], task: Task) -> int:
        if sys.stderr.isatty():
            print(f"Dask's dashboard: {engine.dashboard}", file=sys.stderr)
        line = StatusLine(silent=0)
        run = Run(engine, task, orders, line.say)
        before = {
            number: signal.signal(number, signal.default_int_handler) for number in (signal.SIGTERM, signal.SIGINT)
        }
        is_stopped = False
        try:
            run.wait(lambda: line.draw(progress_line(run, line.seconds)))
        except KeyboardInterrupt:
            is_stopped = True
            line.say("Stopping: each site keeps what it has; the next run goes on from there.")
            with contextlib.suppress(KeyboardInterrupt):
                run.cancel()
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
        line.erase()
        for name in run.orders:
            print(_line(name, run.results.get(name)))
        return EXIT_STATUS[STOPPED] if is_stopped else status_of(list(run.results.values()))


def _absolute(source: str) -> str:
    return source if "://" in source else str(Path(source).absolute())  # a worker stands elsewhere


def progress_line(run: Run, seconds: float) -> str:
    """All sites in one line."""
    at_work = {name: told for name, told in run.progress.items() if name not in run.results}
    articles = sum(told.get("articles", 0) for told in at_work.values())
    articles += sum(result.counts.get("articles", 0) for result in run.results.values())
    queued = sum(told.get("queued", 0) for told in at_work.values())
    return (
        f"{len(run.results)} of {len(run.orders)} done · {len(at_work)} at work · {articles:,} articles"
        f" · {queued:,} queued · {seconds:.0f} s"
    )


def _line(name: str, result: Result | None) -> str:
    """What became of one site."""
    if result is None:
        return f"{name}: stopped"
    if result.status and not result.counts:
        return f"{name}: {result.outcome}: {result.line}"
    counts = result.counts
    told = ", ".join(
        f"{counts[what]} {what}" for what in ("new", "changed", "gone", "dropped", "failed") if counts.get(what)
    )
    return f"{name}: {result.outcome}, {told or 'nothing new'}; {result.seconds:.0f} s on {result.worker}"
