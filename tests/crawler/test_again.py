"""Crawling again: what is known is not requested, what is young or asked for is looked at, what is gone stays."""

import subprocess
import sys
from datetime import datetime, timedelta, timezone

import pytest

from tests.crawler.running import ROOT, rows, scrapy, stats
from tests.portal import Article, Portal

CHINA = timezone(timedelta(hours=8))
STORY = "\n\n".join(
    [
        "大桥在清晨合龙，工人们把最后一颗螺栓拧紧，江面上的船都鸣了笛，两岸看热闹的人站满了堤。",
        "总工程师说，这座桥修了三年，水最大的时候停过四个月，桥面比老桥宽一倍，路灯也换成了新的。",
        "通车的日子定在下月，公交公司已经排好了两条线路，学生上学不用再绕到上游的老桥去坐车。",
    ]
)


@pytest.fixture
def portal():
    with Portal() as served:
        yield served


def crawl(portal, folder, *arguments):
    already = len(portal.log)
    process = scrapy("crawl", "section", "-a", f"url={portal.url}/news/", *arguments, folder=folder)
    assert process.returncode == 0, process.stderr
    return portal.log[already:]


def article_requests(portal, log):
    paths = {path for article in portal.articles for path in article.page_paths}
    return [request for request in log if request.path in paths]


def test_an_edit_two_new_ones_and_a_deletion_are_just_that(portal, tmp_path):
    crawl(portal, tmp_path)
    before = {row["url"]: row for row in rows(tmp_path, "select * from articles")}
    edited, deleted = portal.section("news").articles[1], portal.section("news").articles[2]
    portal.edit(edited.path, story=STORY)
    portal.delete(deleted.path)
    for number in (1, 2):
        portal.add(
            "news",
            Article(path=f"/news/2026-03/20/330{number}.shtml", title=f"新桥合龙之{number}", story=STORY[number:],
                    printed_at="2026-03-20 10:00"),
        )  # fmt: skip
    crawl(portal, tmp_path, "-a", "fresh=1")
    counted = stats(tmp_path)
    assert (counted["crawl/new"], counted["crawl/changed"], counted["crawl/gone"]) == (2, 1, 1)
    after = {row["url"]: row for row in rows(tmp_path, "select * from articles")}
    assert len(after) == len(before) + 2
    assert after[edited.url]["version"] == 2
    assert after[deleted.url]["gone_at"]
    assert after[deleted.url]["body"] == before[deleted.url]["body"], "gone, never erased"
    touched = {edited.url, deleted.url}
    for url in before.keys() - touched:
        assert {**after[url], "last_checked_at": ""} == {**before[url], "last_checked_at": ""}
    [version] = rows(tmp_path, "select * from article_versions")
    assert version["body"] == before[edited.url]["body"]


def test_an_unchanged_page_is_asked_for_with_its_etag_and_not_sent(portal, tmp_path):
    crawl(portal, tmp_path)
    looked = article_requests(portal, crawl(portal, tmp_path, "-a", "fresh=1"))
    split = {path for article in portal.articles if len(article.page_paths) > 1 for path in article.page_paths}
    assert {request.status for request in looked if request.path not in split} == {304}
    assert {request.status for request in looked if request.path in split} == {200}, "page 1 does not speak for page 2"


def test_a_young_article_is_looked_at_again_and_an_old_one_is_not(portal, tmp_path):
    now = datetime.now(CHINA)
    young = Article(
        path="/news/2026-11/20/3301.shtml", title="新桥今晨合龙", story=STORY, printed_at=now.strftime("%Y-%m-%d %H:%M")
    )
    portal.add("news", young)
    ages = ("-s", "LOOK_AGAIN_AGES=0.0001,100")  # hours: the first is over before the article is stored
    crawl(portal, tmp_path, *ages)
    assert article_requests(portal, crawl(portal, tmp_path, *ages)) == [], "the next look is in 100 hours"
    crawl(portal, tmp_path, "-s", "LOOK_AGAIN_AGES=0.0001,0.0002", "-a", "fresh=1")
    [row] = rows(tmp_path, "select due_at from frontier where url = ?", young.url)
    assert row["due_at"] is None, "after the last age there is no further look"

    set_due(tmp_path, young.url)
    assert article_requests(portal, crawl(portal, tmp_path, "-a", "recheck=0")) == []
    looked = article_requests(portal, crawl(portal, tmp_path))
    assert [(request.path, request.status) for request in looked] == [(young.path, 304)]


def set_due(folder, url):
    import sqlite3

    with sqlite3.connect(folder / "news.db") as connection:
        connection.execute("update frontier set due_at = '2026-01-01T00:00:00+00:00' where url = ?", (url,))
    connection.close()


def test_a_deleted_article_that_comes_back_is_no_longer_gone(portal, tmp_path):
    crawl(portal, tmp_path)
    article = portal.section("news").articles[0]
    portal.delete(article.path)
    crawl(portal, tmp_path, "-a", "fresh=1")
    assert rows(tmp_path, "select url from articles where gone_at is not null") == [{"url": article.url}]
    portal.add("news", article)
    portal.gone.clear()
    crawl(portal, tmp_path, "-a", "fresh=1")
    assert rows(tmp_path, "select url from articles where gone_at is not null") == []


def test_a_known_section_is_read_until_it_lists_nothing_new(tmp_path):
    with Portal(grow=200) as portal:
        url = f"url={portal.url}/grown/"
        scrapy("crawl", "section", "-a", url, folder=tmp_path)
        assert stats(tmp_path)["crawl/section_pages"] == 10
        scrapy("crawl", "section", "-a", url, folder=tmp_path)
        assert stats(tmp_path)["crawl/section_pages"] == 2
        scrapy("crawl", "section", "-a", url, "-s", "KNOWN_PAGES=100", folder=tmp_path)
        assert stats(tmp_path)["crawl/section_pages"] == 10


def test_a_reading_that_was_cut_short_is_not_taken_for_whole(tmp_path):
    with Portal(grow=200) as portal:
        url = f"url={portal.url}/grown/"
        scrapy("crawl", "section", "-a", url, "-a", "pages=3", folder=tmp_path)
        assert stats(tmp_path)["crawl/section_pages"] == 3
        scrapy("crawl", "section", "-a", url, folder=tmp_path)
        assert stats(tmp_path)["crawl/section_pages"] == 10, "pages 4 to 10 hold articles that nobody has seen"
        assert len(rows(tmp_path, "select id from articles")) == 200


def test_since_leaves_older_articles_alone(portal, tmp_path):
    dates = sorted(article.listed_at for article in portal.section("news").articles)
    middle = dates[len(dates) // 2]
    crawl(portal, tmp_path, "-a", f"since={middle}")
    listed = rows(tmp_path, "select listed_at from article_sections")
    assert min(row["listed_at"] for row in listed if row["listed_at"]) == middle


def test_a_second_crawl_of_the_same_site_says_so_and_leaves(tmp_path):
    with Portal(grow=300) as portal:
        url = f"url={portal.url}/grown/"
        command = [sys.executable, "-m", "scrapy", "crawl", "section", "-a", url, "-s", "DOWNLOAD_DELAY=0.05"]
        command += ["-s", f"DATABASE={tmp_path / 'news.db'}", "-s", f"PAGES_DATABASE={tmp_path / 'pages.db'}"]
        first = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
        try:
            while not portal.requests("/grown/"):
                assert first.poll() is None
            second = scrapy("crawl", "section", "-a", url, folder=tmp_path)
        finally:
            first.kill()
            first.wait()
    assert second.returncode == 6
    assert "is being crawled already (crawl 1 since" in second.stdout
    assert "-s SHARE_CRAWL=1" in second.stdout
    assert second.stderr == "", "cron would mail it each hour of a long crawl"
    assert len(rows(tmp_path, "select id from crawls")) == 1
