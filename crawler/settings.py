"""Every knob, grouped by the question it answers.  Override one with ``scrapy crawl … -s NAME=VALUE``."""

from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent

# Who are we?
BOT_NAME = "zhengwen"
SPIDER_MODULES = ["crawler.spiders"]
NEWSPIDER_MODULE = "crawler.spiders"
COMMANDS_MODULE = "crawler.commands"
TEMPLATES_DIR = str(PROJECT / "crawler" / "templates")
USER_AGENT = "Zhengwen/0.1 (news archive for research)"

# Where do things land?
DATABASE = str(PROJECT / "data" / "news.db")  # what analysts open
PAGES_DATABASE = str(PROJECT / "data" / "pages.db")  # pages as they were sent; apart, so that news.db stays small

# What happens to a page?
ITEM_PIPELINES = {
    "pipelines.archive.ArchiveStage": 100,
    "pipelines.read.ReadStage": 200,
    "pipelines.dedupe.DedupeStage": 300,
    "pipelines.require.RequireStage": 400,
    "pipelines.store_stage.StoreStage": 500,
}

# What is asked for next, and what became of it?
SCHEDULER = "crawler.frontier.Frontier"
DUPEFILTER_CLASS = "scrapy.dupefilters.BaseDupeFilter"  # the frontier knows each address once
LEASE_SECONDS = 900  # how long an address may be at work before another process may take it
SECTION_PAGES = 1000  # per section and crawl: more than any archive we know, less than an endless calendar
SPLIT_PAGES = 50  # further pages of one article; the longest picture series seen have 40
READ_WHOLE_DAYS = 7  # after so many days a section is read to its end again: lists are not always newest first
KNOWN_PAGES = 2  # a section is read until so many of its pages in a row list nothing new
LOOK_AGAIN_AGES = [1, 6, 24, 72, 168]  # hours after publication at which a known article is asked for again
SHARE_CRAWL = False  # whether a second crawl of a site helps the first instead of leaving

# How do we treat a host?
ROBOTSTXT_OBEY = True
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = 1
DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,  # the spider gives such pages their fate
    "crawler.robots.RobotsMiddleware": 100,
}
RETRY_TIMES = 2
RETRY_GIVE_UP_LOG_LEVEL = "INFO"  # the frontier keeps the failure, and the crawl's report names it
COOKIES_ENABLED = False  # news needs none, and the middleware would look for a list of domains on the network

# How much may one page cost?
DOWNLOAD_TIMEOUT = 30
DOWNLOAD_MAXSIZE = 16 * 1024 * 1024  # bytes after decompression; the largest article page we know has 3 MB
DOWNLOAD_WARNSIZE = 0
REDIRECT_MAX_TIMES = 10
URLLENGTH_LIMIT = 9000  # the frontier's own limit is 4,096 characters, and says so
METAREFRESH_MAXDELAY = 5  # seconds; a longer one reloads the page for readers who stay, it leads nowhere

# What is Scrapy not to do?
DOWNLOAD_HANDLERS = {"file": None, "data": None, "ftp": None, "s3": None}
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False  # it would serve a Python prompt on loopback
SPIDER_MIDDLEWARES = {
    "scrapy.spidermiddlewares.httperror.HttpErrorMiddleware": None,  # the spider gives each status its fate
    "scrapy.spidermiddlewares.depth.DepthMiddleware": None,  # the frontier counts pages, not hops
}

# What is said?
EXTENSIONS = {
    "crawler.crawl_report.CrawlReport": 500,
    "crawler.progress.Progress": 500,
    "scrapy.extensions.logstats.LogStats": None,
}
CRAWL_REPORT = "auto"  # full | line | none; auto: full on a terminal, a line elsewhere
LOG_LEVEL = "WARNING"
LOG_FORMAT = "%(asctime)s %(levelname)s %(message)s"
LOG_DATEFORMAT = "%Y-%m-%d %H:%M:%S"
DEFAULT_DROPITEM_LOG_LEVEL = "INFO"
FEED_EXPORT_ENCODING = "utf-8"
