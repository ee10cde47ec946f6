"""The doors between the rooms: who may import whom, and that the map in CONTRIBUTING.md shows what is there."""

import ast
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

# room -> what must not be imported there
CLOSED_DOORS = {
    "pipelines": {"crawler", "tests"},
    "crawler": {"tests"},
    "pipelines/cleaning": {"scrapy", "itemadapter", "sqlite_utils", "sqlite3", "crawler", "pipelines.store"},
    "pipelines/store": {"scrapy", "itemadapter", "lxml", "parsel", "crawler", "pipelines.cleaning"},
}
CLEANING_STANDS_ON = {"lxml", "parsel", "cchardet", "pipelines"}


def modules(room):
    return sorted(path for path in (ROOT / room).rglob("*.py") if ".venv" not in path.parts)


def imported(path):
    """Every module name that the file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute here"
            yield node.module


@pytest.mark.parametrize("room", CLOSED_DOORS)
def test_closed_doors_stay_closed(room):
    for path in modules(room):
        for name in imported(path):
            through = [closed for closed in CLOSED_DOORS[room] if f"{name}.".startswith(f"{closed}.")]
            assert through == [], f"{path} imports {name}"


def test_only_the_store_speaks_sqlite():
    for path in modules("pipelines") + modules("crawler"):
        if "store" in path.relative_to(ROOT).parts:
            continue
        for name in imported(path):
            assert name.split(".")[0] not in {"sqlite3", "sqlite_utils"}, f"{path} imports {name}"


def test_cleaning_stands_on_few_libraries():
    for path in modules("pipelines/cleaning"):
        for name in imported(path):
            top = name.split(".")[0]
            assert top in CLEANING_STANDS_ON or top in sys.stdlib_module_names, f"{path} imports {name}"


def test_no_room_is_a_drawer_for_everything():
    for path in modules("crawler") + modules("pipelines") + modules("tests"):
        assert path.stem not in {"utils", "util", "helpers", "base", "common", "misc"}, path


def test_every_file_says_what_it_is():
    for path in modules("crawler") + modules("pipelines"):
        assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), path


def test_the_map_names_only_files_that_exist():
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    for name in re.findall(r"`((?:crawler|pipelines|tests|data)/[\w./-]+)`", text):
        assert (ROOT / name).exists(), name


def test_spiders_are_named_as_their_files():
    for path in (ROOT / "crawler" / "spiders").glob("[a-z]*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                words = "".join(word.capitalize() for word in path.stem.split("_"))
                assert node.name == f"{words}Spider"
                assert f'name = "{path.stem}"' in ast.unparse(node).replace("'", '"')
