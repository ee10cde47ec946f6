"""``scrapy crawl SPIDER``: Scrapy's own, refusing in one sentence what cannot work, with a telling exit status."""

import argparse

from scrapy.commands.crawl import Command as ScrapyCrawl
from scrapy.spiderloader import get_spider_loader

from crawler.arguments import BadArgument, refuse_unknown
from crawler.browser import browser_path
from crawler.contact import NoContact, check_contact
from crawler.log_lines import shape_from_the_start
from crawler.news_spider import NewsSpider
from crawler.outcomes import EXIT_STATUS
from crawler.project_command import check_command_line
from crawler.refusal import refuse
from crawler.stopping import crawl_to_the_end
from crawler.urls import RefusedAddress
from pipelines.store.database import BadDatabase, check_database, open_database
from pipelines.store.migrations import NEWS
from pipelines.store.page_migrations import PAGES


class Command(ScrapyCrawl):
    """Asks everything that can be asked before the first request, so that a refusal leaves nothing half-done."""

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        super().process_options(args, opts)
        check_command_line(self, args, opts)
        shape_from_the_start()

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
            if "name" in opts.spargs:
                refuse_unknown(args[0], "name", spider.arguments() if issubclass(spider, NewsSpider) else [])
            asked = spider(**opts.spargs)
            if isinstance(asked, NewsSpider) and asked.browser:
                browser_path(self.settings)
            if isinstance(asked, NewsSpider):
                check_contact(self.settings, [request.url for request in asked.first_requests()])
            databases = (("PAGES_DATABASE", PAGES), ("DATABASE", NEWS))
            for setting, migrations in databases:
                check_database(self.settings[setting], migrations)
            for setting, migrations in databases:
                open_database(self.settings[setting], migrations).close()
        except (BadArgument, BadDatabase, NoContact, RefusedAddress) as error:
            refuse(str(error))
        outcome = crawl_to_the_end(self.crawler_process, self._create_crawler(spider), **opts.spargs)
        self.exitcode = EXIT_STATUS[outcome]
