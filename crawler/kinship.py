"""``https://m.a.cn/news/index.html`` is the twin of ``http://www.a.cn/news/``, and of one family with ``money.a.cn``.

What two addresses have in common.  None of these words is ever requested: that is ``urls.py``'s to write.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urlsplit

from tldextract import TLDExtract

from crawler.urls import DEFAULT_PORTS

_MOBILE_LABELS = frozenset(["www", "m", "mobile", "wap", "amp"])
DEFAULT_DOCUMENT = re.compile(r"/(?:index|default)\.(?:s?html?|php|aspx?|jsp)$", re.I)

# The public suffix list as it came with the library: nothing is asked of the network, and nothing kept.
_suffixes = TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)


@lru_cache(maxsize=8192)
def twin_key(url: str) -> str:
    """What an address shares with its twins over https, on ``www.`` or ``m.``, with ``index.html``.

    >>> twin_key("https://m.a.cn/news/index.html") == twin_key("http://www.a.cn/news/")
    True
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return url
    path = DEFAULT_DOCUMENT.sub("/", parts.path).rstrip("/")
    at_port = "" if port in (None, 80, 443) else f":{port}"
    return plain_host(host) + at_port + path + (f"?{parts.query}" if parts.query else "")


@lru_cache(maxsize=8192)
def site_of(url: str) -> str:
    """The host that names a site, without ``www.``; with the port where it is not the usual one.

    >>> site_of("http://oldweb.shenzhong.net/news/"), site_of("https://www.a.com.cn:443/")
    ('oldweb.shenzhong.net', 'a.com.cn')
    """
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return ""
    host = host.removeprefix("www.") if host.count(".") > 1 else host
    return host if port in (None, DEFAULT_PORTS.get(parts.scheme)) else f"{host}:{port}"


@lru_cache(maxsize=8192)
def family_of(url: str) -> str:
    """The registered domain, under which a portal keeps its sub-domains: ``money.a.com.cn`` is of ``a.com.cn``.

    Of hosts that have none (addresses in digits, names of an intranet) the host.

    >>> family_of("http://news.a.sh.cn/"), family_of("https://a.github.io/"), family_of("http://127.0.0.1:8765/")
    ('a.sh.cn', 'a.github.io', '127.0.0.1')
    """
    try:
        return _family_of_host((urlsplit(url).hostname or "").rstrip("."))
    except ValueError:
        return ""


def plain_host(host: str) -> str:
    """A host without ``www.``, ``m.`` and the like, behind which mostly the same machine stands.

    >>> plain_host("www.m.a.cn."), plain_host("m.cn")
    ('a.cn', 'm.cn')
    """
    labels = host.rstrip(".").split(".")
    # A host of two labels is the site itself: m.cn is no mobile twin of cn.
    while len(labels) > 2 and labels[0] in _MOBILE_LABELS:
        labels.pop(0)
    return ".".join(labels)


@lru_cache(maxsize=8192)
def _family_of_host(host: str) -> str:
    if registered := _suffixes.extract_str(host).top_domain_under_public_suffix:
        return str(registered)
    return plain_host(host)
