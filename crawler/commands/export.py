"""``scrapy export articles.csv --site rmzxw``: stored articles for other programs."""

import argparse
import io
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from crawler.choosing import add_choice_options, choice_from
from crawler.export_files import FORMATS, MissingDuckdb, Rows, write_csv, write_jsonl, write_parquet
from crawler.news_command import NewsCommand
from crawler.refusal import refuse
from crawler.terminal import one_line
from crawler.whole_file import whole_file
from pipelines.status_line import StatusLine
from pipelines.store.exported import exported_rows
from pipelines.store.search_query import BadQuery, read_query


class Command(NewsCommand):
    """Writes beside the file that was named, and puts the whole in its place at the end."""

    def syntax(self) -> str:
        return "[options] FILE.jsonl|.csv|.parquet [QUERY]"

    def short_desc(self) -> str:
        return "Write stored articles into a JSONL, CSV or Parquet file"

    def long_desc(self) -> str:
        return (
            "All articles, or those that a query finds (see scrapy search). The ending of the file says its format; "
            "- is standard output, with --format. In CSV, a cell that a spreadsheet would take for a formula has an "
            "apostrophe in front."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        add_choice_options(parser)
        parser.add_argument("--format", default="", metavar="NAME", help=f"one of {', '.join(FORMATS)}")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        name, kind = _target(args, opts.format)
        choice = choice_from(opts)
        try:
            query = read_query(" ".join(args[1:])) if args[1:] else None
        except BadQuery as error:
            refuse(one_line(str(error)))
        rows = exported_rows(self.open_news(choice), choice, query)
        if name == "-":
            _write_out(rows, kind)
            return
        target = Path(name)
        try:
            with whole_file(target) as unfinished:
                count = _write(_told(rows), unfinished, kind)
        except MissingDuckdb as error:
            refuse(error)
        print(f"{target}: {count:,} article{'s' * (count != 1)}")


def _target(args: list[str], asked: str) -> tuple[str, str]:
    """(file, format) that the arguments name; ends the command where they name none."""
    if asked and asked not in FORMATS:
        refuse(f"--format {asked} is unknown: say one of {', '.join(FORMATS)}.")
    if not args:
        refuse("Write which file? Name one that ends in .jsonl, .csv or .parquet.")
    kind = asked or Path(args[0]).suffix.lower().removeprefix(".")
    if args[0] == "-" and kind not in ("jsonl", "csv"):
        refuse("In which format? Add --format jsonl or --format csv; Parquet needs a file.")
    if kind not in FORMATS:
        refuse(f"{args[0]} does not say its format: end it in .jsonl, .csv or .parquet, or add --format jsonl.")
    return args[0], kind


def _write(rows: Rows, path: Path, kind: str) -> int:
    if kind == "parquet":
        return write_parquet(rows, path)
    # The mark in front of a CSV file tells spreadsheets that it is UTF-8; the others need none.
    encoding = "utf-8-sig" if kind == "csv" else "utf-8"
    with path.open("w", encoding=encoding, newline="") as file:
        return (write_csv if kind == "csv" else write_jsonl)(rows, file)


def _write_out(rows: Rows, kind: str) -> None:
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # `| head` ends the command quietly, as it ends cat
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", newline="")  # the line ends are the format's, on every system
    (write_csv if kind == "csv" else write_jsonl)(rows, sys.stdout)
    sys.stdout.flush()


def _told(rows: Rows) -> Iterator[Any]:
    """The rows, counted on a terminal while somebody waits for them."""
    line = StatusLine()
    for count, row in enumerate(rows, start=1):
        yield row
        if line.is_due:
            line.draw(f"{count:,} articles · {count / line.seconds:,.0f}/s")
    line.erase()
