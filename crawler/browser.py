"""``browser = True``: a site whose pages only a script fills is read through Chromium.

What stands here costs nothing where no spider asks for a browser: Playwright is imported in ``browser_handler.py``.
"""

from __future__ import annotations

import os
import shutil
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from scrapy.settings import BaseSettings

from crawler.arguments import BadArgument

UNBOUNDED = 1_000_000
NAMES = ("chromium", "chromium-browser", "google-chrome")
HANDLER = "crawler.browser_handler.BrowserHandler"
# Chromium talks to its maker when nobody asks it to; here it talks to nobody but the page's own site.
FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-domain-reliability",
    "--disable-features=Translate,OptimizationHints,MediaRouter",
    "--disable-extensions",
    "--metrics-recording-only",
    "--no-pings",
    "--js-flags=--max-old-space-size=512",  # MB of a page's script; ten times what a news page takes
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
]


class NoBrowser(BadArgument):
    """A spider wants a browser and there is none; the message says how to get one."""


def browser_path(settings: BaseSettings) -> str:
    """Where Chromium is; raises `NoBrowser` if it, or the extra that drives it, is missing."""
    if find_spec("scrapy_playwright") is None:
        raise NoBrowser("Pages that a script fills need the extra: .venv/bin/pip install '.[browser]'.")
    named = str(settings["BROWSER_PATH"] or "")
    if named:
        if not (Path(named).is_file() and os.access(named, os.X_OK)):
            raise NoBrowser(
                f"BROWSER_PATH={named} is no program: name Chromium's, or leave it empty to have it looked for."
            )
        return named
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        raise NoBrowser("No Chromium on this machine: apt install chromium, or name one with -s BROWSER_PATH=….")
    return found


def switch_on(settings: BaseSettings) -> None:
    """Have http and https fetched by the handler that knows which pages need the browser."""
    path = browser_path(settings)
    handlers: dict[str, Any] = {**settings.getdict("DOWNLOAD_HANDLERS"), "http": HANDLER, "https": HANDLER}
    settings.set("DOWNLOAD_HANDLERS", handlers, priority="spider")
    options = {
        "executable_path": path,
        "args": FLAGS,
        "chromium_sandbox": os.geteuid() != 0,  # Chromium has none for root
    }
    settings.set("PLAYWRIGHT_LAUNCH_OPTIONS", options, priority="spider")
    # The bound is BROWSER_PAGES, in the handler: theirs counts a page for ever that was given up while it opened.
    settings.set("PLAYWRIGHT_MAX_PAGES_PER_CONTEXT", UNBOUNDED, priority="spider")
    settings.set("PLAYWRIGHT_CONTEXTS", {"default": {"service_workers": "block"}}, priority="spider")
    seconds = settings.getfloat("DOWNLOAD_TIMEOUT")
    settings.set("PLAYWRIGHT_DEFAULT_NAVIGATION_TIMEOUT", seconds * 1000, priority="spider")
