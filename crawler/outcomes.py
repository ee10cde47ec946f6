"""How a crawl can end, for the eye (``crawls.outcome``) and for cron (the exit status)."""

from collections.abc import Mapping
from typing import Any

DONE = "done"
DONE_WITH_FAILURES = "done with failures"
NOTHING_FOUND = "nothing found"
STOPPED = "stopped"
BUSY = "busy"
BROKEN = "broken"

EXIT_STATUS = {
    DONE: 0,
    BROKEN: 1,  # something that should not happen did; the log has it
    # 2 is every command's "I do not understand", which refuses before a crawl begins
    NOTHING_FOUND: 3,  # no page could be read, or no section page listed an article
    DONE_WITH_FAILURES: 4,  # some addresses failed; they are tried again later
    STOPPED: 5,  # by a signal or a limit; the next crawl goes on from there
    BUSY: 6,  # the site is being crawled already
}


def outcome(stats: Mapping[str, Any], finish_reason: str) -> str:
    """What a run came to, from its counters and Scrapy's finish reason."""
    if finish_reason == BUSY:
        return BUSY
    if finish_reason == "start_error" or stats.get("spider_exceptions/count") or stats.get("crawl/broken"):
        return BROKEN
    if finish_reason != "finished":
        return STOPPED
    stored = sum(stats.get(f"crawl/{name}", 0) for name in ("new", "changed", "unchanged", "gone"))
    if not stats.get("crawl/listed", 0) and not stored and not stats.get("crawl/helps"):
        return NOTHING_FOUND
    return DONE_WITH_FAILURES if stats.get("crawl/failed", 0) else DONE
