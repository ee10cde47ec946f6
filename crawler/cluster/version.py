"""``0.1.0+3f2a9c41d07b``: which Zhengwen this is, so that no two of them work on one site."""

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

SOURCES = Path(__file__).parent.parent.parent
ROOMS = ("crawler", "pipelines")
LENGTH = 12  # hexadecimal digits


@cache
def project_version() -> str:
    """Of the sources as they lie on this machine's disk; declared sites are among them."""
    digest = hashlib.sha256()
    for room in ROOMS:
        for path in sorted((SOURCES / room).rglob("*.py")):
            digest.update(str(path.relative_to(SOURCES)).encode() + b"\0" + path.read_bytes())
    return f"{version('zhengwen')}+{digest.hexdigest()[:LENGTH]}"
