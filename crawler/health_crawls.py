"""A silent site, a cron line that no longer runs, a rising failure rate, a crawl that never ended."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import accumulate, pairwise

from crawler.habits import BusyHours, chance_of_as_many, quantile, whole_hours
from crawler.health_findings import Finding, PastCrawl, TooEarly
from crawler.outcomes import BROKEN, NO_ROOM, NOTHING_FOUND, SITE_DOWN, TOLD_TO_WAIT

LEAST_DAYS = 14  # of news, before silence means something: two of each weekday
LEAST_HOURS = 20  # in which news came
LEAST_SILENCE = 4.0  # busy hours
SILENCES = 3.0  # times as long as the longest usual silence
LEAST_CRAWLS = 20  # before a rate or an interval is a habit
WINDOWS = (3, 24)  # crawls in a row: a wave is seen within hours, a drizzle within a day
RISE = 0.1  # share of failures above the highest usual
LEAST_FAILED = 3  # addresses; fewer are bad luck
CHANCE = 1e-4
OVERDUE = 3.0  # times the longest usual interval
LEAST_OVERDUE = timedelta(hours=3)
RETIRED = timedelta(days=30)  # a site that was not crawled for so long is not crawled any more
DEAD_FOR = timedelta(hours=48)  # so long a crawl that died is spoken of
HUNG_TIMES = 10.0  # as long as nearly every crawl takes
LEAST_HUNG = 6 * 3600.0  # seconds


def judge_crawls(
    site: str, crawls: Sequence[PastCrawl], arrivals: Sequence[datetime], now: datetime
) -> Iterator[Finding | TooEarly]:
    """`crawls` and `arrivals` (moments at which articles were first seen) rise."""
    if now - crawls[-1].started_at > RETIRED:
        return
    yield from _dead(site, crawls, now)
    yield from _last_word(site, crawls)
    yield from _overdue(site, crawls, now)
    failing = list(_failing(site, crawls))
    yield from failing
    looked = [crawl.started_at for crawl in crawls if crawl.section_pages]
    if looked and not any(isinstance(each, Finding) for each in failing):
        yield from _silent(site, whole_hours(arrivals), looked[-1])


def _dead(site: str, crawls: Sequence[PastCrawl], now: datetime) -> Iterator[Finding]:
    usual = [crawl.seconds for crawl in crawls if crawl.seconds is not None]
    longest = max(LEAST_HUNG, HUNG_TIMES * quantile(usual, 0.98)) if usual else LEAST_HUNG * 4
    for crawl in crawls:
        if crawl.is_dead and now - crawl.alive_at < DEAD_FOR:
            yield Finding(
                site,
                "crawl_died",
                f"crawl {crawl.id} began {_at(crawl.started_at)} and never ended; its last sign of life was"
                f" {_at(crawl.alive_at)}. The next one goes on from there; what killed it?",
                {"crawl": crawl.id, "alive_at": crawl.alive_at.isoformat()},
                subject=str(crawl.id),
            )
        elif crawl.is_running and (now - crawl.started_at).total_seconds() > longest:
            yield Finding(
                site,
                "crawl_hangs",
                f"crawl {crawl.id} has been running since {_at(crawl.started_at)}, where {longest / 3600:.0f} hours"
                " are long already: end it with SIGTERM, nothing is lost.",
                {"crawl": crawl.id, "threshold_seconds": round(longest)},
                subject=str(crawl.id),
            )


def _last_word(site: str, crawls: Sequence[PastCrawl]) -> Iterator[Finding]:
    ended = [crawl for crawl in crawls if crawl.outcome is not None]
    if not ended:
        return
    if (last := ended[-1]).outcome in (BROKEN, NO_ROOM):
        way_out = "the log has the traceback" if last.outcome == BROKEN else "make room on the disk or in memory"
        yield Finding(
            site, last.outcome.replace(" ", "_"), f"crawl {last.id} ended as {last.outcome!r}: {way_out}.", {"crawl": last.id}
        )  # fmt: skip
    # A section page that came and lists nothing: its layout has changed, whatever the habit of the news.
    empty = [crawl.outcome == NOTHING_FOUND and crawl.section_pages > 0 for crawl in ended]
    before = empty[:-3]
    if len(before) >= 3 and all(empty[-3:]) and sum(before) < len(before) / 10:
        yield Finding(
            site,
            "lists_nothing",
            f"the last {len(empty[-3:])} crawls found no article on its section pages, which happened in"
            f" {sum(before)} of {len(before)} before: has their layout changed?",
            {"before": sum(before), "crawls_before": len(before)},
        )


def _overdue(site: str, crawls: Sequence[PastCrawl], now: datetime) -> Iterator[Finding]:
    if len(crawls) < LEAST_CRAWLS or any(crawl.is_running for crawl in crawls):
        return
    intervals = [(later.started_at - earlier.started_at).total_seconds() for earlier, later in pairwise(crawls)]
    limit = max(LEAST_OVERDUE, timedelta(seconds=OVERDUE * quantile(intervals, 0.98)))
    since = now - crawls[-1].started_at
    if since > limit:
        yield Finding(
            site,
            "not_crawled",
            f"the last crawl began {_span(since)} ago; {_span(limit)} would be long: does cron still run it?",
            {"hours": _hours(since), "threshold_hours": _hours(limit)},
        )


def _failing(site: str, crawls: Sequence[PastCrawl]) -> Iterator[Finding | TooEarly]:
    ended = [crawl for crawl in crawls if crawl.outcome is not None and crawl.attempts]
    if len(ended) < LEAST_CRAWLS:
        yield TooEarly(site, "failures", f"{len(ended)} crawls so far, {LEAST_CRAWLS} are needed")
        return
    failed = [0, *accumulate(crawl.failed for crawl in ended)]
    tried = [0, *accumulate(crawl.attempts for crawl in ended)]
    for size in WINDOWS:
        begin = len(ended) - size
        if begin < max(size * 2, LEAST_CRAWLS - size):
            continue
        shares = [
            (failed[end] - failed[end - size]) / (tried[end] - tried[end - size]) for end in range(size, begin + 1)
        ]
        high = quantile(shares, 0.98)
        hits, tries = failed[-1] - failed[begin], tried[-1] - tried[begin]
        usual = failed[begin] / tried[begin]
        is_rare = chance_of_as_many(hits, tries, max(usual, 0.01)) < CHANCE
        if hits >= LEAST_FAILED and hits / tries > high + RISE and is_rare:
            yield Finding(
                site,
                "failures_rose",
                f"{hits} of {tries} addresses failed in the last {size} crawls ({hits / tries:.0%}), where {usual:.0%}"
                f" is usual and {high:.0%} is much: is the host in trouble, or are we blocked?",
                {"failed": hits, "tried": tries, "crawls": size, "usual": round(usual, 4), "high": round(high, 4)},
            )
            return


def _silent(site: str, hours: Sequence[datetime], looked_at: datetime) -> Iterator[Finding | TooEarly]:
    if len(hours) < LEAST_HOURS or hours[-1] - hours[0] < timedelta(days=LEAST_DAYS):
        days = (hours[-1] - hours[0]).days if hours else 0
        so_far = f"news came in {len(hours)} hours of {days} days so far"
        yield TooEarly(site, "silence", f"{so_far}, {LEAST_HOURS} hours and {LEAST_DAYS} days are needed")
        return
    busy = BusyHours(hours)
    usual = quantile(busy.gaps(hours), 0.98)
    threshold = max(LEAST_SILENCE, SILENCES * usual)
    silence = busy.between(hours[-1], looked_at)
    if silence > threshold:
        yield Finding(
            site,
            "silent",
            f"no new article for {_span(looked_at - hours[-1])}, in which it used to bring some in about"
            f" {silence:.0f} different hours; {usual:.1f} is a long silence for it, {threshold:.1f} the limit.",
            {
                "hours": _hours(looked_at - hours[-1]),
                "busy_hours": round(silence, 2),
                "usual": round(usual, 2),
                "threshold": round(threshold, 2),
            },
        )


def went_wrong(outcome: str | None) -> bool:
    """Whether a crawl without a single answer is a failure of its own."""
    return outcome in (SITE_DOWN, TOLD_TO_WAIT)


def _at(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M UTC")


def _hours(span: timedelta) -> float:
    return round(span.total_seconds() / 3600, 1)


def _span(span: timedelta) -> str:
    hours = span.total_seconds() / 3600
    return f"{hours:.0f} hours" if hours < 72 else f"{hours / 24:.0f} days"
