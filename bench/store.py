"""Storing an article with everything that hangs on it costs the same among a million as among a thousand.

Timed is ``store_article``, the whole transaction: the row, its removals, search, the site's template, near-duplicates and
the address's fate; every tenth article is a new version, every tenth a reprint.  Parts are timed within it.
``python -m bench.store`` takes a million (minutes, and some gigabytes in the folder for temporary files).
"""

import random
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from unittest.mock import patch

from bench.reprints import edited
from bench.stocked import made_story, made_url, stock
from pipelines.cleaning.page import Page
from pipelines.near_duplicates.signature import signature
from pipelines.reading import read_pages
from pipelines.site_templates import lesson_of, template_for
from pipelines.store import articles, frontier
from pipelines.store.database import Database, open_database
from pipelines.store.migrations import NEWS

SIZES = (1_000, 100_000)
FULL = (1_000, 1_000_000)
ASKED = 500  # articles at each size, after as many that warm the cache
PARTS = {"add_to_search": "search", "teach": "template", "point_to_first": "reprints", "mark_done": "fate"}
PAGE = """<html><head><meta charset="utf-8"><title>{title}</title></head><body>
<div class="nav"><a href="/">首页</a> <a href="/sz/">时政</a> <a href="/cj/">财经</a> <a href="/ty/">体育</a></div>
<div class="path"><a href="/">首页</a> &gt; <a href="/sz/">时政</a> &gt; 正文</div>
<h1>{title}</h1><p class="info">2026-03-02 09:15 来源：云汀在线 作者：林小满</p><div class="content">{paragraphs}
<p>（责任编辑：陈卓然）</p><p>更多精彩内容请关注云汀在线客户端</p></div>
<div class="hot"><h3>热门推荐</h3><ul><li><a href="/1.html">渡船增开班次</a></li><li><a href="/2.html">码头候船室翻新</a></li></ul></div>
<div class="foot">版权所有 云汀在线 未经许可不得转载</div></body></html>"""


def run() -> dict[str, float]:
    return measure(SIZES)


def measure(sizes: Iterable[int]) -> dict[str, float]:
    print(f"{'stored articles':>16} {'storing one':>12} {'slowest 5 %':>12}   of which")
    medians = []
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            db = open_database(Path(folder) / "news.db", NEWS)
            total, slow, parts = _time_storing(db, size)
            db.close()
        medians.append(total)
        told = ", ".join(f"{name} {part:.2f}" for name, part in parts.items())
        print(f"{size:16,} {total:9.2f} ms {slow:9.2f} ms   {told}", flush=True)
    print(f"{'ratio':>16} {medians[-1] / medians[0]:12.2f}")
    return {"ms": medians[-1], "ratio": medians[-1] / medians[0]}


def _time_storing(db: Database, size: int) -> tuple[float, float, dict[str, float]]:
    """Milliseconds: the median, what one in twenty exceeds, and the median of each part."""
    crawl_id, whole = stock(db, size)
    parts: dict[str, list[float]] = defaultdict(list)
    totals = []
    with ExitStack() as watched:
        for name, told in PARTS.items():
            watched.enter_context(patch.object(articles, name, _timed(getattr(articles, name), parts[told])))
        for number in range(2 * ASKED):
            article = _article(db, size, number, whole)
            url = article["url"]
            frontier.want_article(db, crawl_id, site=article["site"], url=url, twin=url, printed_url=url)
            begin = time.perf_counter()
            articles.store_article(db, article, article["removals"], url, crawl_id, look_again_ages=(1, 6, 24))
            totals.append(time.perf_counter() - begin)
    totals = totals[ASKED:]
    slow = statistics.quantiles(totals, n=20)[-1]
    halves = {name: statistics.median(times[len(times) // 2 :]) * 1000 for name, times in parts.items()}
    return statistics.median(totals) * 1000, slow * 1000, halves


def _article(db: Database, size: int, number: int, whole: list[int]) -> dict[str, Any]:
    """What the stages before hand on: a new article, a new version of a stored one, or a reprint."""
    url = made_url(size + number + 1)
    story = made_story(-number - 1)
    if number % 10 == 3:
        url = made_url(whole[number // 10 % len(whole)])
    if number % 10 == 7:
        story = made_story(whole[-1 - number // 10 % len(whole)])
        story = edited(0.02)(story, random.Random(number), story)
    site = url.split("/")[2].split(".")[0]
    paragraphs = "".join(f"<p>{line}</p>" for line in story.body.split("\n"))
    page = PAGE.format(title=story.title, paragraphs=paragraphs).encode()
    template, learned = template_for(db, site, url)
    read = read_pages([Page(page, url=url)], layout={}, template=template)
    lesson = lesson_of(read.pop("seen"), learned)
    known = {"url": url, "site": site, "pages_sha256": f"{number}", "rules": "rules", "lesson": lesson}
    return read | known | {"marks": signature(read["body"])}


def _timed(function: Callable[..., Any], times: list[float]) -> Callable[..., Any]:
    def timed(*arguments: Any, **named: Any) -> Any:
        begin = time.perf_counter()
        try:
            return function(*arguments, **named)
        finally:
            times.append(time.perf_counter() - begin)

    return timed


if __name__ == "__main__":
    measure(FULL)
