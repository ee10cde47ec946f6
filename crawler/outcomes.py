"""How a crawl can end, for the eye (``crawls.outcome``) and for cron (the exit status)."""

from collections.abc import Mapping
from typing import Any

DONE = "done"
DONE_WITH_FAILURES = "done with failures"
NOTHING_FOUND = "nothing found"
STOPPED = "stopped"
SITE_DOWN = "site down"
TOLD_TO_WAIT = "told to wait"
NO_ROOM = "no room"
BUSY = "busy"
BROKEN = "broken"

EXIT_STATUS = {
    DONE: 0,
    BROKEN: 1,  # something that should not happen did; the log has it
    # 2 is every command's "I do not understand", which refuses before a crawl begins
    NOTHING_FOUND: 3,  # no page could be read, or no section page listed an article
    DONE_WITH_FAILURES: 4,  # some addresses failed; they are tried again later
    SITE_DOWN: 3,  # nothing came because the host is out of order; what is known of its pages stays as it is
    TOLD_TO_WAIT: 3,  # the host wants to be left alone for longer than a crawl waits
    STOPPED: 5,  # by a signal; the next crawl goes on from there
    BUSY: 6,  # the site is being crawled already
    NO_ROOM: 7,  # the disk or the memory bound is reached: the next crawl goes on only if somebody makes room
}
# Scrapy's finish reasons that say it all.
ENDINGS = {
    "site_down": SITE_DOWN,
    "told_to_wait": TOLD_TO_WAIT,
    "memory_limit": NO_ROOM,
    "disk_limit": NO_ROOM,
    "memusage_exceeded": NO_ROOM,
}


def outcome(stats: Mapping[str, Any], finish_reason: str) -> str:
    """What a run came to, from its counters and Scrapy's finish reason."""
    if finish_reason == BUSY:
        return BUSY
    if finish_reason == "start_error" or stats.get("spider_exceptions/count") or stats.get("crawl/broken"):
        return BROKEN
    ending = ENDINGS.get(finish_reason)
    if ending == NO_ROOM:
        return NO_ROOM
    stored = sum(stats.get(f"crawl/{name}", 0) for name in ("new", "changed", "unchanged", "gone"))
    came = stats.get("crawl/listed", 0) or stored or stats.get("crawl/helps")
    if ending:
        return STOPPED if came else ending
    if finish_reason != "finished":
        return STOPPED
    if not came:
        return NOTHING_FOUND
    return DONE_WITH_FAILURES if stats.get("crawl/failed", 0) else DONE
