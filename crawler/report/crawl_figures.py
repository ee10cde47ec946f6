"""How the crawls fare: what each day of them brought, and why pages are not in the database."""

from crawler.report.columns import columns, legend
from crawler.report.figure import section
from crawler.report.scale import day_labels, days_until, short
from crawler.report.svg import Markup, element
from crawler.report.tables import reasons
from pipelines.store.questions import WINDOW_DAYS, Rows

FATES = {"new": "c0", "changed": "c2", "dropped": "c5", "failed": "c3"}


def crawls(rows: Rows, today: str) -> Markup:
    """What the crawls of each day came to."""
    title = ("Crawls", "抓取")
    if not rows:
        return section(*title, f"No crawl in the last {WINDOW_DAYS} days.")
    first = min(row[0] for row in rows)
    days = [
        day for day in days_until(max(today, rows[-1][0]), WINDOW_DAYS) if day >= min(first, days_until(today, 14)[0])
    ]
    place = {day: number for number, day in enumerate(days)}
    parts = {name: [0.0] * len(days) for name in FATES}
    broken = 0
    for day, new, changed, dropped, failed, wrong in rows:
        broken += wrong
        for name, value in zip(FATES, (new, changed, dropped, failed), strict=True):
            if day in place:
                parts[name][place[day]] += value
    sums = {name: sum(values) for name, values in parts.items()}
    said = ", ".join(f"{short(count)} {name}" for name, count in sums.items()) + f" since {days[0]}"
    said += f"; {broken} crawls broke or found nothing." if broken else "; no crawl broke."
    paints = list(FATES.values())
    plot = columns(days, parts, list(day_labels(days)), label=said, paints=paints)
    return section(*title, said, element("div", plot, class_="scroll"), legend(list(FATES), paints))


def misses(drops: Rows, failures: Rows, explained: dict[str, str]) -> Markup:
    """Why pages are not in the database."""
    if not drops and not failures:
        return section("Dropped and failed", "丢弃与失败", "Nothing was dropped, nothing failed.")
    dropped = reasons(("reason", "which means", "addresses"), drops, lambda reason: explained.get(reason, ""))
    failed = reasons(("last error", "", "addresses"), failures, lambda _: "")
    parts = [dropped] if drops else []
    parts += [element("h3", "Failing now, tried again later"), failed] if failures else []
    said = "Pages that are no articles, each with its reason, and addresses whose last request failed."
    return section("Dropped and failed", "丢弃与失败", said, *parts, long=True)
