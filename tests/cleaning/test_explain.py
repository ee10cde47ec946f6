"""The audit that people read."""

from pipelines.cleaning.explain import explain, shortened
from pipelines.cleaning.plain import clean_text

LINES = "渡船回来了\n\n渡船在周一回到了港口，比往年早了两个月，码头上没有人料到它会来。\n编辑：薛岚\n"


def test_each_block_is_a_line_with_its_fate_and_its_evidence():
    told = explain(clean_text(LINES)).split("\n")
    assert any(line.startswith("body") and "渡船在周一" in line for line in told)
    assert any(line.startswith("editor_line") and "<- " in line for line in told)
    assert "3 blocks: 1 kept, 1 cut" in told


def test_colour_is_only_for_terminals():
    assert "\x1b[" not in explain(clean_text(LINES))
    assert "\x1b[" in explain(clean_text(LINES), colour=True)


def test_a_refusal_is_said():
    assert "no article: empty page" in explain(clean_text(""))


def test_long_blocks_are_shortened_by_columns():
    assert shortened("渡船回来了", 4) == "渡船…"
