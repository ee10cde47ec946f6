"""A news site made of real pages, served from memory by a process of its own that is never the bottleneck.

``python -m bench.real_site 1130 1`` prints its address.  Each real page may be served under many addresses; from its
second on, the copies tell another story: some hundred common characters change places, everything else stays.
"""

import asyncio
import os
import random
import sys
from collections import Counter
from functools import lru_cache
from pathlib import Path

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
PAGES = SHARED / "corpus" / "news-portals"
LISTED = 50  # articles on a section page
CHANGING = 300  # common characters that change places from copy to copy …
LABELS = "编辑责任来源作者记者时间年月日分享关键词版权声明首页更多"  # … but for those that labels are made of
HELD = 4096  # ready answers


class RealSite:
    """`size` articles on chained section pages that begin at ``/list/0.html``."""

    def __init__(self, size: int) -> None:
        self.size = size
        files = sorted(path for path in PAGES.rglob("*") if path.suffix in (".html", ".htm", ".shtml"))
        self.pages = [path.read_text(encoding="utf-8", errors="replace") for path in files]
        counted = Counter("".join(self.pages))
        self.common = [
            char for char, _ in counted.most_common() if "\u4e00" <= char <= "\u9fff" and char not in LABELS
        ][:CHANGING]
        self.answer = lru_cache(maxsize=HELD)(self._answer)

    def _answer(self, path: str) -> bytes:
        body = self._body(path).encode(errors="replace")
        status = b"200 OK" if body else b"404 Not Found"
        head = b"HTTP/1.1 %b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n"
        return head % (status, len(body)) + body

    def _body(self, path: str) -> str:
        if path.startswith("/2026/"):
            copy, which = divmod(int(path.rsplit("/", 1)[1].split(".")[0]), len(self.pages))
            page = self.pages[which]
            return page.translate(self._other_words(copy)) if copy else page
        if path.startswith("/list/"):
            return self._listing(int(path.removeprefix("/list/").split(".")[0]))
        return ""

    def _other_words(self, copy: int) -> dict[int, str]:
        moved = self.common.copy()
        random.Random(copy).shuffle(moved)
        return {ord(before): after for before, after in zip(self.common, moved, strict=True)}

    def _listing(self, page: int) -> str:
        numbers = range(page * LISTED, min((page + 1) * LISTED, self.size))
        rows = "".join(
            f'<li><a href="/2026/11/{n:08}.shtml">渡船从今天起增开第{n}个班次，票价不变</a> <span>2026-11-02</span></li>'
            for n in numbers
        )
        more = f'<a href="/list/{page + 1}.html">下一页</a>' if (page + 1) * LISTED < self.size else ""
        return f"<html><head><title>要闻</title></head><body><ul class=list>{rows}</ul><div>{more}</div></body></html>"


async def serve(site: RealSite) -> None:
    """Answer on a free port until the process is ended; print the address."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                writer.write(site.answer(head.split(b" ", 2)[1].decode()))
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    for number in range(min(site.size, HELD)):
        site.answer(f"/2026/11/{number:08}.shtml")  # nobody who measures waits for this
    print(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", flush=True)
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    if len(sys.argv) > 2:
        os.sched_setaffinity(0, {int(core) for core in sys.argv[2].split(",")})
    asyncio.run(serve(RealSite(int(sys.argv[1]))))
