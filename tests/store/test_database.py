"""Opening a database: one schema, any number of processes, and plain words when it cannot be."""

import os
import sqlite3
import subprocess
import sys
from threading import Timer

import pytest

from pipelines.store.database import BadDatabase, open_database, writing
from pipelines.store.migrations import NEWS
from pipelines.store.page_migrations import PAGES

OPENERS = 45  # a large machine's cron minute


def test_many_processes_open_a_new_file_at_once(tmp_path):
    path = tmp_path / "news.db"
    code = (
        "import sys; from pipelines.store.database import open_database; "
        "from pipelines.store.migrations import NEWS; sys.stdin.read(); "
        "open_database(sys.argv[1], NEWS).close()"
    )
    processes = [
        subprocess.Popen([sys.executable, "-c", code, str(path)], stdin=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(OPENERS)
    ]
    for process in processes:  # all have imported and wait: closing their input lets them go together
        assert process.stdin is not None
        process.stdin.close()
        process.stdin = None
    errors = [process.communicate()[1].decode() for process in processes]
    assert [error for error in errors if error] == []
    assert {process.returncode for process in processes} == {0}
    db = open_database(path, NEWS)
    assert {migration.name for migration in NEWS.applied(db)} == {migration.name for migration in NEWS._migrations}
    assert db.conn.execute("pragma integrity_check").fetchone()[0] == "ok"
    assert db.conn.execute("pragma journal_mode").fetchone()[0] == "wal"


def test_a_file_that_is_not_sqlite_is_named_and_left_alone(tmp_path):
    path = tmp_path / "notes.txt"
    path.write_text("seventy names and a breadcrumb\n" * 100)
    before = path.read_bytes()
    with pytest.raises(BadDatabase, match=r"notes\.txt is not a sound SQLite database"):
        open_database(path, NEWS)
    assert path.read_bytes() == before


def test_a_database_of_something_else_is_left_alone(tmp_path):
    path = tmp_path / "shop.db"
    with sqlite3.connect(path) as connection:
        connection.execute("create table orders (id integer)")
    with pytest.raises(BadDatabase, match="something else"):
        open_database(path, NEWS)


def test_pages_and_news_are_not_mixed_up(tmp_path):
    open_database(tmp_path / "pages.db", PAGES).close()
    with pytest.raises(BadDatabase, match="something else"):
        open_database(tmp_path / "pages.db", NEWS)


def test_a_newer_schema_is_refused_untouched(tmp_path):
    path = tmp_path / "news.db"
    db = open_database(path, NEWS)
    with writing(db) as connection:
        connection.execute(
            "insert into _sqlite_migrations (migration_set, name, applied_at) values ('news', 'm999_later', '2030')"
        )
    db.close()
    with pytest.raises(BadDatabase, match=r"newer Zhengwen \(it has m999_later\).*make setup"):
        open_database(path, NEWS)


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(BadDatabase, match=r"No folder .*nowhere"):
        open_database(tmp_path / "nowhere" / "news.db", NEWS)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_is_named(tmp_path):
    tmp_path.chmod(0o555)
    try:
        with pytest.raises(BadDatabase, match="cannot be written"):
            open_database(tmp_path / "news.db", NEWS)
    finally:
        tmp_path.chmod(0o755)


def test_a_transaction_happens_whole_or_not_at_all(tmp_path):
    db = open_database(tmp_path / "news.db", NEWS)
    with pytest.raises(RuntimeError, match="the power fails"):
        half_way(db)
    assert db.conn.execute("select count(*) from sites").fetchone()[0] == 0


def half_way(db):
    with writing(db) as connection:
        connection.execute("insert into sites values ('harbor_times', '2026')")
        raise RuntimeError("the power fails")


def test_a_lock_held_by_somebody_else_is_waited_for(tmp_path):
    db = open_database(tmp_path / "news.db", NEWS)
    reader = sqlite3.connect(tmp_path / "news.db", isolation_level=None, check_same_thread=False)
    reader.execute("begin immediate")
    Timer(0.5, reader.rollback).start()
    with writing(db) as connection:
        connection.execute("insert into sites values ('harbor_times', '2026')")
    assert db.conn.execute("select count(*) from sites").fetchone()[0] == 1
