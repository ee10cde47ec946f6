"""One row per article; a changed text becomes a version; removals and the address's fate come with it."""

import hashlib
import json

import pytest

from pipelines.store import articles, frontier
from pipelines.store.crawls import begin_crawl
from pipelines.store.database import open_database
from pipelines.store.migrations import NEWS

URL = "https://harbortimes.example/town/ferry.html"


def ferry(body="The ferry left at nine.\nIt came back at noon.", **fields):
    return {
        "url": URL,
        "site": "harbor_times",
        "title": "Ferry returns",
        "body": body,
        "body_sha256": hashlib.sha256(body.encode()).hexdigest(),
        "page_count": 1,
        "keywords": ["ferry", "winter"],
        **fields,
    }


@pytest.fixture
def db(tmp_path):
    database = open_database(tmp_path / "news.db", NEWS)
    yield database
    database.close()


@pytest.fixture
def crawl_id(db):
    crawl_id = begin_crawl(db, "harbor_times", {}).crawl_id
    frontier.want_article(db, crawl_id, site="harbor_times", url=URL, twin=URL, printed_url=URL)
    return crawl_id


def test_article_removals_and_fate_are_stored_together(db, crawl_id):
    cuts = [(0, "breadcrumb", "Home > Town", "a trail of 2 steps"), (4, "editor_line", "Editor: A. Marsh", "")]
    assert articles.store_article(db, ferry(), cuts, URL, crawl_id) == "new"
    row = next(db["articles"].rows)
    assert (row["title"], row["version"], row["published_at"]) == ("Ferry returns", 1, None)
    assert json.loads(row["keywords"]) == ["ferry", "winter"]
    assert [tuple(cut.values())[1:] for cut in db["removals"].rows] == cuts
    fate = next(db["frontier"].rows)
    assert (fate["state"], fate["article_id"]) == ("done", row["id"])


def test_the_same_text_again_changes_nothing(db, crawl_id):
    articles.store_article(db, ferry(), [(0, "breadcrumb", "Home > Town", "")], URL, crawl_id)
    before = next(db["articles"].rows)
    assert articles.store_article(db, ferry(), [(0, "breadcrumb", "Home > Town", "")], URL, crawl_id) == "unchanged"
    after = next(db["articles"].rows)
    assert {**before, "last_checked_at": ""} == {**after, "last_checked_at": ""}
    assert db["article_versions"].count == 0


def test_a_changed_text_keeps_what_stood_before(db, crawl_id):
    articles.store_article(db, ferry(), [(0, "breadcrumb", "Home > Town", "")], URL, crawl_id)
    assert articles.store_article(db, ferry(body="It never came back."), [], URL, crawl_id) == "changed"
    row = next(db["articles"].rows)
    assert (row["version"], row["body"]) == (2, "It never came back.")
    old = next(db["article_versions"].rows)
    assert (old["version"], old["body"]) == (1, ferry()["body"])
    assert old["stood_from"] == row["first_seen_at"]
    assert db["removals"].count == 0, "removals are those of the page that stands now"


def test_the_same_story_elsewhere_points_to_the_first(db, crawl_id):
    articles.store_article(db, ferry(), [], URL, crawl_id)
    elsewhere = "https://harbortimes.example/sea/f.html"
    frontier.want_article(db, crawl_id, site="harbor_times", url=elsewhere, twin=elsewhere, printed_url=elsewhere)
    articles.store_article(db, ferry(url=elsewhere), [], elsewhere, crawl_id)
    first, second = db["articles"].rows
    assert (first["duplicate_of"], second["duplicate_of"]) == (None, first["id"])


def test_nothing_is_stored_when_the_address_cannot_be_marked(db, crawl_id):
    db.conn.execute("create trigger full before update on frontier begin select raise(abort, 'disk full'); end")
    with pytest.raises(Exception, match="disk full"):
        articles.store_article(db, ferry(), [(0, "breadcrumb", "Home", "")], URL, crawl_id)
    assert db["articles"].count == 0
    assert db["removals"].count == 0


def test_half_a_character_costs_no_article(db, crawl_id):
    story = ferry(title="Ferry \ud83d returns", keywords=["\ud83d"])
    assert articles.store_article(db, story, [(0, "byline", "By A. \udc00", "")], URL, crawl_id) == "new"
    assert next(db["articles"].rows)["title"] == "Ferry \ufffd returns"
