"""Three ways to crawl one site: Scrapy alone, the way people do it today, and ours.  Each is a process of its own."""
