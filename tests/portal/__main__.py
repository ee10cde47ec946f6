"""``python -m tests.portal``: serve the portal until Ctrl-C; the first line printed is its address.

``python -m tests.portal -- scrapy crawl yunting`` serves it as long as that command runs, and ends as the command ends.
"""

from __future__ import annotations

import argparse
import signal
import subprocess
import sys
from contextlib import suppress

from tests.portal import Portal

PORT = 8765  # where the spider ``yunting`` looks for it
INTERRUPTED = 130  # what shells call the end by Ctrl-C


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.portal", description="Serve the small portal on loopback.")
    parser.add_argument("--port", type=int, default=PORT, help=f"{PORT} if not given; 0 takes any free port")
    parser.add_argument("--grow", type=int, default=0, metavar="N", help="add /grown/, N synthetic articles")
    parser.add_argument("--seed", type=int, default=7, help="another seed writes other synthetic articles")
    parser.add_argument("command", nargs="*", help="after --: a command to run while the portal is served")
    arguments = parser.parse_args()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        portal = Portal(arguments.port, grow=arguments.grow, seed=arguments.seed)
    except (OSError, OverflowError) as error:
        print(
            f"Cannot serve on port {arguments.port} ({error}): name another (--port, or make crawl PORT=8766).",
            file=sys.stderr,
        )
        return 1
    with portal, suppress(KeyboardInterrupt):
        print(portal.url, flush=True)
        if arguments.command:
            return run(arguments.command)
        for each in portal.sections.values():
            counts = f"{len(each.articles)} articles on {each.page_count} section pages"
            print(f"{portal.url}{each.path}  {counts}", flush=True)
        signal.pause()
    return INTERRUPTED if arguments.command else 0


def run(command: list[str]) -> int:
    """Run a command beside the portal and end as it ends."""
    try:
        return subprocess.run(command, check=False).returncode
    except OSError as error:
        print(f"Cannot run {command[0]}: {error.strerror}.", file=sys.stderr)
        return 127


if __name__ == "__main__":
    sys.exit(main())
