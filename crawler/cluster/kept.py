"""The shards that a storage keeps: the last snapshot of each site, to be merged."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from crawler.cluster.snapshots import Snapshot, latest, restore
from crawler.cluster.storage import Storage

NEWS = "news.db"


class KeptShard(NamedTuple):
    """One site's snapshot.  Its place names a file that is never written again."""

    storage: Storage
    folder: str
    snapshot: Snapshot

    @property
    def place(self) -> str:
        return f"{self.storage.address.rstrip('/')}/{self.folder}/{self.snapshot.files[NEWS]['name']}"

    def fetch(self, folder: Path) -> Path:
        """Put the shard's ``news.db`` into a folder."""
        restore(self.storage, self.folder, self.snapshot, folder, only=(NEWS,))
        return folder / NEWS


def kept_shards(address: str) -> Iterator[KeptShard]:
    """The shards below an address.  Raises `BadStorage` for an address of nothing."""
    storage = Storage(address)
    for folder in storage.names():
        snapshot = latest(storage, folder) if "." not in folder[:1] else None
        if snapshot and NEWS in snapshot.files:
            yield KeptShard(storage, folder, snapshot)
