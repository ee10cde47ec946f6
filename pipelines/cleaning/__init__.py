"""A page in, an article with its removals out.  No Scrapy, no SQLite, no network."""
