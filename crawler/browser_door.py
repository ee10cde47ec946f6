"""``CONNECT town.example:443``: the proxy on loopback through which the browser goes, and nowhere past it.

A browser follows redirects and resolves names by itself; asking it what it is about to do would miss both.  Behind this
door each connection is checked as the crawl's own are, and made to the very address that was checked.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress

from crawler.permitted_hosts import host_and_port

logger = logging.getLogger(__name__)

LONGEST_HEAD = 65_536  # bytes of a request's first lines
PIECE = 65_536  # bytes carried at once
OPENED = b"HTTP/1.1 200 Connection established\r\n\r\n"
REFUSED = b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
NOT_THERE = b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"

Check = Callable[[str, int], Awaitable[str]]  # host and port -> the address to connect to; "" where it may not go


class BrowserDoor:
    """Lets connections through to the hosts that the crawl may visit, each up to so many bytes."""

    def __init__(self, check: Check, most_bytes: int, seconds: float) -> None:
        self.check = check
        self.most_bytes = most_bytes
        self.seconds = seconds
        self.port = 0

    async def open(self) -> None:
        self.server = await asyncio.start_server(self._serve, "127.0.0.1", 0, limit=LONGEST_HEAD)
        self.port = self.server.sockets[0].getsockname()[1]

    async def close(self) -> None:
        self.server.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            async with asyncio.timeout(self.seconds):
                await self._pass(reader, writer)
        except (OSError, TimeoutError, ValueError, asyncio.IncompleteReadError, asyncio.LimitOverrunError) as error:
            logger.debug("The browser's connection ended: %s", error)
        finally:
            writer.close()

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        first, _, lines = head.partition(b"\r\n")
        method, target, version = first.decode("latin-1").split(" ")
        is_tunnel = method == "CONNECT"
        host, port = host_and_port(f"https://{target}" if is_tunnel else target)
        address = await self.check(host, port)
        if not address:
            writer.write(REFUSED)
            return
        try:
            there, onward = await asyncio.open_connection(address, port)
        except OSError:
            writer.write(NOT_THERE)
            return
        try:
            if is_tunnel:
                writer.write(OPENED)
            else:
                path = "/" + target.split("://", 1)[1].partition("/")[2]
                kept = [line for line in lines.split(b"\r\n") if line and not _is_of_the_way(line)]
                onward.write(
                    b"\r\n".join(
                        [f"{method} {path} {version}".encode("latin-1"), *kept, b"Connection: close", b"", b""]
                    )
                )
            up = asyncio.ensure_future(self._carry(reader, onward))
            try:
                await self._carry(there, writer)
            finally:
                up.cancel()
        finally:
            onward.close()

    async def _carry(self, source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        carried = 0
        with suppress(ConnectionError):
            while (piece := await source.read(PIECE)) and (carried := carried + len(piece)) <= self.most_bytes:
                target.write(piece)
                await target.drain()


def _is_of_the_way(line: bytes) -> bool:
    return line.lower().startswith((b"connection:", b"proxy-connection:", b"keep-alive:"))
