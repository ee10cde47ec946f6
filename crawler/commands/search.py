"""``scrapy search '脱贫 攻坚'``: the articles that say it, the best first."""

import argparse
import signal
import sys
from collections.abc import Iterator, Sequence
from typing import Any

from crawler.choosing import add_choice_options, choice_from
from crawler.news_command import NewsCommand
from crawler.refusal import refuse
from crawler.terminal import BOLD, DIM, GREEN, json_line, one_line, painted
from pipelines.store.search import Found, count_found, search
from pipelines.store.search_index import rebuild_search
from pipelines.store.search_query import BadQuery, Query, read_query
from pipelines.store.snippet import Piece, snippet

NOTHING_FOUND = 1  # as grep has it


class Command(NewsCommand):
    """Reads the query, asks the index, shows where each article says it."""

    def syntax(self) -> str:
        return "[options] QUERY"

    def short_desc(self) -> str:
        return "Find articles by words of any length, Chinese or not"

    def long_desc(self) -> str:
        return (
            'Words between blanks must all occur; "quotes" hold a phrase together; -word leaves out the articles that '
            "have it (put -- before a query that begins so); OR, in capitals, parts alternatives. A Chinese word is "
            "found wherever its characters stand side by side. Exit status 1: nothing found."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        add_choice_options(parser)
        parser.add_argument("--limit", type=int, default=20, metavar="N", help="show N articles at most (20)")
        parser.add_argument("--json", action="store_true", help="a JSON object a line, for programs")
        parser.add_argument("--rebuild", action="store_true", help="make the index anew, if other hands wrote articles")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # `| head` ends the command quietly, as it ends cat
        choice = choice_from(opts)
        if opts.limit < 1:
            refuse(f"--limit {opts.limit} makes no sense: say how many articles, from 1.")
        if opts.rebuild:
            count = rebuild_search(self.open_news())
            print(f"{count} articles in the search index")
            if not args:
                return
        try:
            query = read_query(" ".join(args))
        except BadQuery as error:
            refuse(one_line(str(error)))
        db = self.open_news(choice)
        found = search(db, query, choice, opts.limit)
        if opts.json:
            for number, article in enumerate(found, start=1):
                print(json_line(_row(number, article, query)))
        else:
            for article in found:
                print("\n".join(_lines(article, query, sys.stdout.isatty())), end="\n\n")
        if not found:
            # A query that finds nothing has often been understood otherwise than it was meant.
            print(f"Nothing found for {one_line(query.in_words())}.", file=sys.stderr)
            self.exitcode = NOTHING_FOUND
        elif not opts.json:
            total = count_found(db, query, choice)
            print(
                f"{total:,} found" if total == len(found) else f"the first {len(found)} of {total:,}; --limit N shows N"
            )


def _lines(article: Found, query: Query, colour: bool) -> Iterator[str]:
    yield _shown(snippet(article.title, query.phrases, longest=200), colour, BOLD) or painted("(no title)", DIM, colour)
    told = [article.site, (article.published_at or "no date")[:16].replace("T", " ")]
    if article.gone_at:
        told.append(f"taken down {article.gone_at[:10]}")
    if article.duplicate_of:
        told.append(f"the same as article {article.duplicate_of}")
    yield painted(" · ".join([f"article {article.id}", *map(one_line, told)]), DIM, colour)
    yield painted(one_line(article.url), DIM, colour)
    if text := _shown(snippet(article.body, query.phrases), colour):
        yield text


def _shown(pieces: Sequence[Piece], colour: bool, paint: str = "") -> str:
    if not colour:
        return one_line("".join(piece.text for piece in pieces))
    # Each piece by itself, so that a colour begins and ends where ours does; blanks at its ends are the text's.
    shown = []
    for piece in pieces:
        text = one_line(f"|{piece.text}|")[1:-1]
        shown.append(painted(text, GREEN + BOLD if piece.is_match else paint, colour))
    return "".join(shown)


def _row(rank: int, article: Found, query: Query) -> dict[str, Any]:
    row = article._asdict() | {"rank": rank, "score": round(article.score, 6)}
    del row["body"]
    return row | {"snippet": one_line("".join(piece.text for piece in snippet(article.body, query.phrases)))}
