"""``scrapy health``: what is wrong, judged by each site's own habits; a status other than 0 when somebody should look."""

import argparse
import json
import shlex
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from crawler.health import Health, judge_files, judge_sites
from crawler.health_findings import Finding
from crawler.news_command import NewsCommand
from crawler.refusal import refuse
from pipelines.store.database import BadDatabase, lasting_trouble, open_database
from pipelines.store.incidents import keep_incidents, mark_told
from pipelines.store.migrations import NEWS
from pipelines.store.times import now_at

LOOK = 1  # the exit status when somebody should
COMMAND_SECONDS = 60  # a mail takes some; cron must not hang on it
NEVER_KEPT = 0  # the number of an incident that no database would take: told each time


class Command(NewsCommand):
    """Judges, keeps incidents, and tells HEALTH_COMMAND of new ones."""

    def syntax(self) -> str:
        return "[options]"

    def short_desc(self) -> str:
        return "Say what is wrong, by each site's own habits; exit status 1 when somebody should look"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--site", default="", help="only this site")
        parser.add_argument("--json", action="store_true", help="everything as JSON, with the numbers")
        parser.add_argument("--thorough", action="store_true", help="SQLite's long check of both files")
        parser.add_argument("--skip-check", action="store_true", help="leave SQLite's check out: it reads all of both")
        parser.add_argument("--look", action="store_true", help="keep no incidents and tell nobody")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if args:
            refuse(f"health takes options only, not {args[0]!r}: try --site {args[0]}.")
        assert self.settings is not None
        paths = [self.existing("DATABASE"), self.settings["PAGES_DATABASE"]]
        damaged = [] if opts.skip_check else judge_files(paths, thorough=opts.thorough)
        health, untold, db = Health([], [], []), list[int](), None
        try:
            db = open_database(paths[0], NEWS)
            health = judge_sites(db, opts.site)
        except BadDatabase as error:
            if not damaged:  # a file that was not looked at, or one that only cannot be written
                damaged = [Finding("", "unreadable", str(error), subject=Path(paths[0]).name)]
        except Exception:
            if not damaged:  # a damaged file may fail anywhere
                raise
        if db is not None and opts.site and opts.site not in health.sites and not damaged:
            refuse(f"No site {opts.site!r} was crawled lately: it has {', '.join(judge_sites(db).sites) or 'none'}.")
        findings = [*damaged, *health.findings]
        if db is not None and not opts.look:
            try:
                untold = keep_incidents(
                    db, list(map(asdict, findings)), {*health.sites, *([] if opts.skip_check else [""])}
                )
            except Exception as error:
                trouble = lasting_trouble(error)
                if not (damaged or trouble):
                    raise
                if trouble:
                    reason = f"{paths[0]} cannot be written: {trouble}."
                    findings.append(Finding("", "unreadable", reason, subject=Path(paths[0]).name))
                untold = [NEVER_KEPT]
        untold = untold or ([NEVER_KEPT] if damaged and db is None else [])
        told = as_told(health, findings)
        self._say(opts, health, findings, told)
        if untold and findings and not opts.look and self._tell(told) and db is not None and untold != [NEVER_KEPT]:
            mark_told(db, untold)
        self.exitcode = LOOK if findings else 0

    def _say(self, opts: argparse.Namespace, health: Health, findings: Sequence[Finding], told: dict[str, Any]) -> None:
        if opts.json:
            print(json.dumps(told, ensure_ascii=False, indent=1))
            return
        for finding in findings:
            print(f"{finding.site or 'database'}: {finding.reason}", file=sys.stderr)
        if not sys.stdout.isatty():
            return
        for early in health.too_early:
            print(f"{early.site}: too early to tell of {early.what} ({early.reason}).")
        if not findings:
            print(f"{len(health.sites)} sites, nothing wrong.")

    def _tell(self, told: dict[str, Any]) -> bool:
        """Whether HEALTH_COMMAND was told; what it is told comes on its standard input, never through a shell."""
        assert self.settings is not None
        command = self.settings.get("HEALTH_COMMAND")
        words = shlex.split(command) if isinstance(command, str) else list(command or [])
        if not words:
            return False
        message = json.dumps(told, ensure_ascii=False)
        try:
            done = subprocess.run(words, input=message, text=True, timeout=COMMAND_SECONDS, check=False)
        except (OSError, subprocess.TimeoutExpired) as error:
            why = (
                f"it took more than {COMMAND_SECONDS} seconds"
                if isinstance(error, subprocess.TimeoutExpired)
                else error.strerror
            )
            print(f"HEALTH_COMMAND {words[0]} was not told: {why}; it is tried again next time.", file=sys.stderr)
            return False
        if done.returncode:
            print(
                f"HEALTH_COMMAND {words[0]} ended with {done.returncode}; it is tried again next time.", file=sys.stderr
            )
        return done.returncode == 0


def as_told(health: Health, findings: Sequence[Finding]) -> dict[str, Any]:
    return {
        "checked_at": now_at(),
        "healthy": not findings,
        "findings": list(map(asdict, findings)),
        "too_early": list(map(asdict, health.too_early)),
        "sites": health.sites,
    }
