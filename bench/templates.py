"""The cleaner page by page, and with the site's other pages known; and each block of which that changed the fate.

A page is read with what the other pages of its site teach, never itself.  Sites of one page are read as they are.
"""

import json
import re
import statistics
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from pipelines.cleaning.article import BODY, Article
from pipelines.cleaning.clean import clean
from pipelines.cleaning.page import Page
from pipelines.cleaning.template import Template, learn

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
GOLD = SHARED / "corpus" / "article-gold"
Scores = tuple[float, ...]  # precision, recall, F1
NAMED = re.compile(r"chinese-portals/([a-z0-9-]+)-\d+$")  # most of this set has no addresses
FEWEST = 3  # pages of a site that gets a line of its own
FEWEST_LISTED = 8  # pages of a host whose changes are listed


class Saved(NamedTuple):
    """A page of a corpus: its name, address and bytes."""

    name: str
    url: str
    body: bytes


def read_site(pages: list[Saved]) -> list[tuple[Article, Article]]:
    """Each page of a site read alone, and read with what the others teach."""
    alone = [clean(Page(page.body, url=page.url), template=Template.of(0, {})) for page in pages]
    read = []
    for at, page in enumerate(pages):
        template = learn(article.seen for other, article in enumerate(alone) if other != at)
        read.append((alone[at], clean(Page(page.body, url=page.url), template=template)))
    return read


def site_of(page: dict[str, Any]) -> str:
    """The site that truth or the page's name tells, or the host of its address; a page without any is a site alone."""
    if told := NAMED.match(page["id"]):
        return told[1]
    host = urlsplit(page.get("url") or "").hostname or ""
    return page.get("site") or (host if "." in host else f"page {page['id']}")


def score_set(folder: Path) -> dict[str, list[tuple[Scores, Scores]]]:
    """For each site of a set, of each page its scores alone and with the others known."""
    sites: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in (folder / "truth.jsonl").read_text(encoding="utf-8").splitlines():
        page = json.loads(line)
        if "text" in page:
            sites[site_of(page)].append(page)
    score = _scorer()
    scored = {}
    for site, pages in sites.items():
        read = read_site([Saved(p["id"], p.get("url") or "", (folder / p["file"]).read_bytes()) for p in pages])
        scored[site] = [
            (score(page, alone), score(page, known)) for page, (alone, known) in zip(pages, read, strict=True)
        ]
    return scored


def changes(pages: list[Saved]) -> Iterator[str]:
    """A line for each block that the site's other pages cut or brought back."""
    for page, (alone, known) in zip(pages, read_site(pages), strict=True):
        why = {removal.position: removal.evidence for removal in known.removals}
        for at, ((text, fate), (_, now)) in enumerate(zip(alone.fates, known.fates, strict=True)):
            if now != fate:
                did = f"lifts {fate}" if now == BODY else f"cuts, {why.get(at, '')}"
                yield f"  {page.name}: {did}: {text[:160]}"


def columns() -> dict[str, float]:
    """Both columns for each set, and for each of its sites with several pages; the figures."""
    figures = {}
    print(f"{'':34} {'page by page':>22}   {'others known':>22}   worse")
    print(f"{'':34} {'P     R     F1':>22}   {'P     R     F1':>22}   pages")
    for folder in sorted(path for path in GOLD.iterdir() if (path / "truth.jsonl").exists()):
        sites = score_set(folder)
        pairs = [pair for pages in sites.values() for pair in pages]
        print(_line(folder.name, pairs), flush=True)
        for site, pages in sorted(sites.items()):
            if len(pages) >= FEWEST:
                print(_line(f"  {site}", pages))
        figures[f"{folder.name} alone"] = _mean(pairs, 0, 2)
        figures[f"{folder.name} known"] = _mean(pairs, 1, 2)
    return figures


def run() -> dict[str, float] | None:
    """Both columns, then what changed on the pages of two corpora without truth."""
    if not SHARED.is_dir():
        print("skipped: ../shared with its pages and their truth is not here")
        return None
    figures = columns()
    count = 0
    for site, pages in _portals():
        lines = list(changes(pages))
        count += len(lines)
        print(f"\n{site}, {len(pages)} pages: {len(lines)} blocks changed")
        print("\n".join(lines))
    return figures | {"blocks changed": float(count)}


def _portals() -> Iterator[tuple[str, list[Saved]]]:
    corpus = SHARED / "corpus"
    yield (
        "netease-gbk",
        [Saved(path.name, "", path.read_bytes()) for path in sorted((corpus / "netease-gbk").glob("*.html"))],
    )
    hosts: dict[str, list[Saved]] = defaultdict(list)
    for line in (corpus / "news-portals" / "index.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        hosts[urlsplit(row["url"]).hostname or ""].append(
            Saved(row["file"], row["url"], (corpus / "news-portals" / row["file"]).read_bytes())
        )
    yield from ((host, pages) for host, pages in hosts.items() if len(pages) >= FEWEST_LISTED)


def _scorer() -> Callable[[dict[str, Any], Article], Scores]:
    """The measure of ../shared/bench/score.py: precision, recall and F1 of a page."""
    if str(SHARED / "bench") not in sys.path:
        sys.path.append(str(SHARED / "bench"))
    import metrics  # type: ignore[import-not-found]

    def score(page: dict[str, Any], article: Article) -> Scores:
        text = "" if article.refusal else article.body
        return tuple(metrics.page_prf(metrics.text_counts(page["text"], text, page.get("optional"))))

    return score


def _mean(pairs: Iterable[tuple[Scores, Scores]], column: int, which: int) -> float:
    return statistics.fmean(pair[column][which] for pair in pairs)


def _line(name: str, pairs: list[tuple[Scores, Scores]]) -> str:
    shown = ["  ".join(f"{_mean(pairs, column, which):.4f}" for which in range(3)) for column in (0, 1)]
    worse = sum(known[2] < alone[2] - 1e-9 for alone, known in pairs)
    return f"{name:28} {len(pairs):5} {shown[0]:>22}   {shown[1]:>22}   {worse or ''}"
