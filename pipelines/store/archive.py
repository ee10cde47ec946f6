"""``pages.db``: every article page as it was sent, so that no better rule ever needs a second crawl."""

import hashlib
import json
import sys
from collections.abc import Mapping, Sequence

from sqlite_utils import Database, Migrations

from pipelines.store.database import writing
from pipelines.store.times import now_at

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

LEVEL = 9  # 4.2 : 1 on news pages at about a millisecond a page; higher levels cost more than they save

PAGES = Migrations("pages")


@PAGES()
def m001_pages(db: Database) -> None:
    db.conn.execute(
        """create table pages (
            id integer primary key,
            url text not null,            -- the frontier's address
            final_url text not null,      -- after redirects
            page_number integer not null, -- of a split article, from 1
            status integer not null,
            headers text not null,        -- JSON: [[name, value], ...] as sent
            sha256 text not null,         -- of the bytes as sent
            byte_count integer not null,
            body blob not null,           -- the bytes, zstd
            fetched_at text not null,
            crawl_id integer not null     -- in news.db
        )"""
    )
    db.conn.execute("create unique index pages_by_content on pages (url, page_number, sha256)")


def keep_page(
    db: Database,
    *,
    url: str,
    final_url: str,
    page_number: int,
    status: int,
    headers: Sequence[tuple[str, str]],
    body: bytes,
    crawl_id: int,
) -> None:
    """Keep the page; the very same bytes under the same address are kept once."""
    digest = hashlib.sha256(body).hexdigest()
    with writing(db) as connection:
        connection.execute(
            "insert or ignore into pages (url, final_url, page_number, status, headers, sha256, byte_count, body,"
            " fetched_at, crawl_id) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                url,
                final_url,
                page_number,
                status,
                json.dumps(list(headers), ensure_ascii=False),
                digest,
                len(body),
                zstd.compress(body, level=LEVEL),
                now_at(),
                crawl_id,
            ),
        )


def kept_page(row: Mapping[str, object]) -> bytes:
    """The bytes of a row of ``pages``, as they were sent."""
    packed = row["body"]
    assert isinstance(packed, bytes)
    return zstd.decompress(packed)
