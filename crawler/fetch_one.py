"""One page by its address, as politely as a crawl would fetch it, without a database."""

import argparse
from collections.abc import AsyncIterator
from typing import Any

from scrapy import Request, Spider
from scrapy.commands import ScrapyCommand
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response
from scrapy.settings import Settings
from scrapy.utils.python import to_unicode
from twisted.python.failure import Failure
from w3lib.encoding import http_content_type_encoding

from crawler.contact import NoContact, check_contact
from crawler.failures import plain_reason
from crawler.project_command import check_command_line
from crawler.refusal import refuse
from crawler.urls import RefusedAddress, canonical

# A page that is only looked at leaves no trace.
WITHOUT_DATABASE = {"SCHEDULER": "scrapy.core.scheduler.Scheduler", "ITEM_PIPELINES": {}, "EXTENSIONS": {}}


class LooksOnly(ScrapyCommand):
    """What Scrapy's own commands on an address become here: they look at a page and leave no trace."""

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        super().process_options(args, opts)
        check_command_line(self, args, opts)
        assert self.settings is not None
        try:
            check_contact(self.settings, [word for word in args if "://" in word])
        except NoContact as error:
            refuse(error)
        self.settings.setdict(WITHOUT_DATABASE, priority="cmdline")
        self.settings.set("NAMED_ADDRESSES", args, priority="cmdline")


class CannotFetch(Exception):
    """The page did not come; the message names the address and the reason."""


class OnePageSpider(Spider):
    """Asks for one address and keeps the answer."""

    name = "one_page"

    def __init__(self, url: str, answers: list[Response | BaseException]) -> None:
        super().__init__()
        self.url = url
        self.answers = answers

    async def start(self) -> AsyncIterator[Any]:
        yield Request(self.url, callback=self.keep, errback=self.missed)

    def keep(self, response: Response) -> None:
        self.answers.append(response)

    def missed(self, failure: Failure) -> None:
        assert failure.value is not None
        self.answers.append(failure.value)


def fetch(url: str, settings: Settings) -> tuple[str, bytes, str | None]:
    """(final address, bytes, charset of the header) of the page at `url`; raises `CannotFetch`."""
    try:
        address = canonical(url)
    except RefusedAddress as error:
        raise CannotFetch(f"{url} cannot be fetched: {error}.") from error
    try:
        check_contact(settings, [address])
    except NoContact as error:
        raise CannotFetch(str(error)) from error
    settings = settings.copy()
    settings.setdict(WITHOUT_DATABASE, priority="cmdline")
    settings.set("NAMED_ADDRESSES", [address], priority="cmdline")
    answers: list[Response | BaseException] = []
    process = AsyncCrawlerProcess(settings)
    process.crawl(OnePageSpider, url=address, answers=answers)
    process.start()
    if not answers:
        raise CannotFetch(f"{url} did not answer.")
    answer = answers[0]
    if not isinstance(answer, Response):
        raise CannotFetch(f"{url} did not come: {plain_reason(answer)}.")
    if answer.status != 200:
        raise CannotFetch(f"{url} did not come: HTTP {answer.status}.")
    declared = http_content_type_encoding(to_unicode(answer.headers.get("Content-Type", b"") or b"", "latin-1"))
    return answer.url, answer.body, declared
