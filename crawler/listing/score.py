"""Twenty headlines are a section page, twenty paragraphs an article: the score between the two."""

from __future__ import annotations

import re
from collections.abc import Sequence

from parsel import Selector

from crawler.listing.addresses import article_likeness
from crawler.listing.links import PageLinks, units
from crawler.listing.rows import Row
from crawler.listing.titles import longest_words

LONG_PARAGRAPH = 30  # units; shorter texts are labels, dates, captions
_SENTENCE = re.compile(r"[。！？；，,.!?;]")
_STORY_STEP = re.compile(r"(?:^|[>»›→/\s])(?:正文|新闻详情|文章详情)$")
_BYLINE = re.compile(
    r"(?:来源|稿源|文章来源|作者|责任编辑|责编|编辑|记者|字号|字体)\s*[:：]|(?:published|updated|written|posted)\s(?:on|by|at|:)",
    re.I,
)
TITLE_WORTH = 2.0  # a headline in a list tells twice as much as its length in prose
LONGEST_LISTED = 40.0  # units; a row's link may hold a whole story
FEW_LINKS = 3  # rows; a list has more
LONG_STORY = 150  # units of prose
SURELY_ARTICLES = 0.6  # likeness of an address to articles'
# What speaks for one side or the other, by how much: fitted on section and article pages of thirty portals.
HAS_PAGES, IS_DATED = 0.15, 0.1
ARTICLE_ADDRESS, DECLARED_ARTICLE, STORY_STEP, BYLINE, STORY, IS_FEW = -0.45, -0.25, -0.25, -0.15, -0.1, -0.1


def section_score(page: Selector, walked: PageLinks, rows: Sequence[Row], url: str, *, has_pages: bool) -> float:
    """How much a page looks like a section page, 0.0 to 1.0; from 0.5 on it is one rather than an article.

    The words of its headlines against the words of its prose, the teasers under headlines not counted; then what
    the page says of itself (og:type, a byline, a breadcrumb ending in 正文), its address, and its further pages.
    """
    own = [row for row in rows if not row.is_beside]
    if not own:
        return 0.0
    listed = sum(min(LONGEST_LISTED, longest_words(row.links)) for row in own)
    prose, has_byline = _prose(walked, rows)
    score = TITLE_WORTH * listed / (TITLE_WORTH * listed + prose) if listed else 0.3
    score += HAS_PAGES * has_pages + IS_DATED * sum(row.is_dated for row in own) / len(own)
    score += IS_FEW * (len(own) < FEW_LINKS) + STORY * (prose >= LONG_STORY) + BYLINE * has_byline
    score += ARTICLE_ADDRESS * has_article_address(url)
    kind = (page.css('meta[property="og:type"]::attr(content)').get() or "").lower()
    score += DECLARED_ARTICLE * bool(kind == "article" or page.css('[itemprop="articleBody"]'))
    score += STORY_STEP * any(_STORY_STEP.search(text) for text in walked.texts[:200] if len(text) < 60)
    return round(min(1.0, max(0.0, score)), 3)


def has_article_address(url: str) -> bool:
    """Whether a page's address speaks for an article."""
    return article_likeness(url) >= SURELY_ARTICLES


def _prose(walked: PageLinks, rows: Sequence[Row]) -> tuple[float, bool]:
    """The units of prose outside the rows, and whether a byline stands there."""
    covered = sorted((walked.starts[row.node], walked.ends[row.node]) for row in rows)
    prose, has_byline, place = 0.0, False, 0
    for tick, text in zip(walked.text_ticks, walked.texts, strict=True):
        while place < len(covered) and covered[place][1] <= tick:
            place += 1
        if place < len(covered) and covered[place][0] <= tick:
            continue
        if len(text) < 120 and _BYLINE.search(text):
            has_byline = True
        elif len(text) >= LONG_PARAGRAPH and (length := units(text)) >= LONG_PARAGRAPH and _SENTENCE.search(text):
            prose += length
    return prose, has_byline
