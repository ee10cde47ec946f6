"""``harbor_times/000012-a3f0.json``: the last moment of a site's two databases that is safe, and whose the site is.

A snapshot is two packed databases and a small file that names them, written last: it counts once that file is there.
Nothing is ever overwritten, so a reader sees the old snapshot or the new one on any storage.  Each that begins to work
on a site takes the next round number with its own word; whoever finds a later number with another's word has lost the
site, and whatever it was still writing has a smaller number.
"""

import json
import re
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

from crawler.cluster.storage import Storage
from pipelines.store.copies import digest_of, pack_copy, unpack_copy
from pipelines.store.times import now_at

DATABASES = (
    "news.db",
    "pages.db",
)  # in this order: the archive may know a page that the news does not, as after a kill
ROUND = 1_000_000  # numbers of one owner: two years of snapshots, one a minute
KEPT = 2  # snapshots: a reader may be in the middle of the one before the last
_NAME = re.compile(r"(\d{6,})-(\w+)\.json")


class LostSite(Exception):
    """Somebody else has begun to work on the site; `owner` is his word."""

    def __init__(self, site: str, owner: str) -> None:
        super().__init__(f"{site} is being worked on by somebody else ({owner}).")
        self.owner = owner


class BrokenSnapshot(Exception):
    """A snapshot that does not hold what was put into it; the message names it."""


class Snapshot(NamedTuple):
    """What one of the small files says."""

    number: int
    owner: str
    files: dict[str, dict[str, Any]]  # news.db -> {"name": …, "sha256": …, "bytes": …}
    told: dict[str, Any]  # what its owner says of the work: outcome, counts …
    taken_at: str = ""


class Snapshots:
    """The snapshots of one site, or of one file of an archive, as one owner works on them."""

    def __init__(self, storage: Storage, site: str, owner: str) -> None:
        self.storage = storage
        self.site = site
        self.folder = folder_name(site)
        self.owner = owner
        self.number = 0
        self._last: Snapshot | None = None

    def begin(self, folder: Path) -> Snapshot | None:
        """Take the site over, and put its databases into `folder`; the snapshot they are of, None for a new site."""
        last = self.latest()
        if last is not None:
            restore(self.storage, self.folder, last, folder)
        self.number = ((last.number if last else 0) // ROUND + 1) * ROUND
        self._write(Snapshot(self.number, self.owner, last.files if last else {}, {"begun": True}))
        return last

    def take(self, folder: Path, told: dict[str, Any] | None = None) -> Snapshot:
        """Keep the databases in `folder` as they are now.  Raises `LostSite` if the site is somebody else's by now."""
        self.check()
        number = self.number + 1
        files = {}
        with tempfile.TemporaryDirectory(dir=folder, prefix="snapshot-") as passing:
            for name in DATABASES:
                if (folder / name).exists():
                    packed = Path(passing) / f"{number:06}-{self.owner}.{name}.zst"
                    sha256 = pack_copy(folder / name, packed)
                    self.storage.put(packed, f"{self.folder}/{packed.name}")
                    files[name] = {"name": packed.name, "sha256": sha256, "bytes": packed.stat().st_size}
        self.check()
        snapshot = Snapshot(number, self.owner, files, told or {})
        self._write(snapshot)
        self.number = number
        self._tidy()
        return snapshot

    def check(self) -> None:
        """Ask the storage whether the site is still ours: it answers, and nobody has begun after us."""
        # Our own next snapshot may have come into the listing already: another thread is writing it.
        numbers = [each for each in _numbers(self.storage.names(self.folder)) if each[1] != self.owner]
        if numbers and max(numbers) > (self.number, self.owner):
            raise LostSite(self.site, max(numbers)[1])

    def latest(self) -> Snapshot | None:
        return latest(self.storage, self.folder)

    def _write(self, snapshot: Snapshot) -> None:
        name = f"{self.folder}/{snapshot.number:06}-{self.owner}.json"
        self.storage.write(name, as_json(snapshot._replace(taken_at=now_at()), self.site))

    def _tidy(self) -> None:
        """Delete what no reader wants any more."""
        names = self.storage.names(self.folder)
        numbers = sorted(_numbers(names))
        wanted = set()
        for number, owner in numbers[-KEPT:]:
            name = f"{number:06}-{owner}.json"
            wanted.add(name)
            told = self.storage.read_json(f"{self.folder}/{name}") or {}
            wanted |= {file["name"] for file in told.get("files", {}).values()}
        oldest = numbers[-KEPT:][0][0] if numbers else 0
        for name in names:
            if name not in wanted and name[:6].isdecimal() and int(name.split("-")[0]) <= oldest:
                self.storage.delete(f"{self.folder}/{name}")


def latest(storage: Storage, folder: str) -> Snapshot | None:
    """The last snapshot in a folder that says what it holds; None if there is none."""
    for number, owner in sorted(_numbers(storage.names(folder)), reverse=True):
        told = storage.read_json(f"{folder}/{number:06}-{owner}.json")
        if told is not None:
            return Snapshot(told["number"], told["owner"], told["files"], told["told"], told["taken_at"])
    return None


def restore(storage: Storage, folder: str, snapshot: Snapshot, target: Path, only: tuple[str, ...] = DATABASES) -> None:
    """Put the databases of a snapshot into the folder `target`."""
    for name, file in snapshot.files.items():
        if name not in only:
            continue
        packed = target / file["name"]
        storage.get(f"{folder}/{file['name']}", packed)
        if digest_of(packed) != file["sha256"]:
            raise BrokenSnapshot(f"{storage.address}/{folder}/{file['name']} is not what was put there: delete it.")
        unpack_copy(packed, target / name)
        packed.unlink()


def folder_name(site: str) -> str:
    """A site as a folder of any storage.

    >>> folder_name("127.0.0.1:8801")
    '127.0.0.1_8801'
    """
    return re.sub(r"[^\w.-]", "_", site).strip(".") or "_"


def _numbers(names: list[str]) -> list[tuple[int, str]]:
    return [(int(found[1]), found[2]) for name in names if (found := _NAME.fullmatch(name))]


def as_json(snapshot: Snapshot, site: str) -> bytes:
    """The small file that makes a snapshot count."""
    return json.dumps(snapshot._asdict() | {"site": site}, ensure_ascii=False, indent=1).encode()
