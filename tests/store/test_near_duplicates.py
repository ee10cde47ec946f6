"""Prints of a story point to the first, whatever becomes of any of them, and a kill leaves no half."""

import hashlib
import json
import subprocess
import sys

import pytest

from pipelines.store import articles, frontier
from pipelines.store.crawls import begin_crawl
from pipelines.store.database import open_database, writing
from pipelines.store.migrations import NEWS
from pipelines.store.near_duplicates import CROWD, point_to_first
from tests.test_near_duplicates import NOTICE, OTHER, STORY

WRAPPED = f"云汀在线3月2日电（记者 陈卓然）{STORY}"
SHORTENED = STORY[: STORY.index("渡口的小学生")]
LONGER_OTHER = OTHER + "\n" + "管理员还说，昙花最怕的是正午的太阳，所以每天中午都要拉上遮阳的帘子，再给地面洒两遍水。"


@pytest.fixture
def db(tmp_path):
    database = open_database(tmp_path / "news.db", NEWS)
    yield database
    database.close()


@pytest.fixture
def put(db):
    """Store a text under an address, as a crawl would; the address is known again."""
    crawl_id = begin_crawl(db, "harbor_times", {}).crawl_id

    def put(name, body, *, title="渡船恢复运行", pages=None, rules="1"):
        url = f"https://{name}.example/a.html"
        frontier.want_article(db, crawl_id, site=name, url=url, twin=url, printed_url=url)
        read = {"url": url, "site": name, "title": title, "body": body, "page_count": 1, "rules": rules}
        read |= {"body_sha256": hashlib.sha256(body.encode()).hexdigest(), "pages_sha256": pages or body}
        read |= {"source": "云汀在线", "published_at": "2026-03-02T09:15:00+08:00"}
        return articles.store_article(db, read, [], url, crawl_id)

    return put


def pointers(db):
    """What each article points to, by the names of their sites."""
    query = (
        "select a.site, first.site from articles a left join articles first on first.id = a.duplicate_of order by a.id"
    )
    return dict(db.execute(query).fetchall())


def test_prints_on_other_sites_point_to_the_first(db, put):
    put("harbor", STORY)
    put("hills", WRAPPED, title="停航一冬的渡船回来了")
    put("woods", SHORTENED)
    put("island", f"{WRAPPED}\n{OTHER}")
    put("garden", OTHER, title="昙花开了")
    assert pointers(db) == {"harbor": None, "hills": "harbor", "woods": "harbor", "island": "harbor", "garden": None}


def test_short_texts_are_reprints_only_to_the_letter(db, put):
    put("harbor", "渡船今天停开。")
    put("hills", "渡船今天停开。")
    put("woods", "渡船今天停开，票款退还。")
    put("empty", "")
    put("void", "")
    assert pointers(db) == {"harbor": None, "hills": "harbor", "woods": None, "empty": None, "void": None}


def test_notices_of_one_template_stay_apart_however_many(db, put):
    for day in range(1, CROWD + 4):
        put(f"day{day}", NOTICE.format(day=day, hour=8), title="停水通知")
    assert set(pointers(db).values()) == {None}
    crowds = db.execute(
        "select max(holders) from (select count(*) as holders from story_marks group by mark)"
    ).fetchone()
    assert crowds[0] <= CROWD, "what a template has in common fills no index"


def test_an_edit_makes_a_reprint_and_unmakes_it(db, put):
    put("harbor", STORY)
    put("hills", OTHER)
    assert put("hills", WRAPPED) == "changed"
    assert pointers(db)["hills"] == "harbor"
    assert put("hills", LONGER_OTHER) == "changed"
    assert pointers(db)["hills"] is None
    assert orphans(db) == 0, "the marks of a text that no longer stands are gone"


def test_when_the_first_tells_something_else_the_next_one_leads(db, put):
    put("harbor", STORY)
    put("hills", WRAPPED)
    put("woods", SHORTENED)
    put("harbor", OTHER)
    assert pointers(db) == {"harbor": None, "hills": None, "woods": "hills"}


def test_when_the_first_becomes_a_reprint_its_own_go_along(db, put):
    put("garden", LONGER_OTHER)
    put("harbor", STORY)
    put("hills", WRAPPED)
    put("harbor", OTHER)
    assert pointers(db) == {"garden": None, "harbor": "garden", "hills": None}
    put("garden", STORY)
    assert pointers(db) == {"garden": None, "harbor": None, "hills": "garden"}, (
        "an older article leads, once it tells it"
    )


def test_a_first_that_was_taken_down_still_leads(db, put):
    put("harbor", STORY)
    assert articles.mark_gone(db, "https://harbor.example/a.html", "not_found")
    put("hills", WRAPPED)
    assert pointers(db)["hills"] == "harbor"


def test_a_better_reading_is_looked_at_again(db, put):
    put("harbor", STORY)
    put("hills", f"{OTHER * 5}\n{SHORTENED}", pages="the same page")
    assert pointers(db)["hills"] is None
    assert put("hills", SHORTENED, pages="the same page", rules="2") == "unchanged"
    assert pointers(db)["hills"] == "harbor"


def test_articles_from_before_there_were_marks_catch_up(db, put):
    """A database of an older Zhengwen: nothing is read while it opens, each stored article brings two along."""
    for name, body in (("harbor", STORY), ("hills", WRAPPED), ("garden", OTHER)):
        put(name, body)
    with writing(db) as connection:
        connection.execute("delete from story_marks")
        connection.execute("delete from signatures")
        connection.execute("update articles set duplicate_of = null")
        connection.execute("update unsigned_articles set up_to = (select max(id) from articles)")
    put("woods", SHORTENED)
    assert pointers(db)["woods"] == "hills", "the youngest come first"
    put("more", "渡船今天停开。")
    assert pointers(db) == {"harbor": None, "hills": "harbor", "garden": None, "woods": "harbor", "more": None}
    assert db.execute("select up_to from unsigned_articles").fetchone()[0] == 0


def test_a_kill_leaves_no_half(db, put, tmp_path):
    put("harbor", STORY)
    before = db.execute("select count(*) from story_marks").fetchone()
    killed = f"""
import os, signal
from pipelines.store.database import open_database, writing
from pipelines.store.migrations import NEWS
from pipelines.store.near_duplicates import point_to_first
with writing(open_database({str(tmp_path / "news.db")!r}, NEWS)) as connection:
    connection.execute("update articles set body = body || 'x'")
    connection.execute("delete from story_marks where mark < 0")
    point_to_first(connection, 1)
    os.kill(os.getpid(), signal.SIGKILL)
"""
    assert subprocess.run([sys.executable, "-c", killed], check=False).returncode == -9
    assert db.execute("select count(*) from story_marks").fetchone() == before
    assert db.execute("select body from articles").fetchone()[0] == STORY


def test_looking_again_changes_nothing(db, put):
    for name, body in (("harbor", STORY), ("hills", WRAPPED), ("garden", OTHER)):
        put(name, body)
    before = [pointers(db), db.execute("select * from story_marks").fetchall()]
    with writing(db) as connection:
        for article_id in (3, 1, 2):
            point_to_first(connection, article_id)
    assert [pointers(db), db.execute("select * from story_marks").fetchall()] == before


def test_reprints_are_shown_with_their_outlets(db, put):
    put("harbor", STORY)
    put("hills", WRAPPED, title="=HYPERLINK(停航)")
    put("woods", SHORTENED)
    put("garden", OTHER)
    (row,) = db.query("select site, title, reprints, sites, outlets from reprints")
    assert (row["site"], row["title"], row["reprints"], row["sites"]) == ("harbor", "渡船恢复运行", 2, 2)
    assert [outlet["site"] for outlet in json.loads(row["outlets"])] == ["hills", "woods"]
    prints = db.execute("select site, is_first, story_id from prints order by article_id").fetchall()
    assert prints == [("harbor", 1, 1), ("hills", 0, 1), ("woods", 0, 1)]


def orphans(db):
    """Marks that no article's text has, or that its signature does not name."""
    return db.execute(
        "select count(*) from story_marks join signatures using (article_id)"
        " where instr(hex(marks), substr(printf('%016X', mark), 5)) = 0"
    ).fetchone()[0]
