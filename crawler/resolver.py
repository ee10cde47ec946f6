"""``town.example`` -> ``93.184.215.14``: names become addresses here, and an address is checked before it is connected.

Twisted connects to exactly what this hands out, so nobody can answer the check with one address and the connection with
another.  Addresses that a link spells out in digits come through here, too.
"""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Sequence
from ipaddress import ip_address
from typing import Any, Literal, Self

from twisted.internet.address import IPv4Address, IPv6Address
from twisted.internet.interfaces import IHostnameResolver, IHostResolution
from twisted.internet.threads import deferToThreadPool
from zope.interface import implementer

from crawler.permitted_hosts import PermittedHosts
from crawler.private_addresses import special_kind, spelled_address

REMEMBERED_SECONDS = 600  # names of portals move rarely; one look-up for a crawl of ten minutes
MOST_REMEMBERED = 10_000  # names; beyond, all are looked up anew


@implementer(IHostResolution)
class _Resolution:
    def __init__(self, name: str) -> None:
        self.name = name

    def cancel(self) -> None:
        """Nothing to stop: the thread ends by itself, and nobody listens."""


@implementer(IHostnameResolver)
class CheckedResolver:
    """Twisted's way to addresses; the setting TWISTED_DNS_RESOLVER names it."""

    look_up: Callable[..., Sequence[Any]] = staticmethod(socket.getaddrinfo)

    def __init__(self, reactor: Any, timeout: float, permitted: PermittedHosts) -> None:
        self.reactor = reactor
        self.timeout = timeout
        self.permitted = permitted
        self.refused: dict[tuple[str, int], str] = {}  # (host, port) -> which address, and why not
        self._known: dict[str, tuple[float, list[str]]] = {}

    @classmethod
    def from_crawler(cls, crawler: Any, reactor: Any) -> Self:
        permitted = PermittedHosts(crawler.settings.getlist("PRIVATE_HOSTS"))
        permitted.permit_proxies()
        return cls(reactor, crawler.settings.getfloat("DNS_TIMEOUT"), permitted)

    def install_on_reactor(self) -> None:
        self.reactor.installNameResolver(self)

    def resolveHostName(  # noqa: N802 - the name is Twisted's
        self,
        resolutionReceiver: Any,  # noqa: N803
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: Sequence[type] | None = None,  # noqa: N803
        transportSemantics: Literal["TCP", "UDP"] = "TCP",  # noqa: N803
    ) -> Any:
        resolution = _Resolution(hostName)
        resolutionReceiver.resolutionBegan(resolution)
        ended = False

        def hand_out(addresses: list[str]) -> None:
            nonlocal ended
            if ended:
                return
            ended = True
            for address in self._checked(hostName, portNumber, addresses):
                kind = IPv6Address if ":" in address else IPv4Address
                resolutionReceiver.addressResolved(kind(transportSemantics, address, portNumber))
            resolutionReceiver.resolutionComplete()

        known = self._remembered(hostName)
        if known is not None:
            hand_out(known)
            return resolution
        too_late = self.reactor.callLater(self.timeout, hand_out, [])

        def found(addresses: list[str]) -> None:
            if too_late.active():
                too_late.cancel()
            if addresses:
                if len(self._known) >= MOST_REMEMBERED:
                    self._known.clear()
                self._known[hostName] = (time.monotonic() + REMEMBERED_SECONDS, addresses)
            hand_out(addresses)

        looking = deferToThreadPool(self.reactor, self.reactor.getThreadPool(), self._addresses, hostName)
        looking.addCallback(found)
        return resolution

    def _remembered(self, host: str) -> list[str] | None:
        spelled = spelled_address(host)
        if spelled is not None:
            return [str(spelled)]
        until, addresses = self._known.get(host, (0.0, []))
        return addresses if until > time.monotonic() else None

    def _addresses(self, host: str) -> list[str]:
        """All addresses of a name; empty if it has none.  Runs in a thread: a look-up waits for the network."""
        try:
            answers = self.look_up(host, None, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            return []
        return list(dict.fromkeys(str(answer[4][0]) for answer in answers))

    def _checked(self, host: str, port: int, addresses: list[str]) -> list[str]:
        """The addresses to connect to: none, if one of them is where the crawl has no business.

        A name with a public and a private address is refused whole: that is how rebinding begins.  IPv6 is used only
        where there is nothing else, because many portals announce it and do not answer there.
        """
        for address in addresses:
            plain = ip_address(address.partition("%")[0])
            kind = special_kind(plain)
            if kind and not self.permitted.connects(host, port, plain):
                self.refused[(host, port)] = f"{address}, which is {kind}"
                return []
        return [address for address in addresses if ":" not in address] or addresses
