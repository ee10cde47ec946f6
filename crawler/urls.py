"""``HTTP://www.A.cn:80/news/../a b.html?utm_source=wx#top`` and ``http://www.a.cn/a%20b.html`` are one address.

Pages print addresses in every shape: with blanks and line breaks, with backslashes, with a session in the
query.  :func:`canonical` makes one of them, which is also the one that is requested, so it never changes what a
server would answer; that two such addresses are the same page all the same is for ``kinship.py`` to tell.

What a crawl must never request is refused here with its reason.  Whether a host may be visited (private
networks, other sites) is not decided here: that needs a look at the network or at the spider.
"""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import lru_cache
from urllib.parse import urljoin, urlsplit, urlunsplit

import idna
from w3lib.url import canonicalize_url, safe_url_string

# The protocol of sitemaps stops at 2,048 characters and no portal was seen beyond 500; a few Chinese words,
# nine characters each once encoded, still fit.
LONGEST_ADDRESS = 4096
LONGEST_HOST = 253  # RFC 1035
HIGHEST_PORT = 65535
DEFAULT_PORTS = {"http": 80, "https": 443}

# Parameters that say who shared a link or whose visit it is, never which page it is.
TRACKING = frozenset(
    [
        "_ga", "_gl", "_hsenc", "_hsmi", "_openstat", "at_campaign", "at_medium", "dclid", "fbclid", "gbraid",
        "gclid", "gclsrc", "igshid", "mc_cid", "mc_eid", "mkt_tok", "msclkid", "ns_campaign", "ns_mchannel",
        "ns_source", "oly_anon_id", "oly_enc_id", "twclid", "vero_id", "wbraid", "wickedid", "yclid", "n2m",
        "scm", "spm", "share_token", "sharer_shareid", "sharer_sharetime", "isappinstalled", "chksm", "nsukey",
        "weixin_share", "wxshare", "jsessionid", "phpsessid", "aspsessionid", "asp.net_sessionid", "sessionid",
        "cfid", "cftoken",
    ]
)  # fmt: skip
TRACKING_PREFIXES = ("utm_", "aspsessionid", "hsa_", "pk_", "mtm_")
# `from` names a page's part on some sites and the sharing app on others: only the apps are dropped.
SHARED_FROM = frozenset(["timeline", "groupmessage", "singlemessage", "weibo", "qzone", "wechat", "weixin"])

# What browsers drop: controls and blanks at the ends; here also the blanks that editors paste along.
_ENDS = "".join(map(chr, range(0x21))) + "\x7f\xa0\u3000\u200b\u200c\u200d\u2060\ufeff"
_LINE_BREAKS = str.maketrans("", "", "\t\r\n")
_FULL_WIDTH_START = re.compile(r"[hHｈＨ][tTｔＴ]{2}[pPｐＰ][sSｓＳ]?[:：][/／\\＼]{2}")
_WEB_START = re.compile(r"(https?):([/\\]*)", re.I)
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.I)
_ASCII_HOST = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*")
_SESSION_IN_PATH = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/;?]*", re.I)


class RefusedAddress(ValueError):
    """An address that must never be requested; ``reason`` says why in a few words of a closed list.

    >>> canonical("javascript:void(0)")
    Traceback (most recent call last):
    ...
    crawler.urls.RefusedAddress: not http or https: javascript:void(0)
    """

    def __init__(self, reason: str, address: str) -> None:
        shown = address if len(address) <= 100 else f"{address[:100]}…"
        super().__init__(f"{reason}: {shown}")
        self.reason = reason
        self.address = address


def canonical(
    url: str,
    base: str | None = None,
    *,
    moved: Mapping[str, str] | None = None,
    charset: str = "utf-8",
) -> str:
    """The one address of a page, as it is requested; raises :class:`RefusedAddress`.

    ``moved`` maps a host that a site has left to the one it moved to (``{"rmzxb.com.cn": "rmzxw.com.cn"}``,
    sub-domains included).  ``charset`` is the page's: browsers encode the words of a query in it.

    >>> canonical("../n1.html?utm_source=x&b=2&a=1#top", "https://a.cn/news/list/")
    'https://a.cn/news/n1.html?a=1&b=2'
    """
    printed = url
    if (plain := _plain(url, base)) and not moved:
        return plain
    if len(url) > LONGEST_ADDRESS:
        raise RefusedAddress(f"longer than {LONGEST_ADDRESS} characters", printed)
    url = url.strip(_ENDS).translate(_LINE_BREAKS)
    if "\x00" in url:
        raise RefusedAddress("a zero byte", printed)
    try:
        url.encode()
    except UnicodeEncodeError:
        raise RefusedAddress("half a character", printed) from None
    if start := _FULL_WIDTH_START.match(url):
        url = unicodedata.normalize("NFKC", start[0]) + url[start.end() :]
    scheme = _SCHEME.match(url)
    if scheme and scheme[1].lower() not in DEFAULT_PORTS and not _is_host_and_port(url, base):
        raise RefusedAddress("not http or https", printed)
    try:
        scheme_name, host, port, path, query = _parts(_absolute(url, base, printed), printed)
    except RefusedAddress:
        raise
    except ValueError:
        raise RefusedAddress("no address", printed) from None
    for old, new in (moved or {}).items():
        if host == old or host.endswith("." + old):
            host = host[: len(host) - len(old)] + new
    authority = host if port is None else f"{host}:{port}"
    path = _SESSION_IN_PATH.sub("", path)
    address = urlunsplit((scheme_name, authority, _without_dots(path) or "/", _without_tracking(query), ""))
    try:
        address = _encoded(address, charset)
    except ValueError:
        raise RefusedAddress("no address", printed) from None
    if len(address) > LONGEST_ADDRESS:
        raise RefusedAddress(f"longer than {LONGEST_ADDRESS} characters", printed)
    return address


# Nothing in such an address needs a second look; on most pages nine of ten are so, and lists are long.
_PLAIN_PATH = r"(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)+/?"
_PLAIN = re.compile(rf"(https?://[a-z0-9-]{{1,63}}(?:\.[a-z0-9-]{{1,63}}){{1,5}})({_PLAIN_PATH})")
_PLAIN_START = re.compile(r"https?://[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,5}(?=/)")
_PLAIN_REST = re.compile(_PLAIN_PATH)
LONGEST_PLAIN = 300  # characters; longer ones are rare, and take the long way


def _plain(url: str, base: str | None) -> str | None:
    if len(url) > LONGEST_PLAIN:
        return None
    if base and url[:1] == "/":
        start = _PLAIN_START.match(base)
        return start[0] + url if start and _PLAIN_REST.fullmatch(url) else None
    return url if _PLAIN.fullmatch(url) else None


def _is_host_and_port(url: str, base: str | None) -> bool:
    """``a.cn:8080/x`` is no scheme ``a.cn`` for a crawl's own argument, but inside a page it is."""
    return base is None and re.match(r"[\w.-]+\.[a-z]{2,}:\d{1,5}(?:/|$)", url, re.I) is not None


def _absolute(url: str, base: str | None, printed: str) -> str:
    if start := _WEB_START.match(url):
        if not start[2] and base and urlsplit(base).scheme == start[1].lower():
            return urljoin(base, _forward(url[start.end() :]))  # `http:n.html` is relative to browsers
        # Browsers read any number of slashes, of either kind, as two.
        return f"{start[1].lower()}://{_forward(url[start.end() :])}"
    if not base:
        raise RefusedAddress("no scheme, such as https://", printed)
    url = _forward(url)
    if url.startswith("//"):
        return f"{urlsplit(base).scheme or 'http'}://{url.lstrip('/')}"
    if not url:
        return base
    return urljoin(base, url)


def _forward(url: str) -> str:
    """Backslashes before the query as the slashes they were meant to be."""
    if "\\" not in url:
        return url
    end = min((at for at in (url.find("?"), url.find("#")) if at >= 0), default=len(url))
    return url[:end].replace("\\", "/") + url[end:]


def _parts(url: str, printed: str) -> tuple[str, str, int | None, str, str]:
    parts = urlsplit(url)
    scheme = parts.scheme.lower()
    if scheme not in DEFAULT_PORTS:
        raise RefusedAddress("not http or https" if scheme else "no scheme", printed)
    if "@" in parts.netloc:
        raise RefusedAddress("a user name in the address", printed)
    try:
        port = parts.port
    except ValueError:
        raise RefusedAddress("no such port", printed) from None
    if port is not None and not 0 < port <= HIGHEST_PORT:
        raise RefusedAddress("no such port", printed)
    if port == DEFAULT_PORTS[scheme]:
        port = None
    host = _host_name(parts.hostname or "")
    if host is None:
        raise RefusedAddress("no such host", printed)
    return scheme, host, port, parts.path, parts.query


@lru_cache(maxsize=4096)
def _host_name(host: str) -> str | None:
    """The host in the letters of the DNS, or None where no DNS could know it."""
    if ":" in host:
        try:
            return f"[{ipaddress.IPv6Address(host).compressed}]"
        except ValueError:
            return None
    if not host.isascii():
        try:
            host = idna.encode(host, uts46=True).decode()
        except (idna.IDNAError, UnicodeError):
            try:
                host = unicodedata.normalize("NFKC", host).replace("。", ".").encode("idna").decode()
            except UnicodeError:
                return None
    host = host.lower().rstrip(".")
    if not _ASCII_HOST.fullmatch(host) or len(host) > LONGEST_HOST or host in DEFAULT_PORTS:
        return None
    return host if all(len(label) <= 63 for label in host.split(".")) else None


def _without_dots(path: str) -> str:
    if "/." not in path:
        return path
    kept: list[str] = []
    steps = path.split("/")
    for at, step in enumerate(steps):
        if step in (".", ".."):
            if step == ".." and len(kept) > 1:
                kept.pop()
            if at == len(steps) - 1:
                kept.append("")
        else:
            kept.append(step)
    return "/".join(kept)


def _without_tracking(query: str) -> str:
    if not query:
        return ""
    return "&".join(pair for pair in query.split("&") if not _is_tracking(pair))


def _is_tracking(pair: str) -> bool:
    name, _, value = pair.partition("=")
    name = name.lower()
    if name == "from":
        return value.lower() in SHARED_FROM
    return name in TRACKING or name.startswith(TRACKING_PREFIXES)


def _encoded(address: str, charset: str) -> str:
    head, mark, query = address.partition("?")
    names = [pair.partition("=")[0] for pair in query.split("&") if "=" in pair]
    if not mark or (len(names) == query.count("&") + 1 and len(set(names)) == len(names) and all(names)):
        return _in_charset(canonicalize_url, address, charset)
    # `?12345`, `?a&b`, `?id=1&id=2`: the order may be the meaning, and `?12345=` another page.
    query = urlsplit(_in_charset(safe_url_string, address, charset)).query
    return canonicalize_url(head) + (f"?{query}" if query else "")


def _in_charset(encode: Callable[..., str], address: str, charset: str) -> str:
    try:
        return encode(address, encoding=charset)
    except (LookupError, UnicodeEncodeError):
        return encode(address)  # a charset that nobody knows, or that lacks the letters
