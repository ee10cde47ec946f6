"""A snapshot is there or not there, holds one moment of both databases, and tells whose the site is."""

import threading

import pytest
import requests

from crawler.cluster.snapshots import ROUND, BrokenSnapshot, LostSite, Snapshots, latest
from crawler.cluster.storage import BadStorage, Storage
from pipelines.store.database import open_database, writing
from pipelines.store.migrations import NEWS
from tests.archived import Shelf
from tests.crawler.running import rows
from tests.store.content import content
from tests.store.test_merge import STORY, page


@pytest.fixture
def crawled(tmp_path):
    folder = tmp_path / "worker"
    folder.mkdir()
    with Shelf(folder) as shelf:
        shelf.put("https://harbor.example/1.html", page("渡船恢复运行", STORY))
    return folder


@pytest.fixture
def elsewhere(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    return tmp_path / "elsewhere"


def last(storage):
    found = latest(storage, "harbor")
    assert found
    return found


def test_another_worker_begins_where_the_last_snapshot_was_taken(storage, crawled, elsewhere):
    first = Snapshots(storage, "harbor", "aaaa")
    assert first.begin(crawled) is None, "nothing is there yet"
    first.take(crawled, {"outcome": "done"})
    assert last(storage).told == {"outcome": "done"}
    second = Snapshots(storage, "harbor", "bbbb")
    second.begin(elsewhere)
    for name in ("news.db", "pages.db"):
        assert rows(elsewhere, "pragma integrity_check", database=name) == [{"integrity_check": "ok"}]
    assert content(elsewhere / "news.db") == content(crawled / "news.db")
    assert rows(elsewhere, "select count(*) as n from pages", database="pages.db") == [{"n": 1}]


def test_whoever_began_before_has_lost_the_site(storage, crawled, elsewhere):
    first, second = (Snapshots(storage, "harbor", owner) for owner in ("bbbb", "aaaa"))
    first.begin(crawled)
    first.take(crawled)
    first.check()
    second.begin(elsewhere)
    with pytest.raises(LostSite, match="harbor is being worked on by somebody else"):
        first.check()
    with pytest.raises(LostSite):
        first.take(crawled)
    second.take(elsewhere)
    assert last(storage).owner == "aaaa"


def test_asking_while_a_snapshot_is_being_written_finds_no_other_owner(storage, crawled):
    """The lifeline asks in a thread of its own, between the writing of the small file and the counting of it."""
    snapshots = Snapshots(storage, "harbor", "aaaa")
    snapshots.begin(crawled)
    kept = snapshots.number
    snapshots.take(crawled)
    snapshots.number = kept
    snapshots.check()


def test_what_the_old_owner_was_still_writing_does_not_count(storage, crawled, elsewhere, monkeypatch):
    """It had asked whether the site was its own before the new owner began, and wrote after that."""
    first, second = (Snapshots(storage, "harbor", owner) for owner in ("zzzz", "aaaa"))
    first.begin(crawled)
    first.take(crawled)
    second.begin(elsewhere)
    monkeypatch.setattr(first, "check", lambda: None)
    first.take(crawled)
    second.check()
    assert last(storage).owner == "aaaa"


def test_a_snapshot_that_broke_off_is_not_there(storage, crawled, elsewhere):
    first = Snapshots(storage, "harbor", "aaaa")
    first.begin(crawled)
    kept = first.take(crawled)
    storage.write("harbor/1000009-aaaa.news.db.zst", b"half of it")
    storage.write("harbor/1000009-aaaa.json", b'{"number": 1000009, "owner": "aa')
    assert last(storage).number == kept.number
    begun_from = Snapshots(storage, "harbor", "bbbb").begin(elsewhere)
    assert begun_from
    assert begun_from.number == kept.number


def test_what_was_damaged_in_the_storage_is_not_begun_from(storage, crawled, elsewhere):
    first = Snapshots(storage, "harbor", "aaaa")
    first.begin(crawled)
    name = first.take(crawled).files["news.db"]["name"]
    storage.write(f"harbor/{name}", b"something else")
    with pytest.raises(BrokenSnapshot, match=name):
        Snapshots(storage, "harbor", "bbbb").begin(elsewhere)


def test_old_snapshots_go(storage, crawled):
    snapshots = Snapshots(storage, "harbor", "aaaa")
    snapshots.begin(crawled)
    for _ in range(5):
        snapshots.take(crawled)
    assert storage.names("harbor") == [
        f"{number}-aaaa.{kind}" for number in (ROUND + 4, ROUND + 5) for kind in ("json", "news.db.zst", "pages.db.zst")
    ]


def test_a_snapshot_is_of_one_moment_while_a_crawl_writes(storage, crawled, elsewhere):
    """A writer adds two rows in each transaction: no snapshot may have one of them."""
    end = threading.Event()

    def write():
        db = open_database(crawled / "news.db", NEWS)
        number = 0
        while not end.is_set():
            with writing(db) as connection:
                for half in "ab":
                    connection.execute("insert into sites values (?, '2026')", (f"{number} {half}",))
            number += 1
        db.close()

    thread = threading.Thread(target=write)
    thread.start()
    try:
        snapshots = Snapshots(storage, "harbor", "aaaa")
        snapshots.begin(elsewhere)
        for _ in range(5):
            snapshots.take(crawled)
    finally:
        end.set()
        thread.join()
    Snapshots(storage, "harbor", "bbbb").begin(elsewhere)
    halves = rows(elsewhere, "select count(*) % 2 as odd, count(*) > 2 as some from sites where name like '% _'")
    assert halves == [{"odd": 0, "some": 1}]


@pytest.mark.parametrize(
    ("why", "address", "said"),
    [
        ("a folder that nobody may write to", "/proc/nothing", "cannot be used|is not there|may not be written"),
        ("no such scheme", "nosuch://bucket/news", "is no address for storage"),
        ("a bucket that is not there", "s3://elsewhere/news", "is not there|may not be written|cannot be used"),
    ],
)
def test_where_nothing_can_be_kept_is_told_in_a_sentence(s3, why, address, said):
    with pytest.raises(BadStorage, match=said):
        Storage(address).check("word")


def test_a_bucket_that_may_not_be_written_to_is_told_in_a_sentence(s3, s3_server):
    """The S3 server asks who is there from the first request on: our key is nobody's."""
    ask = requests.post(f"{s3_server}/moto-api/reset-auth", data=b"0", timeout=10)
    assert ask.ok
    try:
        with pytest.raises(BadStorage, match="may not be written to: check the rights"):
            Storage(s3).check("word")
    finally:
        requests.post(f"{s3_server}/moto-api/reset-auth", data=b"inf", timeout=10)


def test_a_storage_that_others_do_not_see_is_found_out(tmp_path):
    with pytest.raises(BadStorage, match="not the same place on every machine"):
        Storage(str(tmp_path)).check("worker", expected="somebody-wrote-this")
