"""``response http://… 200 text/html``: WARC and ARC files, what other crawls keep their pages in, read with warcio.

Pages come out; no article is read here and nothing is stored.  A file that breaks off or was never sound gives what
stands before the breach, and the breach is named.
"""

import contextlib
import gzip
import io
import logging
import shutil
import tempfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, NamedTuple

from crawler.response_headers import HEAD, header

HOP_HEADERS = {"content-encoding", "content-length", "transfer-encoding"}  # of the transport, which bodies are free of
PREFIX = "Zhengwen-"  # of what we tell ourselves in a record, beyond what WARC knows
NOT_WARC = "it is neither WARC nor ARC, or its first record is broken"
CHUNK = 65_536
TAIL = 64  # bytes; enough for the end tag of a page and some blanks
MOST_BYTES = 16 * 1024 * 1024  # of one page; the same limit as for a page that is fetched


class MissingWarcio(Exception):
    """warcio is not installed; the message says how to install it."""


class BadWarc(Exception):
    """A file that cannot be opened at all; the message names it."""


class WarcPage(NamedTuple):
    """A page as some crawl fetched it."""

    url: str
    status: int
    headers: list[tuple[str, str]]
    body: bytes
    fetched_at: str
    told: Mapping[str, str] = {}  # our own remarks, without their prefix


@dataclass(slots=True)
class Entry:
    """Where a record is, and enough of it to decide whether to load it."""

    file: int
    offset: int
    kind: str  # response, resource, revisit
    url: str
    status: int
    content_type: str
    date: str
    digest: str
    refers_to: tuple[str, str] = ("", "")  # address and date of what a revisit record repeats
    told: dict[str, str] = field(default_factory=dict)


class WarcFiles:
    """Some WARC files, looked through once: what is in them, and what is wrong with them."""

    def __init__(self, paths: Sequence[Path], say: Callable[[str], None]) -> None:
        self.paths = paths
        self.say = say
        self.entries: list[Entry] = []
        self.problems = 0
        self._copies: dict[int, IO[bytes]] = {}  # files compressed in one piece, which cannot be read from the middle
        self._by_digest: dict[str, Entry] = {}
        self._by_address: dict[tuple[str, str], Entry] = {}
        for number, path in enumerate(paths):
            self._look_through(number, path)

    def load(self, entry: Entry) -> WarcPage | None:
        """The page of an entry; None, and a sentence is said, if it cannot be had."""
        try:
            if entry.kind != "revisit":
                return self._page(entry)
            original = self._original(entry)
            if original is None:
                self._problem(entry, "it repeats a page that is in none of these files")
                return None
            page = self._page(original)
            return page._replace(url=entry.url, fetched_at=entry.date, told=entry.told)
        except Exception as error:  # whatever a broken record makes of the parsers below
            self._problem(entry, _one_line(error))
            return None

    def close(self) -> None:
        for copy in self._copies.values():
            copy.close()

    def _look_through(self, number: int, path: Path) -> None:
        try:
            self._index(number, path)
        except MissingWarcio:
            raise
        except Exception as error:
            if "non-chunked gzip" in str(error):
                self._index_copy(number, path)
            else:
                self._broken(path, number, error)

    def _index_copy(self, number: int, path: Path) -> None:
        """Index a file that is compressed in one piece, from a copy without compression."""
        self.entries = [entry for entry in self.entries if entry.file != number]
        copy = tempfile.TemporaryFile()  # noqa: SIM115 - closed in close()
        self._copies[number] = copy
        try:
            with gzip.open(path) as packed:
                shutil.copyfileobj(packed, copy)
        except (OSError, EOFError, zlib.error) as error:
            self._broken(path, number, error)
        try:
            self._index(number, path)
        except Exception as error:
            self._broken(path, number, error)

    def _broken(self, path: Path, number: int, error: Exception) -> None:
        self.problems += 1
        found = sum(entry.file == number for entry in self.entries)
        reason = NOT_WARC if "Unknown archive format" in str(error) and not found else _one_line(error)
        self.say(f"{path} breaks off after {found} pages ({reason}); what stands before is imported.")

    def _problem(self, entry: Entry, reason: str) -> None:
        self.problems += 1
        self.say(f"{self.paths[entry.file]}, byte {entry.offset}, {entry.url} is passed over: {reason}.")

    def _index(self, number: int, path: Path) -> None:
        for records, record in _records(self._open(number, path)):
            problem = ""
            try:
                entry = _entry(number, record)
            except ValueError as error:
                entry, problem = None, str(error)
            end = _read_to_end(record)
            with _silence():
                offset = records.get_record_offset()  # warcio knows it once a record is read
            if entry is None:
                if problem:
                    self.problems += 1
                    self.say(f"{path}, byte {offset}, a record is passed over: {problem}.")
                continue
            entry.offset = offset
            missing = getattr(record.raw_stream, "limit", 0)
            # Writers of old miscounted by a line break; a page that is closed is whole.
            if missing and not end.rstrip().lower().endswith(b"</html>"):
                self._problem(entry, f"it breaks off, {missing} bytes are missing")
                continue
            self.entries.append(entry)
            if entry.kind != "revisit":
                self._by_digest.setdefault(entry.digest, entry)
                self._by_address[entry.url, entry.date] = entry

    def _open(self, number: int, path: Path) -> IO[bytes]:
        if number in self._copies:
            self._copies[number].seek(0)
            return self._copies[number]
        try:
            return path.open("rb")
        except OSError as error:
            raise BadWarc(f"Cannot read {path}: {error.strerror}.") from error

    def _original(self, entry: Entry) -> Entry | None:
        return self._by_address.get(entry.refers_to) or (self._by_digest.get(entry.digest) if entry.digest else None)

    def _page(self, entry: Entry) -> WarcPage:
        stream = self._open(entry.file, self.paths[entry.file])
        stream.seek(entry.offset)
        _, record = next(_records(stream))
        body = _content(record)
        headers = record.http_headers.headers if record.http_headers else [("Content-Type", entry.content_type)]
        kept = [(name, value) for name, value in headers if name.lower() not in HOP_HEADERS]
        if entry.file not in self._copies:
            stream.close()
        return WarcPage(entry.url, entry.status, kept, body, entry.date, entry.told)


def is_page(entry: Entry) -> bool:
    """Whether an entry may be an article page, as far as can be told without loading it."""
    declared = entry.content_type.split(";")[0].strip().lower()
    return entry.status == 200 and declared in ("", "text/html", "application/xhtml+xml", "text/plain")


def is_html(page: WarcPage) -> bool:
    """Whether a page may be read as one; other crawls keep pictures and scripts, too."""
    return "html" in header(page.headers, "content-type").lower() or b"<html" in page.body[:HEAD].lower()


def part_of_warcio(module: str, name: str) -> Any:
    """A class of warcio, which is an extra; raises `MissingWarcio`."""
    from importlib import import_module

    try:
        return getattr(import_module(module), name)
    except ImportError as error:
        raise MissingWarcio(
            "WARC files need warcio, which is not installed: .venv/bin/python -m pip install -e '.[warc]'"
        ) from error


def _records(stream: IO[bytes]) -> Iterator[tuple[Any, Any]]:
    """(warcio's iterator, record) of a file that may be WARC or ARC, from where it stands."""
    records = part_of_warcio("warcio.archiveiterator", "ArchiveIterator")(stream, arc2warc=True)
    while True:
        # warcio prints its remarks on doubtful records; what matters of them is found out and named here
        with _silence():
            record = next(records, None)
        if record is None:
            return
        yield records, record


@contextlib.contextmanager
def _silence() -> Iterator[None]:
    remarks = logging.getLogger("warcio.recordloader")
    before = remarks.level
    remarks.setLevel(logging.ERROR)
    try:
        with contextlib.redirect_stderr(io.StringIO()):
            yield
    finally:
        remarks.setLevel(before)


def _read_to_end(record: Any) -> bytes:
    """Read a record's bytes as they stand in the file, and return the last of them."""
    end = b""
    while piece := record.raw_stream.read(CHUNK):
        end = (end + piece)[-TAIL:]
    return end


def _content(record: Any) -> bytes:
    """What the server sent, free of its transport.  Never more than a page may have."""
    stream = record.content_stream()
    pieces = []
    total = 0
    while piece := stream.read(CHUNK):
        pieces.append(piece)
        total += len(piece)
        if total > MOST_BYTES:
            raise ValueError(f"larger than {MOST_BYTES // 1024 // 1024} MB")
    return b"".join(pieces)


def _entry(file: int, record: Any) -> Entry | None:
    """What a record is about; None if it is not what a server sent for an http address."""
    told = record.rec_headers
    url = told.get_header("WARC-Target-URI") or ""
    if record.rec_type not in ("response", "resource", "revisit") or not url.startswith(("http://", "https://")):
        return None
    if record.rec_type == "response" and record.http_headers is None:
        raise ValueError(f"{url} has no HTTP headers")
    http = record.http_headers
    status = (http.get_statuscode() or "0") if http else "200"
    return Entry(
        file,
        0,
        record.rec_type,
        url,
        int(status) if status.isdecimal() else 0,
        (http.get_header("Content-Type") if http else told.get_header("Content-Type")) or "",
        _fetched_at(told.get_header("WARC-Date") or ""),
        told.get_header("WARC-Payload-Digest") or "",
        (
            told.get_header("WARC-Refers-To-Target-URI") or "",
            _fetched_at(told.get_header("WARC-Refers-To-Date") or ""),
        ),
        {name.removeprefix(PREFIX): value for name, value in told.headers if name.startswith(PREFIX)},
    )


def _fetched_at(warc_date: str) -> str:
    """``2017-03-06T04:03:53.123Z`` as our columns write it; empty if it is no time.

    >>> _fetched_at("2017-03-06T04:03:53.123Z")
    '2017-03-06T04:03:53+00:00'
    """
    day = warc_date[:19]
    return f"{day}+00:00" if len(day) == 19 and day[10] == "T" else ""


def _one_line(error: Exception) -> str:
    words = " ".join(str(error).replace("ERROR:", "").split()) or type(error).__name__
    return words if len(words) <= 150 else f"{words[:150]}…"
