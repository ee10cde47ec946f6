"""What an honest year must show: each article once and as it was written, and health that spoke of what was planted."""

from collections import Counter
from datetime import datetime, timedelta
from typing import Any

from tests.crawler.running import rows
from tests.crawler.year.crawls import FIRST_CRAWLS, Year
from tests.crawler.year.life import BEGIN, CHINA, HOUR

MORE_FILES = 10  # a connection of the portal's that is being closed, the database that health looks into


def verdict(year: Year) -> dict[str, Any]:
    """Empty is good."""
    wrong: dict[str, Any] = {}
    stored = Counter(row["url"] for row in rows(year.folder, "select url from articles"))
    since = (year.life.now - timedelta(hours=max(2, 2 * year.life.every))).replace(tzinfo=None) + CHINA
    grown = {article.url for article in year.life.portal.articles if article.kind == "grown"}
    young = {
        a.url for a in year.life.portal.articles if a.kind == "grown" and datetime.fromisoformat(a.printed_at) > since
    }
    wanted = (grown | year.life.gone) - young
    if lost := sorted(url for url in wanted if not stored[url]):
        wrong["lost"] = lost
    if double := [url for url, count in stored.items() if count > 1]:
        wrong["double"] = double
    if strange := sorted(url for url in stored if url not in year.life.versions):
        wrong["articles that nobody published"] = strange
    # An edit or deletion of the last week may not have been looked for yet.
    settled = (year.life.now - timedelta(days=8)).isoformat()
    found = {row["url"]: row for row in rows(year.folder, "select * from articles where first_seen_at < ?", settled)}
    if told := {
        url: (row["version"], year.life.versions[url])
        for url, row in found.items()
        if row["version"] != year.life.versions[url]
    }:
        wrong["versions that no edit made, or edits without a version"] = told
    if misread := [
        (url, name, row[name])
        for url, row in found.items()
        if url in year.life.published
        for name in ("title", "body", "published_at", "author", "source")
        if row[name] != getattr(year.life.published[url], name)
    ]:
        wrong["not as it was written"] = misread[:5], len(misread)
    if missed := sorted(url for url, row in found.items() if bool(row["gone_at"]) != (url in year.life.gone)):
        wrong["gone or not"] = missed
    if open_rows := rows(year.folder, "select url, state from frontier where state in ('queued', 'leased')"):
        wrong["without a fate"] = open_rows
    sections = year.count("sections")
    pages = year.count("frontier where kind = 'section'")
    # What the portal had before its first day holds pages that are no articles; after it there are none.
    dropped = rows(
        year.folder,
        "select url, reason from frontier where kind = 'article' and article_id is null and queued_at > ?",
        (BEGIN + 24 * HOUR).isoformat(),
    )
    with_stats = year.count("crawls where stats is not null")
    listed = year.life.portal.section("news").page_count
    # One page more than there are now: a pager may have lost its last one to a deletion.
    if sections != 1 or pages > listed + 1 or dropped:
        wrong["growth"] = {"sections": sections, "section pages": (pages, listed), "dropped": dropped}
    if refused := year.count("refused_links"):
        wrong["refused links"] = refused
    if year.count("crawls") != year.crawls + year.killed:
        wrong["crawls"] = year.count("crawls")
    if with_stats > 30 * 24 // year.life.every + 2:
        wrong["crawls with stats"] = with_stats
    for database in ("news.db", "pages.db"):
        if (check := rows(year.folder, "pragma integrity_check", database=database)) != [{"integrity_check": "ok"}]:
            wrong[database] = check
    if year.crawls > FIRST_CRAWLS and year.files_at_end > year.open_files + MORE_FILES:
        wrong["open files"] = (year.open_files, year.files_at_end)
    print_sizes(year, listed)
    return wrong | health_verdict(year)


def print_sizes(year: Year, listed: int) -> None:
    names = [row["name"] for row in rows(year.folder, "select name from sqlite_schema where type = 'table'")]
    counts = {name: year.count(name) for name in names if not name.startswith(("sqlite", "article_search"))}
    figures = ", ".join(f"{name} {count}" for name, count in counts.items() if count)
    print(
        f"{len(year.life.published)} published, {len(year.life.gone)} taken down, {listed} section pages; rows: {figures}"
    )


def health_verdict(year: Year) -> dict[str, Any]:
    """Spoken of exactly what was planted, while it stood or within a day of its end."""
    wrong: dict[str, Any] = {}
    planted = [each for each in year.life.planted if (each.day + each.hours / 24) * 24 + 24 < year.hours]
    for day, kind, reason in year.said:
        if not any(
            each.day <= day <= each.day + each.hours / 24 + 2 and kind in each.kinds for each in year.life.planted
        ):
            wrong[f"said without cause on day {day:.1f}"] = f"{kind}: {reason}"
    for each in planted:
        told = Counter(kind for day, kind, _ in year.said if each.day <= day <= each.day + each.hours / 24 + 2)
        for kind in each.kinds:
            if told[kind] != 1:
                wrong[f"{each.what} of day {each.day}"] = f"{kind} said {told[kind]} times"
    return wrong
