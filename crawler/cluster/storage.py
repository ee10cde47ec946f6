"""``s3://bucket/news``, ``sftp://host/news``, ``/mnt/news``: where snapshots are kept, any address that fsspec knows.

Keys, endpoints and the like are fsspec's own configuration: ``FSSPEC_S3_ENDPOINT_URL=…``, or ``~/.config/fsspec``.
"""

import errno
import json
import os
import posixpath
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

INSTALL = "pip install -e '.[cluster]'"
# A storage that does not answer is found out soon: whoever loses it must stop within a minute.
OPTIONS: dict[str, dict[str, Any]] = {
    "s3": {"config_kwargs": {"connect_timeout": 5, "read_timeout": 10, "retries": {"max_attempts": 2}}},
}


class MissingExtra(Exception):
    """The extra ``cluster`` is not installed; the message says how to install it."""


class BadStorage(Exception):
    """An address where nothing can be kept; the message names it and the way out."""


class Storage:
    """Files below one address.  Names are relative to it, with slashes."""

    def __init__(self, address: str) -> None:
        fsspec = _fsspec()
        self.address = address
        protocol = urlsplit(address).scheme if "://" in address else "file"
        try:
            self.files, self.root = fsspec.core.url_to_fs(address, **OPTIONS.get(protocol, {}))
        except ImportError as error:
            raise BadStorage(f"{address} needs a package that is not installed: {first_line(error)}") from error
        except Exception as error:
            raise BadStorage(
                f"{address} is no address for storage ({first_line(error)}): name a folder, or one like s3://bucket/news."
            ) from error
        self.is_folder = protocol == "file"

    def read(self, name: str) -> bytes:
        data: bytes = self.files.cat_file(self._path(name))
        return data

    def write(self, name: str, data: bytes) -> None:
        """Write a small file: whole, or not at all."""
        self._make_folder(name)
        if not self.is_folder:
            self.files.pipe_file(self._path(name), data)  # object stores know no half objects
            return
        path = Path(self._path(name))
        passing = path.with_name(f"{path.name}.{os.getpid()}.part")
        passing.write_bytes(data)
        passing.replace(path)

    def put(self, local: Path, name: str) -> None:
        """Keep a large file: whole, or not at all."""
        self._make_folder(name)
        if not self.is_folder:
            self.files.put_file(str(local), self._path(name))
            return
        path = Path(self._path(name))
        passing = path.with_name(f"{path.name}.{os.getpid()}.part")
        self.files.put_file(str(local), str(passing))
        passing.replace(path)

    def get(self, name: str, local: Path) -> None:
        self.files.get_file(self._path(name), str(local))

    def names(self, folder: str = "") -> list[str]:
        """The names of what is in a folder, as it is now; none if there is no folder."""
        path = self._path(folder)
        self.files.invalidate_cache(path)
        try:
            found = self.files.ls(path, detail=False)
        except FileNotFoundError:
            return []
        return sorted(posixpath.basename(str(each).rstrip("/")) for each in found)

    def delete(self, name: str) -> None:
        try:
            self.files.rm_file(self._path(name))
        except FileNotFoundError:
            return  # somebody else did

    def check(self, word: str, expected: str = "") -> None:
        """Write, read and delete a file here; `expected` is one that somebody else has written.

        Raises `BadStorage` if any of it is not allowed.
        """
        try:
            self.write(f".{word}", word.encode())
            if self.read(f".{word}") != word.encode():
                raise BadStorage(f"{self.address} does not give back what is written to it: name another storage.")
            self.delete(f".{word}")
            if expected:
                self.read(f".{expected}")
        except FileNotFoundError as error:
            if expected and expected in str(error):
                raise BadStorage(
                    f"{self.address} is not the same place on every machine: name a storage that all of them share."
                ) from error
            raise BadStorage(f"{self.address} is not there ({first_line(error)}): make it first.") from error
        except BadStorage:
            raise
        except Exception as error:
            if isinstance(error, PermissionError) or getattr(error, "errno", None) == errno.EROFS:
                raise BadStorage(f"{self.address} may not be written to: check the rights, or name another.") from error
            raise BadStorage(
                f"{self.address} cannot be used ({first_line(error)}): check the address, its server and the keys to it."
            ) from error

    def read_json(self, name: str) -> Any:
        """What a file says; None if it is gone or broken."""
        try:
            return json.loads(self.read(name))
        except (FileNotFoundError, ValueError):
            return None

    def _make_folder(self, name: str) -> None:
        if self.is_folder or "sftp" in str(self.files.protocol) or "ssh" in str(self.files.protocol):
            self.files.makedirs(posixpath.dirname(self._path(name)), exist_ok=True)

    def _path(self, name: str) -> str:
        return posixpath.join(str(self.root), name) if name else str(self.root)


def _fsspec() -> Any:
    try:
        import fsspec
        import fsspec.core
    except ImportError as error:
        raise MissingExtra(f"`scrapy cluster` needs Dask and fsspec: {INSTALL}") from error
    return fsspec


def first_line(error: BaseException) -> str:
    lines = str(error).splitlines()
    return lines[0] if lines else type(error).__name__
