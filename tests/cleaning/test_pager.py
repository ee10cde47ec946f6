"""Steps to other pages: told from other lines that begin with numbers, and in no time."""

import pytest

from pipelines.cleaning.pager import _STEP


@pytest.mark.parametrize(
    "line", ["[1][2][3][下一页]", "1 2 3 [下一页]", "[1] [2] 3 【尾页】", "1[2][下页]", "1 [末页]"]
)
def test_numbers_before_a_bracketed_step_are_a_pager(line):
    assert _STEP.match(line)


@pytest.mark.parametrize("line", ["1" * 110, "12345678901234567890 号", "[1]" * 36, "1 " * 55, "1][1" * 28])
def test_a_row_of_figures_is_read_in_one_way_alone(line):
    """Where figures could be divided into numbers in any way, forty of them took as long as a thousand pages."""
    assert not _STEP.match(line)
