"""What all of the project's own ``scrapy`` commands refuse alike: options that they do not have, and wrong settings."""

import argparse
from typing import Any, ClassVar

from scrapy.commands import ScrapyCommand

from crawler.arguments import BadArgument
from crawler.checked_settings import check_settings
from crawler.refusal import refuse


class ProjectCommand(ScrapyCommand):
    """A command that crawls nothing: it needs no crawler, and says what it has to say by itself."""

    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        super().process_options(args, opts)
        check_command_line(self, args, opts)


def check_command_line(command: ScrapyCommand, args: list[str], opts: argparse.Namespace) -> None:
    """End a command that was given an option it does not have, which Scrapy takes for an argument, or a wrong setting.

    A ``--`` is taken out of the arguments: what follows it is meant as it stands.
    """
    before = args[:]
    if "--" in args:
        del before[args.index("--") :]
        args.remove("--")
    if unknown := next((word for word in before if word.startswith("--")), ""):
        name = type(command).__module__.rpartition(".")[2]
        refuse(f"scrapy {name} has no option {unknown}: scrapy {name} -h shows those that it has.")
    assert command.settings is not None
    try:
        check_settings(command.settings, opts.set)
    except BadArgument as error:
        refuse(error)
