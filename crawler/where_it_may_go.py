"""``http://169.254.169.254/``: the last door before the network, where a crawl is kept from where it has no business.

Every request comes through here, whatever led to it: links, redirects, meta refresh, sitemaps, feeds, robots.txt.
"""

import logging
from typing import Any

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError, IgnoreRequest
from scrapy.http import Response

from crawler.permitted_hosts import PermittedHosts, host_and_port
from crawler.private_addresses import is_localhost, special_kind, spelled_address
from crawler.resolver import CheckedResolver

logger = logging.getLogger(__name__)
# Certificates are not asked for (DOWNLOAD_VERIFY_CERTIFICATES says why), so each bad one is no news.
logging.getLogger("scrapy.core.downloader.tls").setLevel(logging.ERROR)


class RefusedHost(IgnoreRequest):
    """The address is, or leads to, a private place that the operator did not ask for."""

    def __init__(self, host: str, port: int, why: str) -> None:
        super().__init__(f"{host} leads to {why}")
        self.host = host
        self.port = port


class WhereItMayGo(HTTP11DownloadHandler):
    """Scrapy's handler for http and https behind the check."""

    lazy = True  # made at the first request: the spider, whose addresses are the operator's word, is known by then

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.permitted = PermittedHosts(crawler.settings.getlist("PRIVATE_HOSTS"), named_addresses(crawler))
        self.permitted.permit_proxies()
        self.resolver = _resolver_in_use()
        self.resolver.permitted = self.permitted
        self._named: set[str] = set()

    async def download_request(self, request: Request) -> Response:
        host, port = host_and_port(request.url)
        # Through a proxy, names are the proxy's to look up; what is spelled out is not.
        spelled = spelled_address(host)
        kind = special_kind(spelled) if spelled is not None else ("loopback" if is_localhost(host) else "")
        if kind and not self.permitted.permits(host, port, spelled):
            raise self._refusal(host, port, f"{spelled or 'this machine'}, which is {kind}")
        try:
            return await super().download_request(request)
        except CannotResolveHostError as error:
            why = self.resolver.refused.get((host, port))
            if why is None:
                raise
            raise self._refusal(host, port, why) from error

    def _refusal(self, host: str, port: int, why: str) -> RefusedHost:
        if host not in self._named:
            self._named.add(host)
            logger.warning(
                "%s leads to %s, and was not asked: if that is a network of your own, name it in PRIVATE_HOSTS.",
                host,
                why,
            )
        return RefusedHost(host, port, why)


def named_addresses(crawler: Any) -> list[str]:
    """The addresses that the operator asked for himself: on the command line, or in a declared spider."""
    first_requests = getattr(crawler.spider, "first_requests", None)
    named = [request.url for request in first_requests()] if first_requests else []
    return [*named, *crawler.settings.getlist("NAMED_ADDRESSES")]


def _resolver_in_use() -> CheckedResolver:
    from twisted.internet import reactor  # it is chosen when the process begins to crawl

    resolver = reactor.nameResolver
    if not isinstance(resolver, CheckedResolver):
        raise RuntimeError("TWISTED_DNS_RESOLVER must stay crawler.resolver.CheckedResolver: it checks each address.")
    return resolver
