"""Storing an article with everything that hangs on it costs the same among a million as among a thousand.

Timed is ``store_article``, the whole transaction: the row, its removals, search, the site's template, near-duplicates and
the address's fate; every tenth article is a new version, every tenth a reprint.  Parts are timed within it.  Databases of
all sizes take an article by turns, and it is the processor's time that is compared: so what else the machine does meanwhile
weighs on all of them alike.  The files are in memory, as on a machine whose crawls use them.
``python -m bench.store`` takes a million (minutes, and some gigabytes in the folder for temporary files).
"""

import random
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

from bench.reprints import edited
from bench.stocked import have_in_memory, made_story, made_url, stocked
from pipelines.cleaning.page import Page
from pipelines.near_duplicates.signature import signature
from pipelines.reading import read_pages
from pipelines.site_templates import lesson_of, template_for
from pipelines.store import articles, frontier
from pipelines.store.database import Database

SIZES = (1_000, 100_000)
FULL = (1_000, 1_000_000)
ASKED = 500  # articles at each size, after as many that warm the cache
PARTS = {"add_to_search": "search", "teach": "template", "point_to_first": "reprints", "mark_done": "fate"}
CPU, CLOCK = "whole", "whole, by the clock"
PAGE = """<html><head><meta charset="utf-8"><title>{title}</title></head><body>
<div class="nav"><a href="/">首页</a> <a href="/sz/">时政</a> <a href="/cj/">财经</a> <a href="/ty/">体育</a></div>
<div class="path"><a href="/">首页</a> &gt; <a href="/sz/">时政</a> &gt; 正文</div>
<h1>{title}</h1><p class="info">2026-03-02 09:15 来源：云汀在线 作者：林小满</p><div class="content">{paragraphs}
<p>（责任编辑：陈卓然）</p><p>更多精彩内容请关注云汀在线客户端</p></div>
<div class="hot"><h3>热门推荐</h3><ul><li><a href="/1.html">渡船增开班次</a></li><li><a href="/2.html">码头候船室翻新</a></li></ul></div>
<div class="foot">版权所有 云汀在线 未经许可不得转载</div></body></html>"""


def run() -> dict[str, float]:
    return measure(SIZES)


def measure(sizes: Sequence[int]) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        shelves = [_Shelf(size, *stocked(Path(folder) / f"{size}.db", size), defaultdict(list)) for size in sizes]
        _store_by_turns(shelves)
        for shelf in shelves:
            shelf.db.close()
    print(f"{'stored articles':>16} {'storing one':>12} {'slowest 5 %':>12} {'by the clock':>13}   of which")
    for shelf in shelves:
        parts = ", ".join(f"{name} {_median(shelf.parts[name]):.2f}" for name in PARTS.values())
        slow = statistics.quantiles(shelf.parts[CPU][ASKED:], n=20)[-1] * 1000
        cpu, clock = _median(shelf.parts[CPU]), _median(shelf.parts[CLOCK])
        print(f"{shelf.size:16,} {cpu:9.2f} ms {slow:9.2f} ms {clock:10.2f} ms   {parts}", flush=True)
    few, many = shelves[0].parts, shelves[-1].parts
    ratio, by_clock = (_median(many[told]) / _median(few[told]) for told in (CPU, CLOCK))
    print(f"{'ratio':>16} {ratio:12.2f} {'':12} {by_clock:13.2f}")
    return {"ms": _median(many[CPU]), "ratio": ratio, "ratio_by_clock": by_clock}


class _Shelf(NamedTuple):
    """A database of so many articles, and the seconds that each one more has taken, by what was done."""

    size: int
    db: Database
    crawl_id: int
    whole: list[int]
    parts: dict[str, list[float]]


def _store_by_turns(shelves: Sequence[_Shelf]) -> None:
    for number in range(2 * ASKED):
        if number % ASKED == 0:
            for shelf in shelves:
                have_in_memory(shelf.db)
        for shelf in shelves if number % 2 else shelves[::-1]:
            article = _article(shelf.db, shelf.size, number, shelf.whole)
            url = article["url"]
            frontier.want_article(shelf.db, shelf.crawl_id, site=article["site"], url=url, twin=url, printed_url=url)
            with ExitStack() as watched:
                for name, told in PARTS.items():
                    watched.enter_context(
                        patch.object(articles, name, _timed(getattr(articles, name), shelf.parts[told]))
                    )
                cpu, clock = time.process_time(), time.perf_counter()
                articles.store_article(
                    shelf.db, article, article["removals"], url, shelf.crawl_id, look_again_ages=(1, 6, 24)
                )
                shelf.parts[CPU].append(time.process_time() - cpu)
                shelf.parts[CLOCK].append(time.perf_counter() - clock)


def _median(seconds: Sequence[float]) -> float:
    """Milliseconds, of the second half: the first has warmed the cache."""
    return statistics.median(seconds[len(seconds) // 2 :]) * 1000


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
        begin = time.process_time()
        try:
            return function(*arguments, **named)
        finally:
            times.append(time.process_time() - begin)

    return timed


if __name__ == "__main__":
    measure(FULL)
