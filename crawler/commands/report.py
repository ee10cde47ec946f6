"""``scrapy report [FILE]``: one HTML page with plots, for a browser or a printer; it needs no network."""

import argparse
from pathlib import Path

from crawler.news_command import NewsCommand
from crawler.refusal import refuse
from crawler.report.page import report_page
from crawler.settings import PROJECT
from crawler.whole_file import whole_file
from pipelines.status_line import StatusLine
from pipelines.store.descriptions import read_descriptions
from pipelines.store.times import now_at

FILE = "report.html"


class Command(NewsCommand):
    """Asks the database, draws, and writes the file in one piece."""

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
        db = self.open_news()
        explained = read_descriptions(PROJECT / "data" / "README.md").drop_reasons
        line = StatusLine(silent=0, every=0)
        text = report_page(db, database.name, now_at(), explained, lambda what: line.draw(f"{what} …"))
        line.erase()
        db.close()
        with whole_file(target) as unfinished:
            unfinished.write_text(text, encoding="utf-8")
        print(f"{target}: open it in a browser")
