"""``scrapy reclean``: the archived pages read again with today's rules, without a network, on all cores."""

import argparse
import os
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, ClassVar

from scrapy.commands import ScrapyCommand
from scrapy.spiderloader import get_spider_loader
from w3lib.encoding import http_content_type_encoding

from crawler.arguments import BadArgument, day
from crawler.news_spider import NewsSpider
from crawler.outcomes import BROKEN, DONE, DONE_WITH_FAILURES, EXIT_STATUS, STOPPED
from crawler.progress import ERASE
from crawler.reading_diff import as_diff
from crawler.refusal import refuse
from crawler.rereading import RawArticle, RawPage, Reading, WorkerDied, read_all
from pipelines.require import drop_reason
from pipelines.rules_fingerprint import rules_fingerprint
from pipelines.store import readings
from pipelines.store.archive import PAGES
from pipelines.store.database import BadDatabase, open_database, writing
from pipelines.store.kept_pages import CorruptPage, Fetch, KeptPages
from pipelines.store.migrations import NEWS
from pipelines.store.readings import StoredArticle

STORED_AT_ONCE = 16  # articles in one transaction: a kill costs their reading again, a crawl waits a moment at most
DIFFS = 10
PROGRESS_SECONDS = 0.5


class Command(ScrapyCommand):
    """Asks the archive, lets workers clean, and is the only one that writes."""

    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        return "[options]"

    def short_desc(self) -> str:
        return "Read the archived pages again with today's rules, without a network"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--site", default="", help="only articles of this site")
        parser.add_argument("--since", default="", metavar="DATE", help="only what was published since, 2026-01-31")
        parser.add_argument("--dry-run", action="store_true", help="change nothing; show how many would, and ten diffs")
        parser.add_argument("--jobs", type=int, default=0, metavar="N", help="how many cores to use; all, if not said")
        parser.add_argument("--again", action="store_true", help="read also what today's rules have read already")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if args:
            refuse(f"reclean takes options only, not {args[0]!r}: try --site {args[0]}.")
        if opts.jobs < 0:
            refuse(f"--jobs {opts.jobs} makes no sense: say how many cores, from 1.")
        assert self.settings is not None
        try:
            since = day("since", opts.since) if opts.since else ""
        except BadArgument:
            refuse(f"--since {opts.since} is not a date: write it like --since 2026-01-31.")
        for name in ("DATABASE", "PAGES_DATABASE"):
            if not Path(self.settings[name]).exists():
                refuse(f"There is no {self.settings[name]}: crawl first, or name another file with -s {name}=FILE.")
        try:
            self.db = open_database(self.settings["DATABASE"], NEWS)
            self.archive = KeptPages(open_database(self.settings["PAGES_DATABASE"], PAGES))
        except BadDatabase as error:
            refuse(str(error))
        sites = readings.sites_with_articles(self.db)
        if opts.site and opts.site not in sites:
            known = f"it has {', '.join(sites)}" if sites else "it has no articles yet"
            refuse(f"No articles of a site {opts.site!r} in {self.settings['DATABASE']}: {known}.")
        self.layouts = {site: self._layout(site) for site in ([opts.site] if opts.site else sites)}
        self.rules = {site: rules_fingerprint(layout) for site, layout in self.layouts.items()}
        self.counts: Counter[str] = Counter()
        self.problems: list[str] = []
        self.began = self.drawn = time.monotonic()
        self.again = opts.again
        chosen = {"since": since, "read_already": opts.again}
        self.total = readings.count_articles_to_read(self.db, self.rules, **chosen)
        if not self.total:
            print("Nothing to read again: today's rules have read every article asked for.")
            return
        articles = readings.articles_to_read(self.db, self.rules, **chosen)
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        self.reading_id = None if opts.dry_run else readings.begin_reading(self.db, _asked(opts))
        self.exitcode = EXIT_STATUS[self._read_all(articles, opts.jobs or os.cpu_count() or 1)]

    def _read_all(self, articles: Iterator[StoredArticle], jobs: int) -> str:
        waiting: list[tuple[StoredArticle, list[Fetch]]] = []  # asked, in the order in which answers come
        answers = read_all(self._questions(articles, waiting), min(jobs, self.total))
        batch: list[tuple[StoredArticle, list[Fetch], list[Reading]]] = []
        outcome = DONE
        try:
            for answer in answers:
                batch.append((*waiting.pop(0), answer))
                if len(batch) == STORED_AT_ONCE:
                    self._store(batch)
                    batch.clear()
                self._draw()
            self._store(batch)
        except KeyboardInterrupt:
            outcome = STOPPED
        except WorkerDied as error:
            self._say(str(error))
            outcome = BROKEN
        finally:
            answers.close()  # type: ignore[attr-defined]
        self._erase()
        if self.reading_id is not None and outcome == DONE:
            readings.end_reading(self.db, self.reading_id, self.counts, time.monotonic() - self.began)
        if outcome == DONE and self.counts["failed"]:
            outcome = DONE_WITH_FAILURES
        self._report(outcome)
        return outcome

    def _questions(
        self, articles: Iterator[StoredArticle], waiting: list[tuple[StoredArticle, list[Fetch]]]
    ) -> Iterator[list[RawArticle]]:
        for article in articles:
            fetches, question = self._kept(article)
            if fetches:
                waiting.append((article, fetches))
                yield question

    def _kept(self, article: StoredArticle) -> tuple[list[Fetch], list[RawArticle]]:
        """The fetch that the article was read from, and the latest where that is another one; with their pages."""
        known = [fetch for address in article.addresses for fetch in self.archive.fetches(address)]
        known.sort(key=lambda fetch: (fetch.fetched_at, fetch.id))
        own = [fetch for fetch in known if fetch.fingerprint == article.pages_sha256]
        wanted = [*own[-1:], *known[-1:]]
        if len(wanted) == 2 and wanted[0].id == wanted[1].id:
            wanted.pop()
        if not wanted:
            self.counts["without_page"] += 1
        fetches, question = [], []
        for fetch in wanted:
            try:
                question.append(self._raw(fetch, article))
            except CorruptPage as error:
                self._fail(str(error))
            else:
                fetches.append(fetch)
        return fetches, question

    def _raw(self, fetch: Fetch, article: StoredArticle) -> RawArticle:
        pages = [
            RawPage(page.body, page.final_url, _declared_charset(page.headers)) for page in self.archive.pages(fetch)
        ]
        return RawArticle(
            pages, self.layouts[article.site], article.listed_title, article.listed_at, fetch.missing_pages
        )

    def _store(self, batch: list[tuple[StoredArticle, list[Fetch], list[Reading]]]) -> None:
        """Write what came of some articles: all of it, or nothing."""
        if self.reading_id is None:
            for article, fetches, answer in batch:
                self._show(article, fetches, answer)
            return
        outcomes: Counter[str] = Counter()
        with writing(self.db) as connection:
            for article, fetches, answer in batch:
                read, reason = self._judge(article, fetches, answer)
                if reason:
                    outcomes[readings.store_refusal(connection, article, reason, self.rules[article.site])] += 1
                elif read:
                    edited = read[1] if len(read) > 1 else None
                    edited_at = fetches[-1].fetched_at
                    outcomes[
                        readings.store_reading(
                            connection, self.reading_id, article, read[0], edited, edited_at=edited_at
                        )
                    ] += 1
                outcomes["articles"] += 1
        self.counts += outcomes

    def _judge(
        self, article: StoredArticle, fetches: list[Fetch], answer: list[Reading]
    ) -> tuple[list[dict[str, Any]], str]:
        """The readings that count, and why there is none if today's rules see no article."""
        good: list[dict[str, Any]] = []
        reason = ""
        for fetch, read in zip(fetches, answer, strict=True):
            if isinstance(read, str):
                self._fail(f"{article.url} as fetched at {fetch.fetched_at}: {read}")
                continue
            read |= {"listed_title": article.listed_title, "section_score": article.section_score}
            read |= {"rules": self.rules[article.site], "pages_sha256": fetch.fingerprint}
            refusal = drop_reason(read)
            if not refusal and read["refusal"]:
                read["warnings"].append(read["refusal"])
                refusal = read["refusal"] if article.char_count else ""  # an empty page says nothing against a text
            if refusal:
                reason = reason or refusal
            else:
                good.append(read)
        return good, "" if good else reason

    def _show(self, article: StoredArticle, fetches: list[Fetch], answer: list[Reading]) -> None:
        """Count what would change, and show the first few."""
        self.counts["articles"] += 1
        read, reason = self._judge(article, fetches, answer)
        if reason:
            self.counts["refused"] += 1
        if not read:
            return
        differing = readings.what_would_change(self.db, article.id, read[-1])
        is_text = bool(readings.TEXT & set(differing))
        self.counts["changed" if is_text else "touched" if differing else "same"] += 1
        if differing and self.counts["shown"] < DIFFS:
            self.counts["shown"] += 1
            self._erase()
            print("\n".join(as_diff(article.url, differing)), end="\n\n")

    def _layout(self, site: str) -> dict[str, str]:
        """What the site's spider declares; a site that has none is read without."""
        assert self.settings is not None
        loader = get_spider_loader(self.settings)
        if site not in loader.list():
            return {}
        spider = loader.load(site)
        return spider.layout.declared() if issubclass(spider, NewsSpider) else {}

    def _fail(self, sentence: str) -> None:
        self.counts["failed"] += 1
        self._say(f"{sentence}; it stays as it was read before.")

    def _say(self, sentence: str) -> None:
        self._erase()
        print(sentence, file=sys.stderr, flush=True)

    def _draw(self) -> None:
        if not sys.stderr.isatty() or time.monotonic() - self.drawn < PROGRESS_SECONDS:
            return
        self.drawn = time.monotonic()
        print(f"{ERASE}{progress_line(self.counts, self.total, self.drawn - self.began)}", end="", file=sys.stderr)
        sys.stderr.flush()

    def _erase(self) -> None:
        if sys.stderr.isatty():
            print(ERASE, end="", file=sys.stderr, flush=True)

    def _report(self, outcome: str) -> None:
        counts = self.counts
        would = "would change" if self.reading_id is None else "changed"
        parts = [f"{counts['changed']} {would} in title or body", f"{counts['touched']} in other fields or removals"]
        parts.append(f"{counts['same']} the same")
        for name, words in (
            ("edited", "edited by the newspaper meanwhile"),
            ("refused", "that today's rules see no article in, kept as they are"),
            ("overtaken", "stored anew by a crawl meanwhile"),
            ("without_page", "without a page in the archive"),
            ("failed", "pages that could not be read"),
        ):
            if counts[name]:
                parts.append(f"{counts[name]} {words}")
        seconds = time.monotonic() - self.began
        print(f"{counts['articles']} of {self.total} articles read again: {', '.join(parts)}; {seconds:.0f} s")
        is_kept = self.reading_id is not None and not self.again  # what is read already is not read once more
        if outcome != DONE and counts["articles"] < self.total and is_kept:
            print("Start it again to go on.", file=sys.stderr)


def progress_line(counts: Mapping[str, int], total: int, seconds: float) -> str:
    """What a person at a terminal watches.

    >>> progress_line({"articles": 300, "changed": 12, "touched": 3}, 807, 4.0)
    '300 of 807 read · 15 changed · 75/s · 7 s left'
    """
    done = counts["articles"]
    rate = done / seconds if seconds else 0.0
    left = f" · {(total - done) / rate:.0f} s left" if rate else ""
    return f"{done} of {total} read · {counts['changed'] + counts['touched']} changed · {rate:.0f}/s{left}"


def _declared_charset(headers: list[tuple[str, str]]) -> str | None:
    declared = next((value for name, value in headers if name.lower() == "content-type"), "")
    return http_content_type_encoding(declared)


def _asked(opts: argparse.Namespace) -> dict[str, Any]:
    return {name: getattr(opts, name) for name in ("site", "since", "again") if getattr(opts, name)}
