"""Processes that read for a crawl: they find what the crawl would, and one that dies costs the page it was at."""

import asyncio
import os
import signal

import pytest

from crawler.items import ArticlePageItem, FetchedPage
from crawler.reader import Orders, Question, answer
from crawler.readers import Readers
from crawler.rereading import RawPage
from pipelines.cleaning.page import Page
from pipelines.first_reading import ReadingFailed
from pipelines.store.database import open_database
from pipelines.store.migrations import NEWS
from pipelines.time_bound import TookTooLong

STORY = "".join(f"<p>渡船从今天起增开第{number}个班次，票价不变，末班船仍在晚上九点离港。</p>" for number in range(9))


def item(number, more=""):
    url = f"https://harbortimes.example/town/2026-03/18/{number}.html"
    body = f"<html><body><h1>渡船增开班次（{number}）</h1>{STORY}{more}</body></html>".encode()
    fetched = [FetchedPage(final_url=url, status=200, headers=[], page=Page(body, url=url))]
    return ArticlePageItem(address=url, crawl_id=1, site="harbor_times", url=url, fetched=fetched, layout={})


@pytest.fixture
def orders(tmp_path):
    path = tmp_path / "news.db"
    open_database(path, NEWS).close()
    return Orders(str(path), seconds=10, weighs_templates=True, most_memory=1024)


def asked(article, **told):
    pages = [RawPage(each.page.body, each.page.url, None) for each in article.fetched]
    names = ("site", "url", "layout", "listed_title", "listed_at", "missing_pages")
    return Question(pages, {name: getattr(article, name) for name in names} | told, may_lead_on=True)


def test_a_reader_that_is_killed_costs_the_page_it_was_at(orders):
    async def crawl():
        readers = Readers(1, orders)
        first, at_work, waiting = map(item, range(3))
        assert await readers.read(first, may_lead_on=True) == []
        pid = readers.readers[0].worker.process.pid
        os.kill(pid, signal.SIGSTOP)
        both = asyncio.gather(readers.read(at_work), readers.read(waiting))
        await asyncio.sleep(0)
        os.kill(pid, signal.SIGKILL)
        await both
        readers.end()
        return first.reading, at_work.reading, waiting.reading

    first, at_work, waiting = asyncio.run(crawl())
    here = answer(open_database(orders.database, NEWS), asked(item(0)), orders).reading
    assert first == here
    assert isinstance(at_work, ReadingFailed)
    assert waiting["title"] == "渡船增开班次（2）"


def test_where_no_reader_can_start_the_crawl_reads_by_itself(orders, tmp_path, monkeypatch):
    monkeypatch.setattr("crawler.readers.MOST_STARTS", 1)
    (tmp_path / "other.db").write_text("no database")

    async def crawl():
        readers = Readers(1, orders._replace(database=str(tmp_path / "other.db")))
        page = item(0)
        found = await readers.read(page), await readers.read(page), page.reading
        readers.end()
        return found

    assert asyncio.run(crawl()) == (None, None, None)


@pytest.mark.parametrize(
    ("why", "question", "trouble"),
    [
        # Long enough for a second bell: Hypothesis has a hook in the garbage collector that swallows what rings there.
        ("it takes too long", asked(item(0, "<p>渡船，</p>" * 200_000)), TookTooLong),
        ("nobody foresaw it", asked(item(0), layout={"body": "div["}), ReadingFailed),
    ],
)
def test_a_page_that_breaks_the_reading_is_told(orders, why, question, trouble):
    found = answer(open_database(orders.database, NEWS), question, orders._replace(seconds=0.02))
    assert isinstance(found.reading, trouble), why


def test_a_split_article_is_asked_for_its_other_pages_first(orders):
    page = item(7, '<div><a href="7_2.html">2</a> <a href="7_3.html">3</a> <a href="7_2.html">下一页</a></div>')
    found = answer(open_database(orders.database, NEWS), asked(page), orders)
    assert [url.rpartition("/")[2] for url in found.further] == ["7_2.html", "7_3.html"]
    assert found.reading is None
