"""What the pages of one site have in common, learned once there are enough of them, and kept for ever."""

import hashlib
import logging
from collections.abc import Sequence

from pipelines.store.database import writing
from pipelines.store.kept_pages import CorruptPage, KeptPages
from pipelines.store.page_codec import Dictionary, pack, train
from pipelines.store.times import now_at

logger = logging.getLogger(__name__)

# A dictionary is made when a site has so many first versions, and again at ten times, a hundred times as many: the
# first is there early, a later one has seen the layouts that came since.
TRAINING_SIZES = (20, 200, 2_000, 20_000, 200_000)
MOST_LEARNED_FROM = 80  # pages: a tenth of a second of training; from 200 nothing better was learned on any site
MOST_LEARNED_BYTES = 16 * 1024 * 1024


class SiteDictionaries:
    """The dictionaries of an archive: which is the newest of a site, and whether it is time for another."""

    def __init__(self, archive: KeptPages) -> None:
        self.archive = archive
        self.db = archive.db
        self._newest: dict[tuple[str, str], tuple[int, Dictionary] | None] = {}  # (site, kind) -> dictionary
        self._first_versions: dict[str, int] = {}  # site -> how many

    def note_first_version(self, site: str) -> None:
        """One more page of the site that is packed with its dictionary."""
        self._first_versions[site] = self._count_first_versions(site) + 1

    def newest(self, site: str, kind: str) -> tuple[int, Dictionary] | None:
        """The newest dictionary of a site.  Another process may have made a newer one; both serve."""
        if (site, kind) not in self._newest:
            found = self.db.conn.execute(
                "select id from dictionaries where site = ? and kind = ? order by generation desc limit 1", (site, kind)
            ).fetchone()
            try:
                self._newest[site, kind] = (found[0], self.archive.dictionary(found[0])) if found else None
            except CorruptPage as error:
                logger.warning("%s; pages of %s are packed without it.", error, site)
                self._newest[site, kind] = None
        return self._newest[site, kind]

    def keep(self, site: str, kind: str, content: bytes, *, is_raw: bool, learned_from: int) -> None:
        with writing(self.db) as connection:
            connection.execute(
                "insert into dictionaries (site, kind, generation, is_raw, byte_count, sha256, packed, learned_from,"
                " made_at) values (?, ?, (select coalesce(max(generation), 0) + 1 from dictionaries where site = ?"
                " and kind = ?), ?, ?, ?, ?, ?, ?)",
                (
                    *(site, kind, site, kind),
                    is_raw,
                    len(content),
                    hashlib.sha256(content).digest(),
                    pack(content),
                    learned_from,
                    now_at(),
                ),
            )
        self._newest.pop((site, kind), None)

    def train_when_due(self, site: str) -> None:
        """Make the site's first dictionary, or its next."""
        count = self._count_first_versions(site)
        generations: int = self.db.conn.execute(
            "select count(*) from dictionaries where site = ? and kind = 'page'", (site,)
        ).fetchone()[0]
        if count < TRAINING_SIZES[0] or sum(count >= size for size in TRAINING_SIZES) <= generations:
            return
        pages = list(self._pages_to_learn_from(site))
        found = train(pages) or (b" " * 8, True)  # nothing recurs: a dictionary of nothing says that it was tried
        self.keep(site, "page", found[0], is_raw=found[1], learned_from=len(pages))

    def _count_first_versions(self, site: str) -> int:
        if site not in self._first_versions:
            query = "select count(*) from contents join addresses on addresses.id = address_id"
            query += " where reference_id is null and site = ?"
            self._first_versions[site] = self.db.conn.execute(query, (site,)).fetchone()[0]
        return self._first_versions[site]

    def _pages_to_learn_from(self, site: str) -> Sequence[bytes]:
        """First versions of the site's pages, the latest, as many as may be learned from."""
        query = (
            "select contents.id, byte_count from contents join addresses on addresses.id = address_id"
            " where reference_id is null and site = ? order by contents.id desc limit ?"
        )
        pages: list[bytes] = []
        total = 0
        for content_id, byte_count in self.db.conn.execute(query, (site, MOST_LEARNED_FROM)).fetchall():
            total += byte_count
            if total > MOST_LEARNED_BYTES:
                break
            try:
                pages.append(self.archive.content(content_id))
            except CorruptPage as error:
                logger.warning("%s; nothing is learned from it.", error)
        return pages
