"""``PRIVATE_HOSTS = ["intranet.example", "10.1.0.0/16"]``: which private addresses a crawl may visit all the same.

Nothing that a page says is on this list: only what the operator wrote down, or asked for by its very address.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from ipaddress import IPv4Network, IPv6Network, ip_network
from urllib.parse import urlsplit
from urllib.request import getproxies

from crawler.arguments import BadArgument
from crawler.private_addresses import Address, is_localhost, spelled_address

_NAME = re.compile(r"(?:[a-z0-9_-]{1,63}\.)*[a-z0-9_-]{1,63}")
PORTS = {"http": 80, "https": 443}


class PermittedHosts:
    """What the operator permits beyond the public internet."""

    def __init__(self, private_hosts: Iterable[str] = (), named: Iterable[str] = ()) -> None:
        self.names: set[tuple[str, int | None]] = set()  # a port of None: any
        self.networks: list[tuple[IPv4Network | IPv6Network, int | None]] = []
        self.spelled: set[tuple[str, int]] = set()
        self.proxies: set[tuple[str, int]] = set()
        for entry in private_hosts:
            self._permit(str(entry).strip().lower())
        for url in named:
            self._permit_spelled(url)

    def permit_proxies(self) -> None:
        """A proxy of the environment is the operator's word: connections to it are meant, requests for it are not."""
        for scheme, url in getproxies().items():
            if scheme == "no":  # where no proxy is to be asked
                continue
            host, port = host_and_port(url if "://" in url else f"http://{url}")
            self.proxies |= {(host, port), (host, 0)}  # 0: Twisted's tunnels ask for the name alone

    def connects(self, host: str, port: int, address: Address | None) -> bool:
        """Whether a connection may be made: to what may be visited, and to a proxy."""
        return (host.lower().rstrip("."), port) in self.proxies or self.permits(host, port, address)

    def permits(self, host: str, port: int, address: Address | None) -> bool:
        """Whether `host`, which is or leads to this special `address`, may be visited at `port`."""
        host = host.lower().rstrip(".")
        if (host, port) in self.spelled:
            return True
        if any(host == name or host.endswith(f".{name}") for name, only in self.names if only in (None, port)):
            return True
        return address is not None and any(
            address in network for network, only in self.networks if only in (None, port)
        )

    def _permit(self, entry: str) -> None:
        """A name (its sub-domains too), an address or a network, each with ``:port`` if only that one is meant."""
        host, colon, port = entry.rpartition(":")
        if not colon or not port.isdecimal() or (":" in host and not host.endswith("]")):
            host, port = entry, ""
        only = int(port) if port else None
        try:
            self.networks.append((ip_network(host.strip("[]"), strict=False), only))
        except ValueError:
            if "/" in host or not _NAME.fullmatch(host):
                raise BadArgument(
                    f"PRIVATE_HOSTS has {entry!r}, which is neither a host nor a network: "
                    "write intranet.example, 10.1.2.3:8080 or 10.0.0.0/8."
                ) from None
            self.names.add((host, only))

    def _permit_spelled(self, url: str) -> None:
        """An address that the operator asks for by its digits, or by the name of this machine, at this one port.

        Not one that he asks for by another name: who owns the name could make it lead anywhere tomorrow.
        """
        host, port = host_and_port(url)
        if spelled_address(host) is not None or is_localhost(host):
            self.spelled.add((host, port))


def host_and_port(url: str) -> tuple[str, int]:
    """Where a request for `url` would go.

    >>> host_and_port("http://127.0.0.1:8765/news/"), host_and_port("https://[::1]/")
    (('127.0.0.1', 8765), ('::1', 443))
    """
    try:
        parts = urlsplit(url)
        return (parts.hostname or "").rstrip("."), parts.port or PORTS.get(parts.scheme, 80)
    except ValueError:
        return "", 0
