"""``town.example gets a request every 16 s (HTTP 503)``: what a crawl waits for while it seems to do nothing."""

from collections import defaultdict
from time import monotonic
from typing import Any

from scrapy.core.downloader import Slot
from scrapy.crawler import Crawler

from crawler.politeness import Politeness
from crawler.stopping import StoppableDownloader


class WaitingDownloader(StoppableDownloader):
    """Knows how long it paused for each host: the time in which requests waited, and none was on its way there."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.paused: dict[str, float] = defaultdict(float)  # host -> seconds
        self._counted: dict[str, Any] = {}  # host -> the pause that is counted already

    def _process_queue(self, slot: Slot) -> None:
        super()._process_queue(slot)
        pause = slot.latercall
        if pause is None or slot.transferring or not slot.queue:
            return
        name = slot.queue[0][0].meta[self.DOWNLOAD_SLOT]
        if self._counted.get(name) is not pause:
            self._counted[name] = pause
            self.paused[name] += max(0.0, slot.lastseen + slot.delay - monotonic())


def waits_for(crawler: Crawler) -> str:
    """Of the hosts whose turn requests wait for now, the one that pauses longest, in a few words; empty if none does."""
    downloader = _downloader(crawler)
    pauses = {name: slot.delay for name, slot in downloader.slots.items() if slot.queue} if downloader else {}
    name = max(pauses, key=lambda name: pauses[name], default="")
    if not name or not pauses[name]:
        return ""
    politeness = crawler.get_downloader_middleware(Politeness)
    host = politeness.hosts.get(name) if isinstance(politeness, Politeness) else None
    why = f" ({host.why})" if host and host.doublings else ""
    return f"{name} gets a request every {pauses[name]:.3g} s{why}"


def longest_pauses(crawler: Crawler) -> tuple[str, float]:
    """The host that this crawl paused for longest, and the seconds."""
    downloader = _downloader(crawler)
    paused = downloader.paused if downloader else {}
    return max(paused.items(), key=lambda each: each[1], default=("", 0.0))


def _downloader(crawler: Crawler) -> WaitingDownloader | None:
    found = getattr(crawler.engine, "downloader", None)
    return found if isinstance(found, WaitingDownloader) else None
