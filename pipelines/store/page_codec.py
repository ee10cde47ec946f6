"""30 KB of page -> 4 KB with its site's dictionary -> 200 bytes beside its previous version.  zstd and no SQL."""

import sys
from collections.abc import Sequence
from itertools import accumulate

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

Dictionary = zstd.ZstdDict

LEVEL = 5  # 7 to 14 : 1 with a dictionary at a third of a millisecond a page; level 9 costs twice that for 4 % more
DICTIONARY_BYTES = 112_640  # zstd's own recommendation; pages of one template need less and get less
WHOLE_PAGES_BYTES = 262_144  # of pages put into a dictionary as they are
WHOLE_PAGES = 3
JUDGES = 4  # every so many-th page is not learned from: it decides which dictionary is the best


class Unreadable(Exception):
    """Packed bytes that are no longer what was packed."""


def pack(page: bytes, *, dictionary: Dictionary | None = None, reference: bytes | None = None) -> bytes:
    """The page, compressed by itself, with the dictionary of its site, or beside a page that is much like it."""
    options: dict[int, int] = {zstd.CompressionParameter.compression_level: LEVEL}
    if reference:
        return zstd.compress(page, options=options, zstd_dict=_as_reference(reference))
    # A dictionary is digested once, then every page is packed with it at no cost.
    return zstd.compress(page, options=options, zstd_dict=dictionary.as_digested_dict if dictionary else None)


def unpack(
    packed: bytes, byte_count: int, *, dictionary: Dictionary | None = None, reference: bytes | None = None
) -> bytes:
    """The page again, with what it was packed with.  Never makes more than `byte_count` bytes of a broken one."""
    try:
        # A window as large as the largest page allowed may be asked for by what we packed ourselves.
        options: dict[int, int] = {zstd.DecompressionParameter.window_log_max: 27}
        zstd_dict = _as_reference(reference) if reference else dictionary
        page = zstd.ZstdDecompressor(zstd_dict, options=options).decompress(packed, max_length=byte_count + 1)
    except (zstd.ZstdError, EOFError, ValueError) as error:
        raise Unreadable(str(error)) from error
    if len(page) != byte_count:
        raise Unreadable(f"{len(page)} bytes where {byte_count} were packed")
    return bytes(page)


def load_dictionary(content: bytes, *, is_raw: bool) -> Dictionary:
    """A dictionary from its bytes; a raw one is any text that pages resemble, the other kind was trained."""
    return zstd.ZstdDict(content, is_raw=is_raw)


def train(pages: Sequence[bytes]) -> tuple[bytes, bool] | None:
    """(bytes, is_raw) of the dictionary that serves pages like these best; None if none does.

    Where a site's pages share most of their template, some whole pages serve better than what zstd picks from many;
    where templates vary it is the other way round.  So both are made from most of the pages, the rest decide.
    """
    learned = [page for number, page in enumerate(pages) if number % JUDGES]
    judges = pages[::JUDGES]
    try:
        trained = zstd.train_dict(learned, DICTIONARY_BYTES).dict_content
    except (zstd.ZstdError, ValueError):  # too few or too small pages to find anything that recurs
        return None
    whole = _whole_pages(learned)
    candidates = [(trained, False), (whole, True), (trained + whole, True)]
    usable = [candidate for candidate in candidates if len(candidate[0]) >= 8]  # zstd's least
    packed = [
        sum(map(len, (pack(page, dictionary=load_dictionary(c, is_raw=r)) for page in judges))) for c, r in usable
    ]
    best = packed.index(min(packed))
    return usable[best] if packed[best] < sum(len(pack(page)) for page in judges) else None


def _as_reference(page: bytes) -> tuple[Dictionary, int]:
    # zstd refuses a dictionary of less than 8 bytes; blanks in front of a tiny page make it one
    return zstd.ZstdDict(page.rjust(8), is_raw=True).as_prefix


def _whole_pages(pages: Sequence[bytes]) -> bytes:
    """Some pages of middling size, one after another, as many as fit."""
    by_size = sorted(pages, key=len)
    middle = by_size[len(by_size) // 2 :][:WHOLE_PAGES]
    sizes = accumulate(map(len, middle))
    fitting = [page for page, size in zip(middle, sizes, strict=True) if size <= WHOLE_PAGES_BYTES]
    return b"".join(fitting)
