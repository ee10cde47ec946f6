"""``rmzxw``, ``https://www.example.com/news/``, ``--sites FILE``: which sites a cluster is to crawl, one task each."""

from collections.abc import Iterable
from pathlib import Path

from scrapy.spiderloader import SpiderLoaderProtocol

from crawler.kinship import site_of
from crawler.urls import RefusedAddress, canonical

MANY_SPIDERS = ("section", "article")  # which need to be told an address


class BadSite(ValueError):
    """A word in the list that is no site; the message names it and the way out."""


def commands_of(words: Iterable[str], loader: SpiderLoaderProtocol) -> dict[str, tuple[str, ...]]:
    """site -> what scrapy is asked for it.  Addresses of one host are one site, for one crawl."""
    commands: dict[str, tuple[str, ...]] = {}
    addresses: dict[str, list[str]] = {}
    for word in words:
        if "://" in word:
            try:
                address = canonical(word)
            except RefusedAddress as error:
                raise BadSite(str(error)) from error
            addresses.setdefault(site_of(address), []).append(address)
        elif word in MANY_SPIDERS:
            raise BadSite(f"{word} is not one site: name the section pages themselves, https://www.example.com/news/.")
        elif word not in loader.list():
            raise BadSite(
                f"No site is called {word!r}: `scrapy list` shows them; a section page is named by its address."
            )
        else:
            commands[word] = ("crawl", word)
    hosts: dict[str, str] = {}
    for site in [*commands, *addresses]:
        for host in {site} if site in addresses else _hosts(site, loader):
            if other := hosts.get(host):
                raise BadSite(f"{other} and {site} are both on {host}, which one crawl at a time may visit: name one.")
            hosts[host] = site
    for site, urls in addresses.items():
        commands[site] = ("crawl", "section", "-a", f"urls={' '.join(dict.fromkeys(urls))}")
    return commands


def _hosts(site: str, loader: SpiderLoaderProtocol) -> set[str]:
    """Where a declared site's sections stand."""
    return {site_of(url) for url in getattr(loader.load(site), "sections", {}).values()}


def words_of(path: Path) -> list[str]:
    """The sites that a file names, one a line; what follows # is for people."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise BadSite(f"{path} cannot be read ({reason}): name a text file with a site in each line.") from error
    words = [word for line in lines if (word := line.split(" #")[0].strip()) and not word.startswith("#")]
    if not words:
        raise BadSite(f"{path} names no site: write one in each line.")
    return words
