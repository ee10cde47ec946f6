"""FAULTS.md names a test, or a reason, for every fault; the tests that it names are there."""

import re
from pathlib import Path

from tests.faults.fault_list import faults
from tests.faults.server import FaultServer

ROOT = Path(__file__).parent.parent
LIST = (ROOT / "tests" / "FAULTS.md").read_text(encoding="utf-8")
FAULTS = range(1, 36)
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")] for line in LIST.splitlines() if re.match(r"\|\s*\d", line)
]


def test_no_number_is_missing():
    assert {int(number) for numbers, *_ in ROWS for number in numbers.split(",")} == set(FAULTS)


def test_every_row_names_a_test_or_a_reason():
    for number, what, where in ROWS:
        assert what, number
        assert where in ("faults", "fuzz") or "::" in where or where.startswith(("not ", "no ", "a measurement")), (
            f"{number} {what}"
        )


def test_the_tests_that_are_named_are_there():
    named = re.findall(r"(tests/[\w/]+\.py)::(\w+|\*)", LIST)
    assert len(named) > 60
    for path, name in named:
        file = ROOT / path
        assert file.is_file(), path
        assert name == "*" or f"def {name}(" in file.read_text(encoding="utf-8"), f"{path}::{name}"


def test_what_the_fault_server_plays_is_on_the_list():
    with FaultServer() as server:
        played = {fault.number for fault in faults(server, lambda title: b"<html>" + title.encode())}
    assert played <= {number for number, *_ in ROWS}
