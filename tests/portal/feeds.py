"""``/feed.xml``, ``/atom.xml``, ``/sitemap.xml`` -> ``/sitemap-news.xml.gz``: the portal's articles for machines.

The feeds hold the newest articles of all sections, the sitemap every article and the front of every section.
"""

from __future__ import annotations

import gzip
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime
from html import escape

from tests.portal.article import Article
from tests.portal.section import Section

FEED_LENGTH = 20  # articles
CHINA = timezone(timedelta(hours=8))
NAME = "云汀在线"
XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
RSS_TYPE, ATOM_TYPE, XML_TYPE, GZIP_TYPE = (
    "application/rss+xml", "application/atom+xml", "application/xml", "application/gzip",
)  # fmt: skip


def feed_answer(path: str, portal_url: str, sections: list[Section]) -> tuple[str, bytes] | None:
    """The Content-Type and the bytes of a feed or sitemap; None where the portal has none."""
    if not path.startswith(("/feed", "/atom", "/sitemap")):
        return None
    articles = sorted((article for each in sections for article in each.articles), key=printed_at, reverse=True)
    if path == "/feed.xml":
        return RSS_TYPE, rss(portal_url, articles[:FEED_LENGTH]).encode()
    if path == "/atom.xml":
        return ATOM_TYPE, atom(portal_url, articles[:FEED_LENGTH]).encode()
    if path == "/sitemap.xml":
        return XML_TYPE, sitemap_index(portal_url, articles).encode()
    if path == "/sitemap-news.xml":
        return XML_TYPE, sitemap(portal_url, sections, articles).encode()
    if path == "/sitemap-news.xml.gz":
        return GZIP_TYPE, gzip.compress(sitemap(portal_url, sections, articles).encode(), mtime=0)
    return None


def rss(portal_url: str, articles: list[Article]) -> str:
    items = "".join(
        f"<item><title>{escape(article.title)}</title><link>{portal_url}{article.links_to}</link>"
        f"<guid>{portal_url}{article.links_to}</guid><pubDate>{format_datetime(printed_at(article))}</pubDate></item>\n"
        for article in articles
    )
    about = f"<title>{NAME}</title><link>{portal_url}/</link><language>zh-cn</language>"
    return f'{XML}<rss version="2.0"><channel>{about}\n{items}</channel></rss>\n'


def atom(portal_url: str, articles: list[Article]) -> str:
    entries = "".join(
        f'<entry><title>{escape(article.title)}</title><link rel="alternate" href="{portal_url}{article.links_to}"/>'
        f"<id>{portal_url}{article.links_to}</id><updated>{printed_at(article).isoformat()}</updated></entry>\n"
        for article in articles
    )
    newest = f"<updated>{printed_at(articles[0]).isoformat()}</updated>" if articles else ""
    about = f'<title>{NAME}</title><id>{portal_url}/</id><link href="{portal_url}/"/>{newest}'
    return f'{XML}<feed xmlns="http://www.w3.org/2005/Atom">{about}\n{entries}</feed>\n'


def sitemap_index(portal_url: str, articles: list[Article]) -> str:
    newest = f"<lastmod>{printed_at(articles[0]).isoformat()}</lastmod>" if articles else ""
    named = f"<sitemap><loc>{portal_url}/sitemap-news.xml.gz</loc>{newest}</sitemap>"
    return f'{XML}<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{named}</sitemapindex>\n'


def sitemap(portal_url: str, sections: list[Section], articles: list[Article]) -> str:
    fronts = "".join(f"<url><loc>{portal_url}{path}</loc></url>\n" for path in ["/", *(each.path for each in sections)])
    entries = "".join(
        f"<url><loc>{portal_url}{article.links_to}</loc><news:news><news:publication><news:name>{NAME}</news:name>"
        f"<news:language>{article.language}</news:language></news:publication>"
        f"<news:publication_date>{article.published_at}</news:publication_date>"
        f"<news:title>{escape(article.title)}</news:title></news:news></url>\n"
        for article in articles
    )
    spaces = (
        'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
    )
    return f"{XML}<urlset {spaces}>\n{fronts}{entries}</urlset>\n"


def printed_at(article: Article) -> datetime:
    """When the portal printed it; a day without a time begins at midnight."""
    return datetime.fromisoformat(article.printed_at).replace(tzinfo=CHINA)
