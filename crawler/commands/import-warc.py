"""``scrapy import-warc FILE …``: other people's crawls become articles.  A file is named as its command."""

# ruff: noqa: N999
import argparse
import sys
from pathlib import Path

from scrapy.commands import BaseRunSpiderCommand
from scrapy.spiderloader import get_spider_loader

from crawler.outcomes import DONE, DONE_WITH_FAILURES, EXIT_STATUS
from crawler.project_command import check_command_line
from crawler.refusal import refuse
from crawler.stopping import crawl_to_the_end
from crawler.warc import BadWarc, MissingWarcio, WarcFiles
from crawler.warc_spider import WarcSpider, declared_sites
from pipelines.store.database import BadDatabase, open_database
from pipelines.store.migrations import NEWS
from pipelines.store.page_migrations import PAGES


class Command(BaseRunSpiderCommand):
    """Looks through the files first, so that what is wrong with them is said before anything is stored."""

    requires_project = True

    def syntax(self) -> str:
        return "[options] FILE.warc.gz …"

    def short_desc(self) -> str:
        return "Read the pages of WARC files as if they had been crawled, without a network"

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        super().process_options(args, opts)
        check_command_line(self, args, opts)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if not args:
            refuse("Import which files? Name some that end in .warc.gz, .warc, .arc.gz or .arc.")
        assert self.settings is not None
        assert self.crawler_process is not None
        paths = [Path(name) for name in args]
        for path in paths:
            if not path.is_file():
                refuse(f"{path} is no file: check the spelling.")
        try:
            for name, migrations in (("DATABASE", NEWS), ("PAGES_DATABASE", PAGES)):
                open_database(self.settings[name], migrations).close()
            files = WarcFiles(paths, lambda sentence: print(sentence, file=sys.stderr))
        except (BadDatabase, BadWarc, MissingWarcio) as error:
            refuse(str(error))
        self.settings.set("SCHEDULER", "crawler.warc_spider.NothingToFetch", priority="cmdline")
        # Pages that wait for one another are read beside more or fewer of their neighbours, as the machine is slow or quick:
        # the same file would not give the same bytes.  Of an import's time it would save a twentieth.
        self.settings.set("STORED_TOGETHER", 1, priority="cmdline")
        crawler = self.crawler_process.create_crawler(WarcSpider)
        sites = declared_sites(get_spider_loader(self.settings))
        outcome = crawl_to_the_end(self.crawler_process, crawler, files=files, declared=sites)
        files.close()
        if outcome == DONE and files.problems:
            outcome = DONE_WITH_FAILURES
        self.exitcode = EXIT_STATUS[outcome]
