"""Running the real ``scrapy`` in a process of its own, on a database in a temporary folder."""

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
SHARED = ROOT.parent / "shared"


def scrapy(*arguments, folder: Path | None = None, timeout=120, stdin=None, proxy=None):
    """The finished process of ``scrapy ARGUMENTS``; its databases are in `folder`."""
    settings = []
    if folder is not None:
        settings = ["-s", f"DATABASE={folder / 'news.db'}", "-s", f"PAGES_DATABASE={folder / 'pages.db'}"]
        settings += ["-s", "DOWNLOAD_DELAY=0"]
    environment = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    if proxy:
        environment["http_proxy"] = proxy
    return subprocess.run(
        [sys.executable, "-m", "scrapy", *map(str, arguments), *settings],
        cwd=ROOT,
        env=environment,
        input=stdin,
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
    )


def rows(folder: Path, query: str, *values, database="news.db"):
    """The rows of a query on a database in `folder`, as dictionaries."""
    connection = sqlite3.connect(folder / database)
    connection.row_factory = sqlite3.Row
    try:
        return [dict(row) for row in connection.execute(query, values)]
    finally:
        connection.close()


def stats(folder: Path):
    """Every counter of the last crawl."""
    return json.loads(rows(folder, "select stats from crawls order by id desc limit 1")[0]["stats"])
