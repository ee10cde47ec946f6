"""``3f2a9c41d07be655``: today's rules in one word, so that an article tells whether they have read it yet."""

import hashlib
import json
from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path

CLEANING = Path(__file__).parent / "cleaning"
LIBRARIES = ("lxml", "faust-cchardet")  # another parser may build another tree from the same page
LENGTH = 16  # hexadecimal digits; rules change a few hundred times, not four thousand million


def rules_fingerprint(layout: Mapping[str, str] | None = None) -> str:
    """The same for two readings that must come to the same: same cleaner, same declared layout of the site."""
    told = json.dumps(layout or {}, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(f"{_cleaner_fingerprint()}{told}".encode()).hexdigest()[:LENGTH]


@cache
def _cleaner_fingerprint() -> str:
    digest = hashlib.sha256()
    for name in LIBRARIES:
        digest.update(f"{name} {version(name)}\n".encode())
    for path in sorted(CLEANING.rglob("*.py")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
