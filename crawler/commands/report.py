"""``scrapy report [FILE]``: one HTML page with plots, for a browser or a printer; it needs no network."""

import argparse
import os
import sys
from pathlib import Path
from typing import Any, ClassVar

from scrapy.commands import ScrapyCommand

from crawler.progress import ERASE
from crawler.refusal import refuse
from crawler.report.page import report_page
from crawler.settings import PROJECT
from pipelines.store.database import BadDatabase, open_database
from pipelines.store.descriptions import read_descriptions
from pipelines.store.migrations import NEWS
from pipelines.store.times import now_at

FILE = "report.html"


class Command(ScrapyCommand):
    """Asks the database, draws, and writes the file in one piece."""

    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        return "[FILE]"

    def short_desc(self) -> str:
        return "Write one HTML page with plots: articles a day, silent sites, what was cut, failures"

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if len(args) > 1:
            refuse(f"Write which file? One name is enough, not {len(args)}.")
        assert self.settings is not None
        database = Path(self.settings["DATABASE"])
        target = Path(args[0]) if args else database.with_name(FILE)
        if target.suffix.lower() not in (".html", ".htm"):
            refuse(f"{target} would be a web page: give it a name that ends in .html.")
        if not database.exists():
            refuse(f"There is no {database}: crawl first, or name another file with -s DATABASE=FILE.")
        try:
            db = open_database(database, NEWS)
        except BadDatabase as error:
            refuse(str(error))
        explained = read_descriptions(PROJECT / "data" / "README.md").drop_reasons
        text = report_page(db, database.name, now_at(), explained, _say)
        _say("")
        db.close()
        unfinished = target.with_name(f".{target.name}.{os.getpid()}")
        try:
            unfinished.write_text(text, encoding="utf-8")
            os.replace(unfinished, target)
        except OSError as error:
            unfinished.unlink(missing_ok=True)
            refuse(f"Cannot write {target}: {error.strerror}.")
        print(f"{target}: open it in a browser")


def _say(what: str) -> None:
    """What is being counted, for a person at a terminal."""
    if sys.stderr.isatty():
        print(f"{ERASE}{what} …" if what else ERASE, end="", file=sys.stderr, flush=True)
