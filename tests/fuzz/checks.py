"""``check_page(random, page)``: what must hold of any bytes whatever; an AssertionError says what does not."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from parsel import Selector
from protego import Protego

from crawler.feeds.dates import feed_date
from crawler.feeds.feed import feed_links, feed_page
from crawler.feeds.sitemap import sitemap_page
from crawler.feeds.xml_source import is_xml_source
from crawler.kinship import family_of, site_of, twin_key
from crawler.listing.dates import date_in_address, listed_date, set_off_date
from crawler.sections import SectionPage, section_page
from crawler.split_articles import further_pages
from crawler.urls import RefusedAddress, canonical
from crawler.warc import BadWarc, WarcFiles
from pipelines.cleaning.article import BODY, TITLE, Article
from pipelines.cleaning.blocks import BREAK, KINDS, SILENT, Block, find_blocks
from pipelines.cleaning.clean import OUTSIDE, clean
from pipelines.cleaning.dates import find_stamps, read_stamp
from pipelines.cleaning.explain import explain
from pipelines.cleaning.meta import read_meta
from pipelines.cleaning.noted import noted_story
from pipelines.cleaning.page import Page
from pipelines.cleaning.plain import clean_text
from pipelines.cleaning.rules import RULES
from pipelines.reading import read_pages

ADDRESS = "http://news.example/c/2026-03-20/n12345.shtml"
READ_AT = datetime(2026, 3, 20, 4, 0, tzinfo=UTC)
HEADERS = (
    None,
    None,
    None,
    "utf-8",
    "gbk",
    "iso-8859-1",
    "nosuch",
    "utf-8,gbk",
    "\0",
    "idna",
    "rot13",
    "unicode_escape",
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_NO_ROOM = str.maketrans("", "", "\u200b\u200c\u200d\u2060\ufeff\u00ad")


def check_page(random: Random, body: bytes) -> None:
    """Decode, blocks, clean and the section reader on one page."""
    charset = random.choice(HEADERS)
    page = Page(body, url=ADDRESS, charset=charset)
    article = clean(page)
    check_promise(page, article)
    if random.random() < 0.1:
        again = clean(Page(body, url=ADDRESS, charset=charset))
        assert again == article, "the same page read twice gives two articles"
        read_pages([page, Page(body, charset=charset)], layout={}, listed_title="")
        explain(article)
        check_strings(clean_text(page.text[:200_000]))
    selector = Selector(root=page.tree, type="html")
    check_section(section_page(selector, ADDRESS, read_at=READ_AT, charset=page.decoding.charset, hidden=True))
    for address in [*further_pages(selector, ADDRESS), *feed_links(selector, ADDRESS)]:
        check_address(address)
    if is_xml_source("", body):
        check_source(random, body)


def check_promise(page: Page, article: Article) -> None:
    """Promise 1: every visible block is title, field, body, or removed; in order, together, they are the page."""
    blocks = find_blocks(page.tree)
    check_blocks(page.tree, blocks)
    assert [fate.text for fate in article.fates] == [block.text for block in blocks], "a block without a fate"
    known = {TITLE, BODY, OUTSIDE, *RULES}
    for fate in article.fates:
        assert fate.fate in known, f"a fate of no rule: {fate.fate}"
    cut = [(at, fate.fate, fate.text) for at, fate in enumerate(article.fates) if fate.fate not in (TITLE, BODY)]
    assert [removal[:3] for removal in article.removals] == cut, "a removal that is not its block"
    shown = [fate.text for fate in article.fates if fate.fate == BODY]
    if article.body != "\n".join(shown):
        noted = "\n".join(noted_story(read_meta(page.tree, page.url)))
        assert noted, "a body that is not its blocks"
        assert article.body.endswith(noted), "a body that is neither its blocks nor what the page notes"
        told = _signless(article.body)
        assert all(_signless(text) in told for text in shown), "a paragraph that what the page notes took away"
    check_strings(article)


def check_blocks(tree: Any, blocks: list[Block]) -> None:
    """The blocks' letters are the page's visible letters; hidden ones may stand among them, where they are the story."""
    seen, everything = _letters(tree, False), _letters(tree, True)
    told = _bare("".join(block.text for block in blocks))
    if told != seen:
        assert _holds(told, seen), "visible words in no block"
        assert _holds(everything, told), "words in a block that are not on the page"
    for block in blocks:
        assert block.text == " ".join(block.text.split()), "a block with loose blanks"
        assert len(block.link_text) <= len(block.text) + 1, "more link than text"


def check_strings(article: Article) -> None:
    """Whatever is stored must be text that a database takes."""
    for name in ("title", "subtitle", "body", "published_at", "source", "author", "editor", "language", "refusal"):
        _storable(getattr(article, name), name)
    for word in [*article.keywords, *article.breadcrumb, *article.warnings]:
        _storable(word, "a list")
    for removal in article.removals:
        _storable(removal.text, "a removal")
        _storable(removal.evidence, "an evidence")


def check_section(section: SectionPage) -> None:
    for link in section.links:
        check_address(link.url)
        _storable(link.title, "a listed title")
        _storable(link.listed_at, "a listed date")
        _storable(link.printed_url, "a printed address")
    for address in section.next_pages:
        check_address(address)
    for printed, reason in section.refused:
        _storable(printed, "a refused address")
        _storable(reason, "a reason")
    _storable(section.name, "a section's name")
    assert len({link.url for link in section.links}) == len(section.links), "an article listed twice"
    assert 0 <= section.score <= 1, "a score beyond its range"


def check_source(random: Random, body: bytes) -> None:
    """Feeds and sitemaps, plain and packed."""
    for section in (feed_page(body, ADDRESS, charset=random.choice(HEADERS)), sitemap_page(body, ADDRESS)):
        if section is not None:
            check_section(section)


def check_address(address: str) -> None:
    """An address that was let through is plain, is itself when read again, and names its twins."""
    assert address.isascii(), f"not ASCII: {address!r}"
    assert address.startswith(("http://", "https://")), address
    assert canonical(address) == address, f"{address!r} becomes {canonical(address)!r}"
    twin_key(address), site_of(address), family_of(address), date_in_address(address)


def check_printed_address(random: Random, body: bytes) -> None:
    printed = body[:6000].decode(random.choice(("utf-8", "gb18030", "latin-1")), "replace")
    for base in (None, ADDRESS, "http://a.cn"):
        try:
            check_address(canonical(printed, base, charset=random.choice(("utf-8", "gbk", "nosuch"))))
        except RefusedAddress as refusal:
            _storable(refusal.reason, "a reason")
    twin_key(printed), site_of(printed), family_of(printed), date_in_address(printed)


def check_date(random: Random, body: bytes) -> None:
    printed = body[:3000].decode("utf-8", "replace")
    stamps = list(itertools.islice(find_stamps(printed, month_first=random.random() < 0.5), 50))
    if value := read_stamp(printed[:100]):
        stamps.append(value)
    for stamp in stamps:
        if not stamp.year:
            continue  # 03-20 09:15: the year is the asker's to find
        _is_date(stamp.iso(random.choice(("zh", "en", "de", ""))))
    set_off_date(printed)
    for lines in (printed.splitlines()[:50], [printed]):
        _is_date(listed_date(lines, address=ADDRESS, read_at=random.choice((None, READ_AT))))
    _is_date(feed_date(printed[:200]))


def check_robots(random: Random, body: bytes) -> None:
    rules = Protego.parse(body[:512_000].decode("utf-8", "ignore"))
    for path in ("/", "/c/2026-03-20/n1.shtml", "/新闻/?a=%zz", "/" + "a" * 500):
        rules.can_fetch("http://news.example" + path, "Zhengwen/0.1")
    rules.crawl_delay("zhengwen")


def check_warc(random: Random, body: bytes) -> None:
    """A broken file gives what stands before the breach, and says so."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / random.choice(("a.warc", "a.warc.gz", "a.arc"))
        path.write_bytes(body)
        said: list[str] = []
        try:
            files = WarcFiles([path], said.append)
        except BadWarc:
            return
        for entry in files.entries[:50]:
            files.load(entry)
        files.close()
        assert bool(files.problems) == bool(said), "a breach that nobody named"


def _letters(tree: Any, hidden_too: bool) -> str:
    """The words of a tree by another walk than the one under test."""
    said: list[str] = []
    waiting: list[Any] = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, str):
            said.append(node)
            continue
        kind = KINDS.get(node.tag) if isinstance(node.tag, str) else SILENT
        if kind == BREAK or (not hidden_too and (kind == SILENT or _is_hidden(node))):
            continue
        if not isinstance(node.tag, str):
            continue
        for child in node.iterchildren(reversed=True):
            waiting += [child.tail or "", child]
        said.append(node.text or "")
    return _bare("".join(said))


def _is_hidden(node: Any) -> bool:
    return node.get("hidden") is not None or bool(_HIDDEN.search(node.get("style") or ""))


def _bare(text: str) -> str:
    return "".join(text.split()).translate(_NO_ROOM)


def _signless(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def _holds(outer: str, inner: str) -> bool:
    letters = iter(outer)
    return all(letter in letters for letter in inner)


def _storable(value: str, name: str) -> None:
    assert isinstance(value, str), f"{name} is no text: {value!r}"
    assert "\0" not in value, f"{name} holds a zero byte: {value[:80]!r}"
    try:
        value.encode()
    except UnicodeEncodeError:
        raise AssertionError(f"{name} holds half a character: {value[:80]!r}") from None


def _is_date(value: str) -> None:
    if value:
        datetime.fromisoformat(value)


CHECKS: dict[str, Callable[[Random, bytes], None]] = {
    "pages": check_page,
    "sources": check_source,
    "addresses": check_printed_address,
    "dates": check_date,
    "robots": check_robots,
    "warc": check_warc,
}
