"""Whether somebody should look: what the database tells of each site, judged by the site's own habits."""

import os
import shutil
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from crawler.health_articles import judge_articles
from crawler.health_crawls import judge_crawls, went_wrong
from crawler.health_findings import Finding, PastCrawl, SeenArticle, TooEarly
from crawler.terminal import one_line
from pipelines.store import health as rows
from pipelines.store.database import Database, has_room
from pipelines.store.times import present

LONGEST_COMPLAINT = 200  # characters; SQLite goes on for pages


class Health(NamedTuple):
    """All that there is to say; no findings are good news."""

    sites: list[str]
    findings: list[Finding]
    too_early: list[TooEarly]


def judge_sites(db: Database, only: str = "") -> Health:
    """Every site that was crawled in the last weeks, or `only` one."""
    found: list[Finding | TooEarly] = []
    by_site = {site: crawls for site, crawls in rows.crawls_by_site(db).items() if only in ("", site)}
    for site, crawls in sorted(by_site.items()):
        arrivals = list(map(datetime.fromisoformat, rows.arrivals(db, site)))
        found += judge_crawls(site, list(map(_crawl, crawls)), arrivals, present())
        found += judge_articles(site, list(map(_article, rows.newest_articles(db, site))))
    return Health(
        sorted(by_site),
        [each for each in found if isinstance(each, Finding)],
        [each for each in found if isinstance(each, TooEarly)],
    )


def judge_files(paths: list[str], *, thorough: bool = False) -> list[Finding]:
    """The databases themselves."""
    check = "integrity_check" if thorough else "quick_check"
    found: list[Finding] = []
    for path in filter(os.path.exists, paths):
        try:
            for complaint in list(rows.complaints(path, thorough=thorough))[:1]:
                reason = f"fails SQLite's check ({one_line(complaint)[:LONGEST_COMPLAINT]}): stop the crawls, and put the last backup in its place."
                found.append(Finding("", "database", f"{path} {reason}", {"check": check}, subject=Path(path).name))
        except rows.CannotCheck as error:
            free = shutil.disk_usage(Path(path).resolve().parent).free
            reason = (
                f"cannot be read ({error}): look at its disk, its rights, and who holds it."
                if has_room(path)
                else f"cannot be read, for its disk is full ({free} bytes are free): make room."
            )
            # No word of a backup: nothing says that the file is damaged.
            found.append(Finding("", "unreadable", f"{path} {reason}", {"free": free}, subject=Path(path).name))
    return found


def _crawl(row: dict[str, Any]) -> PastCrawl:
    # A crawl that was sent away, or met a host out of order, may not have asked for a single page.
    failed = max(row["failed"], 1) if went_wrong(row["outcome"]) else row["failed"]
    return PastCrawl(
        id=row["id"],
        started_at=datetime.fromisoformat(row["started_at"]),
        alive_at=datetime.fromisoformat(row["alive_at"]),
        is_running=row["is_running"],
        outcome=row["outcome"],
        section_pages=row["section_pages"],
        attempts=max(row["attempts"], failed),
        failed=failed,
        seconds=row["seconds"],
    )


def _article(row: dict[str, Any]) -> SeenArticle:
    return SeenArticle(
        first_seen_at=datetime.fromisoformat(row["first_seen_at"]),
        char_count=row["char_count"],
        removed=row["removed"],
        fields=row["fields"],
    )
