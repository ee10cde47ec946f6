"""``--site rmzxw --section 要闻 --since 2026-01-01 --until 2026-01-31``: the options that choose among articles."""

import argparse

from crawler.arguments import BadArgument, day
from crawler.refusal import refuse
from pipelines.store.choice import Choice


def add_choice_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--site", default="", help="only articles of this site")
    parser.add_argument("--section", default="", help="only articles that this section lists: its name, or its address")
    parser.add_argument("--since", default="", metavar="DATE", help="only what was published since, 2026-01-31")
    parser.add_argument("--until", default="", metavar="DATE", help="only what was published until then, that day too")


def choice_from(opts: argparse.Namespace) -> Choice:
    """What the options choose; ends the command where a date is none."""
    days = {name: chosen_day(name, getattr(opts, name)) for name in ("since", "until")}
    if days["since"] and days["until"] and days["until"] < days["since"]:
        refuse(f"--since {days['since']} is later than --until {days['until']}: turn them round.")
    return Choice(opts.site, opts.section, **days)


def chosen_day(option: str, value: str) -> str:
    """The date that an option was given, if it was; ends the command where it is none."""
    try:
        return day(option, value) if value else ""
    except BadArgument:
        refuse(f"--{option} {value} is not a date: write it like --{option} 2026-01-31.")
