"""SIGTERM, Ctrl-C, a closed terminal: the crawl ends in seconds, and every address that was at work is queued again.

The first signal lets what is on its way arrive, for a few seconds; the second waits for nothing; the third is a kill,
which loses nothing either, but the crawl's row stays without an end.
"""

import asyncio
import logging
import os
import signal
import sys
from typing import Any

from scrapy import Request
from scrapy.core.downloader import Downloader, Slot
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.utils.ossignal import install_shutdown_handlers
from twisted.python.failure import Failure

from crawler.outcomes import BROKEN, EXIT_STATUS, STOPPED

logger = logging.getLogger(__name__)

LOOK_SECONDS = 0.1  # between two looks whether the crawl is open, and whether all is stored


class Stopped(IgnoreRequest):
    """The crawl is ending: the page was not waited for, and nothing is known of it."""


class StoppableDownloader(Downloader):
    """Scrapy's downloader, which alone would wait for every request it has, at its host's pace."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.is_ending = False
        self._on_their_way: set[asyncio.Task[Response]] = set()

    def end(self) -> None:
        """Send nothing more; what is on its way may arrive."""
        self.is_ending = True
        for slot in self.slots.values():
            if slot.latercall:
                slot.latercall.cancel()
                slot.latercall = None
            while slot.queue:
                slot.queue.popleft()[1].errback(Failure(Stopped()))

    def cut(self) -> None:
        """Wait for nothing more."""
        self.end()
        for task in self._on_their_way:
            task.cancel()

    async def _enqueue_request(self, request: Request) -> Response:
        if self.is_ending:
            raise Stopped
        return await super()._enqueue_request(request)

    async def _download(self, slot: Slot, request: Request) -> Response:
        task = asyncio.ensure_future(super()._download(slot, request))
        self._on_their_way.add(task)
        try:
            return await task
        except asyncio.CancelledError:
            raise Stopped from None
        finally:
            self._on_their_way.discard(task)


def is_ending(crawler: Crawler) -> bool:
    """Whether a page that did not come may have been cut off by us."""
    return getattr(getattr(crawler.engine, "downloader", None), "is_ending", False)


def crawl_to_the_end(process: Any, crawler: Crawler, **arguments: Any) -> str:
    """Crawl, whatever signals come meanwhile; its outcome, one of ``crawler.outcomes``."""
    process.crawl(crawler, **arguments)
    stopping = Stopping(process, crawler)
    stopping.listen()
    process.start(install_signal_handlers=False)
    outcome = crawler.stats.get_value("crawl/outcome") if crawler.stats else None
    if outcome is None:  # it had not opened yet
        outcome = STOPPED if stopping.signals else BROKEN
    return str(outcome)


class Stopping:
    """What a process that crawls does about signals; it takes the place of Scrapy's own handlers."""

    def __init__(self, process: Any, crawler: Crawler) -> None:
        self.process = process
        self.crawler = crawler
        self.seconds = crawler.settings.getfloat("STOP_SECONDS")
        self.signals = 0

    def listen(self) -> None:
        install_shutdown_handlers(self.hear)
        if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) is signal.SIG_DFL:  # nohup wants it ignored
            signal.signal(signal.SIGHUP, self.hear)

    def hear(self, signum: int, _: Any) -> None:
        loop = _loop()
        self.signals += 1
        # A handler interrupts anything, even a line that is being written: it leaves the rest to the loop.
        if self.signals == 1:
            loop.callFromThread(self.stop, signal.Signals(signum).name)
        elif self.signals == 2:
            loop.callFromThread(self.cut)
        else:
            os._exit(EXIT_STATUS[STOPPED])

    def stop(self, name: str) -> None:
        logger.info("%s: the crawl ends; what is on its way has %g seconds.", name, self.seconds)
        if sys.stderr.isatty():
            print("\nStopping; the next crawl goes on from here. Ctrl-C again waits for nothing.", file=sys.stderr)
        _loop().callLater(self.seconds, self.cut)
        self._stop_once_open()

    def _stop_once_open(self) -> None:
        """Scrapy would leave a spider behind that it is just opening: its crawl would stand there as one that died."""
        if self.crawler.crawling and not getattr(self.crawler.engine, "running", False):
            _loop().callLater(LOOK_SECONDS, self._stop_once_open)
            return
        downloader = getattr(self.crawler.engine, "downloader", None)
        if isinstance(downloader, StoppableDownloader):
            downloader.end()
        self.process._graceful_stop_reactor()
        self._look_whether_all_is_stored()

    def _look_whether_all_is_stored(self) -> None:
        """Scrapy, which waits for the items at work, does not notice when the last of them was one that `start` yielded."""
        scraper = getattr(self.crawler.engine, "scraper", None)
        closing = scraper.slot.closing if scraper and scraper.slot else None
        if scraper and closing is not None and not closing.called:
            scraper._check_if_closing()
        if closing is None or not closing.called:
            _loop().callLater(LOOK_SECONDS, self._look_whether_all_is_stored)

    def cut(self) -> None:
        downloader = getattr(self.crawler.engine, "downloader", None)
        if isinstance(downloader, StoppableDownloader):
            downloader.cut()


def _loop() -> Any:
    from twisted.internet import reactor  # it is chosen when the process begins to crawl

    return reactor
