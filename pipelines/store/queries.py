"""``data/queries/silent_sites.sql`` taken apart: its question, its explanation, and what in it can be adapted.

A query is one statement that runs as it stands. What can be adapted stands on top, as
``with asked (site, since) as (values ('', '2026-01-01'))``: people edit the values, programs put parameters there.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ASKED = re.compile(r"with (?:recursive )?asked \((?P<names>[^)]*)\) as \(values \((?P<values>.*)\)\)")
COMMENT = re.compile(r"(?:--.*\n)+")


class Query(NamedTuple):
    """A file of ``data/queries``."""

    name: str  # of the file, without its ending
    question: str  # the first line of its comment
    explanation: str  # the rest of it
    sql: str
    asked: dict[str, str]  # what can be adapted, with the SQL literals that stand there

    def with_parameters(self) -> str:
        """The statement with ``:site`` where ``''`` stood; a parameter left empty means what stood there.

        >>> Query("q", "", "", "with asked (days) as (values (2)) select days from asked", {"days": "2"}).with_parameters()
        "with asked (days) as (values (coalesce(cast(nullif(:days, '') as integer), 2))) select days from asked"
        """
        if not self.asked:
            return self.sql
        found = ASKED.search(self.sql)
        assert found
        values = ", ".join(_parameter(name, value) for name, value in self.asked.items())
        return self.sql[: found.start("values")] + values + self.sql[found.end("values") :]


def read_queries(folder: Path) -> Iterator[Query]:
    """The queries of a folder, by name."""
    for path in sorted(folder.glob("*.sql")):
        yield read_query(path)


def read_query(path: Path) -> Query:
    """One query with its words."""
    text = path.read_text(encoding="utf-8")
    comment = COMMENT.match(text)
    assert comment, f"{path} begins with a comment that says its question"
    question, *explanation = [line.removeprefix("--").removeprefix(" ") for line in comment[0].splitlines()]
    sql = text[comment.end() :].strip().removesuffix(";")
    found = ASKED.search(sql)
    asked = {}
    if found:
        asked = dict(zip(found["names"].split(", "), found["values"].split(", "), strict=True))
    return Query(path.stem, question, "\n".join(explanation).strip("\n"), sql, asked)


def _parameter(name: str, value: str) -> str:
    if value.startswith("'"):
        return f"coalesce(nullif(:{name}, ''), {value})"
    return f"coalesce(cast(nullif(:{name}, '') as integer), {value})"  # a form sends every number as text
