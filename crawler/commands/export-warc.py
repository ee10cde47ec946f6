"""``scrapy export-warc FILE``: every archived page, as other tools read it.  A file is named as its command."""

# ruff: noqa: N999
import argparse
import sys
from pathlib import Path

from crawler.news_command import NewsCommand
from crawler.outcomes import DONE, DONE_WITH_FAILURES, EXIT_STATUS
from crawler.refusal import refuse
from crawler.warc import MissingWarcio, WarcPage
from crawler.warc_writer import WarcWriter
from crawler.whole_file import whole_file
from pipelines.store.imported import listed_as
from pipelines.store.kept_pages import CorruptPage, KeptPages


class Command(NewsCommand):
    """Writes each version of each page; one that stood there before is only referred to."""

    def syntax(self) -> str:
        return "[options] FILE.warc.gz"

    def short_desc(self) -> str:
        return "Write the archived pages into a WARC file"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--site", default="", help="only pages of this site")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if len(args) != 1 or not args[0].endswith((".warc", ".warc.gz")):
            refuse("Write which file? Name one that ends in .warc.gz (or .warc).")
        target = Path(args[0])
        if target.exists():
            refuse(f"{target} is there already: move it away, or name another file.")
        self.news = self.open_news()
        archive = self.open_archive()
        if opts.site and next(archive.all_fetches(opts.site), None) is None:
            refuse(f"No page of a site {opts.site!r} in {self.existing('PAGES_DATABASE')}.")
        try:
            with whole_file(target) as unfinished, unfinished.open("wb") as file:
                pages, same, broken = self._write(archive, WarcWriter(file, target.name), opts.site)
        except MissingWarcio as error:
            refuse(error)
        print(f"{target}: {pages} pages, {same} of them the same as earlier ones")
        self.exitcode = EXIT_STATUS[DONE_WITH_FAILURES if broken else DONE]

    def _write(self, archive: KeptPages, writer: WarcWriter, site: str) -> tuple[int, int, int]:
        """How many pages were written, how many of them as references, how many fetches could not be read."""
        written: dict[int, tuple[str, str]] = {}  # content -> the address and time that brought it first
        pages = same = broken = 0
        for fetch in archive.all_fetches(site):
            try:
                kept = archive.pages(fetch)
            except CorruptPage as error:
                print(f"{error}; it is left out.", file=sys.stderr)
                broken += 1
                continue
            title, date = listed_as(self.news, fetch.url)
            for number, (page, content_id) in enumerate(zip(kept, fetch.content_ids, strict=True), start=1):
                told = {"Address": fetch.url, "Listed-Title": title, "Listed-At": date}
                if len(kept) > 1:
                    told |= {"Page-Number": str(number), "Pages": str(len(kept))}
                if fetch.missing_pages:
                    told["Missing-Pages"] = str(fetch.missing_pages)
                before = written.setdefault(content_id, (page.final_url, fetch.fetched_at))
                is_same = before != (page.final_url, fetch.fetched_at)
                sent = WarcPage(page.final_url, page.status, page.headers, page.body, fetch.fetched_at, told)
                writer.write(sent, before if is_same else None)
                pages += 1
                same += is_same
        return pages, same, broken
