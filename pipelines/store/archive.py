"""``pages.db``: every article page as it was sent, so that no better rule ever needs a second crawl.

A page that comes again unchanged costs a date, one that changed costs the change: it is packed beside its previous
version.  A first version is packed with the dictionary of its site.  ``kept_pages.py`` reads them again.
"""

import hashlib
import json
import logging
import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from sqlite_utils import Database

from pipelines.store.database import writing
from pipelines.store.kept_pages import CorruptPage, Fetch, KeptPages, fingerprint
from pipelines.store.page_codec import pack
from pipelines.store.site_dictionaries import SiteDictionaries
from pipelines.store.times import now_at

logger = logging.getLogger(__name__)

# To read a version, at most this many others are unpacked first.  A chain saves most where each version is close to
# the one before; four unpackings cost less than a page costs to clean, and a broken row takes at most its chain along.
LONGEST_CHAIN = 3
SHORT_HEADERS = 64  # bytes; too little to be an example for others


class SentPage(NamedTuple):
    """One page as the server sent it."""

    body: bytes
    status: int = 200
    headers: Sequence[tuple[str, str]] = ()
    final_url: str = ""


class PackedContent(NamedTuple):
    """The bytes of one page, ready to be kept."""

    byte_count: int
    packed: bytes
    dictionary_id: int | None
    reference_id: int | None
    chain: int


class PackedPage(NamedTuple):
    """One page, ready to be kept: what it holds is new, or the id of a content that is kept already."""

    digest: bytes
    content: int | PackedContent
    status: int
    final_url: str | None
    headers: tuple[bytes, int, int | None]


class PackedFetch(NamedTuple):
    """What one address gave, ready to be kept; `same` is the fetch that brought these very pages, if one did."""

    url: str
    site: str
    pages: list[PackedPage]
    same: int | None
    fetched_at: str
    missing_pages: int
    crawl_id: int


class PageArchive(KeptPages):
    """Keeps pages, and reads them again."""

    def __init__(self, db: Database) -> None:
        super().__init__(db)
        self._site_dictionaries = SiteDictionaries(self)

    def keep(
        self,
        url: str,
        site: str,
        pages: Sequence[SentPage],
        *,
        crawl_id: int,
        missing_pages: int = 0,
        fetched_at: str = "",
    ) -> str:
        """Keep what one address gave, all pages of a split article together; their fingerprint.

        The very same pages again are noted as a date.  `fetched_at` is now, if it is not said.
        """
        fetch = self.pack(url, site, pages, crawl_id=crawl_id, missing_pages=missing_pages, fetched_at=fetched_at)
        with writing(self.db):
            kept = self.write(fetch)
        self.learn(fetch.site)
        return kept

    def pack(
        self,
        url: str,
        site: str,
        pages: Sequence[SentPage],
        *,
        crawl_id: int,
        missing_pages: int = 0,
        fetched_at: str = "",
    ) -> PackedFetch:
        """The first half of `keep`: all that takes long, and no write but a site's first headers."""
        fetched_at = fetched_at or now_at()
        digests = [hashlib.sha256(page.body).digest() for page in pages]
        found = self.db.conn.execute("select id, site from addresses where url = ?", (url,)).fetchone()
        if found:
            site = found[1]  # an address stays with the site that it was kept for first
        known = self.fetches(url) if found else []
        contents = self._contents(site, known[-1] if known else None, pages, digests)
        for content in contents:
            if isinstance(content, PackedContent) and content.reference_id is None:
                self._site_dictionaries.note_first_version(site)
        packed_pages = [
            PackedPage(
                digest,
                content,
                page.status,
                page.final_url if page.final_url != url else None,
                self._packed_headers(site, page.headers),
            )
            for page, digest, content in zip(pages, digests, contents, strict=True)
        ]
        same = _same_again(known, digests, fetched_at)
        return PackedFetch(url, site, packed_pages, same, fetched_at, missing_pages, crawl_id)

    def write(self, fetch: PackedFetch) -> str:
        """The second half, inside a transaction; the fingerprint of the pages."""
        connection: sqlite3.Connection = self.db.conn
        address_id = _keep_address(connection, fetch.url, fetch.site)
        content_ids = [
            page.content
            if isinstance(page.content, int)
            else _keep_content(connection, address_id, page.digest, page.content)
            for page in fetch.pages
        ]
        if fetch.same is not None:
            connection.execute(
                "update fetches set last_fetched_at = max(last_fetched_at, ?) where id = ?",
                (fetch.fetched_at, fetch.same),
            )
        else:
            cursor = connection.execute(
                "insert into fetches (address_id, fetched_at, last_fetched_at, missing_pages, crawl_id)"
                " values (?, ?, ?, ?, ?)",
                (address_id, fetch.fetched_at, fetch.fetched_at, fetch.missing_pages, fetch.crawl_id),
            )
            connection.executemany(
                "insert into pages (fetch_id, page_number, content_id, status, final_url, headers, headers_size,"
                " headers_dictionary_id) values (?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    (cursor.lastrowid, number, content_id, page.status, page.final_url, *page.headers)
                    for number, (page, content_id) in enumerate(zip(fetch.pages, content_ids, strict=True), start=1)
                ],
            )
        return fingerprint([page.digest for page in fetch.pages])

    def learn(self, site: str) -> None:
        """Make a dictionary for the site, if one is due."""
        self._site_dictionaries.train_when_due(site)

    def _contents(
        self, site: str, previous: Fetch | None, pages: Sequence[SentPage], digests: Sequence[bytes]
    ) -> list[int | PackedContent]:
        """What each page holds: the id of a content that is kept already, or a new one, packed."""
        contents: list[int | PackedContent] = []
        for number, (page, digest) in enumerate(zip(pages, digests, strict=True)):
            found = self.db.conn.execute("select id from contents where sha256 = ?", (digest,)).fetchone()
            beside = previous.content_ids[number] if previous and number < len(previous.content_ids) else None
            if found is None:
                contents.append(self._packed(site, beside, page.body))
            elif self._is_sound(found[0]):
                contents.append(found[0])
            else:  # kept anew, and on its own: others may build on it
                contents.append(self._packed(site, None, page.body))
        return contents

    def _is_sound(self, content_id: int) -> bool:
        try:
            self.content(content_id)
        except CorruptPage as error:
            logger.warning("%s; the same page came again, and is kept anew.", error)
            return False
        return True

    def _packed(self, site: str, beside: int | None, body: bytes) -> PackedContent:
        """A page packed: beside its previous version where that pays."""
        if beside is not None:
            reference_id, chain, alone = self._reference(beside)
            try:
                packed = pack(body, reference=self.content(reference_id))
            except CorruptPage as error:
                logger.warning("%s; the next version of the page does not build on it.", error)
            else:
                if len(packed) * 2 < alone:
                    return PackedContent(len(body), packed, None, reference_id, chain)
        dictionary_id, dictionary = self._site_dictionaries.newest(site, "page") or (None, None)
        return PackedContent(len(body), pack(body, dictionary=dictionary), dictionary_id, None, 0)

    def _reference(self, content_id: int) -> tuple[int, int, int]:
        """(content to pack beside, chain that results, size of the chain's first): a full chain starts over."""
        chain = self._chain(content_id)
        first = chain[-1]
        if len(chain) > LONGEST_CHAIN:
            return first.content_id, 1, first.packed_bytes
        return content_id, len(chain), first.packed_bytes

    def _packed_headers(self, site: str, headers: Sequence[tuple[str, str]]) -> tuple[bytes, int, int | None]:
        """(packed, size, dictionary_id): a site sends much the same headers each time, its first are the dictionary."""
        told = json.dumps(list(headers), ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
        known = self._site_dictionaries.newest(site, "headers")
        if known is None and len(told) > SHORT_HEADERS:
            self._site_dictionaries.keep(site, "headers", told, is_raw=True, learned_from=1)
            known = self._site_dictionaries.newest(site, "headers")
        dictionary_id, dictionary = known or (None, None)
        return pack(told, dictionary=dictionary), len(told), dictionary_id


def _keep_address(connection: sqlite3.Connection, url: str, site: str) -> int:
    connection.execute("insert or ignore into addresses (url, site) values (?, ?)", (url, site))
    address_id: int = connection.execute("select id from addresses where url = ?", (url,)).fetchone()[0]
    return address_id


def _keep_content(connection: sqlite3.Connection, address_id: int, digest: bytes, content: PackedContent) -> int:
    # A content that is there already cannot be read any more, or another process was quicker.
    connection.execute(
        "insert into contents (sha256, byte_count, packed, dictionary_id, reference_id, chain, address_id)"
        " values (?, ?, ?, ?, ?, ?, ?) on conflict (sha256) do update set byte_count = excluded.byte_count,"
        " packed = excluded.packed, dictionary_id = excluded.dictionary_id,"
        " reference_id = excluded.reference_id, chain = excluded.chain",
        (digest, *content, address_id),
    )
    content_id: int = connection.execute("select id from contents where sha256 = ?", (digest,)).fetchone()[0]
    return content_id


def _same_again(known: Sequence[Fetch], digests: Sequence[bytes], fetched_at: str) -> int | None:
    """The fetch that brought these very pages, if nothing else came between it and `fetched_at`."""
    before = [fetch for fetch in known if fetch.fetched_at <= fetched_at]
    if before and before[-1].digests == list(digests):
        return before[-1].id
    return None
