"""``articles.jsonl``, ``articles.csv``, ``articles.parquet``: rows into a file, one at a time."""

import csv
import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import IO, Any

from crawler.terminal import json_line
from pipelines.store.exported import COLUMNS, LISTS, NUMBERS

FORMATS = ("jsonl", "csv", "parquet")
ROWS_AT_ONCE = 2_000  # of a Parquet file's group: columns are packed well, and no more is in memory
SHORTEST_EXPECTED = 1 << 20  # bytes of a row, where all are shorter
Rows = Iterable[Mapping[str, Any]]

# What a spreadsheet takes for a formula, wherever blanks, controls and characters without a width before it leave it at the
# beginning: a spreadsheet, or a program on the way to it, may drop a byte-order mark.
_FORMULA = re.compile(r"[\s\x00-\x1f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]*[=+\-@＝＋－＠']")
_NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")  # what breaks readers of CSV and nobody sees


class MissingDuckdb(Exception):
    """Parquet needs a package that is not installed; the message says how to get it."""


def write_jsonl(rows: Rows, file: IO[str]) -> int:
    """An object a line; lists are lists."""
    count = 0
    for row in rows:
        file.write(json_line(row) + "\n")
        count += 1
    return count


def write_csv(rows: Rows, file: IO[str]) -> int:
    """RFC 4180 with a header; lists are JSON, what is unknown is empty, no cell is a formula."""
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    count = 0
    for row in rows:
        writer.writerow([_cell(name, row[name]) for name in COLUMNS])
        count += 1
    return count


def write_parquet(rows: Rows, target: Path) -> int:
    """Packed with zstd; lists are lists.  The rows pass through a file beside the target, not through memory."""
    try:
        import duckdb
    except ImportError:
        raise MissingDuckdb(
            "Parquet needs the package duckdb: pip install -e '.[parquet]', or export to .jsonl or .csv."
        ) from None
    passing = target.with_name(f"{target.name}.jsonl")
    count = longest = 0
    try:
        with passing.open("wb") as file:
            for row in rows:
                line = json_line(row).encode() + b"\n"
                file.write(line)
                count, longest = count + 1, max(longest, len(line))
        types = {name: "VARCHAR[]" if name in LISTS else "BIGINT" if name in NUMBERS else "VARCHAR" for name in COLUMNS}
        columns = ", ".join(f"{name}: '{kind}'" for name, kind in types.items())
        # DuckDB sets aside twice the longest line it is to expect.
        reading = f"format = 'newline_delimited', maximum_object_size = {max(longest, SHORTEST_EXPECTED) + 1}"
        with duckdb.connect(config={"threads": 1, "autoinstall_known_extensions": False}) as db:
            db.execute(
                f"copy (select * from read_json({_quoted(passing)}, {reading}, columns = {{{columns}}}))"
                f" to {_quoted(target)} (format parquet, compression zstd, row_group_size {ROWS_AT_ONCE})"
            )
    except duckdb.Error as error:
        raise OSError(0, str(error).splitlines()[0]) from error
    finally:
        passing.unlink(missing_ok=True)
    return count


def _cell(name: str, value: Any) -> Any:
    """A cell that every spreadsheet shows as text: what could be a formula gets an apostrophe in front.

    So does what begins with an apostrophe: taking one off each cell that has one gives the text back.
    """
    if value is None or name in NUMBERS:
        return value
    text = _NO_TEXT.sub("", json.dumps(value, ensure_ascii=False) if name in LISTS else value)
    return f"'{text}" if _FORMULA.match(text) else text


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
