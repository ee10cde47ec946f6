"""What all of the project's own ``scrapy`` commands refuse alike, and how they end when they are told to."""

import argparse
import os
import sys
from contextlib import suppress
from types import TracebackType
from typing import Any, ClassVar

from scrapy.commands import ScrapyCommand

from crawler.arguments import BadArgument
from crawler.checked_settings import check_settings
from crawler.outcomes import EXIT_STATUS, STOPPED
from crawler.refusal import refuse


class ProjectCommand(ScrapyCommand):
    """A command that crawls nothing: it needs no crawler, and says what it has to say by itself."""

    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        super().process_options(args, opts)
        check_command_line(self, args, opts)
        sys.excepthook = self.last_words

    def last_words(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """What is said of an exception that nobody caught: nobody wants to see where Ctrl-C has met us."""
        if not isinstance(error, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        with suppress(OSError):
            sys.stdout.flush()
        print("Stopped.", file=sys.stderr, flush=True)
        os._exit(EXIT_STATUS[STOPPED])  # Python would end as if the signal had killed it


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
