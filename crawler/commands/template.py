"""``scrapy template SITE``: what the site repeats on its pages, and a word of one's own on any of it."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from crawler.news_command import NewsCommand
from crawler.refusal import refuse
from crawler.whole_file import whole_file
from pipelines.cleaning.template import FEWEST
from pipelines.site_templates import JUDGE
from pipelines.store import template_by_hand as by_hand
from pipelines.store.database import Database
from pipelines.store.template_by_hand import BadTemplate, Learned

HANDS = {"spare": "spare", "forbid": "forbid", "forget": ""}
SHOWN = 40  # blocks, unless all are asked for
WIDEST = 100  # characters of a block's text
LARGEST_FILE = 64 * 1024 * 1024
CUT = {"boilerplate": "cut", "tail": "cut below the story", "story": "story"}
SAID = {"spare": "spared by hand", "forbid": "forbidden by hand"}


class Command(NewsCommand):
    """Speaks for the operator; what is known and kept is the store's business."""

    def syntax(self) -> str:
        return "SITE [options]"

    def short_desc(self) -> str:
        return "Show what a site repeats on its pages; spare or forbid a block by hand"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument(
            "--spare", action="append", default=[], metavar="KEY", help="never cut this block as repeated"
        )
        parser.add_argument("--forbid", action="append", default=[], metavar="KEY", help="always cut this block")
        parser.add_argument(
            "--forget", action="append", default=[], metavar="KEY", help="take back what was said by hand"
        )
        parser.add_argument("--export", default="", metavar="FILE", help="write what is known to a file")
        parser.add_argument("--import", dest="import_file", default="", metavar="FILE", help="add what a file knows")
        parser.add_argument("--all", action="store_true", help="show all blocks, not the first 40")
        parser.add_argument("--json", action="store_true", help="a JSON object a line, all blocks")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        db = self.open_news(create=bool(opts.import_file))
        sites = by_hand.sites_with_templates(db)
        if len(args) != 1:
            known = f"try {', '.join(sites)}" if sites else "nothing was learned of any yet"
            refuse(f"The template of which site? Name one: {known}.")
        site = args[0]
        if site not in sites and not opts.import_file:
            known = f"it has {', '.join(sites)}" if sites else "crawl first"
            refuse(f"Nothing was learned of a site {site!r} in {self.existing('DATABASE')}: {known}.")
        try:
            if opts.import_file:
                blocks, marked = by_hand.import_template(db, site, _read(Path(opts.import_file)), JUDGE)
                print(f"{blocks} blocks of {site} imported; {_to_be_read(site, marked)}")
            is_said = False
            for option, hand in HANDS.items():
                if keys := getattr(opts, option):
                    marked = by_hand.say(db, site, keys, hand, JUDGE)
                    print(
                        f"{', '.join(keys)}: {SAID.get(hand, 'left to what is learned')}; {_to_be_read(site, marked)}"
                    )
                    is_said = True
        except BadTemplate as error:
            refuse(f"{opts.import_file}: {error}" if opts.import_file else str(error))
        if opts.export:
            _write(Path(opts.export), by_hand.exported(db, site, FEWEST))
        elif not is_said and not opts.import_file:
            self._show(db, site, opts)

    def _show(self, db: Database, site: str, opts: argparse.Namespace) -> None:
        found = list(by_hand.learned_blocks(db, site, FEWEST))
        stories = by_hand.sites_with_templates(db)[site]
        if opts.json:
            for block in found:
                told = block._asdict() | {"stories": stories, "is_cut_there": bool(block.is_cut_there)}
                print(json.dumps(told, ensure_ascii=False))
            return
        cut = sum(block.judgement in ("boilerplate", "tail") for block in found)
        print(f"{site}: learned from {stories} stories; {len(found)} blocks stand on {FEWEST} or more, {cut} are cut")
        for block in found if opts.all else found[:SHOWN]:
            print("\n".join(_lines(block)))
        if len(found) > SHOWN and not opts.all:
            print(f"\n{len(found) - SHOWN} more: --all shows them.")


def _lines(block: Learned) -> list[str]:
    """What a person sees of one block."""
    what = SAID.get(block.hand) or CUT.get(block.judgement) or ("kept" if block.body_pages else f"cut by {block.fate}")
    text = block.text if len(block.text) <= WIDEST else f"{block.text[:WIDEST]}…"
    lines = ["", f"{block.key}  on {block.pages} pages, {what}", f"    {text}", f"    at {block.place}"]
    if block.example:
        lines.append(f"    {'cut' if block.is_cut_there else 'seen'} in {block.example}")
    return lines


def _to_be_read(site: str, marked: int) -> str:
    if not marked:
        return "no article is touched."
    return f"{marked} articles are read again by the next crawl, or now by scrapy reclean --site {site}."


def _read(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > LARGEST_FILE:
            refuse(f"{path} is too large to be a site's template.")
        told = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        refuse(f"{path} cannot be read ({error.strerror}): check the spelling.")
    except ValueError as error:
        refuse(f"{path} is no template file ({error}): write one with scrapy template SITE --export FILE.")
    if not isinstance(told, dict):
        refuse(f"{path} is no template file: write one with scrapy template SITE --export FILE.")
    return told


def _write(path: Path, told: dict[str, Any]) -> None:
    text = json.dumps(told, ensure_ascii=False, indent=1) + "\n"
    if str(path) == "-":
        sys.stdout.write(text)
        return
    with whole_file(path) as unfinished:
        unfinished.write_text(text, encoding="utf-8")
