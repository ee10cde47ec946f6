"""Shards into one database: everything comes over once, in whatever order, and again only what has changed."""

import itertools
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time

import pytest

from pipelines.store.database import BadDatabase, open_database
from pipelines.store.merge import merge_shard
from pipelines.store.merge_plan import KEYED, MADE_HERE, NUMBERED, OF_AN_ARTICLE, TEMPLATES
from pipelines.store.migrations import NEWS
from tests.archived import Shelf
from tests.crawler.running import ROOT, rows, scrapy
from tests.portal import Portal
from tests.portal.grown import find_grown
from tests.store.content import TWO_CRAWLS, content, difference, prints
from tests.test_near_duplicates import OTHER, STORY

PAGE = "<html><head><meta charset=utf-8><title>{title}</title></head><body><h1>{title}</h1><p>2026-03-02 09:15</p><div>{paragraphs}</div></body></html>"


def page(title, text):
    return PAGE.format(title=title, paragraphs="".join(f"<p>{line}</p>" for line in text.splitlines())).encode()


def merge(target, *shards):
    """Articles (looked at, new, changed), all shards together."""
    db = open_database(target, NEWS)
    counts = []
    for shard in shards:
        said = list(merge_shard(db, shard))
        counts.append(said[-1].counts if said else (0, 0, 0))
    db.close()
    return tuple(map(sum, zip(*counts, strict=True)))


@pytest.fixture(scope="module")
def crawled(tmp_path_factory):
    """Two shards of one portal and one shard of another, crawled for real; and all of it in one database."""
    folder = tmp_path_factory.mktemp("shards")
    whole = folder / "whole"
    whole.mkdir()
    shards = []
    with Portal() as first, Portal(planted=12) as second, Portal(grow=30) as third:
        wanted = (("news", first, "news"), ("planted", second, "planted"), ("grown", third, "grown"))
        for name, portal, section in wanted:
            (folder / name).mkdir()
            for place in (folder / name, whole):
                done = scrapy("crawl", "section", "-a", f"url={portal.url}/{section}/", folder=place)
                assert done.returncode in (0, 4), done.stderr
            shards.append(folder / name / "news.db")
    return shards, whole / "news.db"


def test_every_table_is_merged_or_made_anew(tmp_path):
    """A table that comes with a later migration must be thought of here."""
    db = open_database(tmp_path / "news.db", NEWS)
    known = {*KEYED, *NUMBERED, *OF_AN_ARTICLE, *TEMPLATES, *MADE_HERE}
    tables = {name for name in db.table_names() if not name.startswith(("_sqlite", "sqlite_", "article_search_"))}
    assert tables == known
    for table in (*KEYED, *NUMBERED, *OF_AN_ARTICLE, *TEMPLATES):
        for column in db[table].columns_dict:
            if column.endswith("_id") and column != "story_id" and table != "crawls":
                declared = [key.column for key in db.table(table).foreign_keys]
                assert column in declared, f"{table}.{column} holds numbers of rows: declare what it references"


def test_one_shard_comes_over_as_it_is(crawled, tmp_path):
    for shard in crawled[0]:
        target = tmp_path / shard.parent.name
        merge(target, shard)
        # Which of two prints of one second came first is told by address here, and by number there.
        assert difference(content(target, without=["duplicate_of"]), content(shard, without=["duplicate_of"])) == {}
        assert prints(target) == prints(shard)


def test_merged_shards_say_what_one_crawl_of_all_says(crawled, tmp_path):
    shards, whole = crawled
    merge(tmp_path / "all.db", *shards)
    there, here = (content(path, without=TWO_CRAWLS) for path in (tmp_path / "all.db", whole))
    assert difference(there, here) == {}
    assert prints(tmp_path / "all.db") == prints(whole)
    found = (
        "select url from articles where id in (select rowid from article_search where article_search match '\"渡 船\"')"
    )
    there, here = (
        rows(folder, f"{found} order by url", database=name)
        for folder, name in ((tmp_path, "all.db"), (whole.parent, "news.db"))
    )
    assert there == here != []
    assert rows(tmp_path, "select count(*) as n from crawls", database="all.db") == [{"n": 3}]


def test_any_order_gives_the_same_rows(crawled, tmp_path):
    said = []
    for number, order in enumerate(itertools.permutations(crawled[0])):
        merge(tmp_path / f"{number}.db", *order)
        said.append(content(tmp_path / f"{number}.db"))
    assert all(each == said[0] for each in said)


def test_reprints_are_found_whether_or_not_a_shard_brings_its_marks(crawled, tmp_path):
    merge(tmp_path / "all.db", *crawled[0])
    without = []
    for number, shard in enumerate(crawled[0]):
        without.append(tmp_path / f"{number}.db")
        shutil.copy(shard, without[-1])
        spoil(without[-1], "delete from signatures")
    merge(tmp_path / "other.db", *without)
    assert difference(content(tmp_path / "all.db"), content(tmp_path / "other.db")) == {}
    assert prints(tmp_path / "all.db")
    marks = "select url, marks from signatures join articles on articles.id = article_id order by url"
    assert rows(tmp_path, marks, database="all.db") == rows(tmp_path, marks, database="other.db")


def test_merging_again_changes_nothing(crawled, tmp_path):
    target = tmp_path / "all.db"
    assert merge(target, *crawled[0])[1] > 50
    before = content(target)
    assert merge(target, *crawled[0]) == (0, 0, 0), "the same bytes are not even read"
    moved = tmp_path / "moved.db"
    sqlite3.connect(crawled[0][0]).execute("vacuum into ?", (str(moved),)).close()
    looked_at, new, changed = merge(target, moved)
    assert looked_at, "other bytes are read"
    assert (new, changed) == (0, 0), "but say the same, wherever the file lies"
    assert content(target) == before


def test_only_what_has_changed_comes_over(tmp_path):
    with Shelf(tmp_path) as shelf:
        for number in range(20):
            shelf.put(
                f"https://harbor.example/{number}.html",
                page(f"渡船{number}号恢复运行", STORY.replace("。", f"{number}。")),
            )
        merge(tmp_path / "all.db", tmp_path / "news.db")
        shelf.put("https://harbor.example/7.html", page("渡船7号停航了", OTHER))
        shelf.put("https://harbor.example/20.html", page("昙花开了", OTHER * 2))
        assert merge(tmp_path / "all.db", tmp_path / "news.db")[1:] == (1, 1)
    assert content(tmp_path / "all.db", without=["duplicate_of"]) == content(
        tmp_path / "news.db", without=["duplicate_of"]
    )
    kept = rows(tmp_path, "select title from article_versions", database="all.db")
    assert kept == [{"title": "渡船7号恢复运行"}]


def seen(folder, name, moment):
    """As if all of a shard had been seen at one moment."""
    connection = sqlite3.connect(folder / name)
    connection.execute("update articles set first_seen_at = ?", (moment,))
    connection.commit()
    connection.close()


def test_reprints_on_other_sites_point_to_the_first_that_was_seen_whatever_the_order(tmp_path):
    texts = {
        "harbor": ("渡船恢复运行", STORY, "2026-03-02T01:00:00+00:00"),
        "hills": ("停航一冬的渡船回来了", f"本报讯 {STORY}", "2026-03-02T02:00:00+00:00"),
        "woods": ("渡船恢复运行", STORY, "2026-03-02T03:00:00+00:00"),
        "garden": ("昙花开了", OTHER, "2026-03-02T04:00:00+00:00"),
    }
    for name, (title, text, moment) in texts.items():
        (tmp_path / name).mkdir()
        with Shelf(tmp_path / name) as shelf:
            shelf.put(f"https://{name}.example/a.html", page(title, text), site=name)
        seen(tmp_path / name, "news.db", moment)
    for number, order in enumerate(itertools.permutations(texts)):
        target = f"{number}.db"
        for name in order:
            merge(tmp_path / target, tmp_path / name / "news.db")
        query = (
            "select a.site, first.site as first from articles a left join articles first on first.id = a.duplicate_of"
        )
        found = {row["site"]: row["first"] for row in rows(tmp_path, query, database=target)}
        assert found == {"harbor": None, "hills": "harbor", "woods": "harbor", "garden": None}, order


def test_random_prints_point_to_the_same_firsts_in_any_order(tmp_path):
    """Stories that were cut, extended and mixed, of six sites, merged one by one in orders by chance."""
    chance = random.Random(5)
    sentences = [line for line in (STORY + OTHER).replace("\n", "").split("。") if line]
    stories = ["\n".join(article.story for article in find_grown(3, seed)).replace("。", "。\n") for seed in range(8)]
    shards = []
    for number in range(6):
        folder = tmp_path / f"site{number}"
        folder.mkdir()
        with Shelf(folder) as shelf:
            for which, story in enumerate(stories):
                lines = story.splitlines()
                text = "\n".join(chance.choice((lines, lines[:6], [*lines, chance.choice(sentences)], lines[1:])))
                shelf.put(
                    f"https://site{number}.example/{which}.html", page(f"第{which}号报道", text), site=folder.name
                )
        seen(folder, "news.db", f"2026-03-0{chance.randint(1, 3)}T01:00:00+00:00")
        shards.append(folder / "news.db")
    said = []
    for number in range(4):
        chance.shuffle(shards)
        for shard in shards:
            merge(tmp_path / f"{number}.db", shard)
        said.append(content(tmp_path / f"{number}.db"))
    reprints = rows(tmp_path, "select count(*) as n from articles where duplicate_of is not null", database="0.db")
    assert reprints[0]["n"] > 15
    assert all(each == said[0] for each in said)


def test_where_two_shards_hold_an_address_the_later_look_stands(tmp_path):
    url = "https://harbor.example/a.html"
    for name, title, moment in (("early", "渡船停航", "2026-03-01"), ("late", "渡船恢复运行", "2026-03-05")):
        (tmp_path / name).mkdir()
        with Shelf(tmp_path / name) as shelf:
            shelf.put(url, page(title, STORY), fetched_at=f"{moment}T01:00:00+00:00")
    for number, order in enumerate((("early", "late"), ("late", "early"))):
        merge(tmp_path / f"{number}.db", *(tmp_path / name / "news.db" for name in order))
        found = rows(tmp_path, "select title, first_seen_at from articles", database=f"{number}.db")
        assert found == [{"title": "渡船恢复运行", "first_seen_at": "2026-03-01T01:00:00+00:00"}]
    assert difference(content(tmp_path / "0.db"), content(tmp_path / "1.db")) == {}


def test_a_site_seen_by_several_shards_counts_each_story_once(tmp_path):
    """Three shards that hold the same stories must not make a paragraph look repeated."""
    for name in ("a", "b", "c"):
        (tmp_path / name).mkdir()
        with Shelf(tmp_path / name) as shelf:
            for number in range(4):
                shelf.put(f"https://harbor.example/{number}.html", page(f"第{number}号", f"{number}：{STORY}"))
    merge(tmp_path / "all.db", *(tmp_path / name / "news.db" for name in "abc"))
    counts = "select key, pages from site_blocks order by key"
    assert rows(tmp_path, counts, database="all.db") == rows(tmp_path / "a", counts)
    assert rows(tmp_path, "select stories from site_templates", database="all.db") == [{"stories": 4}]


def test_a_site_spread_over_shards_adds_up(tmp_path):
    for name in "abc":
        (tmp_path / name).mkdir()
        with Shelf(tmp_path / name) as shelf:
            shelf.put(
                f"https://harbor.example/{name}.html", page(f"{name}号报道", f"{name}：{STORY}\n港口广播，每天伴你")
            )
    merge(tmp_path / "all.db", *(tmp_path / name / "news.db" for name in "cab"))
    found = rows(tmp_path, "select max(pages) as pages, min(pages) as once from site_blocks", database="all.db")
    assert found == [{"pages": 3, "once": 1}]


def test_a_crawl_may_go_on_in_a_merged_database(crawled, tmp_path):
    merge(tmp_path / "news.db", *crawled[0])
    with Portal(grow=6) as portal:
        assert scrapy("crawl", "section", "-a", f"url={portal.url}/grown/", folder=tmp_path).returncode == 0
    before = rows(tmp_path, "select count(*) as n from articles")
    merge(tmp_path / "news.db", *crawled[0])
    assert rows(tmp_path, "select count(*) as n from articles") == before
    assert rows(tmp_path, "pragma integrity_check") == [{"integrity_check": "ok"}]
    assert rows(tmp_path, "pragma foreign_key_check") == []


def test_a_merge_that_is_killed_goes_on(crawled, tmp_path):
    target = tmp_path / "all.db"
    command = [sys.executable, "-m", "scrapy", "merge", str(target), *map(str, crawled[0])]
    for seconds in (0.9, 1.0, 1.1):
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
        time.sleep(seconds)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    assert scrapy("merge", target, *crawled[0]).returncode == 0
    merge(tmp_path / "undisturbed.db", *crawled[0])
    assert difference(content(target), content(tmp_path / "undisturbed.db")) == {}


def test_a_shard_is_never_written_to(crawled, tmp_path):
    before = [(path.read_bytes(), path.stat().st_mtime_ns) for path in crawled[0]]
    merge(tmp_path / "all.db", *crawled[0])
    assert [(path.read_bytes(), path.stat().st_mtime_ns) for path in crawled[0]] == before


def test_a_shard_of_an_older_zhengwen_is_read_from_a_copy(crawled, tmp_path):
    old = tmp_path / "old.db"
    shutil.copy(crawled[0][0], old)
    connection = sqlite3.connect(old)
    connection.executescript(
        "drop table shard_rows; drop table shard_templates; drop table shards; drop index crawls_by_start;"
        "delete from _sqlite_migrations where name = 'm012_shards'"
    )
    connection.close()
    merge(tmp_path / "all.db", old)
    merge(tmp_path / "new.db", crawled[0][0])
    assert difference(content(tmp_path / "all.db"), content(tmp_path / "new.db")) == {}
    with pytest.raises(sqlite3.OperationalError):
        sqlite3.connect(old).execute("select * from shards")


def spoil(path, statement):
    connection = sqlite3.connect(path)
    connection.execute(statement)
    connection.commit()
    connection.close()


@pytest.mark.parametrize(
    ("why", "make", "said"),
    [
        ("no file", lambda path, shard: None, "There is no"),
        ("no database", lambda path, shard: path.write_text("news"), "no SQLite database"),
        ("somebody else's", lambda path, shard: spoil(path, "create table pets (name)"), "database of something else"),
        (
            "a newer one",
            lambda path, shard: (
                shutil.copy(shard, path),
                spoil(path, "insert into _sqlite_migrations (migration_set, name, applied_at) values ('news', 'm999_later', '')"),
            ),
            "written by a newer Zhengwen (it has m999_later): update this copy",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_merged_is_refused_before_anything_is_written(crawled, tmp_path, why, make, said):
    bad = tmp_path / "bad.db"
    make(bad, crawled[0][0])
    done = scrapy("merge", tmp_path / "all.db", crawled[0][0], bad)
    assert done.returncode == 2, why
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "all.db").exists()
    with pytest.raises(BadDatabase):
        merge(tmp_path / "other.db", bad)


def test_the_command_says_what_came_over(crawled, tmp_path):
    done = scrapy("merge", tmp_path / "all.db", *(shard.parent for shard in crawled[0]))
    assert done.returncode == 0, done.stderr
    assert "articles new, 0 changed, from 3 shards, 0 of them unchanged" in done.stdout
    again = scrapy("merge", tmp_path / "all.db", *crawled[0])
    assert "0 articles new, 0 changed, from 3 shards, 3 of them unchanged" in again.stdout
    assert again.stderr == ""
    itself = scrapy("merge", tmp_path / "all.db", tmp_path / "all.db")
    assert (itself.returncode, "cannot be merged into itself" in itself.stderr) == (2, True)
