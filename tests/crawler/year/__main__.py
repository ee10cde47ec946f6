"""The command: ``python -m tests.crawler.year --hours 8760``."""

import argparse
import json
import sys
import tempfile
from pathlib import Path

from tests.crawler.year.crawls import Year, crawl_once
from tests.crawler.year.life import YEAR, Life, Planted
from tests.crawler.year.verdict import verdict


def main() -> int:
    parser = argparse.ArgumentParser(description="Crawl the bundled portal hourly for a year, by a clock of our own.")
    parser.add_argument("--hours", type=int, default=8760)
    parser.add_argument("--every", type=int, default=1, help="hours between two crawls")
    parser.add_argument("--rate", type=float, default=1.0, help="articles, times the usual")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--health-every", type=int, default=6, help="crawls between two looks at the health")
    parser.add_argument("--one", default="", help=argparse.SUPPRESS)
    parser.add_argument("--url", default="", help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, default=None, help="where the databases are kept")
    parser.add_argument("--planted", default="", help="other incidents, JSON: [[what, day, hours, kinds]]")
    parser.add_argument("--settings", default="{}", help="JSON")
    asked = parser.parse_args()
    if asked.one:
        crawl_once(asked.one, asked.url, asked.folder, json.loads(asked.settings))
        return 0
    planted = (
        tuple(Planted(what, day, hours, frozenset(kinds)) for what, day, hours, kinds in json.loads(asked.planted))
        if asked.planted
        else YEAR
    )
    with tempfile.TemporaryDirectory() as name:
        life = Life(planted, asked.rate, asked.every, asked.seed)
        year = Year(asked.folder or Path(name), asked.hours, life, asked.health_every, json.loads(asked.settings))
        year.run()
        wrong = verdict(year)
    for what, which in wrong.items():
        print(f"{what}: {which}")
    if year.hours < asked.hours:
        print(f"told to end after {year.hours} hours")
    print("as it should be" if not wrong else "WRONG", flush=True)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
