"""A project command run in this process: its words and its status in a hundredth of the time."""

import argparse
import importlib
import signal
from pathlib import Path
from types import SimpleNamespace

from scrapy.utils.project import get_project_settings

from crawler.project_command import check_command_line


def command(name, *arguments, folder: Path, capsys=None):
    """What ``scrapy NAME ARGUMENTS`` says and returns, as `tests.crawler.running.scrapy` has it."""
    asked = importlib.import_module(f"crawler.commands.{name}").Command()
    asked.settings = get_project_settings()
    asked.settings.update({"DATABASE": str(folder / "news.db"), "PAGES_DATABASE": str(folder / "pages.db")}, "cmdline")
    parser = argparse.ArgumentParser(conflict_handler="resolve")
    asked.add_options(parser)
    opts, args = parser.parse_known_args([str(argument) for argument in arguments])
    before = {number: signal.getsignal(number) for number in (signal.SIGPIPE, signal.SIGTERM, signal.SIGINT)}
    if capsys:
        capsys.readouterr()
    try:
        check_command_line(asked, args, opts)
        asked.run(args, opts)
        status = asked.exitcode
    except SystemExit as end:
        status = int(end.code or 0)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    said = capsys.readouterr() if capsys else SimpleNamespace(out="", err="")
    return SimpleNamespace(returncode=status, stdout=said.out, stderr=said.err)
