"""``with FaultServer() as server: server.url``: plain sockets on loopback, so that even HTTP can be spoken wrongly."""

from __future__ import annotations

import socket
import ssl
import struct
from collections.abc import Callable, Sequence
from contextlib import suppress
from threading import Event, Thread
from types import TracebackType
from typing import NamedTuple, Self

from tests.faults.certificate import Certificates

HOST = "127.0.0.1"
LONGEST_REQUEST = 65_536
PATIENCE = 20  # seconds that a connection may be held, should a crawl not let go


class Asked(NamedTuple):
    """One request as it came."""

    host: str
    path: str
    headers: dict[str, str]


class Connection:
    """What a fault plays on: bytes out, and time passing."""

    def __init__(self, link: socket.socket, asked: Asked, closing: Event) -> None:
        self.link = link
        self.asked = asked
        self.closing = closing

    def send(self, data: bytes) -> None:
        self.link.sendall(data)

    def answer(
        self, body: bytes, *headers: str, status: str = "200 OK", kind: str = "text/html; charset=utf-8"
    ) -> None:
        """A correct answer."""
        lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers, "Connection: close"]
        if kind:
            lines.append(f"Content-Type: {kind}")
        self.send("\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body)

    def wait(self, seconds: float) -> bool:
        """Let time pass; False once the server closes."""
        return not self.closing.wait(seconds)

    def reset(self) -> None:
        """Hang up so that the other side reads a reset, not an end."""
        self.link.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


Play = Callable[[Connection], None]


class FaultServer:
    """Serves ``paths`` (host and path, or path alone -> what is played there) on several loopback hosts.

    One port speaks http on all of 127.0.0.0/8, one https with an expired certificate of its own making, one https with
    a name that nobody asked for, one nothing at all; a fifth is closed.
    """

    def __init__(self) -> None:
        self.paths: dict[str, Play] = {}
        self.log: list[Asked] = []
        self.closing = Event()
        self.certificates = Certificates()
        self.http = self._listen(None)
        self.https = self._listen(self.certificates.context())
        self.refusing = self._listen(self.certificates.context(refuses_names=True))
        with socket.socket() as closed:
            closed.bind((HOST, 0))
            self.closed = closed.getsockname()[1]
        self.url = f"http://{HOST}:{self.http}"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.closing.set()
        for listener in self._listeners:
            listener.close()
        self.certificates.close()

    def asked_for(self, path: str) -> Sequence[Asked]:
        return [asked for asked in self.log if asked.path == path]

    _listeners: list[socket.socket]

    def _listen(self, context: ssl.SSLContext | None) -> int:
        listener = socket.create_server(("0.0.0.0", 0), backlog=64)
        self._listeners = [*getattr(self, "_listeners", []), listener]
        Thread(target=self._accept, args=(listener, context), daemon=True).start()
        return int(listener.getsockname()[1])

    def _accept(self, listener: socket.socket, context: ssl.SSLContext | None) -> None:
        while not self.closing.is_set():
            try:
                link, _ = listener.accept()
            except OSError:
                return
            Thread(target=self._serve, args=(link, context), daemon=True).start()

    def _serve(self, link: socket.socket, context: ssl.SSLContext | None) -> None:
        link.settimeout(PATIENCE)
        with suppress(OSError, ssl.SSLError, ValueError):  # a crawl that hangs up is right to do so
            if context is not None:
                link = context.wrap_socket(link, server_side=True)
            asked = _asked(link)
            if asked is not None:
                self.log.append(asked)
                host = asked.host.partition(":")[0]
                path = asked.path
                found = self.paths.get(host + path) or self.paths.get(path) or self.paths.get(path.partition("?")[0])
                (found or _missing)(Connection(link, asked, self.closing))
        with suppress(OSError):
            link.close()


def _asked(link: socket.socket) -> Asked | None:
    received = b""
    while b"\r\n\r\n" not in received and len(received) < LONGEST_REQUEST:
        more = link.recv(4096)
        if not more:
            return None
        received += more
    first, *lines = received.decode("latin-1").split("\r\n")
    headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    return Asked(headers.get("host", ""), first.split(" ")[1], headers)


def _missing(connection: Connection) -> None:
    connection.answer(b"<html><title>404</title><p>Not here.</html>", status="404 Not Found")
