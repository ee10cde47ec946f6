"""``data/README.md`` tells analysts the truth: every table, column, view, rule and drop reason, and no other."""

import re
from pathlib import Path

import pytest

from pipelines.cleaning.rules import RULES
from pipelines.store.database import open_database
from pipelines.store.descriptions import read_descriptions
from pipelines.store.migrations import NEWS

ROOT = Path(__file__).parent.parent
README = (ROOT / "data" / "README.md").read_text(encoding="utf-8")
DROPPING = (
    "crawler/answers.py",
    "pipelines/require.py",
    "pipelines/cleaning/refusal.py",
    "pipelines/cleaning/block_page.py",
    "pipelines/read.py",
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
    names = [name for name in db.table_names() if not name.startswith(("_", "article_search_"))]  # SQLite's own
    tables = {name: set(db[name].columns_dict) for name in names}
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


def test_every_column_of_a_view_is_explained(schema, tmp_path):
    db = open_database(tmp_path / "news.db", NEWS)
    for view in schema[1]:
        for column in db[view].columns_dict:
            assert column in WORDS or f"{view}.{column}" in WORDS, f"{view}.{column}"


def test_every_query_is_listed_and_no_other():
    listed = set(re.findall(r"`([a-z_]+\.sql)`", part("Ways to ask")))
    assert listed == {path.name for path in (ROOT / "data" / "queries").glob("*.sql")}


def test_programs_read_the_descriptions_that_people_read(schema):
    told = read_descriptions(ROOT / "data" / "README.md")
    assert set(told.views) == schema[1]
    assert {"articles", "removals", "crawls", "frontier", "article_versions"} <= set(told.tables) <= set(schema[0])
    assert told.columns["articles"]["title"] == "headline (标题)"
    assert told.columns["sites"]["name"].startswith("the portal")
    assert set(told.rules) == {*RULES, "navigation", "template"}
    assert told.drop_reasons["not_found"] == "the server says 404 or 410"


def test_every_rule_is_explained():
    assert set(re.findall(r"^\| `([a-z_]+)` \|", part("Rules"), re.M)) == {*RULES, "navigation", "template"}


def test_every_drop_reason_is_explained():
    code = {path: (ROOT / path).read_text(encoding="utf-8") for path in DROPPING}
    reasons = set(re.findall(r'frontier\.(?:drop|gone)\(address, "(\w+)"\)', code["crawler/answers.py"]))
    reasons |= set(re.findall(r'return (?:.* else )?"(\w+)"$', code["pipelines/require.py"], re.M))
    for path in ("pipelines/cleaning/refusal.py", "pipelines/cleaning/block_page.py"):
        reasons |= {words.replace(" ", "_") for words in re.findall(r'return "([a-z ]+)"', code[path])}
    reasons |= set(re.findall(r'NoArticle\("(\w+)"', code["pipelines/read.py"]))
    assert {"not_found", "no_title", "robot_check"} <= reasons, "the patterns above still find them"
    assert set(re.findall(r"^\| `([a-z_]+)` \|", part("Drop reasons"), re.M)) == reasons


@pytest.mark.parametrize("query", re.findall(r"```sql\n(.*?)```", README, re.S))
def test_the_queries_run(schema, query, tmp_path):
    db = open_database(tmp_path / "news.db", NEWS)
    db.conn.execute(query).fetchall()
