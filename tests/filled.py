"""A ``news.db`` filled with rows of our own making, as many as asked for, quickly: for what must be right at any size."""

import json
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlite_utils import Database

from pipelines.store.crawls import begin_crawl
from pipelines.store.database import writing

SENTENCE = "市里的工作人员说，今年的河道治理从下游开始，一段一段地往上做，沿岸的居民可以到村口去看图纸。"
CUT = ("breadcrumb", "editor_line", "related_headlines", "share_bar", "name_list", "copyright_note")
RULE_TEXT = "首页 > 新闻中心 > 要闻 > 正文，以及页面上与正文无关的一行字"
SECTIONS_OF_A_SITE = 3


def fill(
    db: Database, articles: int, *, sites: int = 5, end: str = "2026-03-20", days: int = 400, paragraphs: int = 12,
    named: str = "site", title: str = "第 {} 号报道",
) -> None:  # fmt: skip
    """Store so many articles of so many sites, published in so many days up to `end`."""
    chance = random.Random(7)
    last = datetime.fromisoformat(f"{end}T12:00:00+08:00")
    opened = (last - timedelta(days=days)).astimezone(UTC).isoformat(timespec="seconds")
    crawl_id = begin_crawl(db, "filled", {}, []).crawl_id
    names = [f"{named}_{number}" for number in range(sites)]
    with writing(db) as connection:
        connection.executemany("insert into sites values (?, ?)", [(name, opened) for name in names])
        connection.executemany(
            "insert into sections (id, site, name, url, first_seen_at) values (?, ?, ?, ?, ?)",
            [
                (
                    place * SECTIONS_OF_A_SITE + which + 1,
                    name,
                    f"栏目{which}",
                    f"http://{name}.example/{which}/",
                    opened,
                )
                for place, name in enumerate(names)
                for which in range(SECTIONS_OF_A_SITE)
            ],
        )
        rows = list(_columns(0, names, last, days, paragraphs, title, crawl_id, chance))
        marks = ", ".join("?" * len(rows))
        columns = ", ".join(name for name, _ in rows)
        connection.executemany(
            f"insert into articles ({columns}) values ({marks})",
            (
                [value for _, value in _columns(number, names, last, days, paragraphs, title, crawl_id, chance)]
                for number in range(articles)
            ),
        )
        connection.executemany("insert into removals values (?, ?, ?, ?, '')", _removals(articles, chance))
        connection.executemany(
            "insert into frontier (id, url, twin, kind, site, section_id, state, reason, queued_at, article_id, crawl_id)"
            " values (?, ?, ?, 'article', ?, ?, ?, ?, ?, ?, ?)",
            _frontier(articles, names, opened, crawl_id),
        )
        connection.executemany(
            "insert into article_sections (section_id, frontier_id, article_id, position, page_number, first_listed_at)"
            " values (?, ?, ?, 1, 1, ?)",
            ((_section(number, sites), number + 1, number + 1, opened) for number in range(articles)),
        )
        connection.execute(
            "update crawls set sites = ?, new = ?, finished_at = started_at, outcome = 'done' where id = ?",
            (json.dumps(names), articles, crawl_id),
        )


def _columns(
    number: int, names: list[str], last: datetime, days: int, paragraphs: int, title: str, crawl_id: int, chance: Any
) -> Iterator[tuple[str, Any]]:
    site = names[number % len(names)]
    published = last - timedelta(minutes=chance.random() * days * 1440)
    body = "\n".join([SENTENCE] * max(1, int(chance.random() * 2 * paragraphs)))
    seen = (published + timedelta(hours=chance.expovariate(0.4))).astimezone(UTC).isoformat(timespec="seconds")
    yield from (("id", number + 1), ("url", f"http://{site}.example/{number}"), ("site", site))
    yield from (("title", title.format(number)), ("body", body), ("char_count", len(body)))
    yield ("published_at", published.isoformat(timespec="seconds") if number % 50 else published.date().isoformat())
    yield from (("author", "张三、李四" if number % 3 else ""), ("source", "新华社" if number % 10 else ""))
    yield from (("keywords", '["治理"]' if number % 2 else "[]"), ("body_sha256", f"{number:064x}"), ("language", "zh"))
    yield from (("first_seen_at", seen), ("last_checked_at", seen), ("changed_at", seen), ("crawl_id", crawl_id))
    yield ("rules", "filled")


def _removals(articles: int, chance: Any) -> Iterator[tuple[int, int, str, str]]:
    for number in range(articles):
        for position, rule in enumerate(CUT[: 3 + number % 4]):
            yield number + 1, position * 2, rule, RULE_TEXT * (1 + int(chance.random() * 6))


def _frontier(articles: int, names: list[str], at: str, crawl_id: int) -> Iterator[tuple[Any, ...]]:
    for number in range(articles):
        site = names[number % len(names)]
        url = f"http://{site}.example/{number}"
        section = _section(number, len(names))
        yield number + 1, url, url, site, section, "done", "", at, number + 1, crawl_id
    for number in range(articles // 20):
        site = names[number % len(names)]
        url = f"http://{site}.example/missing/{number}"
        state, reason = ("dropped", "not_found") if number % 3 else ("failed", "503 Service Unavailable")
        yield articles + number + 1, url, url, site, 1, state, reason, at, None, crawl_id


def _section(number: int, sites: int) -> int:
    return number % sites * SECTIONS_OF_A_SITE + number // sites % SECTIONS_OF_A_SITE + 1
