"""``-s DOWNLOAD_DELAY=soon``: a setting that makes no sense is refused by its name, before anything is asked for.

Unlike the rest of Scrapy's, these are looked at where they are given, not where they are first used: that may be an hour
later, on the one page that needs them.
"""

import math
import os
import shlex
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from scrapy.settings import BaseSettings, default_settings

from crawler import settings as ours
from crawler.arguments import BadArgument
from crawler.permitted_hosts import PermittedHosts

# The least that each may be.  Where 0 means "no bound" or "none", 0.
WHOLE_NUMBERS = {
    "STORED_TOGETHER": 1, "CONCURRENT_ITEMS": 1, "READERS": 0, "SECTION_PAGES": 1, "SPLIT_PAGES": 0, "KNOWN_PAGES": 1,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 1, "HOST_TROUBLES": 1, "HOST_REFUSALS": 1, "RETRY_TIMES": 0, "BROWSER_PAGES": 1,
    "DOWNLOAD_MAXSIZE": 1, "DOWNLOAD_WARNSIZE": 0, "REDIRECT_MAX_TIMES": 0, "URLLENGTH_LIMIT": 0, "SECTION_ADDRESSES": 1,
    "PATH_ADDRESSES": 1, "READING_PROCESSES": 0, "FREE_DISK_BYTES": 0,
}  # fmt: skip
NUMBERS = {
    "LEASE_SECONDS": 60,  # twice the seconds between two signs of life
    "READ_WHOLE_DAYS": 0, "STOP_SECONDS": 0, "DNS_TIMEOUT": 0.1, "DOWNLOAD_DELAY": 0, "DOWNLOAD_DELAY_JITTER": 0,
    "LONGEST_PAUSE": 0, "REST_SECONDS": 0, "DOWNLOAD_TIMEOUT": 0.1, "CLEAN_SECONDS": 0, "METAREFRESH_MAXDELAY": 0,
    "MEMORY_LIMIT_MB": 0, "MACHINE_BOUNDS_SECONDS": 0.01,
}  # fmt: skip
YES_OR_NO = (
    "SITE_TEMPLATES", "SHARE_CRAWL", "ROBOTSTXT_OBEY", "COOKIES_ENABLED", "DOWNLOAD_VERIFY_CERTIFICATES", "LOG_JSON",
    "MEMUSAGE_ENABLED", "TELNETCONSOLE_ENABLED", "REMOTE_CONTROL_ENABLED",
)  # fmt: skip
ONE_OF = {
    "CRAWL_REPORT": ("auto", "full", "line", "none"),
    "LOG_LEVEL": ("CRITICAL", "ERROR", "WARNING", "INFO", "DEBUG"),
}
ALIKE = 0.85  # of a misspelt name and the one that was meant; an extension's own settings are less like any of ours


def check_settings(settings: BaseSettings, asked: Iterable[str] = ()) -> None:
    """Raise `BadArgument`, which names the setting and a value that would do.

    `asked` are the settings of the command line as they stand there, ``NAME=VALUE``: their names are looked at, too.
    """
    for name in (word.partition("=")[0] for word in asked):
        _check_name(name)
    for name, least in WHOLE_NUMBERS.items():
        _check_number(settings, name, least, is_whole=True)
    for name, low in NUMBERS.items():
        _check_number(settings, name, low, is_whole=False)
    for name in YES_OR_NO:
        try:
            settings.getbool(name)
        except ValueError:
            raise BadArgument(f"{name}={settings[name]} is neither 0 nor 1: say {name}=1 for yes.") from None
    for name, values in ONE_OF.items():
        if settings[name] not in values:
            raise BadArgument(f"{name}={settings[name]} is unknown: say one of {', '.join(values)}.")
    _check_ages(settings)
    _check_files(settings)
    PermittedHosts(settings.getlist("PRIVATE_HOSTS"))
    try:
        shlex.split(str(settings["HEALTH_COMMAND"] or ""))
    except ValueError as error:
        raise BadArgument(f"HEALTH_COMMAND={settings['HEALTH_COMMAND']} is no command ({error}): mend it.") from None


def _check_name(name: str) -> None:
    known = [each for each in {*vars(ours), *vars(default_settings)} if each.isupper()]
    if name not in known and (meant := get_close_matches(name, known, 1, ALIKE)):
        raise BadArgument(f"There is no setting {name}: did you mean {meant[0]}?")


def _check_number(settings: BaseSettings, name: str, least: float, *, is_whole: bool) -> None:
    value: Any = settings[name]
    try:
        number = settings.getint(name) if is_whole else settings.getfloat(name)
    except (ValueError, TypeError, OverflowError):
        number = -1
    if not least <= number < math.inf:  # which is wrong of what is no number, too
        kind = "whole number" if is_whole else "number"
        raise BadArgument(f"{name}={value} is not a {kind} from {least:g}: try {name}={getattr(ours, name)}.")


def _check_ages(settings: BaseSettings) -> None:
    ages = settings.getlist("LOOK_AGAIN_AGES")
    try:
        makes_sense = all(0 <= float(age) < math.inf for age in ages)
    except (ValueError, TypeError):
        makes_sense = False
    if not makes_sense:
        shown = ",".join(map(str, ages))
        raise BadArgument(f"LOOK_AGAIN_AGES={shown} is not a list of numbers from 0: try LOOK_AGAIN_AGES=1,6,24.")


def _check_files(settings: BaseSettings) -> None:
    for name in ("DATABASE", "PAGES_DATABASE"):
        if not str(settings[name] or "").strip():
            raise BadArgument(f"{name} is empty: name a file, like -s {name}={Path(getattr(ours, name)).name}.")
    news, pages = settings["DATABASE"], settings["PAGES_DATABASE"]
    if Path(news).resolve() == Path(pages).resolve():
        raise BadArgument(f"DATABASE and PAGES_DATABASE are both {news}: name two files.")
    log = settings["LOG_FILE"]
    if log and not (os.access(log, os.W_OK) if Path(log).exists() else os.access(Path(log).resolve().parent, os.W_OK)):
        raise BadArgument(f"LOG_FILE={log} cannot be written: make its folder, or name another file.")
