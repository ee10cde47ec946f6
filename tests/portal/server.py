"""``with Portal() as portal: portal.url``: the portal on loopback, in a thread, remembering what it was asked."""

from __future__ import annotations

import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from types import TracebackType
from typing import Any, NamedTuple, Self

from tests.portal.boilerplate import NAMES, boilerplate
from tests.portal.contents import Contents
from tests.portal.section import Section
from tests.portal.traps import TRAPS

LOOPBACK = "127.0.0.1"
IDLE = 20  # seconds a silent connection is kept; a crawl that was killed must not hold a thread for ever


class Request(NamedTuple):
    """One line of the portal's log; the path has its query."""

    method: str
    path: str
    status: int


class Visit(NamedTuple):
    """When a path was asked for, on the clock of `time.monotonic`, and from which address."""

    at: float
    client: str
    path: str


class Portal(Contents):
    """A small news portal. Port 0 means any free one; ``grow`` adds a section of that many synthetic articles.

    ``planted`` adds one whose pages repeat what no rule knows by its words. ``host`` is an address of this machine.
    """

    def __init__(self, port: int = 0, *, grow: int = 0, planted: int = 0, seed: int = 7, host: str = LOOPBACK) -> None:
        super().__init__(grow=grow, planted=planted, seed=seed)
        self.log: list[Request] = []
        self.visits: list[Visit] = []
        self.names = NAMES
        self.boilerplate = boilerplate()
        self.traps = TRAPS
        self._server = _Server(self, host, port)
        self.url = f"http://{host}:{self._server.server_address[1]}"
        for article in self.articles:
            article.url = self.url + article.path

    def __enter__(self) -> Self:
        Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    def requests(self, path: str) -> list[Request]:
        """What was asked of one path, in order."""
        return [request for request in self.log if request.path == path]

    def section_urls(self) -> list[str]:
        """The first listing of each section."""
        return [self.url + each.path for each in self.sections.values()]

    def section(self, name: str) -> Section:
        return self.sections[name]


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False  # a crawler's idle connection must not hold up the end of a test
    request_queue_size = 128

    def __init__(self, portal: Portal, host: str, port: int) -> None:
        super().__init__((host, port), _Handler)
        self.portal = portal

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A crawl that is killed leaves in mid-sentence: that is no mistake of the portal's."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    timeout = IDLE
    server: _Server

    def do_GET(self) -> None:
        portal = self.server.portal
        answer = portal.answer(self.path, {name.title(): value for name, value in self.headers.items()})
        portal.log.append(Request(self.command, self.path, answer.status))
        portal.visits.append(Visit(time.monotonic(), self.client_address[0], self.path))
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if answer.status != 304:
            self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.body)

    do_HEAD = do_GET  # noqa: N815 - the name is the standard library's

    def date_time_string(self, timestamp: float | None = None) -> str:
        return "Fri, 20 Mar 2026 04:00:00 GMT"  # the portal has one day, and so has its Date header

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the log is a list."""
