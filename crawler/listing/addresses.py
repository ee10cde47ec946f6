"""``/c/2017-01-20/1295783.shtml`` looks like an article, ``/sh/shjj/index.shtml`` like a section.

Only likeness: an address is weighed together with the words, dates and neighbours of its link, never alone.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urlsplit

_DAY = re.compile(
    r"/(?:19|20)\d\d[/_-]?\d{1,2}[/_-]?\d{0,2}(?=[/_-]|\d*/)|/\d\d/[01]\d[0-3]\d/|/(?:19|20)\d\d/[a-z]{3}/\d{1,2}/"
)
_FILED_UNDER_DATE = re.compile(r"(?:^|\D)(?:19|20)\d\d[01]\d[0-3]\d(?=\D|$)")
_LISTING_FILE = re.compile(
    r"(?:index|default|list|node|more|home|main|class|column|channel|category|sort|page|col)[-_]?\d*(?:[-_]\d+)*", re.I
)
_ELSEWHERE = re.compile(
    r"(?:comments?|gentie|tie|coral|reg|passport|login|sso|account|my|user|i|mail|help|so|search|ads?|corp|bbs|e?shop|mall)\.",
    re.I,
)
_LISTING_STEP = re.compile(
    r"tags?|keywords?|comments?|category|categories|cat|author|authors|user|users|people|search|page|login|signin|register|subscribe|about"
    r"|aboutus|contact|contactus|subject|topic\w*|\w*help|channel|column|zt|zhuanti|special|sitemap|rss|feed|company|home"
    r"|passport|account|app|terms|privacy|jobs|member|profile|share|template|download\w*(?:\.\w+)?",
    re.I,
)
_ARTICLE_STEP = re.compile(
    r"articles?|content|contents|story|stories|detail|details|view|show|info|art|archives|read|doc|a|p|c|news", re.I
)
_ARTICLE_PARAMETER = re.compile(
    r"(?:^|&)(?:(?:article|art|news|content|doc|info|item|story|post|note)?_?id|p|aid|nid|tid|newsno)=[\da-f-]{1,40}(?:&|$)",
    re.I,
)
_LISTING_PARAMETER = re.compile(
    r"(?:^|&)(?:page|pageno|pagenum|pageindex|pn|cat|catid|typeid|classid|tag|q|s|keyword|keywords|author)=", re.I
)
_DOCUMENT = re.compile(r"\.(?:pdf|docx?|wps|txt)(?=\?|$)", re.I)
_FILE = re.compile(
    r"\.(?:xlsx?|pptx?|et|csv|zip|rar|7z|gz|tar|jpe?g|png|gif|bmp|webp|svg|ico|mp[34]|m4[av]|avi|wmv|flv|swf|mov|wav|wma|apk|exe|dmg"
    r"|ipa|css|js|json|xml|rss|atom)(?=\?|$)",
    re.I,
)
_ENDING = re.compile(r"\.(?:s?html?|xhtml|jhtml|php|aspx?|jspx?|do|pdf|docx?)$", re.I)
_LONG_NUMBER = re.compile(r"\d{5,}")
_SHORT_NUMBER = re.compile(r"\d{3,4}")
_DIGITS = re.compile(r"\d+")
_ID = re.compile(r"[a-z0-9]{11,}", re.I)
_ID_PARTS = re.compile(r"[a-z]+|\d+", re.I)
_SLUG_WORD = re.compile(r"[a-z]{2,}", re.I)


@lru_cache(maxsize=8192)
def article_likeness(url: str) -> float:
    """How much an address looks like an article's, from 0.0 to 1.0.

    >>> article_likeness("http://a.cn/c/2017-01-20/1295783.shtml"), article_likeness("http://a.cn/sh/index.shtml")
    (1.0, 0.0)
    """
    parts = urlsplit(url)
    path = parts.path
    steps = [step for step in path.split("/") if step]
    if not steps:
        return 0.4 if _ARTICLE_PARAMETER.search(parts.query) and not _LISTING_PARAMETER.search(parts.query) else 0.0
    ending = _ENDING.search(steps[-1])
    name = steps[-1][: ending.start()] if ending else steps[-1]
    likeness = 0.0
    by_parameter = _ARTICLE_PARAMETER.search(parts.query)
    # /20260915/<32 signs>/c.html, /2021/0310/c1234a56789/page.htm: the folder is the article's.
    is_in_folder = len(steps) > 1 and (len(name) <= 2 or _LISTING_FILE.fullmatch(name) is not None)
    named = f"{steps[-2]}/{name}" if is_in_folder else name
    if by_parameter:
        likeness += 0.7
    elif _LISTING_FILE.fullmatch(name) and not (_DAY.search(path) and _has_id(named)):
        return 0.0
    if _DAY.search(path):
        likeness += 0.5
    elif _FILED_UNDER_DATE.search(path):
        likeness += 0.4
    if _has_id(named):
        likeness += 0.4
    elif _SHORT_NUMBER.search(name):
        likeness += 0.2
    words = _SLUG_WORD.findall(name)
    if len(words) >= 4 and "-" in name:
        likeness += 0.6
    elif len(words) >= 2 and re.search("[-_]", name):
        likeness += 0.3
    if ending and name.strip("abcdefghijklmnopqrstuvwxyz") and not by_parameter:
        likeness += 0.2
    if any(_ARTICLE_STEP.fullmatch(step) for step in steps[:-1]):
        likeness += 0.2
    # show.php?catid=6&id=30 is an article; ?cat=6&p=2 is page 2 of a list.
    lists = _LISTING_PARAMETER.search(parts.query) and not (by_parameter and by_parameter[0].strip("&")[:2] != "p=")
    if lists or any(_LISTING_STEP.fullmatch(step) for step in steps):
        likeness -= 0.7
    if _ELSEWHERE.match(parts.netloc):
        likeness -= 0.6
    return min(1.0, max(0.0, likeness))


def names_listing(url: str) -> bool:
    """Whether an address says itself that it leads to a list, a tag, an author.

    >>> names_listing("http://a.cn/tag/471991"), names_listing("http://a.cn/bread/")
    (True, False)
    """
    return any(_LISTING_STEP.fullmatch(step) for step in urlsplit(url).path.split("/"))


def is_file(url: str) -> bool:
    """Whether an address names a table, an archive, a picture: nothing that holds a story."""
    return _FILE.search(url, url.find("/", 8)) is not None


def is_document(url: str) -> bool:
    """Whether an address names a printed document, which some lists offer instead of pages."""
    return _DOCUMENT.search(url, url.find("/", 8)) is not None


def _has_id(name: str) -> bool:
    return _LONG_NUMBER.search(name) is not None or any(len(_ID_PARTS.findall(word)) > 2 for word in _ID.findall(name))


@lru_cache(maxsize=8192)
def address_shape(url: str) -> str:
    """An address with its numbers and words dropped: addresses that one system made have one shape.

    >>> address_shape("http://a.cn/news/2011121/n48904543.html")
    'a.cn/news/0/n0.html'
    """
    parts = urlsplit(url)
    steps = []
    for step in parts.path.split("/"):
        ending = _ENDING.search(step)
        name, suffix = (step[: ending.start()], ending[0]) if ending else (step, "")
        if len(_SLUG_WORD.findall(name)) >= 3 and "-" in name:
            name = "~"
        else:
            name = _DIGITS.sub("0", name)
            # FK6F0U6D0001899O, b51327b18dff4d8a: letters and numbers by turns are one id.
            if name.count("0") >= 3 and "-" not in name and "_" not in name:
                name = "*"
        steps.append(name + suffix)
    names = "&".join(sorted(pair.partition("=")[0] for pair in parts.query.split("&") if pair))
    return f"{parts.netloc}{'/'.join(steps)}" + (f"?{names}" if names else "")
