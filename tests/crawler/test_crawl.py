"""The whole line: section page -> article pages -> cleaned article -> row, on a portal served on loopback."""

import json

import pytest

from pipelines.store.database import open_database
from pipelines.store.kept_pages import KeptPages
from pipelines.store.page_migrations import PAGES
from tests.crawler.running import SHARED, rows, scrapy, stats
from tests.portal import Portal

ARTICLES = "select * from articles order by url"


def squeezed(text):
    """Without blanks and line breaks: where a table's cells are divided is not the question here."""
    return "".join(text.split())


@pytest.fixture(scope="module")
def portal():
    with Portal() as served:
        yield served


@pytest.fixture(scope="module")
def crawled(portal, tmp_path_factory):
    """A folder with the databases of one crawl of the whole portal."""
    folder = tmp_path_factory.mktemp("crawled")
    process = scrapy("crawl", "yunting", "-a", f"port={portal.url.rsplit(':')[-1]}", folder=folder)
    assert process.returncode == 0, process.stderr
    assert process.stderr == ""
    return folder


def test_every_article_is_there_and_nothing_else(portal, crawled):
    stored = {row["url"] for row in rows(crawled, ARTICLES)}
    assert stored == {article.url for article in portal.articles}


def test_every_address_has_one_fate(crawled):
    assert rows(crawled, "select url, state from frontier where state not in ('done', 'dropped')") == []
    dropped = {row["reason"] for row in rows(crawled, "select reason from drops")}
    assert {"not_found", "forbidden_by_robots", "section_page"} <= dropped


def test_titles_dates_and_bodies_are_those_of_the_portal(portal, crawled):
    stored = {row["url"]: row for row in rows(crawled, ARTICLES)}
    for article in portal.articles:
        row = stored[article.url]
        assert row["title"] == article.title
        assert row["published_at"] == article.published_at
        assert squeezed(row["body"]) == squeezed(article.body)


def test_sections_list_what_they_list(portal, crawled):
    for section in portal.sections.values():
        url = portal.url + section.path
        listed = rows(
            crawled,
            "select articles.url, articles.title, listed_title, published_at, article_sections.listed_at"
            " from article_sections join sections on sections.id = section_id join articles on articles.id = article_id"
            " where sections.url = ?",
            url,
        )
        assert {article.url for article in section.articles} <= {row["url"] for row in listed}


def test_a_split_article_is_one_row(portal, crawled):
    split = [article for article in portal.articles if len(article.page_paths) > 1]
    assert split
    for article in split:
        [row] = rows(crawled, "select page_count, body from articles where url = ?", article.url)
        assert row["page_count"] == len(article.page_paths)
        assert squeezed(row["body"]) == squeezed(article.body)


def test_the_same_story_under_two_addresses_points_to_the_first(portal, crawled):
    reprints = rows(crawled, "select title, duplicate_of from articles where duplicate_of is not null")
    assert len(reprints) == sum(article.same_as is not None and article.same_as != "" for article in portal.articles)


def test_nothing_the_site_forbids_was_asked_for(portal, crawled):
    assert [request for request in portal.log if request.path.startswith("/private/")] == []


def test_pages_are_kept_byte_for_byte(portal, crawled):
    db = open_database(crawled / "pages.db", PAGES)
    archive = KeptPages(db)
    kept = [page for fetch in archive.all_fetches() for page in archive.pages(fetch)]
    assert len(kept) >= len(portal.articles)
    for page in kept:
        path = page.final_url.removeprefix(portal.url)
        assert page.body == portal.answer(path, {}).body
    db.close()


def test_the_crawl_left_a_row(crawled):
    [crawl] = rows(crawled, "select * from crawls order by id limit 1")
    assert crawl["outcome"] == "done"
    assert crawl["new"] == len(rows(crawled, ARTICLES))
    assert crawl["finished_at"] >= crawl["started_at"]
    assert json.loads(crawl["stats"])["crawl/new"] == crawl["new"]


def test_a_second_crawl_requests_section_pages_only_and_changes_no_row(portal, crawled):
    tables = ("articles", "article_versions", "removals", "article_sections")
    before = {table: rows(crawled, f"select * from {table}") for table in tables}
    already = len(portal.log)
    process = scrapy("crawl", "yunting", "-a", f"port={portal.url.rsplit(':')[-1]}", folder=crawled)
    assert process.returncode == 0, process.stderr
    assert "0 new, 0 changed, 0 unchanged" in process.stdout
    assert "known already, not requested" in process.stdout
    requested = {request.path for request in portal.log[already:]}
    pages = {path for section in portal.sections.values() for path in section.page_paths}
    assert requested <= pages | {"/robots.txt"}
    assert {table: rows(crawled, f"select * from {table}") for table in tables} == before


def test_the_full_report_names_what_landed(portal, tmp_path):
    process = scrapy("crawl", "section", "-a", f"url={portal.url}/news/", "-s", "CRAWL_REPORT=full", folder=tmp_path)
    for words in ("section ", "new, 0 changed", "dropped", "removed", "requests", "news.db", "What to try next"):
        assert words in process.stdout, process.stdout


def test_single_articles_by_their_addresses(portal, tmp_path):
    two = [article.url for article in portal.articles[:2]]
    (tmp_path / "list.txt").write_text("# two of them\n" + "\n".join(two))
    process = scrapy("crawl", "article", "-a", f"urls={tmp_path / 'list.txt'}", folder=tmp_path)
    assert process.returncode == 0, process.stderr
    assert {row["url"] for row in rows(tmp_path, ARTICLES)} == set(two)


def test_no_more_section_pages_than_asked_for(portal, tmp_path):
    scrapy("crawl", "section", "-a", f"url={portal.url}/news/", "-a", "pages=1", folder=tmp_path)
    assert stats(tmp_path)["crawl/section_pages"] == 1


def test_an_edit_makes_a_version(tmp_path):
    with Portal() as portal:
        article = portal.articles[0]
        scrapy("crawl", "article", "-a", f"url={article.url}", folder=tmp_path)
        [before] = rows(tmp_path, ARTICLES)
        portal.edit(article.path, title=article.title + "（更新）")
        scrapy("crawl", "article", "-a", f"url={article.url}", folder=tmp_path)
        [after] = rows(tmp_path, ARTICLES)
        [old] = rows(tmp_path, "select * from article_versions")
    assert (after["version"], after["title"]) == (2, before["title"] + "（更新）")
    assert old["title"] == before["title"]


SECTIONS = {"bulletin": (18, 353), "deep": (18, 356), "recommend": (4, 61), "original": (4, 52)}


@pytest.mark.skipif(not SHARED.is_dir(), reason="needs ../shared: a saved real portal and the proxy that serves it")
def test_a_real_portal_is_crawled_whole(tmp_path):
    with replay(SHARED / "corpus" / "school-portal") as proxy:
        for name, (pages, links) in SECTIONS.items():
            url = f"http://oldweb.shenzhong.net/news/{name}/index.html"
            process = scrapy("crawl", "section", "-a", f"url={url}", folder=tmp_path, proxy=proxy)
            assert process.returncode == 0, process.stderr
            assert stats(tmp_path)["crawl/section_pages"] == pages
            listed = rows(
                tmp_path,
                "select title, listed_title, published_at, article_sections.listed_at from article_sections"
                " join sections on sections.id = section_id join articles on articles.id = article_id"
                " where sections.url = ?",
                url,
            )
            assert len(listed) == links
            assert [row for row in listed if row["title"] != row["listed_title"]] == []
            assert [row for row in listed if (row["published_at"] or "")[:10] != row["listed_at"]] == []
    stored = rows(tmp_path, ARTICLES)
    assert len(stored) == 807
    for row in stored:
        if "empty page" in row["warnings"]:
            continue  # one address answers with no byte at all; its title and date come from the list
        assert row["breadcrumb"] != "[]", row["url"]
        assert "您的位置" not in row["body"], row["url"]
        assert row["body"] or "no text" in json.loads(row["warnings"]), row["url"]


def replay(folder):
    """The replay proxy over a corpus folder, as a context manager that gives its address."""
    import contextlib
    import socket
    import subprocess
    import sys

    @contextlib.contextmanager
    def serve():
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        command = [sys.executable, SHARED / "replay" / "replay.py", folder, "--port", str(port)]
        process = subprocess.Popen(list(map(str, command)), stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        process.stdout.readline()
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait()

    return serve()


@pytest.mark.parametrize("source", ["/feed.xml", "/atom.xml", "/sitemap.xml"])
def test_feeds_and_sitemaps_list_articles_too(portal, tmp_path, source):
    process = scrapy("crawl", "section", "-a", f"url={portal.url}{source}", folder=tmp_path)
    assert process.returncode == 0, process.stderr
    stored = {row["url"] for row in rows(tmp_path, ARTICLES)}
    assert stored
    assert stored <= {article.url for article in portal.articles}
