"""Search beside a plain scan: the same articles for 500 phrases, in milliseconds at 100,000 articles; and exports."""

import json
import random
import re
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from bench.archive import CORPORA, SHARED, gold_pages, saved_pages
from pipelines.cleaning.clean import clean
from pipelines.cleaning.page import Page
from pipelines.store.crawls import begin_crawl
from pipelines.store.database import Database, open_database, writing
from pipelines.store.migrations import NEWS
from pipelines.store.search import search
from pipelines.store.search_index import add_to_search
from pipelines.store.search_query import read_query
from tests.store.plain_scan import normalised, occurs

ROOT = Path(__file__).resolve().parent.parent
QUERIES = 500
LONGEST = 8  # characters of a query
MANY = 100_000  # synthetic articles
FEW = 10_000
COMMON = 50  # the commonest characters, each by itself
MEDIAN_MS = 20
WORD = re.compile(r"[0-9A-Za-z\u00c0-\u024f]")  # where a query may not be cut

Texts = list[tuple[str, str]]


def run() -> dict[str, float] | None:
    if not SHARED.is_dir():
        print(f"passed over: it needs the saved pages in {SHARED}")
        return None
    texts = corpus_articles()
    choice = random.Random(7)
    with tempfile.TemporaryDirectory() as name:
        figures = _compare_with_scan(Path(name), texts, choice)
        return figures | _many(Path(name), texts, choice)


def corpus_articles() -> Texts:
    """(title, body) of every saved page that holds a story."""
    pages = [page for corpus in CORPORA for page in saved_pages(SHARED / corpus)] + gold_pages(SHARED / "article-gold")
    read = (clean(Page(body, url=url)) for url, _, body in pages)
    return [(article.title, article.body) for article in read if article.body and not article.refusal]


def random_phrases(texts: Texts, choice: random.Random) -> Iterator[str]:
    """Pieces of the articles of 1 to 8 characters, wherever they fall; a word of letters that one cuts is taken whole."""
    while True:
        text = choice.choice(choice.choice(texts))
        begin = choice.randrange(len(text) or 1)
        end = begin + choice.randint(1, LONGEST)
        while 0 < begin < len(text) and WORD.match(text[begin]) and WORD.match(text[begin - 1]):
            begin -= 1
        while end < len(text) and WORD.match(text[end]) and WORD.match(text[end - 1]):
            end += 1
        phrase = text[begin:end]
        if not re.search(r"[\n\"“”]", phrase) and normalised(phrase):
            yield phrase


def _compare_with_scan(folder: Path, texts: Texts, choice: random.Random) -> dict[str, float]:
    db = open_database(folder / "few.db", NEWS)
    _fill(db, texts)
    scanned = [(normalised(title), normalised(body)) for title, body in texts]
    plain = sqlite3.connect(folder / "few.db")  # no function of ours, no extension
    recipe = re.search(r"```sql\n(-- any words.*?)```", (ROOT / "data" / "README.md").read_text(encoding="utf-8"), re.S)
    assert recipe is not None
    found = right = wanted = 0
    unlike: list[str] = []
    phrases = random_phrases(texts, choice)
    for phrase in (next(phrases) for _ in range(QUERIES)):
        asked = normalised(phrase)
        truth = {at for at, both in enumerate(scanned, start=1) if any(occurs(asked, text) for text in both)}
        match = read_query(f'"{phrase}"').as_match()
        answer = {
            row[0] for row in plain.execute("select rowid from article_search where article_search match ?", (match,))
        }
        written = recipe[1].replace("'脱贫攻坚'", "'" + phrase.replace("'", "''") + "'")
        if {row[0] for row in plain.execute(written)} != answer:
            unlike.append(phrase)
        found, right, wanted = found + len(answer), right + len(answer & truth), wanted + len(truth)
    print(
        f"{QUERIES} phrases of 1 to {LONGEST} characters over {len(texts):,} articles of all corpora, beside a plain scan:"
    )
    print(f"  recall {right / wanted:.4f}, precision {right / found:.4f} ({wanted:,} articles found)")
    print(f"  the documented SQL in plain sqlite3 answers otherwise to {len(unlike)} of them", *unlike)
    db.close()
    plain.close()
    return {"recall": right / wanted, "precision": right / found, "plain_sql_unlike": len(unlike)}


def _many(folder: Path, texts: Texts, choice: random.Random) -> dict[str, float]:
    db = open_database(folder / "news.db", NEWS)
    mixed: Texts = []
    figures: dict[str, float] = {}
    for size in (FEW, MANY):
        more = [_mixed(texts, choice) for _ in range(size - len(mixed))]
        seconds = _fill(db, more)
        mixed += more
        figures[f"export_peak_mb_{size}"] = _export_peaks(folder, size)
    figures["index_ms_per_article"] = seconds / len(more) * 1000
    characters = sum(len(title.encode()) + len(body.encode()) for title, body in mixed)
    index = db.execute("select sum(pgsize) from dbstat where name like 'article_search%'").fetchone()[0]
    figures["index_to_text"] = index / characters
    print(
        f"{MANY:,} synthetic articles, {characters / 1e6:.0f} MB of text: {figures['index_ms_per_article']:.2f} ms each to index,"
    )
    print(f"  the index is {figures['index_to_text']:.2f} times the text (1.5 at most)")
    phrases = random_phrases(texts, choice)
    common = [
        letter for letter, _ in Counter("".join(body for _, body in texts)).most_common() if "一" <= letter <= "龥"
    ]
    for kind, asked in (
        ("phrases of 1 to 8 characters", [f'"{next(phrases)}"' for _ in range(QUERIES)]),
        ("the commonest characters", common[:COMMON]),
        ("two common words", [" ".join(pair) for pair in pairwise(common[:COMMON])]),
    ):
        took = [_milliseconds(db, query) for query in asked]
        ms, busy = (sorted(column) for column in zip(*took, strict=True))
        median, median_busy = statistics.median(ms), statistics.median(busy)
        longest = f"90 % below {ms[len(ms) * 9 // 10]:.0f}, longest {ms[-1]:.0f}"
        # On a machine that has other work, the processor's own time is the one to look at.
        print(f"  {kind}: median {median:.1f} ms ({MEDIAN_MS} at most), {median_busy:.1f} of them at work; {longest}")
        figures["median_ms_" + kind.replace(" ", "_")] = median
        figures["median_cpu_ms_" + kind.replace(" ", "_")] = median_busy
    print(
        f"  export, peak memory at {FEW:,} and {MANY:,} articles: {figures[f'export_peak_mb_{FEW}']:.0f} MB, {figures[f'export_peak_mb_{MANY}']:.0f} MB"
    )
    db.close()
    return figures


def _mixed(texts: Texts, choice: random.Random) -> tuple[str, str]:
    """A title, and half of the paragraphs of two articles: every word as common as it is in the corpora."""
    one, other = choice.choice(texts), choice.choice(texts)
    paragraphs = one[1].split("\n") + other[1].split("\n")
    choice.shuffle(paragraphs)
    return one[0], "\n".join(paragraphs[: max(1, len(paragraphs) // 2)])


def _fill(db: Database, texts: Texts) -> float:
    """Seconds that the index took."""
    crawl_id = begin_crawl(db, "bench", {}).crawl_id
    db.execute("insert or ignore into sites values ('bench', '2026')")
    seconds = 0.0
    for begin in range(0, len(texts), 1000):
        with writing(db) as connection:
            for title, body in texts[begin : begin + 1000]:
                article_id = connection.execute(
                    "insert into articles (url, site, title, body, char_count, body_sha256, first_seen_at,"
                    " last_checked_at, changed_at, crawl_id) select 'http://b.example/' || (ifnull(max(id), 0) + 1),"
                    " 'bench', ?, ?, 1, '', '2026', '2026', '2026', ? from articles",
                    (title, body, crawl_id),
                ).lastrowid
                assert article_id is not None
                began = time.perf_counter()
                add_to_search(connection, article_id, title, body)
                seconds += time.perf_counter() - began
    return seconds


def _milliseconds(db: Database, query: str) -> tuple[float, float]:
    """How long a search takes, and how much of that its process is at work."""
    began, busy = time.perf_counter(), time.process_time()
    search(db, read_query(query))
    return (time.perf_counter() - began) * 1000, (time.process_time() - busy) * 1000


def _export_peaks(folder: Path, size: int) -> float:
    """The largest peak memory of the three formats, in MB, each in a process of its own."""
    code = (
        "import re, sys; from scrapy.cmdline import execute\n"
        "try: execute(sys.argv[1:])\n"
        # getrusage would tell the peak of the process that started this one, if that was higher
        "finally: print(re.search(r'VmHWM:\\s*(\\d+)', open('/proc/self/status').read())[1], file=sys.stderr)"
    )
    peaks = {}
    for kind in ("jsonl", "csv", "parquet"):
        target = folder / f"a.{kind}"
        began = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-c", code, "scrapy", "export", str(target), "-s", f"DATABASE={folder / 'news.db'}"],
            cwd=ROOT, capture_output=True, text=True, check=True,
        )  # fmt: skip
        peaks[kind] = int(done.stderr.split()[-1]) / 1024
        seconds = time.perf_counter() - began
        print(
            f"export of {size:,} to {kind}: {peaks[kind]:.0f} MB at the peak, {seconds:.1f} s, {target.stat().st_size / 1e6:.0f} MB"
        )
        target.unlink()
    return max(peaks.values())


if __name__ == "__main__":
    print(json.dumps(run()))
