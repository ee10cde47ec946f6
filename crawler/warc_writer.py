"""Pages into a WARC file, as other tools read it."""

import base64
import hashlib
import io
from http import HTTPStatus
from pathlib import Path
from typing import IO

from crawler.warc import HOP_HEADERS, PREFIX, WarcPage, part_of_warcio


class WarcWriter:
    """Writes pages into a new WARC file, compressed record by record if its name ends in ``.gz``."""

    def __init__(self, file: IO[bytes], name: str) -> None:
        self._status_and_headers = part_of_warcio("warcio.statusandheaders", "StatusAndHeaders")
        self._writer = part_of_warcio("warcio.warcwriter", "WARCWriter")(
            file, gzip=name.endswith(".gz"), warc_version="WARC/1.1"
        )
        info = {"software": "Zhengwen", "format": "WARC File Format 1.1"}
        self._writer.write_record(self._writer.create_warcinfo_record(Path(name).name, info))

    def write(self, page: WarcPage, same_as: tuple[str, str] | None = None) -> None:
        """Write a page; only a reference where `same_as` (address and time) has brought the same bytes."""
        kept = [(name, value) for name, value in page.headers if name.lower() not in HOP_HEADERS]
        kept.append(("Content-Length", str(len(page.body))))
        phrase = HTTPStatus(page.status).phrase if page.status in HTTPStatus._value2member_map_ else ""
        http = self._status_and_headers(f"{page.status} {phrase}", kept, protocol="HTTP/1.1")
        told = {f"{PREFIX}{name}": " ".join(value.split()) for name, value in page.told.items() if value}
        told["WARC-Date"] = _warc_date(page.fetched_at)
        if same_as:
            digest = "sha1:" + base64.b32encode(hashlib.sha1(page.body).digest()).decode()
            record = self._writer.create_revisit_record(
                page.url,
                digest,
                same_as[0],
                _warc_date(same_as[1]),
                http_headers=http,
                warc_headers_dict=told,
            )
        else:
            record = self._writer.create_warc_record(
                page.url, "response", payload=io.BytesIO(page.body), http_headers=http, warc_headers_dict=told
            )
        self._writer.write_record(record)


def _warc_date(at: str) -> str:
    return at.replace("+00:00", "Z")
