"""The cleaner against hand-made truth, alone and with each site's other pages known; beside the best public extractors.

Its cost stands beside trafilatura's.
"""

import importlib.util
import json
import statistics
import subprocess
import sys
from pathlib import Path

from bench.templates import columns

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
OURS = f"{sys.executable} -m scrapy clean --jsonl"

# The best mean page F1 that a public extractor reaches on each set, from the sets' own README.
BEST_PUBLIC = {
    "chinese-portals": ("Readability.js 0.6", 0.970),
    "english-news": ("trafilatura 2.3.1 fast", 0.962),
    "mixed-articles": ("magic-html 0.1.6", 0.899),
    "odd-pages": ("readability-lxml 0.9", 0.962),
    "portals-english": ("trafilatura 2.3.1", 0.934),
    "publishers": ("trafilatura 2.3.1", 0.943),
}


def run() -> dict[str, float] | None:
    if not SHARED.is_dir():
        print("skipped: ../shared with its pages and their truth is not here")
        return None
    subprocess.run([sys.executable, SHARED / "bench" / "score.py", OURS], cwd=ROOT, check=True)
    print(
        "\npage by page, and with the site's other pages known (mean page F1; sites of three pages and more by name):"
    )
    figures = columns()
    print("\nbest public figure for each set (mean page F1):")
    for name, (tool, figure) in BEST_PUBLIC.items():
        print(f"{name:16} {figure:.3f}  {tool}")
    if importlib.util.find_spec("trafilatura") is None:
        print("\ncost beside trafilatura: skipped, it is not installed (extra `bench`)")
        return figures
    ours, theirs = _times(OURS), _times(f"{sys.executable} {SHARED / 'bench' / 'with_trafilatura.py'}")
    mean, its_mean = statistics.fmean(ours), statistics.fmean(theirs)
    print(f"\ncost of a page: {mean:.2f} ms, trafilatura {its_mean:.2f} ms: {mean / its_mean:.3f} of it;")
    print(f"median {statistics.median(ours):.2f} ms, slowest page {max(ours):.0f} ms, {len(ours)} pages")
    return figures | {"share of trafilatura's time": mean / its_mean}


def _times(command: str) -> list[float]:
    """Milliseconds for each page of all sets, as the command itself measured them."""
    asked = []
    for truth in sorted((SHARED / "corpus" / "article-gold").glob("*/truth.jsonl")):
        for line in truth.read_text(encoding="utf-8").splitlines():
            page = json.loads(line)
            asked.append({"id": page["id"], "url": page.get("url") or "", "path": str(truth.parent / page["file"])})
    feed = "".join(json.dumps(page) + "\n" for page in asked)
    done = subprocess.run(command, shell=True, cwd=ROOT, input=feed, text=True, stdout=subprocess.PIPE, check=True)
    return [json.loads(line)["ms"] for line in done.stdout.splitlines() if line.startswith("{")]
