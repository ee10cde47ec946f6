"""What an operator copies, crontab and systemd units, says only what works."""

import argparse
import importlib
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from scrapy.settings import Settings

ROOT = Path(__file__).parent.parent
UNITS = sorted((ROOT / "data" / "systemd").iterdir())
CRONTAB = (ROOT / "data" / "crontab.example").read_text()
CALLS = re.findall(r"\.venv/bin/scrapy ([^>\n]+)", CRONTAB + "".join(unit.read_text() for unit in UNITS))


def test_there_are_calls_to_look_at():
    assert len(CALLS) >= 6


@pytest.mark.parametrize("call", CALLS)
def test_each_call_of_scrapy_is_one_that_there_is(call):
    name, *words = call.split()
    parser = argparse.ArgumentParser(conflict_handler="resolve", exit_on_error=False)
    command = importlib.import_module(f"crawler.commands.{name}").Command()
    command.settings = Settings()
    command.add_options(parser)
    _, unknown = parser.parse_known_args(words)
    assert not [word for word in unknown if word.startswith("-")], call
    if name == "crawl":
        spider = unknown[0]
        assert spider == "%i" or (ROOT / "crawler" / "spiders" / f"{spider}.py").exists(), call


def test_no_line_of_the_crontab_holds_what_cron_would_read_otherwise():
    lines = [line for line in CRONTAB.splitlines() if re.match(r"[\d*]", line)]
    assert len(lines) >= 4
    assert not [line for line in lines if "%" in line], "a line break to cron"
    assert all("> /dev/null" in line for line in lines), "cron mails what is wrong, not what is well"


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not on this machine")
def test_systemd_takes_the_units(tmp_path):
    for unit in UNITS:
        text = unit.read_text().replace("/srv/zhengwen/.venv/bin/scrapy", "/bin/true")
        (tmp_path / unit.name).write_text(text)
    units = [path for path in sorted(tmp_path.iterdir()) if path.suffix in (".service", ".timer")]
    found = subprocess.run(["systemd-analyze", "verify", *units], capture_output=True, text=True, check=False)
    assert (found.returncode, found.stderr) == (0, "")
