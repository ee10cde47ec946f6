"""云汀在线 / Yunting Online, the small portal bundled in ``tests/portal``: a city that does not exist."""

from collections.abc import Mapping
from typing import ClassVar

from crawler.arguments import BadArgument
from crawler.news_spider import NewsSpider

HOME = "http://127.0.0.1:8765"


class YuntingSpider(NewsSpider):
    """Served on loopback by ``make crawl``.  It needs no layout: it is the test of crawling without one."""

    name = "yunting"
    allowed_domains: ClassVar[list[str]] = ["127.0.0.1"]
    sections: Mapping[str, str] = {
        "要闻": f"{HOME}/news/",
        "社会": f"{HOME}/town/",
        "English": f"{HOME}/english/",
    }

    def __init__(self, name: str | None = None, port: str | None = None, **arguments: str) -> None:
        super().__init__(name, **arguments)
        if port is not None:  # the one site whose address depends on who serves it
            if not port.isdecimal():
                raise BadArgument(f"-a port={port} is not a number: name the port that the portal is served on.")
            self.asked |= {"port": port}
            self.sections = {name: url.replace(":8765/", f":{port}/") for name, url in self.sections.items()}

    @classmethod
    def arguments(cls) -> list[str]:
        return ["port", *super().arguments()]
