"""A page put together from its stored pieces is the page as the cleaner saw it."""

from pathlib import Path

from pipelines.cleaning.clean import clean
from pipelines.cleaning.page import Page
from pipelines.cleaning.split import join_pages
from pipelines.store.page_blocks import page_blocks
from tests.portal import Portal

PAGES = Path(__file__).parent.parent / "pages"


def stored(article):
    """The fates of the page's blocks, from what a row and its removals hold."""
    removals = [tuple(removal) for removal in article.removals]
    return [(block.fate, block.text) for block in page_blocks(article.title, article.body, removals)]


def told(article):
    """The same from the cleaner; a title reads as the row has it."""
    return [(fate, article.title if fate == "title" else text) for text, fate in article.fates]


def test_golden_pages_come_back_block_for_block():
    inexact = []
    for path in sorted(PAGES.glob("*/*/page.html")):
        url = path.with_name("url.txt").read_text(encoding="utf-8").strip()
        article = clean(Page(path.read_bytes(), url=url))
        fates = {fate for _, fate in article.fates}
        if {"title", "body"} <= fates and stored(article) != told(article):  # a text told in JSON-LD is no block
            inexact.append(f"{path.parent.parent.name}/{path.parent.name}")
    assert inexact == []


def test_the_portal_comes_back_split_articles_included():
    with Portal() as portal:
        for article in portal.articles:
            pages = [clean(Page(portal.answer(path, {}).body, url=article.url)) for path in article.page_paths]
            joined = join_pages(pages)
            assert stored(joined) == told(joined) or not joined.body, article.path


def test_a_headline_that_is_no_block_comes_first():
    blocks = page_blocks("Ferry", "It left.\nIt came back.", [(2, "pager", "1 2", "")])
    assert [block.fate for block in blocks] == ["title", "body", "body", "pager"]


def test_an_article_without_removals_or_text():
    assert page_blocks("Ferry", "", []) == [("title", "Ferry", "")]
    assert [block.fate for block in page_blocks("Ferry", "It left.", [])] == ["title", "body"]
