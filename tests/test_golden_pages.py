"""Saved pages and what the cleaner must make of them: ``tests/pages/<site>/<slug>/page.html`` beside ``expected.json``.

A new page has no ``expected.json`` yet: the first run drafts one and fails.  Read it, correct it, run again.
"""

import difflib
import json
from pathlib import Path

import pytest
from scrapy.settings import Settings
from scrapy.spiderloader import get_spider_loader

from crawler import settings as project_settings
from crawler.news_spider import NewsSpider
from pipelines.cleaning.article import Article
from pipelines.cleaning.clean import clean
from pipelines.cleaning.page import Page

PAGES = Path(__file__).parent / "pages"
FIELDS = (
    "title",
    "subtitle",
    "published_at",
    "source",
    "author",
    "editor",
    "keywords",
    "breadcrumb",
    "language",
    "warnings",
    "refusal",
)
GOLDEN = sorted(folder for folder in PAGES.glob("*/*") if folder.is_dir())


def layout_of(site: str) -> dict[str, str]:
    """What the site's spider declares; pages of sites that have none are read without."""
    settings = Settings()
    settings.setmodule(project_settings)
    loader = get_spider_loader(settings)
    if site not in loader.list():
        return {}
    spider = loader.load(site)
    assert issubclass(spider, NewsSpider)
    return spider.layout.declared()


def as_told(article: Article) -> dict[str, object]:
    told: dict[str, object] = {name: getattr(article, name) for name in FIELDS if getattr(article, name)}
    told["body"] = article.body.split("\n") if article.body else []
    told["removed"] = [f"{removal.rule}: {removal.text}" for removal in article.removals]
    return told


def pretty(told: dict[str, object]) -> str:
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


@pytest.mark.parametrize("folder", GOLDEN, ids=lambda folder: f"{folder.parent.name}/{folder.name}")
def test_golden_page(folder: Path):
    saved = folder / "page.html"
    assert saved.exists(), f"save an article page of {folder.parent.name} as {saved}"
    url_file = folder / "url.txt"
    url = url_file.read_text(encoding="utf-8").strip() if url_file.exists() else ""
    article = clean(Page(saved.read_bytes(), url=url), layout=layout_of(folder.parent.name))
    found = pretty(as_told(article))
    expected = folder / "expected.json"
    if not expected.exists():
        expected.write_text(found, encoding="utf-8")
        pytest.fail(f"{expected} is drafted: read it, correct it, run again")
    wanted = expected.read_text(encoding="utf-8")
    difference = difflib.unified_diff(wanted.splitlines(), found.splitlines(), "expected", "found", lineterm="")
    assert json.loads(found) == json.loads(wanted), "\n".join([f"{folder.parent.name}/{folder.name}", *difference])
