"""``python -m tests.crawler.asking URL …``: asks for each address as a crawl would, and prints what became of it, JSON.

Nobody vouches for the addresses: the spider has none of its own.
"""

import json
import sys

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.utils.project import get_project_settings

from crawler.fetch_one import WITHOUT_DATABASE

FATES: dict[str, int | str] = {}


class AskingSpider(Spider):
    """Yields what it is given."""

    name = "asking"
    urls: list[str]

    async def start(self):
        for url in self.urls:
            try:
                request = Request(url, callback=self.came, errback=self.missed, meta={"asked": url}, dont_filter=True)
            except ValueError as error:
                FATES[url] = f"ValueError: {error}"
                continue
            yield request

    def came(self, response):
        FATES[response.meta["asked"]] = response.status

    def missed(self, failure):
        FATES[failure.request.meta["asked"]] = type(failure.value).__name__


def main(urls, **settings):
    project = get_project_settings()
    project.setdict(WITHOUT_DATABASE | {"DOWNLOAD_DELAY": 0, "RETRY_ENABLED": False} | settings, priority="cmdline")
    process = AsyncCrawlerProcess(project)
    process.crawl(AskingSpider, urls=urls)
    process.start()
    json.dump(FATES, sys.stdout)


if __name__ == "__main__":
    asked = json.load(sys.stdin)
    main(asked["urls"], **asked["settings"])
