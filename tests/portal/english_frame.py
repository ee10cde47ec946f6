"""``By Ada Marsh | Yunting Online | Updated: 2026-03-17 10:05``: the pages of /english/, today's frame with JSON-LD.

Listings are cards (picture, headline, date in words) chained by ``?page=2`` and rel=next.
"""

from __future__ import annotations

import json
from datetime import date
from html import escape

from tests.portal import boilerplate as printed
from tests.portal.article import Article
from tests.portal.boilerplate import Edition
from tests.portal.frame import fill, link_list, numbered
from tests.portal.section import Link, Section
from tests.portal.story import story_html

MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

INSERTS = {
    "[ad]": f'<aside class="ad"><a href="/ads/3">{printed.ENGLISH_ADVERTISEMENT}</a></aside>',
    "[more]": '<aside class="inset"><h4>Read more</h4>'
    f'<a href="/related/1.html">{escape(printed.ENGLISH_RELATED[0])}</a></aside>',
}


def article_page(article: Article, number: int, edition: Edition) -> str:
    """One page of an article: 1 is the first, and in this section the only one."""
    title = escape(article.title)
    parts = [story_html(article.pages[number - 1], INSERTS)]
    if article.original_title:
        parts.append(f"<p><em>Original headline: {escape(article.original_title)}</em></p>")
    middle = fill(
        "english_article",
        title=title,
        subtitle=f'<p class="standfirst">{escape(article.subtitle)}</p>' if article.subtitle else "",
        byline=byline(article),
        story="\n".join(parts),
        editor=article.editor_line.format(article.editor),
        keywords=f'<p class="tags">Keywords: {", ".join(article.keywords)}</p>' if article.keywords else "",
        newsletter=printed.NEWSLETTER,
        related=link_list(numbered("/related/{}.html", printed.ENGLISH_RELATED)),
    )
    return page(title, article_tags(article, edition), middle)


def section_page(section: Section, number: int, edition: Edition) -> str:
    """One listing of the section: 1 is the first."""
    is_last = number == section.page_count
    later = section.page_path(number + 1)
    middle = fill(
        "english_listing",
        section=section.title,
        cards="\n".join(card(link, edition) for link in section.links_on(number)),
        newer=f'<a rel="prev" href="{section.page_path(number - 1)}">« Newer</a>' if number > 1 else "",
        later="" if is_last else f'<a rel="next" href="{later}">Next »</a>',
    )
    return page(section.title, "" if is_last else f'<link rel="next" href="{later}">', middle)


def page(title: str, tags: str, middle: str) -> str:
    foot = fill(
        "english_foot",
        hot=link_list(numbered("/most-read/{}.html", printed.ENGLISH_HOT)),
        copyright_note=printed.ENGLISH_COPYRIGHT,
        footer=printed.ENGLISH_FOOTER,
    )
    return fill("english_head", title=title, tags=tags, cookie_notice=printed.COOKIE_NOTICE) + middle + foot


def article_tags(article: Article, edition: Edition) -> str:
    """JSON-LD, and a meta author that is the editor on the pages that swap them."""
    story = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": article.title,
        "datePublished": article.published_at,
        "author": [{"@type": "Person", "name": article.author}] if article.author else [],
        "publisher": {"@type": "Organization", "name": printed.SITE_ENGLISH},
        "mainEntityOfPage": edition.url + article.path,
    }
    author = article.editor if article.swapped_meta else article.author
    return f"""<meta property="og:title" content="{escape(article.title)}">
<meta property="og:type" content="article">
<meta name="author" content="{escape(author)}">
<script type="application/ld+json">{json.dumps(story)}</script>"""


def byline(article: Article) -> str:
    parts = [f"By {article.author}"] if article.author else []
    return " | ".join([*parts, article.source, f"Updated: {article.printed_at}"])


def card(link: Link, edition: Edition) -> str:
    """A picture, a headline and a day; both links are absolute."""
    url = edition.url + link.path
    return f"""<div class="card"><a href="{url}"><img src="/images/card.png" alt=""></a>
<h3><a href="{url}">{escape(link.title)}</a></h3><time datetime="{link.date}">{day_in_words(link.date)}</time></div>"""


def day_in_words(day: str) -> str:
    """The date as English listings print it.

    >>> day_in_words("2026-03-05")
    'Mar 5, 2026'
    """
    when = date.fromisoformat(day)
    return f"{MONTHS[when.month - 1]} {when.day}, {when.year}"
