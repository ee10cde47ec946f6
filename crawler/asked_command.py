"""``scrapy health``: of the project's commands only the one that is asked for is imported.

Scrapy imports all of them to find one, and theirs is most of what the project can do: twice the time that Scrapy itself
takes to start.  Nothing is left out where no command is named, as in ``scrapy -h``.
"""

from collections.abc import Sequence
from pathlib import Path

import scrapy.commands

ALL = "crawler.commands"
OURS = Path(__file__).parent / "commands"
SCRAPYS = Path(scrapy.commands.__file__).parent


def commands_module(command_line: Sequence[str]) -> str:
    """Where Scrapy is to look for the command on this command line; "" where it is one of its own.

    >>> commands_module(["scrapy", "health"]), commands_module(["scrapy", "-h"]), commands_module(["scrapy", "list"])
    ('crawler.commands.health', 'crawler.commands', '')
    """
    asked = next((word for word in command_line[1:] if not word.startswith("-")), "")
    if not asked.replace("-", "").isalnum():
        return ALL
    if (OURS / f"{asked}.py").is_file():
        return f"{ALL}.{asked}"
    return "" if (SCRAPYS / f"{asked}.py").is_file() else ALL
