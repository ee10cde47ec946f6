"""``Content-Length: 5000`` and 300 bytes: what is played at each address, by the numbers of the list in FAULTS.md."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Callable
from functools import cache

import brotli  # type: ignore[import-untyped]

from tests.faults.server import Connection, Play

MEGABYTE = 1024 * 1024
BOMB = 40 * MEGABYTE  # what bombs unpack to; the crawl under test takes 2 MB
Page = Callable[[str], bytes]  # a healthy article page with this title


def zstd(data: bytes) -> bytes:
    from backports import zstd as library

    return library.compress(data, 3)


@cache
def bomb(packing: str) -> bytes:
    zeros = b"<p>" + b"0" * MEGABYTE
    if packing == "gzip":
        return gzip.compress(zeros * (BOMB // MEGABYTE), 6)
    if packing == "deflate":
        return zlib.compress(zeros * (BOMB // MEGABYTE), 6)
    if packing == "br":
        return brotli.compress(zeros * (BOMB // MEGABYTE), quality=1)
    return zstd(zeros * (BOMB // MEGABYTE))


def whole(body: bytes, *headers: str, **how: str) -> Play:
    return lambda connection: connection.answer(body, *headers, **how)


def raw(*data: bytes) -> Play:
    """Just these bytes, and the end."""

    def play(connection: Connection) -> None:
        for piece in data:
            connection.send(piece)

    return play


def status(line: str, *headers: str) -> Play:
    return whole(b"<html><title>No</title><p>No.</html>", *headers, status=line)


def redirect(to: str, *headers: str, line: str = "302 Found") -> Play:
    return whole(b"", f"Location: {to}", *headers, status=line)


def cut_off(page: bytes) -> Play:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % (len(page) + 5000)
    return raw(head, page)


def reset_in_mid_body(page: bytes) -> Play:
    def play(connection: Connection) -> None:
        connection.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % (2 * len(page)))
        connection.send(page[: len(page) // 2])
        connection.reset()

    return play


def reset_at_once(connection: Connection) -> None:
    connection.reset()


def nothing_at_all(connection: Connection) -> None:
    """Asked, and hung up without a word."""


def silence(connection: Connection) -> None:
    while connection.wait(0.2):
        pass


def endless(connection: Connection) -> None:
    connection.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><title>Endless</title>")
    line = b"<p>and so on and so on, without an end</p>\n" * 1000
    while connection.wait(0):
        connection.send(line)


def drip(connection: Connection) -> None:
    """A byte now and then: alive, and never done."""
    connection.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100000\r\n\r\n<html>")
    while connection.wait(0.2):
        connection.send(b".")


def endless_headers(connection: Connection) -> None:
    connection.send(b"HTTP/1.1 200 OK\r\n")
    number = 0
    while connection.wait(0):
        number += 1
        connection.send(b"X-%d: %s\r\n" % (number, b"y" * 1000))


def chunked(page: bytes, *chunks: bytes) -> Play:
    return raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n", *chunks)


def chunk(data: bytes) -> bytes:
    return b"%x\r\n%s\r\n" % (len(data), data)


def packed(data: bytes, encoding: str) -> Play:
    return whole(data, f"Content-Encoding: {encoding}")


def gzip_of(data: bytes) -> bytes:
    out = io.BytesIO()
    with gzip.GzipFile(fileobj=out, mode="wb", mtime=0) as file:
        file.write(data)
    return out.getvalue()


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()
