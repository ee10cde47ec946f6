"""``2026-03-02 09:15:00 ERROR …: KeyError: 'rows' at sections.py:41 in find_rows < …``: one event, one line.

cron mails and log collectors take a line for an event, so a traceback becomes part of its line, innermost call first.
A person at a terminal gets it as Python prints it.  ``LOG_JSON`` makes each event a JSON object, everywhere.  What a
page or a server wrote steers neither a terminal nor the reader of a log.
"""

import logging
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.logformatter import LogFormatter, LogFormatterResult
from scrapy.settings import BaseSettings
from scrapy.utils import log

from crawler.terminal import harmless, json_line, one_line
from pipelines.store.database import lasting_trouble

MOST_CALLS = 12  # of a traceback in a line of text; JSON has all of them


def shape_from_the_start() -> None:
    """Give each handler that Scrapy makes from now on its form; its first events come before any extension."""
    log._get_formatter = lambda handler, settings: formatter(settings)


def formatter(settings: BaseSettings) -> logging.Formatter:
    """The form that the settings and the place where lines go ask for."""
    if settings.getbool("LOG_JSON"):
        return JsonLines()
    kind = OneLine if settings.get("LOG_FILE") or not sys.stderr.isatty() else SeveralLines
    return kind(settings["LOG_FORMAT"], settings["LOG_DATEFORMAT"])


class LogLines:
    """Gives Scrapy's log handler its form, and lines of JSON the crawl that they are of."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        lines = cls(crawler)
        # Scrapy makes its handler anew after the extensions.
        crawler.signals.connect(lines.spider_opened, signals.spider_opened)
        return lines

    def spider_opened(self) -> None:
        handler = log.get_scrapy_root_handler()
        if handler is not None:
            form = formatter(self.crawler.settings)
            if isinstance(form, JsonLines):
                form.crawler = self.crawler
            handler.setFormatter(form)


class EventWords(LogFormatter):
    """Scrapy's words for what befalls a page; what befell the database is said once, by the frontier."""

    def item_error(self, item: Any, exception: BaseException, response: Any, spider: Spider) -> LogFormatterResult:
        words = super().item_error(item, exception, response, spider)
        return {**words, "level": logging.DEBUG} if lasting_trouble(exception) else words


class SeveralLines(logging.Formatter):
    """As Python prints it."""

    def format(self, record: logging.LogRecord) -> str:
        return "\n".join(map(harmless, super().format(record).splitlines()))


class OneLine(logging.Formatter):
    """Text without line breaks."""

    def format(self, record: logging.LogRecord) -> str:
        line = super().format(_without_traceback(record))
        if record.exc_info and record.exc_info[1]:
            error = record.exc_info[1]
            calls = " < ".join(f"{Path(call.filename).name}:{call.lineno} in {call.name}" for call in _calls(error))
            line += f": {type(error).__name__}: {error}" + (f" at {calls}" if calls else "")
        return one_line(line)


class JsonLines(logging.Formatter):
    """at, level, logger, message; spider and crawl where they are known; error with its type and traceback."""

    crawler: Crawler | None = None  # before it opens, none is known

    def format(self, record: logging.LogRecord) -> str:
        event: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        spider = getattr(record, "spider", None) or (self.crawler and self.crawler.spider)
        if spider:
            event["spider"] = spider.name
        if self.crawler and self.crawler.stats and (crawl_id := self.crawler.stats.get_stats().get("crawl/id")):
            event["crawl"] = crawl_id
        if record.exc_info and record.exc_info[1]:
            error = record.exc_info[1]
            event["error"] = {
                "type": type(error).__name__,
                "message": str(error),
                "traceback": "".join(traceback.format_exception(error)),
            }
        return json_line(event)


def _without_traceback(record: logging.LogRecord) -> logging.LogRecord:
    plain = logging.makeLogRecord(record.__dict__)
    plain.exc_info = plain.exc_text = plain.stack_info = None
    return plain


def _calls(error: BaseException) -> list[traceback.FrameSummary]:
    """Innermost first."""
    return list(traceback.extract_tb(error.__traceback__))[::-1][:MOST_CALLS]
