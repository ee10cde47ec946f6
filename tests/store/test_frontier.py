"""Every address has one fate, whatever happens to the process that works on it."""

import os
import subprocess
import sys

import pytest

from pipelines.store import fates, frontier, leases
from pipelines.store.crawls import begin_crawl, end_crawl, running_crawls
from pipelines.store.database import open_database, writing
from pipelines.store.migrations import NEWS
from pipelines.store.sections import ReadSection, store_section_page

SITE = "harbor_times"
TOWN = "https://harbortimes.example/town/"


def link(number, **fields):
    url = f"{TOWN}{number}.html"
    return {
        "url": url,
        "twin": url,
        "printed_url": url,
        "listed_title": f"Story {number}",
        "listed_at": "2026-03-02",
        "position": number,
        **fields,
    }


def town(crawl_id, section_id, links, next_pages=(), page_number=1, url=TOWN, **how):
    return ReadSection(
        address=url,
        crawl_id=crawl_id,
        section_id=section_id,
        site=SITE,
        name="Town",
        page_number=page_number,
        score=1.0,
        links=links,
        next_pages=[{"url": url, "twin": url} for url in next_pages],
        **{"refused": [], "page_limit": 100, "since": "", "again": "due", "known_pages": 2, **how},
    )


@pytest.fixture
def db(tmp_path):
    database = open_database(tmp_path / "news.db", NEWS)
    yield database
    database.close()


def open_town(db, crawl_id):
    return frontier.want_section(db, crawl_id, site=SITE, name="", url=TOWN, twin=TOWN)


def lease(db, crawl_id):
    """The leased row; empty when there is nothing to lease."""
    return leases.lease(db, crawl_id, 600) or {}


def states(db):
    return {row["url"].removeprefix(TOWN): row["state"] for row in db["frontier"].rows}


def test_links_are_queued_when_their_section_page_is_done(db):
    crawl_id = begin_crawl(db, SITE, {}).crawl_id
    section_id = open_town(db, crawl_id)
    assert lease(db, crawl_id)["kind"] == "section"
    store_section_page(db, town(crawl_id, section_id, [link(1), link(2)], [f"{TOWN}index_2.html"]))
    assert states(db) == {"": "done", "1.html": "queued", "2.html": "queued", "index_2.html": "queued"}
    assert lease(db, crawl_id)["url"] == f"{TOWN}index_2.html", "section pages before articles"
    assert lease(db, crawl_id)["listed_title"] == "Story 1"


def test_a_section_page_that_fails_half_way_leaves_no_half_listing(db):
    crawl_id = begin_crawl(db, SITE, {}).crawl_id
    section_id = open_town(db, crawl_id)
    lease(db, crawl_id)
    with pytest.raises(KeyError):
        store_section_page(db, town(crawl_id, section_id, [link(1), {"twin": "broken"}]))
    assert states(db) == {"": "leased"}


def test_known_articles_are_not_queued_again_and_section_pages_are(db):
    first = begin_crawl(db, SITE, {}).crawl_id
    section_id = open_town(db, first)
    store_section_page(db, town(first, section_id, [link(1)]))
    with writing(db) as connection:
        fates.mark_done(connection, link(1)["url"])
    end_crawl(db, first, "done", 1.0, {})
    second = begin_crawl(db, SITE, {}).crawl_id
    open_town(db, second)
    assert lease(db, second)["url"] == TOWN
    assert store_section_page(db, town(second, section_id, [link(1), link(2)])) == (2, 1), "one of the two is known"
    assert lease(db, second)["url"] == link(2)["url"]
    assert lease(db, second) == {}


def test_several_articles_are_leased_at_once_but_a_section_page_alone(db):
    crawl_id = begin_crawl(db, SITE, {}).crawl_id
    section_id = open_town(db, crawl_id)

    def leased(most):
        return [row["url"] for row in leases.lease_some(db, crawl_id, 600, most=most)]

    assert leased(8) == [TOWN]
    store_section_page(db, town(crawl_id, section_id, [link(1), link(2), link(3)], [f"{TOWN}index_2.html"]))
    assert leased(8) == [f"{TOWN}index_2.html"], "nothing goes before what may list more"
    assert leased(2) == [link(1)["url"], link(2)["url"]]
    assert leased(2) == [link(3)["url"]]
    assert leased(2) == []


def test_what_a_killed_crawl_had_leased_is_taken_over_at_once(db, tmp_path):
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, str(tmp_path / "news.db"), TOWN], capture_output=True, text=True, check=False
    )
    assert killed.returncode == -9, killed.stderr
    assert states(db) == {"": "done", "1.html": "leased", "2.html": "queued"}
    crawl_id = begin_crawl(db, SITE, {}).crawl_id
    open_town(db, crawl_id)
    leased = [lease(db, crawl_id)["url"] for _ in range(3)]
    assert leased == [TOWN, link(1)["url"], link(2)["url"]]


def test_a_crawl_that_was_killed_and_not_buried_is_dead(db, tmp_path):
    killed = subprocess.Popen([sys.executable, "-c", KILLED, str(tmp_path / "news.db"), TOWN])
    os.waitid(os.P_PID, killed.pid, os.WEXITED | os.WNOWAIT)  # it has died; nobody has asked how
    try:
        with writing(db) as connection:
            assert running_crawls(connection) == []
    finally:
        killed.wait()


KILLED = """
import os, sys
sys.path.insert(0, ".")
from tests.store.test_frontier import *
db = open_database(sys.argv[1], NEWS)
crawl_id = begin_crawl(db, SITE, {}).crawl_id
section_id = open_town(db, crawl_id)
lease(db, crawl_id)
store_section_page(db, town(crawl_id, section_id, [link(1), link(2)]))
lease(db, crawl_id)
os.kill(os.getpid(), 9)
"""


def test_what_a_running_crawl_has_leased_is_left_to_it(db):
    running = begin_crawl(db, SITE, {}).crawl_id
    section_id = open_town(db, running)
    store_section_page(db, town(running, section_id, [link(1)]))
    assert lease(db, running)["url"] == link(1)["url"]
    other = begin_crawl(db, SITE, {}).crawl_id
    open_town(db, other)
    assert lease(db, other)["url"] == TOWN
    store_section_page(db, town(other, section_id, [link(1)]))
    assert lease(db, other) == {}


def test_a_failure_waits_longer_each_time(db):
    crawl_id = begin_crawl(db, SITE, {}).crawl_id
    frontier.want_article(db, crawl_id, site=SITE, url=TOWN, twin=TOWN, printed_url=TOWN)
    waits = []
    for _ in range(3):
        fates.mark_failed(db, TOWN, "no answer in time")
        row = next(db["frontier"].rows)
        waits.append(db.execute("select unixepoch(?) - unixepoch(?)", (row["due_at"], row["finished_at"])).fetchone())
    assert [round(wait[0] / 600) for wait in waits] == [1, 4, 16]
    assert next(db["frontier"].rows)["failures"] == 3


def test_no_more_section_pages_than_asked_for(db):
    crawl_id = begin_crawl(db, SITE, {}).crawl_id
    section_id = open_town(db, crawl_id)
    pages = [f"{TOWN}index_{number}.html" for number in range(2, 30)]
    store_section_page(db, town(crawl_id, section_id, [], pages, page_limit=3))
    store_section_page(db, town(crawl_id, section_id, [], pages[5:], page_number=2, url=pages[0], page_limit=3))
    assert sorted(states(db)) == ["", "index_2.html", "index_3.html"]


def test_one_story_listed_twice_keeps_the_first_place(db):
    crawl_id = begin_crawl(db, SITE, {}).crawl_id
    section_id = open_town(db, crawl_id)
    store_section_page(db, town(crawl_id, section_id, [link(1)], [f"{TOWN}2"]))
    store_section_page(db, town(crawl_id, section_id, [link(1, position=9)], page_number=2, url=f"{TOWN}2"))
    listing = list(db["article_sections"].rows)
    assert [(row["position"], row["page_number"]) for row in listing] == [(1, 1)]


def test_links_that_must_not_be_requested_are_on_record(db):
    crawl_id = begin_crawl(db, SITE, {}).crawl_id
    section_id = open_town(db, crawl_id)
    refused = [("javascript:void(0)", "not http or https"), ("//[::1", "no such host")]
    store_section_page(db, town(crawl_id, section_id, [link(1)], refused=refused))
    store_section_page(db, town(crawl_id, section_id, [], refused=refused))
    kept = db.query("select printed_url, reason from refused_links")
    assert {(row["printed_url"], row["reason"]) for row in kept} == set(refused)


def test_http_and_https_are_one_address(db):
    crawl_id = begin_crawl(db, SITE, {}).crawl_id
    section_id = open_town(db, crawl_id)
    insecure = link(1, url=f"http://{TOWN.removeprefix('https://')}1.html")
    store_section_page(db, town(crawl_id, section_id, [link(1), insecure]))
    assert db["frontier"].count_where("kind = 'article'") == 1
