"""``python -m bench [PART …]``: run the parts, print one table each.

Figures are ratios within the run wherever machines differ; absolute ones are for the eye.
"""

import argparse
import os
import platform
import sys

from bench import archive, cleaner, frontier, memory

PARTS = {"archive": archive.run, "cleaner": cleaner.run, "frontier": frontier.run, "memory": memory.run}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"some of: {', '.join(PARTS)}; all if none is named")
    asked = parser.parse_args().parts or list(PARTS)
    if unknown := [part for part in asked if part not in PARTS]:
        print(f"No part is called {unknown[0]!r}; there are {', '.join(PARTS)}.", file=sys.stderr)
        return 2
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    for part in asked:
        print(f"\n== {part}", flush=True)
        PARTS[part]()
    return 0


if __name__ == "__main__":
    sys.exit(main())
