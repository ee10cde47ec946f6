"""``scrapy fetch URL``: Scrapy's own, without our database; a page that does not come is said not to."""

import argparse
import sys

from scrapy.commands.fetch import Command as ScrapyFetch
from scrapy.http import Response

from crawler.fetch_one import LooksOnly

DID_NOT_COME = 1


class Command(LooksOnly, ScrapyFetch):
    """Looks at a page, and leaves no trace.  Scrapy itself would say nothing of one that robots.txt forbids."""

    has_come = False

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        super().run(args, opts)
        if not self.has_come:
            print(f"{args[0]} did not come; why not, says scrapy clean {args[0]}", file=sys.stderr)
            self.exitcode = DID_NOT_COME

    def _print_response(self, response: Response, opts: argparse.Namespace) -> None:
        self.has_come = True
        super()._print_response(response, opts)
