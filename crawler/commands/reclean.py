"""``scrapy reclean``: the archived pages read again with today's rules, without a network, on all cores."""

import argparse
import signal
import sys
from collections.abc import Iterator, Mapping
from typing import Any

from crawler.choosing import chosen_day
from crawler.news_command import NewsCommand
from crawler.outcomes import BROKEN, DONE, DONE_WITH_FAILURES, EXIT_STATUS, STOPPED
from crawler.reading_diff import as_diff
from crawler.refusal import refuse
from crawler.rereading import WorkerDied, cores
from crawler.second_reading import Answered, SecondReading, declared_layout
from pipelines.status_line import StatusLine
from pipelines.store import readings
from pipelines.store.readings import StoredArticle

MOST_ROUNDS = 3  # of putting right; the second finds nothing, unless a crawl is at work beside us
DIFFS = 10


class Command(NewsCommand):
    """Says what is to be read, and what came of it; how it is read is in `SecondReading`."""

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
        since = chosen_day("since", opts.since)
        self.db = self.open_news()
        self.archive = self.open_archive()
        sites = readings.sites_with_articles(self.db)
        if opts.site and opts.site not in sites:
            known = f"it has {', '.join(sites)}" if sites else "it has no articles yet"
            refuse(f"No articles of a site {opts.site!r} in {self.existing('DATABASE')}: {known}.")
        settings = self.settings
        assert settings is not None
        self.layouts = {site: declared_layout(settings, site) for site in ([opts.site] if opts.site else sites)}
        self.line = StatusLine(silent=0)
        self.again = opts.again
        self.since = since
        self.jobs = opts.jobs or cores()
        chosen = {"since": since, "read_already": opts.again}
        reading = self._second_reading()
        self.total = readings.count_articles_to_read(self.db, reading.rules, **chosen)
        if not self.total:
            print("Nothing to read again: today's rules have read every article asked for.")
            return
        articles = readings.articles_to_read(self.db, reading.rules, **chosen)
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        if opts.dry_run:
            signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # `| head` ends the command quietly, as it ends cat
        self.reading_id = None if opts.dry_run else readings.begin_reading(self.db, _asked(opts))
        self.exitcode = EXIT_STATUS[self._read_all(reading, articles)]

    def _second_reading(self) -> SecondReading:
        assert self.settings is not None
        weighs_templates = self.settings.getbool("SITE_TEMPLATES")
        return SecondReading(self.db, self.archive, self.layouts, say=self.line.say, weighs_templates=weighs_templates)

    def _read_all(self, reading: SecondReading, articles: Iterator[StoredArticle]) -> str:
        self.reading = reading
        self.put_right = 0
        outcome = DONE
        try:
            self._read(articles, self.total)
            self._put_right()
        except KeyboardInterrupt:
            outcome = STOPPED
        except WorkerDied as error:
            self.line.say(str(error))
            outcome = BROKEN
        self.line.erase()
        if self.reading_id is not None and outcome == DONE:
            readings.end_reading(self.db, self.reading_id, reading.counts, self.line.seconds)
        if outcome == DONE and reading.counts["failed"]:
            outcome = DONE_WITH_FAILURES
        self._report(reading.counts, outcome)
        return outcome

    def _read(self, articles: Iterator[StoredArticle], total: int) -> None:
        for batch in self.reading.read(articles, min(self.jobs, total)):
            if self.reading_id is None:
                for answered in batch:
                    self._show(answered)
            else:
                self.reading.store(batch, self.reading_id)
            self.line.draw(progress_line(self.reading.counts, total, self.line.seconds))
        if self.reading_id is not None:
            self.reading.give_up()

    def _put_right(self) -> None:
        """What the pages have taught while they were read changes the reading of some that were read before."""
        if self.reading_id is None or self.reading.templates is None:
            return
        for _ in range(MOST_ROUNDS):
            total = readings.count_marked(self.db, self.layouts, since=self.since)
            if not total:
                return
            self.reading = self._second_reading()
            self._read(readings.marked_articles(self.db, self.layouts, since=self.since), total)
            self.put_right += self.reading.counts["articles"]

    def _show(self, answered: Answered) -> None:
        """Count what would change, and show the first few."""
        article, counts = answered.article, self.reading.counts
        counts["articles"] += 1
        read, reason = self.reading.judge(*answered)
        if reason:
            counts["refused"] += 1
        if not read:
            return
        differing = readings.what_would_change(self.db, article.id, read[-1])
        is_text = bool(readings.TEXT & set(differing))
        counts["changed" if is_text else "touched" if differing else "same"] += 1
        if differing and counts["shown"] < DIFFS:
            counts["shown"] += 1
            self.line.erase()
            print("\n".join(as_diff(article.url, differing)), end="\n\n")

    def _report(self, counts: Mapping[str, int], outcome: str) -> None:
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
        if self.put_right:
            parts.append(f"{self.put_right} once more, with what the others' pages taught")
        print(
            f"{counts['articles']} of {self.total} articles read again: {', '.join(parts)}; {self.line.seconds:.0f} s"
        )
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


def _asked(opts: argparse.Namespace) -> dict[str, Any]:
    return {name: getattr(opts, name) for name in ("site", "since", "again") if getattr(opts, name)}
