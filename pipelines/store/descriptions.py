"""What ``data/README.md`` says of tables, columns, views, rules and drop reasons, for programs that show it beside the data."""

import re
from pathlib import Path
from typing import NamedTuple

ROW = re.compile(r"^\| (?P<names>`[^|]*`) \| (?P<words>.*) \|$")
HEADING = re.compile(r"^(?P<level>#{2,3}) (?P<words>.*)$")
TABLE = re.compile(r"\b([a-z_]+)(?= \()")  # ``### articles (报道)``
TABLES_LEVEL = "###"
NAME = re.compile(r"`([^`]+)`")


class Descriptions(NamedTuple):
    """Plain sentences; names are as in the schema."""

    tables: dict[str, str]
    columns: dict[str, dict[str, str]]  # table -> column -> words
    views: dict[str, str]
    rules: dict[str, str]
    drop_reasons: dict[str, str]


def read_descriptions(path: Path) -> Descriptions:
    """The tables of the page, read; all empty where there is no such file."""
    told = Descriptions({}, {}, {}, {}, {})
    named = {"Views": told.views, "Rules": told.rules, "Drop reasons": told.drop_reasons}
    heading, tables = "", list[str]()
    for piece in path.read_text(encoding="utf-8").split("\n\n") if path.is_file() else []:
        lines = piece.strip("\n").splitlines()
        if lines and (found := HEADING.match(lines[0])):
            heading = found["words"]
            tables = TABLE.findall(heading) if found["level"] == TABLES_LEVEL else []
            lines = lines[1:]
        rows = [(NAME.findall(row["names"]), plain(row["words"])) for line in lines if (row := ROW.match(line))]
        for names, words in rows:
            if heading in named:
                named[heading] |= dict.fromkeys(names, words)
                continue
            for name in names:
                table, _, column = name.rpartition(".")
                for each in [table] if table else tables[:1]:
                    told.columns.setdefault(each, {})[column] = words
        if lines and lines[0][:1].isupper():
            for table in tables:
                told.tables.setdefault(table, plain(" ".join(lines)))
    return told


def plain(words: str) -> str:
    """Without the marks of Markdown.

    >>> plain("number of the run, see `crawls` and *Rules*")
    'number of the run, see crawls and Rules'
    """
    return re.sub(r"`([^`]*)`|\*([^*]*)\*", lambda found: found[1] or found[2] or "", words)
