"""``scrapy genspider -t site NAME URL``: Scrapy's own; for a site it writes the first golden test too."""

import argparse
import re

from scrapy.commands.genspider import Command as ScrapyGenspider

from crawler.refusal import refuse
from crawler.settings import PROJECT
from crawler.urls import RefusedAddress, canonical

NAME = re.compile(r"[a-z][a-z0-9_]{0,40}")  # file, class, folder of golden pages and SQL value in one
FIRST_PAGE = "first-article"


class Command(ScrapyGenspider):
    """Writes ``crawler/spiders/NAME.py`` and ``tests/pages/NAME/first-article/``."""

    def syntax(self) -> str:
        return "[options] <name> <url>"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.set_defaults(template="site")  # the only one there is

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        is_site = opts.template == "site" and len(args) == 2 and not opts.list and not opts.dump
        if is_site:
            name, url = args
            args = [name, self._checked(name, url, opts.force)]
        super().run(args, opts)
        if is_site:
            self._golden_test(args[0])

    def _checked(self, name: str, url: str, force: bool) -> str:
        """The address as it can stand in a Python file; refuses names and addresses that cannot."""
        if not NAME.fullmatch(name):
            refuse(
                f"{name!r} cannot be the name of a file, a class and an SQL value at once: "
                "use small letters, digits and _, like harbor_times."
            )
        spider = PROJECT / "crawler" / "spiders" / f"{name}.py"
        if spider.exists() and not force:
            refuse(f"{spider.relative_to(PROJECT)} already exists: choose another name, or overwrite it with --force.")
        try:
            return canonical(url)
        except RefusedAddress as error:
            refuse(f"{url!r} is no address of a section page: {error}.")

    def _golden_test(self, name: str) -> None:
        folder = PROJECT / "tests" / "pages" / name / FIRST_PAGE
        if (folder / "url.txt").exists():
            return
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "url.txt").write_text("", encoding="utf-8")
        shown = folder.relative_to(PROJECT)
        print(
            f"and its first golden test in:\n  {shown}\n\n"
            "What is left to do:\n"
            f"  1. put the address of one of its articles into {shown / 'url.txt'}\n"
            f"  2. .venv/bin/scrapy fetch ADDRESS > {shown / 'page.html'}\n"
            "  3. .venv/bin/python -m pytest tests/test_golden_pages.py\n"
            "     The first run fails on purpose: it drafts expected.json.  Read it, correct it, run again.\n"
            f"  4. .venv/bin/scrapy crawl {name} -a pages=1"
        )
