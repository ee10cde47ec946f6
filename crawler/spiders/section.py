"""``scrapy crawl section -a url=URL``: any section page, never seen before, without configuration."""

from scrapy import Request

from crawler.asked_spider import AskedSpider


class SectionSpider(AskedSpider):
    """Crawls the section pages it is given: their further pages and the articles they list."""

    name = "section"

    def request_for(self, url: str) -> Request:
        return self.section_request(url)
