"""A ``news.db`` and a ``pages.db`` filled from pages at hand, by the same rooms as a crawl fills them, without one."""

import json
from pathlib import Path

from crawler.kinship import twin_key
from crawler.second_reading import SecondReading
from pipelines.cleaning.page import Page
from pipelines.reading import read_pages
from pipelines.require import drop_reason
from pipelines.rules_fingerprint import rules_fingerprint
from pipelines.site_templates import JUDGE, lesson_of, template_for
from pipelines.store import fates, frontier, readings
from pipelines.store.archive import PageArchive, SentPage
from pipelines.store.articles import store_article
from pipelines.store.crawls import begin_crawl
from pipelines.store.database import open_database
from pipelines.store.marking import mark_what_changed
from pipelines.store.migrations import NEWS
from pipelines.store.page_migrations import PAGES

HTML = [("Content-Type", "text/html; charset=utf-8"), ("Server", "nginx/1.18.0"), ("Connection", "keep-alive")]


class Shelf:
    """Both databases of a folder, open; ``put`` is what a crawl does with one address."""

    def __init__(self, folder: Path) -> None:
        self.news = open_database(folder / "news.db", NEWS)
        self.pages = open_database(folder / "pages.db", PAGES)
        self.archive = PageArchive(self.pages)
        self.crawl_id = begin_crawl(self.news, "test", {}).crawl_id

    def __enter__(self) -> "Shelf":
        return self

    def __exit__(self, *_: object) -> None:
        self.news.close()
        self.pages.close()

    def put(self, url, *bodies, site="harbor_times", fetched_at="", listed_title="", headers=(), rules=None, **told):
        """Archive, read and store; `told` overrides what was read, as an older rule would have."""
        frontier.want_article(self.news, self.crawl_id, site=site, url=url, twin=twin_key(url), printed_url=url)
        self.news.execute("update frontier set listed_title = ? where url = ?", (listed_title, url))
        sent = [SentPage(body, 200, [*HTML, *headers], url) for body in bodies]
        digest = self.archive.keep(url, site, sent, crawl_id=self.crawl_id, fetched_at=fetched_at)
        template, learned = template_for(self.news, site, url)
        read = read_pages(
            [Page(body, url=url) for body in bodies], layout={}, listed_title=listed_title, template=template
        )
        read |= {
            "lesson": lesson_of(read.pop("seen"), learned),
            "listed_title": listed_title,
            "section_score": 0.0,
            "pages_sha256": digest,
            "rules": rules_fingerprint() if rules is None else rules,
        }
        if drop_reason(read):
            fates.mark_dropped(self.news, url, drop_reason(read))
            return None
        if read["refusal"]:
            read["warnings"].append(read["refusal"])
        read |= {"url": url, "site": site} | told
        if fetched_at:
            read["fetched_at"] = fetched_at
        return store_article(self.news, read, read["removals"], url, self.crawl_id)

    def put_right(self) -> None:
        """What the end of a crawl does: read those again that were read before their site's template was known."""
        sites = readings.sites_with_articles(self.news)
        for site in sites:
            mark_what_changed(self.news, site, JUDGE)
        reading = SecondReading(self.news, self.archive, {site: {} for site in sites}, say=print)
        reading_id = readings.begin_reading(self.news, {})
        for batch in reading.read(readings.marked_articles(self.news, sites), 1):
            reading.store(batch, reading_id)


def corpus_pages(folder: Path):
    """(url, site, bytes) of the saved article pages of a corpus folder; those without an address get one."""
    for number, line in enumerate((folder / "index.jsonl").read_text(encoding="utf-8").splitlines()):
        page = json.loads(line)
        file = folder / page["file"]
        if "html" in page["content_type"] and file.is_file():
            url = page["url"] or f"http://{folder.name}.example/{number}.html"
            yield url, url.split("/")[2], file.read_bytes()
