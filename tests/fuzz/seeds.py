"""The pages that are broken: golden pages, the bundled portal's, and real saved ones where they are at hand."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from tests.portal.contents import Contents

ROOT = Path(__file__).parent.parent.parent
CORPUS = ROOT.parent / "shared" / "corpus"
LONGEST = 400_000  # bytes; the longest real pages only take longer, they show nothing else


@cache
def own_pages() -> list[bytes]:
    """Pages of our own writing: each golden page, one page of each kind that the portal serves."""
    pages = [path.read_bytes() for path in sorted((ROOT / "tests" / "pages").rglob("*.html"))]
    portal = Contents()
    articles = {(article.section, article.kind): article.path for article in portal.articles}
    for path in [*articles.values(), "/news/", "/town/", "/english/", "/"]:
        pages.append(portal.answer(path, {}).body)
    return [page for page in pages if page]


@cache
def real_pages() -> list[Path]:
    """Where real saved pages are; none on a machine that has only the repository."""
    return sorted(path for path in CORPUS.rglob("*.htm*") if path.is_file() and 0 < path.stat().st_size <= LONGEST)


@cache
def own_sources() -> list[bytes]:
    """Feeds, sitemaps, robots.txt: what is read beside pages."""
    portal = Contents()
    return [portal.answer(path, {}).body for path in ("/feed.xml", "/atom.xml", "/sitemap.xml", "/robots.txt")]


@cache
def real_robots() -> list[Path]:
    return sorted(path for path in (CORPUS / "robots").rglob("*") if path.is_file() and path.suffix != ".jsonl")


@cache
def real_warcs() -> list[Path]:
    return sorted(path for path in (CORPUS / "warc").rglob("*arc*") if path.is_file() and path.stat().st_size < 10**6)
