"""``<div class="contentRight hot-list">``: the parts of a page that hold links to elsewhere, by what it calls them.

A name is evidence, no more: a column called ``right`` may be the page's own list.  Who weighs links decides.
"""

from __future__ import annotations

import re
from enum import Flag

# Elements that hold a page together: a class on them speaks of the page, not of what is in them.
_FRAMES = frozenset(["html", "body", "main", "form"])
_DIGITS = re.compile(r"\d+")
_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")


class Zone(Flag):
    """Parts of a page that hold links to elsewhere."""

    NONE = 0
    NAVIGATION = 1
    SIDE = 2
    HOT = 4


_ZONE_WORDS = {
    Zone.NAVIGATION: frozenset([
        "nav", "navi", "navbar", "navigation", "navigator", "menu", "submenu", "subnav", "topnav", "topmenu",
        "mainnav", "leftnav", "sitenav", "topbar", "breadcrumb", "breadcrumbs", "crumb", "crumbs", "location",
        "weizhi", "footer", "foot", "footernav", "copyright", "friend", "friends", "friendlink", "flink",
        "yqlj", "sitemap", "login", "search", "share", "toolbar", "pager", "pages", "pagination", "paging",
        "pagenavi", "tagcloud", "tags", "lang", "weather", "calendar", "cookie", "advert", "adverts",
        "guanggao", "comment", "comments",
    ]),
    Zone.SIDE: frozenset([
        "aside", "side", "sidebar", "sidebox", "rightbar", "right", "rightside",
        "rightcol", "sider", "rside", "youce",
    ]),
    Zone.HOT: frozenset([
        "hot", "hots", "hotnews", "rank", "ranks", "ranking", "ranklist", "paihang", "paihangbang", "phb",
        "recommend", "recommended", "recommends", "tuijian", "related", "relate", "relevant", "popular",
        "trending", "trend", "mostread", "mostviewed", "mostpopular", "guess",
    ]),
}  # fmt: skip
_ZONE_TAGS = {"nav": Zone.NAVIGATION, "footer": Zone.NAVIGATION, "aside": Zone.SIDE}
_MOST_READ = re.compile(r"most[-_ ]?(?:read|viewed|popular|clicked)", re.I)


def zone_of(tag: str, names: str) -> Zone:
    """The kind of part that an element is by its tag, and by the words of its class and id."""
    if tag in _FRAMES:
        return Zone.NONE
    zone = _ZONE_TAGS.get(tag, Zone.NONE)
    if names == " ":
        return zone
    named = _named_zone(names)
    return named if zone is Zone.NONE else zone | named


_named: dict[str, Zone] = {}
_MOST_NAMES = 20_000  # distinct class texts remembered, over all pages of a crawl


def _named_zone(names: str) -> Zone:
    known = _named.get(names)
    if known is not None:
        return known
    zone = Zone.NONE
    for name in names.split():
        whole = _DIGITS.sub("", name).lower()
        words = {word.lower() for word in _WORDS.findall(name[:200])} | {whole}
        # contentLeft is a column, has-sidebar speaks of the page.
        if words & {"has", "with", "no", "float", "pull", "text", "align"}:
            continue
        for kind, vocabulary in _ZONE_WORDS.items():
            if words & vocabulary:
                zone |= kind
        if "copyright" in whole or "footer" in whole:
            zone |= Zone.NAVIGATION
    if _MOST_READ.search(names[:200]):
        zone |= Zone.HOT
    if len(_named) >= _MOST_NAMES:
        _named.clear()
    _named[names] = zone
    return zone
