"""``scrapy cluster import-warc`` and ``reclean``: one task a file, finished ones skipped, the same bytes after a kill."""

import hashlib
import os
import subprocess
import sys
import time

import pytest

from crawler.cluster.archive_task import name_of, sources_of, was_ended
from tests.crawler.running import ROOT, rows, scrapy
from tests.portal import Portal

pytest.importorskip("distributed", reason="the extra `cluster` brings Dask")
psutil = pytest.importorskip("psutil")
pytest.importorskip("warcio", reason="the extra `warc` reads archives")


@pytest.fixture(scope="module")
def archives(tmp_path_factory):
    """Two archive files of a crawl of the portal."""
    folder = tmp_path_factory.mktemp("archives")
    with Portal(grow=30) as portal:
        for name in ("news", "grown"):
            (folder / name).mkdir()
            done = scrapy("crawl", "section", "-a", f"url={portal.url}/{name}/", folder=folder / name)
            assert done.returncode in (0, 4), done.stderr
            assert scrapy("export-warc", folder / f"{name}.warc.gz", folder=folder / name).returncode == 0
    return [folder / f"{name}.warc.gz" for name in ("news", "grown")]


def digests(folder):
    """Every file below a folder, and what is in it."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_archives_are_imported_once_and_the_same_after_a_kill(archives, tmp_path):
    undisturbed, disturbed = tmp_path / "undisturbed", tmp_path / "disturbed"
    undisturbed.mkdir()
    disturbed.mkdir()
    bad = tmp_path / "bad.warc.gz"
    bad.write_text("no archive")
    names = {path: name_of(str(path)) for path in (*archives, bad)}
    done = scrapy("cluster", "import-warc", *archives, bad, "--storage", undisturbed)
    assert done.returncode == 4, "one of them is no archive"
    assert [f"{names[path]}: done" in done.stdout for path in archives] == [True, True]
    largest_first = sorted(names, key=lambda path: -path.stat().st_size)
    assert [line.partition(":")[0] for line in done.stdout.splitlines()] == [names[path] for path in largest_first]
    command = [sys.executable, "-m", "scrapy", "cluster", "import-warc", *map(str, names), "--storage", str(disturbed)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    importer_of(process).kill()
    _, errors = process.communicate(timeout=120)
    assert process.returncode == 4, errors
    assert digests(disturbed) == digests(undisturbed)
    again = scrapy("cluster", "import-warc", *archives, "--storage", undisturbed)
    assert again.stdout.count("finished before") == 2
    assert scrapy("merge", tmp_path / "all.db", undisturbed).returncode == 0
    stored = rows(tmp_path, "select count(*) as n, count(distinct url) as urls from articles", database="all.db")
    folders = [path.with_name(path.name.split(".")[0]) for path in archives]
    alone = sum(rows(folder, "select count(*) as n from articles")[0]["n"] for folder in folders)
    assert stored == [{"n": alone, "urls": alone}]
    reclean = scrapy("cluster", "reclean", names[archives[0]], "--storage", undisturbed)
    assert reclean.stdout.startswith(f"{names[archives[0]]}: done"), reclean.stderr
    assert scrapy("cluster", "reclean", names[archives[0]], "--storage", undisturbed).stdout.endswith(
        ": finished before\n"
    )


def importer_of(process):
    """The worker of Dask's that has an import under way."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        time.sleep(0.05)
        try:
            for child in psutil.Process(process.pid).children(recursive=True):
                if any("import-warc" in each.cmdline() for each in child.children() if each.is_running()):
                    return child
        except psutil.NoSuchProcess:
            continue
    raise AssertionError("no import began")


@pytest.mark.parametrize(
    ("why", "status", "ended"),
    [
        ("it came to its end", 0, False),
        ("some of its pages failed, and would again", 4, False),
        ("SIGTERM", 5, True),
        ("there was no room, and there will be none", 7, False),
        ("SIGKILL, from its guard or for want of memory", 137, True),
    ],
)
def test_only_an_import_that_was_ended_from_outside_is_begun_again(why, status, ended):
    assert was_ended(status) is ended, why


def test_an_import_may_be_kept_as_parquet(archives, tmp_path):
    duckdb = pytest.importorskip("duckdb")
    done = scrapy("cluster", "import-warc", archives[1], "--storage", tmp_path, "--form", "parquet")
    assert done.returncode == 0, done.stderr
    name = name_of(str(archives[1]))
    assert os.listdir(tmp_path) == [f"{name}.parquet"]
    counted = duckdb.sql(f"select count(*), count(title) from '{tmp_path}/{name}.parquet'").fetchall()
    assert counted == [(30, 30)]


def test_a_star_stands_for_many_files(archives, s3):
    import s3fs

    files = s3fs.S3FileSystem()
    for path in archives:
        files.put_file(str(path), f"news/archive/{path.name}")
    assert sources_of("s3://news/archive/*.gz") == [f"s3://news/archive/{name}.warc.gz" for name in ("grown", "news")]
    assert sources_of(str(archives[0].parent / "n*.warc.gz")) == [str(archives[0])]
    assert sources_of("s3://news/archive/grown.warc.gz") == ["s3://news/archive/grown.warc.gz"]


@pytest.mark.parametrize(
    ("why", "arguments", "said"),
    [
        ("no file is named", ("import-warc",), "Import which files?"),
        ("it is not there", ("import-warc", "/nowhere.warc.gz"), "There is no file /nowhere.warc.gz"),
        ("no file is like it", ("import-warc", "/nowhere/*.warc.gz"), "There is no file like /nowhere/*.warc.gz"),
        ("nothing to read again", ("reclean",), "There is no snapshot in"),
    ],
)
def test_what_cannot_be_read_is_refused_at_the_start(tmp_path, why, arguments, said):
    done = scrapy("cluster", *arguments, "--storage", tmp_path)
    assert (done.returncode, said in done.stderr) == (2, True), (why, done.stderr)
