"""Pages read again from ``pages.db``, byte for byte, each checked; one that is broken is named and stops nothing."""

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sqlite_utils import Database

from pipelines.store.page_codec import Dictionary, Unreadable, load_dictionary, unpack


class CorruptPage(Exception):
    """Something in ``pages.db`` is not what was kept; the message names the page and the row."""


class KeptPage(NamedTuple):
    """A page as it was sent."""

    body: bytes
    status: int
    headers: list[tuple[str, str]]
    final_url: str


class Fetch(NamedTuple):
    """What one address gave at one time: one page, or all pages of a split article."""

    id: int
    url: str
    site: str
    fetched_at: str
    last_fetched_at: str
    missing_pages: int
    crawl_id: int
    content_ids: list[int]
    digests: list[bytes]

    @property
    def fingerprint(self) -> str:
        """What tells these pages from others; kept with the article that was read from them."""
        return fingerprint(self.digests)


class Link(NamedTuple):
    """One content of a chain: a version, and the others that must be unpacked first."""

    content_id: int
    sha256: bytes
    byte_count: int
    packed_bytes: int
    dictionary_id: int | None
    reference_id: int | None


MOST_LINKS = 64  # of a chain; far more than is ever written, so that a broken row cannot lead in circles

FETCHES = (
    "select fetches.id, url, site, fetched_at, last_fetched_at, missing_pages, crawl_id from fetches"
    " join addresses on addresses.id = address_id"
)


class KeptPages:
    """Reads an archive."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self._dictionaries: dict[int, Dictionary] = {}

    def fetches(self, url: str) -> list[Fetch]:
        """What an address gave, the earliest first."""
        rows = self.db.conn.execute(f"{FETCHES} where url = ? order by fetched_at, fetches.id", (url,)).fetchall()
        return [self._fetch(row) for row in rows]

    def all_fetches(self, site: str = "") -> Iterator[Fetch]:
        """Every fetch, of one site or of all, in the order in which they were kept."""
        last = 0
        while True:  # row by row, so that nothing is locked and nothing fills the memory
            query = f"{FETCHES} where fetches.id > ? and (? = '' or site = ?) order by fetches.id limit 1"
            row = self.db.conn.execute(query, (last, site, site)).fetchone()
            if row is None:
                return
            last = row[0]
            yield self._fetch(row)

    def pages(self, fetch: Fetch) -> list[KeptPage]:
        """The pages of a fetch, in their order.  Raises `CorruptPage` if one of them cannot be read."""
        query = (
            "select content_id, status, final_url, headers, headers_size, headers_dictionary_id, page_number"
            " from pages where fetch_id = ? order by page_number"
        )
        kept = []
        try:
            for content_id, status, final_url, headers, size, dictionary_id, _ in self.db.conn.execute(
                query, (fetch.id,)
            ).fetchall():
                dictionary = self.dictionary(dictionary_id) if dictionary_id else None
                told = json.loads(unpack(headers, size, dictionary=dictionary).decode("utf-8", "surrogatepass"))
                body = self.content(content_id)
                kept.append(KeptPage(body, status, [(name, value) for name, value in told], final_url or fetch.url))
        except CorruptPage as error:
            raise CorruptPage(f"{fetch.url} as fetched at {fetch.fetched_at}: {error}") from error
        except (Unreadable, ValueError, TypeError, sqlite3.DatabaseError) as error:
            raise CorruptPage(f"{fetch.url} as fetched at {fetch.fetched_at}: headers: {error}") from error
        if not kept:
            raise CorruptPage(f"{fetch.url} as fetched at {fetch.fetched_at}: no page of it is kept")
        return kept

    def content(self, content_id: int) -> bytes:
        """The bytes of a content, unpacked from its chain and checked.  Raises `CorruptPage`."""
        try:
            chain = self._chain(content_id)
            body = None
            for link in reversed(chain):
                body = self._unpacked(link, body)
        except (Unreadable, sqlite3.DatabaseError) as error:
            raise CorruptPage(f"row {content_id} of contents cannot be read ({error})") from error
        assert body is not None
        if hashlib.sha256(body).digest() != chain[0].sha256:
            raise CorruptPage(f"row {content_id} of contents is not what was kept (its checksum does not fit)")
        return body

    def dictionary(self, dictionary_id: int) -> Dictionary:
        """A dictionary, loaded once.  Raises `CorruptPage`."""
        if dictionary_id not in self._dictionaries:
            name = f"row {dictionary_id} of dictionaries"
            try:
                found = self.db.conn.execute(
                    "select packed, byte_count, sha256, is_raw from dictionaries where id = ?", (dictionary_id,)
                ).fetchone()
                if found is None:
                    raise CorruptPage(f"{name} is missing")
                content = unpack(found[0], found[1])
            except (Unreadable, TypeError, sqlite3.DatabaseError) as error:
                raise CorruptPage(f"{name} cannot be read ({error})") from error
            if hashlib.sha256(content).digest() != found[2]:
                raise CorruptPage(f"{name} is not what was kept (its checksum does not fit)")
            self._dictionaries[dictionary_id] = load_dictionary(content, is_raw=bool(found[3]))
        return self._dictionaries[dictionary_id]

    def _unpacked(self, link: Link, reference: bytes | None) -> bytes:
        found = self.db.conn.execute("select packed from contents where id = ?", (link.content_id,)).fetchone()
        dictionary = self.dictionary(link.dictionary_id) if link.dictionary_id else None
        packed = found[0] if found else b""
        if not isinstance(packed, bytes):
            raise Unreadable("no bytes")
        return unpack(packed, link.byte_count, dictionary=dictionary, reference=reference)

    def _chain(self, content_id: int) -> list[Link]:
        """The content, the one it was packed beside, and so on to the first.  Raises `CorruptPage`."""
        chain: list[Link] = []
        wanted: int | None = content_id
        while wanted is not None:
            found = self.db.conn.execute(
                "select id, sha256, byte_count, length(packed), dictionary_id, reference_id from contents where id = ?",
                (wanted,),
            ).fetchone()
            if found is None or len(chain) == MOST_LINKS:
                raise CorruptPage(f"row {content_id} of contents needs row {wanted}, which is missing")
            chain.append(Link(*found))
            wanted = chain[-1].reference_id
        return chain

    def _fetch(self, row: Sequence[object]) -> Fetch:
        query = (
            "select content_id, sha256 from pages left join contents on contents.id = content_id"
            " where fetch_id = ? order by page_number"
        )
        contents = self.db.conn.execute(query, (row[0],)).fetchall()
        ids, digests = [content[0] for content in contents], [content[1] or b"" for content in contents]
        return Fetch._make([*row, ids, digests])


def fingerprint(digests: Sequence[bytes]) -> str:
    """One fingerprint of the pages of an article: that of the page, or of the pages' fingerprints in a row."""
    return digests[0].hex() if len(digests) == 1 else hashlib.sha256(b"".join(digests)).hexdigest()
