"""``scrapy crawl SPIDER``: Scrapy's own, refusing in one sentence what cannot work, with a telling exit status."""

import argparse

from scrapy.commands.crawl import Command as ScrapyCrawl
from scrapy.spiderloader import get_spider_loader

from crawler.arguments import BadArgument
from crawler.outcomes import BROKEN, EXIT_STATUS
from crawler.refusal import refuse
from pipelines.store.archive import PAGES
from pipelines.store.database import BadDatabase, open_database
from pipelines.store.migrations import NEWS


class Command(ScrapyCrawl):
    """Asks everything that can be asked before the first request, so that a refusal leaves nothing half-done."""

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if len(args) != 1:
            refuse("Which spider? `scrapy list` shows them.")
        assert self.settings is not None
        assert self.crawler_process is not None
        loader = get_spider_loader(self.settings)
        try:
            spider = loader.load(args[0])
        except KeyError:
            refuse(
                f"No spider is called {args[0]!r}: `scrapy list` shows them; "
                "any section page can be crawled with `scrapy crawl section -a url=URL`."
            )
        try:
            spider(**opts.spargs)
            for name, migrations in (("DATABASE", NEWS), ("PAGES_DATABASE", PAGES)):
                open_database(self.settings[name], migrations).close()
        except (BadArgument, BadDatabase) as error:
            refuse(str(error))
        crawler = self._create_crawler(spider)
        self.crawler_process.crawl(crawler, **opts.spargs)
        self.crawler_process.start()
        outcome = crawler.stats.get_value("crawl/outcome", BROKEN) if crawler.stats else BROKEN
        self.exitcode = EXIT_STATUS[outcome]
