"""The only rooms that speak SQLite.  Rows in, rows out; nothing here knows Scrapy or HTML."""
