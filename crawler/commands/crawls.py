"""``scrapy crawls``: what ran, when, and what came of it; the newest last, where the eye is."""

import argparse
import json
import sys
from typing import Any

from crawler.news_command import NewsCommand
from crawler.refusal import refuse
from pipelines.store.crawls import COUNTS, past_crawls

USUAL_LIMIT = 20  # a screen of them
DEAD, RUNNING = "died", "running"


class Command(NewsCommand):
    """Reads the table ``crawls`` to you."""

    def syntax(self) -> str:
        return "[options]"

    def short_desc(self) -> str:
        return "Show the last crawls with all their counts"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--site", default="", help="only crawls of this site")
        parser.add_argument("--limit", type=int, default=USUAL_LIMIT, metavar="N", help=f"{USUAL_LIMIT} if not said")
        parser.add_argument("--json", action="store_true", help="a JSON object a line")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if args:
            refuse(f"crawls takes options only, not {args[0]!r}: try --site {args[0]}.")
        if opts.limit < 1:
            refuse(f"--limit {opts.limit} makes no sense: say how many crawls, from 1.")
        found = past_crawls(self.open_news(), site=opts.site, limit=opts.limit)
        for crawl in found:
            is_running = crawl.pop("is_running")
            crawl["outcome"] = crawl["outcome"] or (RUNNING if is_running else DEAD)
        if opts.json:
            for crawl in found:
                print(json.dumps(crawl, ensure_ascii=False))
        elif found:
            print("\n".join(table(found)))
        else:
            print("No crawl yet." if not opts.site else f"No crawl of a site {opts.site!r}.", file=sys.stderr)


def table(crawls: list[dict[str, Any]]) -> list[str]:
    """The crawls in columns, numbers to the right."""
    head = ["id", "started", "spider", "sites", "outcome", "seconds", *COUNTS]
    lines = [
        [
            str(crawl["id"]),
            crawl["started_at"][:16].replace("T", " "),
            crawl["spider"],
            _several(crawl["sites"]),
            crawl["outcome"],
            "" if crawl["seconds"] is None else f"{crawl['seconds']:.0f}",
            *(str(crawl[name]) for name in COUNTS),
        ]
        for crawl in crawls
    ]
    names = [name.replace("section_pages", "pages") for name in head]
    widths = [max(map(len, column)) for column in zip(names, *lines, strict=True)]
    words = {1, 2, 3, 4}
    return [
        "  ".join(
            cell.ljust(width) if at in words else cell.rjust(width) for at, (cell, width) in enumerate(row)
        ).rstrip()
        for row in ([*zip(line, widths, strict=True)] for line in [names, *lines])
    ]


def _several(sites: list[str]) -> str:
    return sites[0] if len(sites) == 1 else f"{len(sites)} sites"
