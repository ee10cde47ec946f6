"""A crawl of synthetic addresses: the real frontier, engine and stages over a server that answers from memory."""

import asyncio
import threading
from pathlib import Path

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings

from crawler import settings as project_settings
from crawler.spiders.section import SectionSpider

LINKS = 500  # on a section page
STORED = 10  # one address in ten is an article, the others are 404: it is addresses that memory must not grow with
ARTICLE = """<html><head><meta charset="utf-8"><title>第{n}号通告</title></head><body><h1>第{n}号通告</h1>
<p>2026-03-02 09:15 来源：云汀在线</p><div class="content"><p>第{n}号通告说，今年的渡船从三月起每天多开两班，早班六点，
晚班九点，票价不变，学生和老人凭证免费乘坐。</p><p>码头的候船室也在修，{n}天以后开放，里面有热水和新的长椅。</p></div></body></html>"""


class Server:
    """HTTP over loopback, a few thousand answers a second, in a thread of its own."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.ready = threading.Event()
        threading.Thread(target=lambda: asyncio.run(self._serve()), daemon=True).start()
        self.ready.wait()

    async def _serve(self) -> None:
        server = await asyncio.start_server(self._answer, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        self.ready.set()
        async with server:
            await server.serve_forever()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                path = head.split(b" ", 2)[1].decode()
                body = self.page(path).encode()
                status = b"200 OK" if body else b"404 Not Found"
                writer.write(
                    b"HTTP/1.1 %b\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % (status, len(body))
                )
                writer.write(body)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    def page(self, path: str) -> str:
        if path.startswith("/2026/"):
            number = int(path.rsplit("/", 1)[1].split(".")[0])
            return ARTICLE.format(n=number) if number % STORED == 0 else ""
        if path.startswith("/list/"):
            return self._listing(int(path.removeprefix("/list/").split(".")[0]))
        return ""

    def _listing(self, page: int) -> str:
        numbers = range(page * LINKS, min((page + 1) * LINKS, self.size))
        rows = "".join(
            f'<li><a href="/2026/03/{n:08}.shtml">第{n}号通告：渡船增开班次</a> <span>2026-03-02</span></li>'
            for n in numbers
        )
        more = f'<a href="/list/{page + 1}.html">下一页</a>' if (page + 1) * LINKS < self.size else ""
        return f"<html><head><title>通告</title></head><body><ul class=list>{rows}</ul><div>{more}</div></body></html>"


def crawl_addresses(size: int, folder: str) -> None:
    """Crawl `size` articles into databases in `folder`, in this process."""
    server = Server(size)
    settings = Settings()
    settings.setmodule(project_settings)
    settings.setdict(
        {
            "DATABASE": str(Path(folder) / "news.db"),
            "PAGES_DATABASE": str(Path(folder) / "pages.db"),
            "DOWNLOAD_DELAY": 0,
            "CONCURRENT_REQUESTS_PER_DOMAIN": 8,
            "CRAWL_REPORT": "line",
        }
    )
    process = AsyncCrawlerProcess(settings)
    process.crawl(SectionSpider, url=f"{server.url}/list/0.html")
    process.start()
