"""Pages come back byte for byte; a change costs the change; what is broken is named and stops nothing."""

import random
import subprocess
import sys

import pytest

from bench.page_edits import next_version, rewrite_paragraph
from pipelines.store.archive import LONGEST_CHAIN, PageArchive, SentPage
from pipelines.store.database import open_database
from pipelines.store.kept_pages import CorruptPage, KeptPages
from pipelines.store.page_migrations import PAGES
from pipelines.store.site_dictionaries import TRAINING_SIZES
from tests.archived import corpus_pages
from tests.crawler.running import ROOT, SHARED

URL = "https://harbortimes.example/town/ferry.html"
HEADERS = [("Server", "nginx/1.18.0"), ("Content-Type", "text/html; charset=utf-8"), ("X-Odd", "\udcff")]


@pytest.fixture
def archive(tmp_path):
    db = open_database(tmp_path / "pages.db", PAGES)
    yield PageArchive(db)
    db.close()


def ferry_page(number=0, paragraphs=60):
    """A page of some 12 KB; pages with different numbers share their frame."""
    choice = random.Random(number)
    words = ["ferry", "harbour", "winter", "captain", "timber", "lighthouse", "Marsh", "council", "storm", "quay"]
    frame = "".join(f"<li><a href='/town/{n}.html'>Column {n}: {words[n % 10]}</a></li>" for n in range(60))
    story = "".join(f"<p>{' '.join(choice.choices(words, k=25))} {choice.random()}.</p>" for _ in range(paragraphs))
    return f"<html><body><h1>Ferry {number}</h1><ul>{frame}</ul>{story}</body></html>".encode()


def keep(archive, *bodies, url=URL, at="2026-03-02T08:00:00+00:00", site="harbor_times"):
    sent = [SentPage(body, 200, HEADERS, url) for body in bodies]
    return archive.keep(url, site, sent, crawl_id=1, fetched_at=at)


def day(number):
    return f"2026-03-{number:02}T08:00:00+00:00"


def kept(archive, url=URL):
    return [[page.body for page in archive.pages(fetch)] for fetch in archive.fetches(url)]


def test_a_page_comes_back_as_it_was_sent(archive):
    body = bytes(range(256)) * 20
    sent = SentPage(body, 203, HEADERS, "https://harbortimes.example/town/ferry.html?x=1")
    archive.keep(URL, "harbor_times", [sent], crawl_id=7)
    [fetch] = archive.fetches(URL)
    assert (fetch.site, fetch.crawl_id) == ("harbor_times", 7)
    [page] = archive.pages(fetch)
    assert page == (body, 203, HEADERS, sent.final_url)


@pytest.mark.parametrize("body", [b"", b"x", b"1234567", b"\0" * 100_000, b"<html>" * 300_000])
def test_odd_pages_come_back_too(archive, body):
    keep(archive, ferry_page())
    keep(archive, body, at=day(3))
    keep(archive, body + b"!", at=day(4))
    keep(archive, b"short", at=day(5))
    assert kept(archive) == [[ferry_page()], [body], [body + b"!"], [b"short"]]


def test_the_same_page_again_is_a_date(archive):
    keep(archive, ferry_page())
    before = archive.db["contents"].count
    assert keep(archive, ferry_page(), at=day(9)) == keep(archive, ferry_page(), at=day(10))
    [fetch] = archive.fetches(URL)
    assert (fetch.fetched_at, fetch.last_fetched_at) == (day(2), day(10))
    assert archive.db["contents"].count == before


def test_a_page_that_returns_to_what_it_was_is_the_latest(archive):
    first, second = ferry_page(), rewrite_paragraph(ferry_page(), random.Random(1))
    for number, body in enumerate([first, second, first], start=2):
        keep(archive, body, at=day(number))
    assert kept(archive) == [[first], [second], [first]]
    assert archive.db["contents"].count == 2


def test_a_split_article_is_kept_together(archive):
    keep(archive, ferry_page(1), ferry_page(2), ferry_page(3))
    keep(archive, ferry_page(1), ferry_page(2), at=day(3))
    assert [len(pages) for pages in kept(archive)] == [3, 2]


def test_an_older_page_that_is_imported_later_is_not_the_latest(archive):
    keep(archive, ferry_page(2), at=day(9))
    keep(archive, ferry_page(1), at=day(3))
    keep(archive, ferry_page(1), at=day(3))
    assert kept(archive) == [[ferry_page(1)], [ferry_page(2)]]


def test_a_version_needs_few_others(archive):
    choice = random.Random(5)
    bodies = [ferry_page()]
    for _ in range(24):
        bodies.append(rewrite_paragraph(bodies[-1], choice))
    for number, body in enumerate(bodies, start=2):
        keep(archive, body, at=day(number))
    assert kept(archive) == [[body] for body in bodies]
    chains = [row["chain"] for row in archive.db["contents"].rows]
    assert max(chains) == LONGEST_CHAIN
    assert chains.count(0) == 1, "a full chain goes back to its first version, which is not packed again"


def test_a_page_that_is_another_altogether_stands_for_itself(archive):
    keep(archive, ferry_page())
    keep(archive, random.Random(8).randbytes(9000), at=day(3))
    assert [row["reference_id"] for row in archive.db["contents"].rows] == [None, None]


def test_dictionaries_are_made_once_and_kept(archive):
    few = TRAINING_SIZES[0]
    for number in range(few * 2):
        keep(archive, ferry_page(number, paragraphs=8), url=f"{URL}?{number}")
    made = list(archive.db.query("select kind, generation, learned_from from dictionaries order by kind"))
    assert made == [
        {"kind": "headers", "generation": 1, "learned_from": 1},
        {"kind": "page", "generation": 1, "learned_from": few},
    ]
    sizes = [row["n"] for row in archive.db.query("select length(packed) as n from contents order by id")]
    assert sum(sizes[few:]) * 2 < sum(sizes[:few])
    fresh = KeptPages(archive.db)
    for number in range(few * 2):
        assert kept(fresh, f"{URL}?{number}") == [[ferry_page(number, paragraphs=8)]]


def test_a_later_dictionary_leaves_the_earlier_in_use(archive, monkeypatch):
    monkeypatch.setattr("pipelines.store.site_dictionaries.TRAINING_SIZES", (5, 10, 20))
    for number in range(25):
        keep(archive, ferry_page(number, paragraphs=8), url=f"{URL}?{number}")
    query = "select distinct generation from contents join dictionaries on dictionaries.id = dictionary_id"
    assert {row["generation"] for row in archive.db.query(query)} == {1, 2, 3}
    assert kept(archive, f"{URL}?7") == [[ferry_page(7, paragraphs=8)]]


BREAKS = [
    ("a byte flipped", "update contents set packed = x'28b52ffd2005' || substr(packed, 7) where id = 1"),
    ("cut short", "update contents set packed = substr(packed, 1, 50) where id = 1"),
    ("emptied", "update contents set packed = x'' where id = 1"),
    ("no bytes at all", "update contents set packed = 'text' where id = 1"),
    ("another page's bytes", "update contents set packed = (select packed from contents where id = 2) where id = 1"),
    ("a checksum that does not fit", "update contents set sha256 = x'00' where id = 1"),
    ("a size that does not fit", "update contents set byte_count = byte_count + 1 where id = 1"),
]


@pytest.mark.parametrize(("why", "damage"), BREAKS, ids=[why for why, _ in BREAKS])
def test_a_broken_row_is_named_and_the_others_are_read(archive, why, damage):
    keep(archive, ferry_page(1))
    keep(archive, ferry_page(2), url=URL + "?2")
    archive.db.execute(damage)
    with pytest.raises(CorruptPage, match=r"ferry\.html as fetched at 2026-03-02.*row 1 of contents"):
        archive.pages(archive.fetches(URL)[0])
    assert kept(archive, URL + "?2") == [[ferry_page(2)]]


@pytest.mark.parametrize(
    ("damage", "named"),
    [
        ("delete from dictionaries where kind = 'headers'", "dictionaries is missing"),
        ("update dictionaries set packed = x'00'", "dictionaries cannot be read"),
        ("update dictionaries set sha256 = x'00'", "dictionaries is not what was kept"),
        ("update pages set headers = x'00'", "headers"),
        ("delete from contents", "contents needs row 1, which is missing"),
        ("delete from pages", "no page of it is kept"),
        ("update contents set reference_id = 1", "contents needs row 1"),
    ],
)
def test_whatever_breaks_has_a_name(archive, damage, named):
    keep(archive, ferry_page(1))
    archive.db.execute("pragma foreign_keys = off")
    archive.db.execute(damage)
    fresh = KeptPages(archive.db)
    with pytest.raises(CorruptPage, match=named):
        fresh.pages(fresh.fetches(URL)[0])


def test_a_crawl_goes_on_beside_a_broken_row_and_heals_it(archive, caplog):
    first, second = ferry_page(), rewrite_paragraph(ferry_page(), random.Random(1))
    keep(archive, first)
    archive.db.execute("update contents set packed = x'00'")
    keep(archive, second, at=day(3))
    assert archive.pages(archive.fetches(URL)[1])[0].body == second, "it does not build on the broken one"
    keep(archive, first, at=day(4))
    assert kept(archive) == [[first], [second], [first]]
    assert "row 1 of contents" in caplog.text


def test_two_processes_keep_pages_of_one_site(tmp_path):
    program = f"""
import sys
from pipelines.store.archive import PageArchive, SentPage
from pipelines.store.page_migrations import PAGES
from pipelines.store.database import open_database
from tests.store.test_archive import ferry_page, URL
archive = PageArchive(open_database({str(tmp_path / "pages.db")!r}, PAGES))
for number in range(60):
    url = f"{{URL}}?{{number if number % 3 else sys.argv[1] + str(number)}}"
    archive.keep(url, "harbor_times", [SentPage(ferry_page(number, 8))], crawl_id=1)
"""
    processes = [subprocess.Popen([sys.executable, "-c", program, name], cwd=ROOT) for name in "ab"]
    assert [process.wait() for process in processes] == [0, 0]
    db = open_database(tmp_path / "pages.db", PAGES)
    archive = KeptPages(db)
    fetches = list(archive.all_fetches("harbor_times"))
    assert {page.body for fetch in fetches for page in archive.pages(fetch)} == {ferry_page(n, 8) for n in range(60)}
    db.close()


@pytest.mark.skipif(not SHARED.is_dir(), reason="needs ../shared: saved pages of real portals")
def test_real_pages_are_kept_small(archive):
    choice = random.Random(6)
    pages = list(corpus_pages(SHARED / "corpus" / "school-portal"))[::4]
    pages += list(corpus_pages(SHARED / "corpus" / "news-portals"))[::4]
    raw = 0
    for url, site, body in pages:
        versions = [body]
        for number in range(2, 8):
            keep(archive, versions[-1], url=url, site=site, at=day(number))
            raw += len(versions[-1])
            versions.append(next_version(versions[-1], choice))
        assert kept(archive, url) == [[version] for version in versions[:-1]]
    size = archive.db.execute("select page_count * page_size from pragma_page_count, pragma_page_size").fetchone()[0]
    assert size * 6 <= raw


@pytest.mark.skipif(not SHARED.is_dir(), reason="needs ../shared: saved pages of real portals")
def test_a_paragraph_that_differs_costs_little(archive):
    choice = random.Random(7)
    pages = list(corpus_pages(SHARED / "corpus" / "news-portals"))[::5]
    for url, site, body in pages:
        keep(archive, body, url=url, site=site)
    size = "select page_count * page_size from pragma_page_count, pragma_page_size"
    archive.db.execute("vacuum")
    before = archive.db.execute(size).fetchone()[0]
    raw = 0
    for url, site, body in pages:
        edited = rewrite_paragraph(body, choice)
        raw += len(edited)
        keep(archive, edited, url=url, site=site, at=day(3))
    archive.db.execute("vacuum")
    assert archive.db.execute(size).fetchone()[0] - before <= raw * 0.02


def test_every_column_is_explained_to_analysts(archive):
    told = (ROOT / "data" / "README.md").read_text(encoding="utf-8")
    for table in archive.db.table_names():
        for column in archive.db[table].columns_dict if not table.startswith("_") else ():
            assert f"`{table}.{column}`" in told, f"{table}.{column}"
