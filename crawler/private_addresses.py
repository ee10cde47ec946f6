"""``0x7f.1``, ``[::ffff:10.0.0.5]`` and ``127。0。0。1``: addresses that belong to nobody on the public internet.

Pure: it knows how addresses are spelled and which of them are special.  Names are for ``resolver.py``.
"""

from __future__ import annotations

import socket
import unicodedata
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

Address = IPv4Address | IPv6Address

# From the registries of special addresses at IANA.  A table of our own: what the standard library calls private has
# changed between its versions.
_SPECIAL_V4 = {
    ip_network(network): kind
    for network, kind in {
        "0.0.0.0/8": "unspecified",
        "10.0.0.0/8": "private",
        "100.64.0.0/10": "private (of a carrier)",
        "127.0.0.0/8": "loopback",
        "168.63.129.16/32": "private (of a cloud)",  # in no registry: the host of every machine in Azure answers there
        "169.254.0.0/16": "link-local",
        "172.16.0.0/12": "private",
        "192.0.0.0/24": "reserved",
        "192.0.2.0/24": "reserved",
        "192.88.99.0/24": "reserved",
        "192.168.0.0/16": "private",
        "198.18.0.0/15": "reserved",
        "198.51.100.0/24": "reserved",
        "203.0.113.0/24": "reserved",
        "224.0.0.0/4": "multicast",
        "240.0.0.0/4": "reserved",
    }.items()
}
_SPECIAL_V6 = {
    ip_network(network): kind
    for network, kind in {
        "::/128": "unspecified",
        "::1/128": "loopback",
        "fc00::/7": "private",
        "fe80::/10": "link-local",
        "fec0::/10": "private",
        "ff00::/8": "multicast",
        "2001::/23": "reserved",  # protocols of the IETF, Teredo among them, which hides another address
        "2001:db8::/32": "reserved",
        "3fff::/20": "reserved",
    }.items()
}
_PUBLIC_V6 = ip_network("2000::/3")  # all that was ever given out
# Addresses that lead to the IPv4 address inside them: where that may be visited, so may they.
_NAT64 = ip_network("64:ff9b::/96")
_SIX_TO_FOUR = ip_network("2002::/16")


def special_kind(address: Address) -> str:
    """What keeps a crawl away from an address, in a word or two; empty for a public one.

    >>> special_kind(ip_address("::ffff:169.254.169.254")), special_kind(ip_address("93.184.215.14"))
    ('link-local', '')
    """
    if isinstance(address, IPv4Address):
        return next((kind for network, kind in _SPECIAL_V4.items() if address in network), "")
    address = IPv6Address(int(address))  # without its zone
    if address.ipv4_mapped is not None:
        return special_kind(address.ipv4_mapped)
    if address in _NAT64:
        return special_kind(IPv4Address(int(address) & 0xFFFFFFFF))
    if address in _SIX_TO_FOUR:
        return special_kind(IPv4Address((int(address) >> 80) & 0xFFFFFFFF))
    found = next((kind for network, kind in _SPECIAL_V6.items() if address in network), "")
    return found or ("" if address in _PUBLIC_V6 else "reserved")


@lru_cache(maxsize=4096)
def spelled_address(host: str) -> Address | None:
    """The address that a host spells out, in any of the spellings that a resolver understands; None for a name.

    >>> spelled_address("0x7f.1"), spelled_address("2130706433"), spelled_address("town.example")
    (IPv4Address('127.0.0.1'), IPv4Address('127.0.0.1'), None)
    """
    host = unicodedata.normalize("NFKC", host).replace("。", ".").strip().rstrip(".").strip("[]")
    host = host.partition("%")[0]  # the zone of a link-local address
    try:
        return ip_address(host)
    except ValueError:
        pass
    try:
        # Decimal, octal and hexadecimal, of one to four parts: what getaddrinfo reads as an address, too.
        return IPv4Address(socket.inet_aton(host)) if host[:1].isdigit() and host.isascii() else None
    except (OSError, ValueError):
        return None


def is_localhost(host: str) -> bool:
    """Whether a name means this machine by its very name, whatever a resolver says."""
    host = host.lower().rstrip(".")
    return host in ("localhost", "localhost.localdomain", "ip6-localhost", "ip6-loopback") or host.endswith(
        ".localhost"
    )
