"""``python -m bench [PART …]``: run the parts, print one table each, and note the figures in ``bench/history.jsonl``.

Figures are ratios within the run wherever machines differ; absolute ones are for the eye.  A part is a module of its
name with ``run() -> dict of figures | None``; None where it could not be measured here.
"""

import argparse
import importlib
import json
import os
import platform
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

# archive, cleaner …: adding one is adding its name
PARTS = (
    "archive",
    "archives",
    "cleaner",
    "crawl",
    "duplicates",
    "frontier",
    "growth",
    "memory",
    "merge",
    "page",
    "search",
    "start",
    "store",
    "templates",
)
HISTORY = Path(__file__).parent / "history.jsonl"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"some of: {', '.join(PARTS)}; all if none is named")
    asked = parser.parse_args().parts or list(PARTS)
    if unknown := [part for part in asked if part not in PARTS]:
        print(f"No part is called {unknown[0]!r}; there are {', '.join(PARTS)}.", file=sys.stderr)
        return 2
    print(machine())
    for part in asked:
        print(f"\n== {part}", flush=True)
        if figures := importlib.import_module(f"bench.{part}").run():
            note(part, figures)
    return 0


def machine() -> str:
    return f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"


def note(part: str, figures: dict[str, float]) -> None:
    """Add a part's figures to the history, with the commit that they are of."""
    command = ["git", "describe", "--always", "--dirty"]
    commit = subprocess.run(command, cwd=HISTORY.parent, capture_output=True, text=True, check=False).stdout.strip()
    line = {"at": datetime.now(UTC).isoformat(timespec="seconds"), "commit": commit, "machine": machine(), "part": part}
    with HISTORY.open("a", encoding="utf-8") as history:
        history.write(json.dumps(line | {name: round(figure, 4) for name, figure in figures.items()}) + "\n")


if __name__ == "__main__":
    sys.exit(main())
