"""``scrapy view URL``: Scrapy's own, without our database."""

from scrapy.commands.view import Command as ScrapyView

from crawler.fetch_one import LooksOnly


class Command(LooksOnly, ScrapyView):
    """Looks at a page, and leaves no trace."""
