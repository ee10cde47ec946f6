"""``scrapy shell URL``: Scrapy's own, without our database."""

from scrapy.commands.shell import Command as ScrapyShell

from crawler.fetch_one import LooksOnly


class Command(LooksOnly, ScrapyShell):
    """Looks at a page, and leaves no trace."""
