"""Stored articles read again from the archive: asked of many cores in order, stored some at once, each with its rules.

``scrapy reclean`` and the end of every crawl do this.  All are read with their sites' templates as they stood when the
reading began, so that the same rules and the same templates give the same bytes on however many cores.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from scrapy.settings import BaseSettings
from scrapy.spiderloader import get_spider_loader
from w3lib.encoding import http_content_type_encoding

from crawler.news_spider import NewsSpider
from crawler.rereading import RawArticle, RawPage, Reading, read_all
from crawler.response_headers import header
from pipelines.require import drop_reason
from pipelines.rules_fingerprint import rules_fingerprint
from pipelines.site_templates import lesson_of
from pipelines.store import readings
from pipelines.store.database import Database, writing
from pipelines.store.kept_pages import CorruptPage, Fetch, KeptPages
from pipelines.store.readings import StoredArticle
from pipelines.store.templates import Learned, snapshot, taught_keys

STORED_AT_ONCE = 16  # articles in one transaction: a kill costs their reading again, a crawl waits a moment at most


class Answered(NamedTuple):
    """An article, the fetches of it that were read, and what was read in each."""

    article: StoredArticle
    fetches: list[Fetch]
    readings: list[Reading]


class SecondReading:
    """Asks the archive, lets workers clean, and is the only one that writes.  What happened is counted in `counts`."""

    def __init__(
        self,
        db: Database,
        archive: KeptPages,
        layouts: Mapping[str, dict[str, str]],
        *,
        say: Callable[[str], None],
        weighs_templates: bool = True,
    ) -> None:
        self.db = db
        self.archive = archive
        self.layouts = layouts
        self.rules = {site: rules_fingerprint(layout) for site, layout in layouts.items()}
        self.say = say
        self.templates = {site: snapshot(db, site) for site in layouts} if weighs_templates else None
        self.counts: Counter[str] = Counter()
        self.unreadable: list[int] = []  # articles of which the archive has no page that can be read

    def read(self, articles: Iterable[StoredArticle], jobs: int) -> Iterator[list[Answered]]:
        """The articles read, so many at once as are stored together."""
        waiting: list[tuple[StoredArticle, list[Fetch]]] = []  # asked, in the order in which answers come
        answers = read_all(self._questions(articles, waiting), jobs, self.templates)
        batch: list[Answered] = []
        try:
            for answer in answers:
                batch.append(Answered(*waiting.pop(0), answer))
                if len(batch) == STORED_AT_ONCE:
                    yield batch
                    batch = []
            if batch:
                yield batch
        finally:
            answers.close()  # type: ignore[attr-defined]

    def give_up(self) -> None:
        """Ask no more for what was marked and cannot be read: it stays as it is."""
        if self.unreadable:
            readings.give_up(self.db, self.unreadable)

    def store(self, batch: Sequence[Answered], reading_id: int) -> None:
        """Write what came of some articles: all of it, or nothing."""
        outcomes: Counter[str] = Counter()
        with writing(self.db) as connection:
            for article, fetches, answer in batch:
                read, reason = self.judge(article, fetches, answer)
                if reason:
                    outcomes[readings.store_refusal(connection, article, reason, self.rules[article.site])] += 1
                elif read:
                    edited = read[1] if len(read) > 1 else None
                    edited_at = fetches[-1].fetched_at
                    outcomes[
                        readings.store_reading(connection, reading_id, article, read[0], edited, edited_at=edited_at)
                    ] += 1
                outcomes["articles"] += 1
        self.counts += outcomes

    def judge(
        self, article: StoredArticle, fetches: Sequence[Fetch], answer: Sequence[Reading]
    ) -> tuple[list[dict[str, Any]], str]:
        """The readings that count, and why there is none if today's rules see no article."""
        good: list[dict[str, Any]] = []
        reason = ""
        learned = Learned(self.templates[article.site].lessons if self.templates is not None else 0)
        for fetch, read in zip(fetches, answer, strict=True):
            if isinstance(read, str):
                self._fail(f"{article.url} as fetched at {fetch.fetched_at}: {read}")
                continue
            read |= {"listed_title": article.listed_title, "section_score": article.section_score}
            read |= {"rules": self.rules[article.site], "pages_sha256": fetch.fingerprint}
            read["lesson"] = lesson_of(read["seen"], learned)
            refusal = drop_reason(read)
            if not refusal and read["refusal"]:
                read["warnings"].append(read["refusal"])
                refusal = read["refusal"] if article.char_count else ""  # an empty page says nothing against a text
            if refusal:
                reason = reason or refusal
            else:
                good.append(read)
        return good, "" if good else reason

    def _questions(
        self, articles: Iterable[StoredArticle], waiting: list[tuple[StoredArticle, list[Fetch]]]
    ) -> Iterator[list[RawArticle]]:
        for article in articles:
            fetches, question = self._kept(article)
            if fetches:
                waiting.append((article, fetches))
                yield question
            else:
                self.unreadable.append(article.id)

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
            RawPage(page.body, page.final_url, http_content_type_encoding(header(page.headers, "content-type")))
            for page in self.archive.pages(fetch)
        ]
        return RawArticle(
            pages,
            self.layouts[article.site],
            article.listed_title,
            article.listed_at,
            fetch.missing_pages,
            article.site,
            None if self.templates is None else taught_keys(self.db, article.id),
        )

    def _fail(self, sentence: str) -> None:
        self.counts["failed"] += 1
        self.say(f"{sentence}; it stays as it was read before.")


def declared_layout(settings: BaseSettings, site: str) -> dict[str, str]:
    """What the site's spider declares; a site that has none is read without."""
    loader = get_spider_loader(settings)
    if site not in loader.list():
        return {}
    spider = loader.load(site)
    return spider.layout.declared() if issubclass(spider, NewsSpider) else {}
