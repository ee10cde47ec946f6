"""``data/README.md`` tells analysts the truth: every table, column, view, rule and drop reason, and no other."""

import re
from pathlib import Path

import pytest

from pipelines.cleaning.rules import RULES
from pipelines.store.database import open_database
from pipelines.store.migrations import NEWS

ROOT = Path(__file__).parent.parent
README = (ROOT / "data" / "README.md").read_text(encoding="utf-8")
DROPPING = (
    "crawler/news_spider.py",
    "pipelines/require.py",
    "pipelines/cleaning/refusal.py",
)  # where reasons are given
WORDS = set(re.findall(r"`([^`\n]+)`", README))


def part(heading: str) -> str:
    """The text below a heading of any level, down to the next of the same level or higher."""
    found = re.search(rf"^(#+) {heading}.*?$(.*?)(?=^#{{1,2}} |\Z)", README, re.M | re.S)
    assert found, heading
    return found.group(2)


@pytest.fixture(scope="module")
def schema(tmp_path_factory):
    db = open_database(tmp_path_factory.mktemp("schema") / "news.db", NEWS)
    tables = {name: set(db[name].columns_dict) for name in db.table_names() if not name.startswith("_")}
    return tables, set(db.view_names())


def test_every_table_and_column_is_explained(schema):
    tables, _ = schema
    for table, columns in tables.items():
        assert table in README, table
        for column in columns:
            assert column in WORDS or f"{table}.{column}" in WORDS, f"{table}.{column}"


def test_no_column_is_explained_that_is_not_there(schema):
    tables, _ = schema
    for word in WORDS:
        if match := re.fullmatch(r"([a-z_]+)\.([a-z_0-9]+)", word):
            table, column = match.groups()
            if table in tables:
                assert column in tables[table], word


def test_every_view_is_explained(schema):
    _, views = schema
    assert views == set(re.findall(r"^\| `([a-z_]+)` \|", part("Views"), re.M))


def test_every_rule_is_explained():
    assert set(re.findall(r"^\| `([a-z_]+)` \|", part("Rules"), re.M)) == {*RULES, "navigation"}


def test_every_drop_reason_is_explained():
    code = {path: (ROOT / path).read_text(encoding="utf-8") for path in DROPPING}
    reasons = set(re.findall(r'frontier\.(?:drop|gone)\(address, "(\w+)"\)', code["crawler/news_spider.py"]))
    reasons |= set(re.findall(r'return (?:.* else )?"(\w+)"$', code["pipelines/require.py"], re.M))
    reasons |= {
        words.replace(" ", "_") for words in re.findall(r'return "([a-z ]+)"', code["pipelines/cleaning/refusal.py"])
    }
    assert {"not_found", "no_title", "robot_check"} <= reasons, "the patterns above still find them"
    assert set(re.findall(r"^\| `([a-z_]+)` \|", part("Drop reasons"), re.M)) == reasons


@pytest.mark.parametrize("query", re.findall(r"```sql\n(.*?)```", README, re.S))
def test_the_queries_run(schema, query, tmp_path):
    db = open_database(tmp_path / "news.db", NEWS)
    db.conn.execute(query).fetchall()
