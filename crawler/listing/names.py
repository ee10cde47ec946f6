"""``<title>通知公告_深圳中学</title>``: the section is called 通知公告, the site the rest."""

from __future__ import annotations

import re
from itertools import islice

from parsel import Selector

from crawler.listing.links import PageLinks, units

_BREAKS = re.compile(
    r"\s*(?:_+|\s[-–—|·:«»>]+\s|[|｜—–]+|(?<=[^\x00-\x7f])-(?=.)|(?<=.)-(?=[^\x00-\x7f])|\s[«»>]\s)\s*"
)
_PAGE_NUMBER = re.compile(r"第\s?\d{1,4}\s?[页頁]|page \d{1,4}(?: of \d{1,4})?|[(（]\d{1,3}(?:/\d{1,3})?[)）]", re.I)
_LABEL = re.compile(r"^(?:category|archives?|tag|section|topic)\s?[:：]\s?", re.I)
_GENERAL = re.compile(r"首页|主页|列表|正文|home|index|latest news", re.I)
LONGEST_NAME = 40  # characters


def section_name(page: Selector, walked: PageLinks) -> str:
    """The name of the section, from its title and from where the page repeats it."""
    title = " ".join((page.css("title::text").get() or "").split())
    parts = [_LABEL.sub("", part).strip() for part in _BREAKS.split(_PAGE_NUMBER.sub("", title))]
    parts = [part for part in parts if part and not _GENERAL.fullmatch(part)]
    if not parts:
        # A broken page nests one h1 in another thousands deep: the outermost says it all.
        outermost = (h1 for h1 in page.root.iter("h1") if next(h1.iterancestors("h1"), None) is None)
        words = islice((word for h1 in outermost for text in h1.itertext() for word in text.split()), LONGEST_NAME)
        return " ".join(words)[:LONGEST_NAME]
    printed = set(walked.texts)
    # The site's own name stands on its logo; a section's stands as text, in the menu or above the list.
    for part in parts:
        if part in printed and units(part) <= 15:
            return part[:LONGEST_NAME]
    return parts[0][:LONGEST_NAME]
