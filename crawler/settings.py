"""Every knob, grouped by the question it answers.  Override one with ``scrapy crawl … -s NAME=VALUE``."""

import os
import sys
from pathlib import Path

from crawler.asked_command import commands_module

PROJECT = Path(__file__).resolve().parent.parent

# Who are we?
BOT_NAME = "zhengwen"
SPIDER_MODULES = ["crawler.spiders"]
SPIDER_LOADER_CLASS = "crawler.spider_loader.NamedSpiderLoader"
NEWSPIDER_MODULE = "crawler.spiders"
COMMANDS_MODULE = commands_module(sys.argv)  # crawler.commands, or the one of them that is asked for
TEMPLATES_DIR = str(PROJECT / "crawler" / "templates")
# A mail or web address where a site's owner reaches you.  It must be filled before the first crawl of a public site:
# here, with -s CONTACT=…, or in the environment of the cron job.
CONTACT = os.environ.get("CONTACT", "")
USER_AGENT = "Zhengwen/0.1 (news archive for research; {contact})"
ROBOTSTXT_USER_AGENT = "Zhengwen"  # the word that a robots.txt knows us by
ADDONS = {"crawler.contact.Contact": 100}

# Where do things land?
DATABASE = str(PROJECT / "data" / "news.db")  # what analysts open
PAGES_DATABASE = str(PROJECT / "data" / "pages.db")  # pages as they were sent; apart, so that news.db stays small

# What happens to a page?
ITEM_PIPELINES = {
    "pipelines.archive.ArchiveStage": 100,
    "pipelines.read.ReadStage": 200,
    "crawler.section_likeness.SectionLikenessStage": 250,
    "pipelines.dedupe.DedupeStage": 300,
    "pipelines.require.RequireStage": 400,
    "pipelines.store_stage.StoreStage": 500,
}
STORED_TOGETHER = 8  # pages in one transaction, if so many come one upon the other; a page alone is stored at once
CONCURRENT_ITEMS = 1  # of one page, which gives one; Scrapy starts so many workers for each page: a hundred cost 1 ms
# Processes that read pages for the crawl, each on a core of its own, with 70 MB (and MEMORY_LIMIT_MB at most).  A crawl
# that pauses between its requests has nothing for them to do; one without pauses is faster by one, hardly by a second.
READERS = 0
SITE_TEMPLATES = True  # whether what a site repeats on its pages is weighed, and learned

# What is asked for next, and what became of it?
SCHEDULER = "crawler.frontier.Frontier"
DUPEFILTER_CLASS = "scrapy.dupefilters.BaseDupeFilter"  # the frontier knows each address once
LEASE_SECONDS = 900  # how long an address may be at work before another process may take it
SECTION_PAGES = 1000  # per section and crawl: more than any archive we know, less than an endless calendar
SPLIT_PAGES = 50  # further pages of one article that are fetched; nearly all picture series are shorter
READ_WHOLE_DAYS = 7  # after so many days a section is read to its end again: lists are not always newest first
KNOWN_PAGES = 2  # a section is read until so many of its pages in a row list nothing new
LOOK_AGAIN_AGES = [1, 6, 24, 72, 168]  # hours after publication at which a known article is asked for again
STOP_SECONDS = 3  # what is on its way when a crawl is told to end has so long to arrive
DOWNLOADER = "crawler.waiting.WaitingDownloader"
SHARE_CRAWL = False  # whether a second crawl of a site helps the first instead of leaving

# Where may it go?
# Hosts and networks of your own that may be visited though they are private: "intranet.example", "10.1.0.0/16",
# "10.1.2.3:8080".  What you ask for by its digits or as localhost, on the command line or in a declared spider, need
# not be named; what a page links to must.
PRIVATE_HOSTS: list[str] = []
NAMED_ADDRESSES: list[str] = []  # what a command was asked to look at, filled by the command
TWISTED_DNS_RESOLVER = "crawler.resolver.CheckedResolver"
DNS_TIMEOUT = 20  # seconds in which a name must become an address

# How do we treat a host?
ROBOTSTXT_OBEY = True
CONCURRENT_REQUESTS_PER_DOMAIN = 1  # a host with and without www., m. or wap. is one
DOWNLOAD_DELAY = 1  # seconds from one request to the next; a Crawl-delay in robots.txt makes it longer
DOWNLOAD_DELAY_JITTER = 0  # nobody is misled by a crawler that names itself, and a second stays a second
LONGEST_PAUSE = 120  # seconds that a pause may grow to; who asks for more is left alone, and the crawl goes on or ends
HOST_TROUBLES = 8  # answers like 503, or none, in a row; then robots.txt decides whether it is the host or its pages
HOST_REFUSALS = 6  # 429, 403 and checks for robots in a row, after which a host is left alone for REST_SECONDS
REST_SECONDS = 3600  # the next hourly crawl finds out whether the host has calmed down
DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "crawler.offsite.Offsite": 50,
    "crawler.robots.RobotsMiddleware": 100,
    "crawler.politeness.Politeness": 560,  # nearer to the host than the retries, so that it sees each answer
}
RETRY_TIMES = 2  # at once, of a page that did not come; later crawls try it again anyway
RETRY_GIVE_UP_LOG_LEVEL = "INFO"  # the frontier keeps the failure, and the crawl's report names it
COOKIES_ENABLED = False  # news needs none, and the middleware would look for a list of domains on the network

# Which pages does only a script fill?  A spider says so (browser = True), or -a browser=1.
BROWSER_PATH = ""  # Chromium; looked for on PATH where it is empty
BROWSER_PAGES = 2  # open at a time; each takes some 100 MB
BROWSER_HOSTS: list[str] = []  # whose scripts a page may load besides its own site's: "cdn.example"

# How much may one page cost?
DOWNLOAD_TIMEOUT = 30  # seconds for all of a page, so that one byte a second is no way to hold us
DOWNLOAD_MAXSIZE = 16 * 1024 * 1024  # bytes after decompression; the largest article page we know has 3 MB
DOWNLOAD_WARNSIZE = 0  # no warning: what is too large is dropped, and the frontier says so
# What we read is public and we send no secret: a newspaper whose certificate has run out is read all the same.
DOWNLOAD_VERIFY_CERTIFICATES = False
CLEAN_SECONDS = 10  # of the processor, to read a page; most take 0.01, the worst of 1,500 real ones took 0.3
REDIRECT_MAX_TIMES = 10  # who needs more leads in circles
URLLENGTH_LIMIT = 9000  # the frontier's own limit is 4,096 characters, and says so
METAREFRESH_MAXDELAY = 5  # seconds; a longer one reloads the page for readers who stay, it leads nowhere

# How much may one crawl cost?
SECTION_ADDRESSES = 100_000  # listed by one section; 1,000 section pages of 50 articles make half of it
PATH_ADDRESSES = 50_000  # listed below the first two steps of one path: a trap makes them without end
MEMORY_LIMIT_MB = 1024  # a crawl of a million addresses stays below 200
READING_PROCESSES = 0  # that read pages again side by side, when a crawl has many to put right; 0: one for each core
FREE_DISK_BYTES = 500_000_000  # what is left to others, and to SQLite to tidy up
MACHINE_BOUNDS_SECONDS = 5  # between two looks at both
MEMUSAGE_ENABLED = False  # Scrapy's looks at the highest peak so far: one large page would end every later crawl

# What is Scrapy not to do?
DOWNLOAD_HANDLERS = {
    "http": "crawler.where_it_may_go.WhereItMayGo",
    "https": "crawler.where_it_may_go.WhereItMayGo",
    "file": None,
    "data": None,
    "ftp": None,
    "s3": None,
}
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False  # it would serve a Python prompt on loopback; it is not loaded either, see EXTENSIONS
SPIDER_MIDDLEWARES = {
    "scrapy.spidermiddlewares.httperror.HttpErrorMiddleware": None,  # the spider gives each status its fate
    "scrapy.spidermiddlewares.depth.DepthMiddleware": None,  # the frontier counts pages, not hops
}

# What is said?
EXTENSIONS = {
    "crawler.machine_bounds.MachineBounds": 100,
    "crawler.garbage.Garbage": 100,
    "crawler.readers.Readers": 100,
    "crawler.putting_right.PuttingRight": 400,  # before the report, which says how many were put right
    "crawler.log_lines.LogLines": 0,
    "crawler.crawl_report.CrawlReport": 500,
    "crawler.progress.Progress": 500,
    "scrapy.extensions.logstats.LogStats": None,
    "scrapy.extensions.remote_control.RemoteControl": None,  # even switched off it loads a web server: 0.1 s of a crawl
}
CRAWL_REPORT = "auto"  # full | line | none; auto: full on a terminal, a line elsewhere
# What `scrapy health` runs when it finds something new, with the findings as JSON on its standard input.  Words as in
# a shell, but no shell reads them: "mail -s zhengwen me@example.org", "/usr/local/bin/page-me".
HEALTH_COMMAND = ""
LOG_LEVEL = "WARNING"
LOG_FORMAT = "%(asctime)s %(levelname)s %(message)s"
LOG_FORMATTER = "crawler.log_lines.EventWords"
LOG_JSON = False  # each event as a JSON object a line, tracebacks too
LOG_DATEFORMAT = "%Y-%m-%d %H:%M:%S"
DEFAULT_DROPITEM_LOG_LEVEL = "INFO"
FEED_EXPORT_ENCODING = "utf-8"
