"""Names that only a test knows, and a list of every address that the process connects to, kept by Python itself.

``FALSE_NAMES`` holds, as JSON, the answers to each look-up of a name, in their order; the last one stays.
``CONNECTIONS`` names the file that the addresses are written to, at the socket, whoever opened it.
"""

import json
import os
import socket
import sys
from pathlib import Path

from crawler.resolver import CheckedResolver

NAMES = json.loads(os.environ.get("FALSE_NAMES", "{}"))


def _write_down(event, arguments):
    if event == "socket.connect" and isinstance(arguments[1], tuple):
        with Path(os.environ["CONNECTIONS"]).open("a") as file:
            file.write(f"{arguments[1][0]} {arguments[1][1]}\n")


if "CONNECTIONS" in os.environ:
    sys.addaudithook(_write_down)


class FalseNames(CheckedResolver):
    """The project's resolver, asking a list of names instead of the network; it forgets at once."""

    @staticmethod
    def look_up(host, port, **options):
        if host not in NAMES:
            raise OSError(f"{host} is no name of this test")
        answers = NAMES[host]
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 0)) for address in answer]

    def _remembered(self, host):
        self._known.clear()
        return super()._remembered(host)
