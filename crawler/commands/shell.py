"""``scrapy shell URL``: Scrapy's own, without our database."""

import argparse

from scrapy.commands.shell import Command as ScrapyShell

from crawler.fetch_one import WITHOUT_DATABASE


class Command(ScrapyShell):
    """Looks at a page, and leaves no trace."""

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        super().process_options(args, opts)
        assert self.settings is not None
        self.settings.setdict(WITHOUT_DATABASE, priority="cmdline")
        self.settings.set("NAMED_ADDRESSES", args, priority="cmdline")
