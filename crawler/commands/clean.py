"""``scrapy clean PAGE …``: the cleaner alone, on saved pages, addresses, or plain text."""

import argparse
import gc
import json
import signal
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from crawler.project_command import ProjectCommand
from crawler.refusal import refuse
from pipelines.cleaning.article import Article
from pipelines.cleaning.clean import clean
from pipelines.cleaning.page import Page
from pipelines.cleaning.plain import clean_text

SHOWN = ("title", "subtitle", "published_at", "source", "author", "editor", "keywords", "breadcrumb", "language")


class Command(ProjectCommand):
    """Reads pages, writes what the cleaner makes of them."""

    def syntax(self) -> str:
        return "[options] [FILE or URL or - …]"

    def short_desc(self) -> str:
        return "Clean saved pages, addresses or plain text: title, fields and body, without the rest"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        shape = parser.add_mutually_exclusive_group()
        shape.add_argument("--explain", action="store_true", help="show each block of the page, kept or cut, and why")
        shape.add_argument(
            "--jsonl",
            action="store_true",
            help='a JSON object a line: {"id", "url", "path"} on standard input becomes '
            '{"id", "title", "text", "date", "author", …}; with arguments, an object for each',
        )
        parser.add_argument("--text", action="store_true", help="the input is plain text, saved without its tags")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # `| head` ends the command quietly, as it ends cat
        if opts.jsonl and not args:
            self._answer(sys.stdin, text=opts.text)
            return
        if not args and sys.stdin.isatty():
            refuse("Clean what? Name files or addresses, or pipe a page in.")
        for number, name in enumerate(args or ["-"]):
            url, body, charset = self._load(name)
            begin = time.perf_counter()
            page = Page(body, url=url, charset=charset)
            article = _read(page, text=opts.text)
            if opts.jsonl:
                print(json.dumps(_row(name, page, article, begin), ensure_ascii=False))
            elif opts.explain:
                from pipelines.cleaning.explain import explain

                print(explain(article, colour=sys.stdout.isatty()))
            else:
                print("\n" * bool(number) + "\n".join(_lines(page, article)))

    def _answer(self, lines: Iterable[str], *, text: bool) -> None:
        """One object a line in, one out, at once: a reader at the other end of a pipe may wait for it."""
        gc.freeze()  # all of Scrapy stays loaded: looking it through for garbage costs a twelfth of a page's time
        for number, line in enumerate(filter(str.strip, lines), start=1):
            try:
                asked = json.loads(line)
                body = Path(asked["path"]).read_bytes()
            except (ValueError, KeyError, TypeError, OSError) as error:
                print(f"Line {number} is passed over: {type(error).__name__}: {error}", file=sys.stderr)
                self.exitcode = 1
                continue
            begin = time.perf_counter()
            page = Page(body, url=asked.get("url") or "")
            article = _read(page, text=text)
            print(json.dumps(_row(asked.get("id"), page, article, begin), ensure_ascii=False), flush=True)

    def _load(self, name: str) -> tuple[str, bytes, str | None]:
        """(address, bytes, declared charset) of what an argument names."""
        if name == "-":
            return "", sys.stdin.buffer.read(), None
        if "://" in name:
            return self._fetch(name)
        try:
            return "", Path(name).read_bytes(), None
        except OSError as error:
            refuse(f"Cannot read {name}: {error.strerror}.")

    def _fetch(self, url: str) -> tuple[str, bytes, str | None]:
        # Fetching needs the whole of Scrapy; files do not.
        from crawler.fetch_one import CannotFetch, fetch

        assert self.settings is not None
        try:
            return fetch(url, self.settings)
        except CannotFetch as error:
            refuse(str(error))


def _read(page: Page, *, text: bool) -> Article:
    return clean_text(page.text) if text else clean(page)


def _row(name: Any, page: Page, article: Article, begin: float) -> dict[str, Any]:
    return {
        "id": name,
        "title": article.title,
        "text": "" if article.refusal else article.body,
        "date": article.published_at,
        "author": article.author,
        "source": article.source,
        "editor": article.editor,
        "keywords": article.keywords,
        "breadcrumb": article.breadcrumb,
        "language": article.language,
        "warnings": article.warnings,
        "refusal": article.refusal,
        "charset": page.decoding.charset,
        "charset_why": page.decoding.why,
        "characters_lost": page.decoding.lost,
        "ms": round((time.perf_counter() - begin) * 1000, 3),
    }


def _lines(page: Page, article: Article) -> Iterator[str]:
    if page.decoding.lost:
        yield f"{page.decoding.lost} characters could not be read as {page.decoding.charset} ({page.decoding.why})"
    if article.refusal:
        yield f"no article: {article.refusal}"
    for name in SHOWN:
        value = getattr(article, name)
        if value:
            yield f"{name:13}{' / '.join(value) if isinstance(value, list) else value}"
    for warning in article.warnings:
        yield f"{'warning':13}{warning}"
    if article.body:
        yield ""
        yield article.body
