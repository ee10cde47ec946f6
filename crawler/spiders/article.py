"""``scrapy crawl article -a url=URL``: single article pages, of any site, known or not."""

from scrapy import Request

from crawler.asked_spider import AskedSpider


class ArticleSpider(AskedSpider):
    """Fetches the article pages it is given."""

    name = "article"

    def request_for(self, url: str) -> Request:
        return self.article_request(url)
