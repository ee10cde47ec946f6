"""A database as it stood at one moment, in one compressed file; and back again.  A crawl may write meanwhile."""

import hashlib
import shutil
import sqlite3
import sys
from pathlib import Path

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

LEVEL = 3  # 4 : 1 of text at some hundred MB a second; higher levels take more time than the network saves
CHUNK = 1 << 20  # bytes at once


def pack_copy(path: Path, packed: Path) -> str:
    """Write a compressed copy of the database at `path`; the digest of the packed file."""
    passing = packed.with_name(f"{packed.name}.db")
    passing.unlink(missing_ok=True)
    connection = sqlite3.connect(path, timeout=60)
    try:
        # All pages in one step, so in one read transaction: one moment, and in WAL mode nobody waits for it.
        with sqlite3.connect(passing) as copy:
            connection.backup(copy)
            copy.execute("pragma journal_mode = delete")
        copy.close()
        pack(passing, packed)
    finally:
        connection.close()
        passing.unlink(missing_ok=True)
    return digest_of(packed)


def pack(path: Path, packed: Path) -> None:
    """Compress a database that nobody has open."""
    with path.open("rb") as plain, zstd.open(packed, "wb", level=LEVEL) as file:
        shutil.copyfileobj(plain, file, CHUNK)


def unpack_copy(packed: Path, path: Path) -> None:
    """Make the database again, in the place of what is there."""
    for old in (path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")):
        old.unlink(missing_ok=True)
    with zstd.open(packed, "rb") as file, path.open("wb") as plain:
        shutil.copyfileobj(file, plain, CHUNK)


def digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
