"""``1 2 3 下一页`` under a story: the pages that an article is split into.

The evidence is the page's own pager.  ``n68362588_1.html`` alone says nothing: on some portals it is an article
of its own.  And 下一篇, the next article, is no 下一页, the next page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from parsel import Selector

from crawler.kinship import family_of, twin_key
from crawler.listing.links import Link, PageLinks, base_of, page_links
from crawler.listing.next_words import says_next
from crawler.listing.numbered_pagers import numbered_pages
from crawler.listing.script_pagers import script_pages
from crawler.urls import RefusedAddress, canonical
from pipelines.cleaning.page import Page
from pipelines.time_bound import TookTooLong, at_most

MOST_PAGES = 200  # of one article; the longest picture series seen had 90

_WHOLE = re.compile(
    r"(?:在?本页)?(?:余下|剩余|剩下|阅读|查看|显示|展开|浏览|点击)*(?:阅读|查看|显示)?全文(?:阅读)?|单页(?:阅读|显示)"
    r"|(?:view |read |show )?(?:as |on )?(?:a )?(?:single|one|all on one) page|view all|read full (?:article|story)",
    re.I,
)
_EDGES = " \t\xa0\u3000[]()（）【】<>«»‹›←→|·…."
_NEXT_PAGE = re.compile(r"[下后後](?:一|1)?[页頁]|next page|older posts", re.I)
_OWN_SUFFIX = re.compile(r"[_-](?:p?(?:age)?\d{1,3}|all|full|0)$", re.I)
_ENDING = re.compile(r"\.\w{2,5}$")
_PAGE_PARAMETER = re.compile(
    r"p|pg|page|pageno|pagenum|page_?no|page_?num|pageindex|page_?id|paged|all|full|pn|currpage|curpage", re.I
)
_STEP = re.compile(r"(?:p|page|page[-_])?\d{1,3}|all|full", re.I)


def pages_after(page: Page, url: str, seconds: float) -> list[str]:
    """The further pages that one names; none of a page that cannot be looked through in time, which the cleaner will
    say."""
    try:
        with at_most(seconds):
            return further_pages(Selector(root=page.tree, type="html"), url)
    except TookTooLong:
        return []


def further_pages(page: Selector, url: str) -> list[str]:
    """The pages of a split article after this one, in order; [] for an article in one page.

    A pager that shows a window, or only 下一页, names what it names: ask the next page for the rest.  尾页 is not
    taken, for it would stand before the pages that the window leaves out.  A link to
    the whole text is taken where the page offers nothing else; it may repeat this page's text.
    """
    if not hasattr(page.root, "iter"):
        return []
    try:
        own = canonical(url)
    except RefusedAddress:
        return []
    # One walk for all that may lead on: on large pages each takes as long as reading what it finds.
    found_tags: dict[str, list[Any]] = {"a": [], "base": [], "script": []}
    for element in page.root.iter(*found_tags):
        found_tags[element.tag].append(element)
    anchors, scripts = found_tags["a"], found_tags["script"]
    base = base_of(found_tags["base"], own)

    def read(printed: str) -> str | None:
        if not printed.strip() or printed.lstrip().startswith("#"):
            return None
        try:
            return canonical(printed, base)
        except RefusedAddress:
            return None

    if not _may_be_split(anchors, scripts, own, base, read):
        return []
    walked = page_links(page.root)
    # Only links of this very article are looked at, which leaves out almost all.
    urls = [address if (address := read(link.printed)) and is_page_of(address, own) else None for link in walked.links]
    numbered, current = numbered_pages(walked, urls, own, is_page_of)
    found = {number.address: None for number in numbered if number.label > current}
    if numbered and len(numbered) == 1 and not _has_pager_words(walked, urls):
        found = {}
    earlier = {number.address for number in numbered if number.label <= current}
    for link, address in zip(walked.links, urls, strict=True):
        if address and address not in earlier and says_next(link, last=False) and _is_sure(link, bool(numbered)):
            found.setdefault(address)
    for printed in script_pages(scripts, own, MOST_PAGES):
        if (address := read(printed)) and is_page_of(address, own):
            found.setdefault(address)
    if not found:
        found = {
            address: None
            for link, address in zip(walked.links, urls, strict=True)
            if address and _WHOLE.fullmatch(link.text.strip(_EDGES))
        }
    return [address for address in found if twin_key(address) != twin_key(own)][:MOST_PAGES]


def is_page_of(address: str, url: str) -> bool:
    """Whether an address may be a page of the article at ``url``: the same name with a page's number to it.

    >>> is_page_of("http://a.cn/n1/c15-29709854-7.html", "http://a.cn/n1/c15-29709854.html")
    True
    >>> is_page_of("http://a.cn/n1/c15-29709855.html", "http://a.cn/n1/c15-29709854.html")
    False
    """
    if family_of(address) != family_of(url) or twin_key(address) == twin_key(url):
        return False
    one, own = urlsplit(address), urlsplit(url)
    pairs, own_pairs = parse_qsl(one.query, keep_blank_values=True), parse_qsl(own.query, keep_blank_values=True)
    if [pair for pair in pairs if not _PAGE_PARAMETER.fullmatch(pair[0])] != [
        pair for pair in own_pairs if not _PAGE_PARAMETER.fullmatch(pair[0])
    ]:
        return False
    path, own_path = _name(one.path), _name(own.path)
    if path == own_path:
        # ?p=12 alone is an article's number on some systems, and no page of the front page.
        return len(path) > 1
    stems = _stems(own_path)
    return (
        path in stems - {own_path, ""}
        or _OWN_SUFFIX.sub("", path) in stems - {""}
        or _without_step(path) in stems - {""}
    )


def _may_be_split(
    anchors: list[Any], scripts: list[Any], own: str, base: str, read: Callable[[str], str | None]
) -> bool:
    """Whether anything on the page leads to a page of this article: a cheap look before all links are read.

    A page of an article has the article's name in its address, see `is_page_of`; so has the printed link, unless it
    is relative to a folder of that name, a mere query, or written in other signs.  Only such links are resolved.
    """
    stems = _stems(_name(urlsplit(own).path))
    folder, _, name = min((stem for stem in stems if stem), key=len, default="").rpartition("/")
    if not name:
        return False  # the front page
    is_near = urlsplit(base).path.startswith(f"{folder}/{name}/") or not name.isascii()
    printed = {link.get("href") or "" for link in anchors}
    candidates = [
        one for one in printed if is_near or name in one or "%" in one or not one.isascii() or one.lstrip()[:1] == "?"
    ]
    candidates += script_pages(scripts, own, 1)
    return any((address := read(one)) and is_page_of(address, own) for one in candidates)


def _stems(path: str) -> set[str]:
    """The name of an article's page, and what is left of it without a page's number."""
    return {path, _OWN_SUFFIX.sub("", path), _without_step(path)}


def _name(path: str) -> str:
    return _ENDING.sub("", unquote(path).rstrip("/"))


def _without_step(path: str) -> str:
    """/2020/storm/2 is page 2 of /2020/storm; but a folder of nothing but numbers holds articles."""
    folder, _, step = path.rpartition("/")
    above = folder.rpartition("/")[2]
    if _STEP.fullmatch(step) and re.search(r"[a-z]", above, re.I) and (len(above) > 12 or re.search(r"\d{5}", above)):
        return folder
    return path


def _is_sure(link: Link, has_numbers: bool) -> bool:
    """`Next` alone may lead to the next part of a series; 下一页 says page, and numbers around it do too."""
    labels = (link.text, link.title, *link.image_titles)
    return has_numbers or any(_NEXT_PAGE.fullmatch(label.strip(_EDGES)) for label in labels)


def _has_pager_words(walked: PageLinks, urls: Sequence[str | None]) -> bool:
    """A single number among links needs a word or its own page's number beside it to be a pager."""
    for link, address in zip(walked.links, urls, strict=True):
        if not address:
            continue
        if says_next(link):
            return True
        above = walked.parents[link.node]
        for _ in range(2):
            lines = [walked.texts[at].strip(_EDGES) for at in walked.texts_in(above)[:12]]
            if sum(line.isdigit() for line in lines) >= 2 and all(len(line) <= 12 for line in lines):
                return True
            above = max(0, walked.parents[above])
    return False
