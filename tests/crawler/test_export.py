"""Articles leave as JSONL, CSV and Parquet: the same rows, harmless in a spreadsheet, whole or not at all."""

import csv
import io
import json
import signal
import subprocess
import sys
import time

import pytest

from crawler import export_files
from crawler.export_files import MissingDuckdb, write_csv, write_jsonl, write_parquet
from pipelines.store.exported import COLUMNS, LISTS, NUMBERS
from tests.archived import Shelf
from tests.crawler.in_process import command
from tests.crawler.running import ROOT, scrapy
from tests.crawler.test_reclean import page

duckdb = pytest.importorskip("duckdb", reason="Parquet needs the extra: pip install -e '.[parquet]'")

NASTY = (
    '=HYPERLINK("http://evil.example","渡船")',
    "<script>alert(1)</script>",
    'He said "no", twice;\r\nand left',
    "\x00=1+1",
    "\t@SUM(A1)",
    "＝1+1",
    "\ufeff\u200b=1+1",
    "-2 degrees",
    "'tis",
    "𠮷\u2028渡\u0085船",
    "",
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("export")
    with Shelf(folder) as shelf:
        for number, text in enumerate(NASTY):
            told = {"title": text, "keywords": [text, "渡船"], "published_at": f"2026-03-0{1 + number % 9}"}
            shelf.put(f"https://harbortimes.example/{number}.html", page(f"Ferry {number}"), **told)
    return folder


def read(folder, name):
    if name.endswith(".parquet"):
        cursor = duckdb.connect().execute("select * from read_parquet(?)", [str(folder / name)])
        columns = [column[0] for column in cursor.description]
        return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
    if name.endswith(".jsonl"):
        return [json.loads(line) for line in (folder / name).read_text(encoding="utf-8").splitlines()]
    with (folder / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def exported(folder):
    process = scrapy("export", folder / "a.parquet", folder=folder)
    assert (process.returncode, process.stderr) == (0, "")
    assert process.stdout == f"{folder / 'a.parquet'}: {len(NASTY)} articles\n"
    for name in ("a.jsonl", "a.csv"):
        assert command("export", folder / name, folder=folder).returncode == 0
    return {name.split(".")[1]: read(folder, name) for name in ("a.jsonl", "a.csv", "a.parquet")}


def test_columns_are_always_the_same_and_in_one_order(exported):
    for rows in exported.values():
        assert tuple(rows[0]) == COLUMNS


def test_every_text_comes_back_as_it_was(exported):
    assert [row["title"] for row in exported["jsonl"]] == list(NASTY)
    assert exported["parquet"] == exported["jsonl"], "lists are lists in both, numbers numbers"
    for row, text in zip(exported["csv"], NASTY, strict=True):
        assert row["title"].removeprefix("'") == text.replace("\x00", "")
        assert [name for name in LISTS if not isinstance(json.loads(row[name]), list)] == []


def test_no_cell_is_a_formula(exported):
    for row in exported["csv"]:
        for name, cell in row.items():
            seen = cell.strip("\ufeff\u200b \t\r\n")
            assert name in NUMBERS or not seen.startswith(("=", "+", "-", "@", "＝")), cell
    assert exported["csv"][0]["title"].startswith("'=HYPERLINK(")


def test_filters_are_those_of_search(folder, capsys):
    process = command(
        "export", "-", "ferry -twice", "--format", "jsonl", "--until", "2026-03-03", capsys=capsys, folder=folder
    )
    assert (process.returncode, process.stderr) == (0, "")
    assert [json.loads(line)["title"] for line in process.stdout.splitlines()] == [*NASTY[:2], NASTY[9], NASTY[10]]


@pytest.mark.parametrize(("arguments", "told"), [
    ((), "Write which file?"),
    (("articles.xls",), "articles.xls does not say its format"),
    (("-",), "In which format? Add --format jsonl"),
    (("/nowhere/a.csv",), "Cannot write /nowhere/a.csv: No such file or directory."),
])  # fmt: skip
def test_what_cannot_be_written_is_refused(folder, arguments, told, capsys):
    process = command("export", *arguments, capsys=capsys, folder=folder)
    assert (process.returncode, process.stdout, process.stderr.count("\n")) == (2, "", 1)
    assert told in process.stderr


def test_an_interrupted_export_leaves_the_old_file(folder, tmp_path):
    """Stopped while it writes: the reader of a pipe's end keeps it waiting there."""
    target = tmp_path / "a.jsonl"
    target.write_text("yesterday's\n")
    code = (
        "import sys, time; from crawler import export_files as f; from crawler.commands import export as e;"
        "slow = lambda rows: ((time.sleep(9), row)[1] for row in rows); e._told = slow;"
        "from scrapy.cmdline import execute; print('ready', flush=True);"
        f"execute(['scrapy', 'export', {str(target)!r}, '-s', 'DATABASE={folder / 'news.db'}'])"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and len(list(tmp_path.iterdir())) == 1:
        time.sleep(0.02)
    process.send_signal(signal.SIGTERM)
    _, errors = process.communicate(timeout=30)
    assert (process.returncode, errors) == (5, f"Stopped; {target} is as it was before.\n")
    assert [path.name for path in tmp_path.iterdir()] == ["a.jsonl"]
    assert target.read_text() == "yesterday's\n"


def test_without_duckdb_the_way_out_is_named(monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(MissingDuckdb, match=r"pip install -e '\.\[parquet\]'"):
        write_parquet([], tmp_path / "a.parquet")
    assert list(tmp_path.iterdir()) == []


def test_nothing_chosen_is_an_empty_table(tmp_path):
    write_parquet([], tmp_path / "a.parquet")
    assert read(tmp_path, "a.parquet") == []
    file = io.StringIO()
    assert write_csv([], file) == 0
    assert file.getvalue() == ",".join(COLUMNS) + "\r\n"
    assert write_jsonl([], file) == 0


def test_a_row_is_not_kept_when_the_next_is_asked_for(tmp_path):
    """Constant memory: each writer lets a row go before it takes the next but one."""
    alive = 0
    most = 0

    class Row(dict):
        def __del__(self):
            nonlocal alive
            alive -= 1

    def rows():
        nonlocal alive, most
        for number in range(200):
            row = Row({name: [] if name in LISTS else number if name in NUMBERS else "渡" * 99 for name in COLUMNS})
            alive += 1
            most = max(most, alive)
            yield row
            del row

    for kind in (write_jsonl, write_csv):
        kind(rows(), io.StringIO())
    write_parquet(rows(), tmp_path / "a.parquet")
    assert most <= 2
    assert export_files.FORMATS == ("jsonl", "csv", "parquet")
