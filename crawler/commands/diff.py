"""``scrapy diff URL``: what a newspaper changed in an article after it was out."""

import argparse
import signal
import sys
from collections.abc import Iterator

from crawler.kinship import twin_key
from crawler.news_command import NewsCommand
from crawler.refusal import refuse
from crawler.terminal import BOLD, DIM, one_line, painted
from crawler.text_diff import shown, text_diff
from pipelines.store.edits import Edit, edits, named_article

CAUSES = {
    "edited": "edited by the newspaper",
    "unclear": "the page changed, and our rules as well: the difference may be ours",
    "reread": "read again by better rules; no edit by the newspaper",
}


class Command(NewsCommand):
    """Shows each change in its sentence; what only our rules changed is said to be that."""

    def syntax(self) -> str:
        return "[options] URL"

    def short_desc(self) -> str:
        return "Show what changed in an article since it was stored first"

    def long_desc(self) -> str:
        return (
            "Every edit, the oldest first: red went and green came on a terminal, [-went-] and {+came+} elsewhere. "
            "Sentences that did not change are left out but for one on each side."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--version", type=int, default=0, metavar="N", help="only what made version N, from 2")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # `| head` ends the command quietly, as it ends cat
        if len(args) != 1:
            refuse("Which article? Name its address: scrapy diff https://…")
        db = self.open_news()
        article = named_article(db, args[0], twin_key(args[0]))
        if article is None:
            refuse(f"No article is stored at {one_line(args[0])}: scrapy search finds those that are.")
        found = edits(db, article.id)
        if opts.version:
            if not 1 <= opts.version <= article.version:
                refuse(f"There is no version {opts.version}: the article has {article.version}.")
            found = [edit for edit in found if edit.version == opts.version]
        colour = sys.stdout.isatty()
        print(painted(one_line(article.url), BOLD, colour))
        for edit in found:
            print("\n".join(_lines(edit, colour)))
        if not found:
            print("Never changed since it was stored first." if not opts.version else "Nothing changed it.")


def _lines(edit: Edit, colour: bool) -> Iterator[str]:
    yield ""
    which = f"version {edit.version}" if edit.cause == "reread" else f"version {edit.version - 1} → {edit.version}"
    yield painted(f"{which} · {edit.at[:16].replace('T', ' ')} · {CAUSES.get(edit.cause, edit.cause)}", DIM, colour)
    if edit.old["title"] != edit.new["title"]:
        yield painted("title: ", BOLD, colour) + shown(text_diff(edit.old["title"], edit.new["title"]), colour)
    if edit.old["body"] != edit.new["body"]:
        yield shown(text_diff(edit.old["body"], edit.new["body"]), colour).rstrip("\n")
    if edit.others:
        yield painted(f"also: {', '.join(edit.others)}", DIM, colour)
