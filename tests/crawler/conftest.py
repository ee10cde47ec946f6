"""Servers on loopback, for sites that the bundled portal is too well-behaved to play."""

import time
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest


@pytest.fixture
def serve():
    """Serve a dictionary, path -> page or (status, page or address); it may change between crawls.

    Gives the server's address and the list of paths that were asked for.
    """
    servers = []

    def start(pages):
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                asked.append(self.path)
                found = pages.get(self.path, (404, ""))
                status, text = found if isinstance(found, tuple) else (200, found)
                body = text.encode()
                self.send_response(status)
                if 300 <= status < 400:
                    self.send_header("Location", text)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                """The list is the log."""

        asked: list[str] = []
        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        servers.append(server)
        Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        return f"http://127.0.0.1:{server.server_address[1]}", asked

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture
def host():
    """A server whose answers a function gives, on every loopback address: (port, log of (host, path, time))."""
    servers = []

    def start(answer):
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                name = self.headers["Host"].split(":")[0]
                log.append((name, self.path, time.monotonic()))
                status, headers, body = answer(name, self.path)
                body = body if isinstance(body, bytes) else body.encode()
                self.send_response(status)
                for header, value in ({"Content-Type": "text/html"} | headers).items():
                    self.send_header(header, value)
                self.send_header("Content-Length", str(len(body)))
                with suppress(ConnectionError):  # who has waited long enough is right to hang up
                    self.end_headers()
                    self.wfile.write(body)

            def log_message(self, *_):
                """The list is the log."""

        log: list[tuple[str, str, float]] = []
        server = ThreadingHTTPServer(("0.0.0.0", 0), Handler)
        server.daemon_threads = True
        server.block_on_close = False
        servers.append(server)
        Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        return server.server_address[1], log

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()
