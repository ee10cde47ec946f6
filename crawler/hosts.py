"""``www.town.example`` and ``m.town.example`` are one host, and what a crawl has learned of it."""

import time
from dataclasses import dataclass, field

from scrapy.exceptions import IgnoreRequest

from crawler.kinship import plain_host
from crawler.permitted_hosts import host_and_port


class HostResting(IgnoreRequest):
    """The host is left alone for now; `seconds` from now it may be asked again."""

    def __init__(self, host: str, why: str, seconds: float) -> None:
        super().__init__(f"{host} is left alone: {why}")
        self.seconds = seconds


@dataclass(slots=True)
class Host:
    """What this crawl knows of a host."""

    name: str
    least: float  # seconds between two requests when all is well
    doublings: int = 0
    troubles: int = 0  # in a row
    refusals: int = 0  # in a row
    has_answered: bool = False  # well, in this crawl
    rests_until: float = 0.0  # on the monotonic clock
    told: bool = False  # it rests because it said so
    why: str = ""
    addresses: set[str] = field(default_factory=set)  # in trouble, in a row
    is_probed: bool = False
    is_told: bool = False  # that it is slow, to whoever reads the log

    @property
    def rest(self) -> float:
        return max(0.0, self.rests_until - time.monotonic())


def host_name(url: str) -> str:
    """The host as it is treated: ``www.`` and ``m.`` are mostly the same machine, ``money.`` is often another.

    >>> host_name("https://m.town.example:8080/1.html"), host_name("https://money.town.example/")
    ('town.example', 'money.town.example')
    """
    return plain_host(host_and_port(url)[0])


def origin(url: str) -> str:
    return url[: url.find("/", url.find("://") + 3)] if url.count("/") > 2 else url


def in_words(seconds: float) -> str:
    return f"{seconds:.0f} seconds" if seconds < 120 else f"{seconds / 60:.0f} minutes"
