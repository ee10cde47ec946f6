"""The memory of a crawl grows neither with the pages it has stored nor with the addresses it knows.

Real pages with everything on: what is held after ten times as many; and synthetic addresses, nine in ten of them 404, in a
process of its own for each number.  ``python -m bench.memory`` crawls 50,000 real pages (ten minutes of CPU and more).
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from bench.crawl import crawl, real_site
from bench.real_site import PAGES

ROOT = Path(__file__).resolve().parent.parent
STORED = (1_000, 10_000)
FULL = (5_000, 50_000)
SIZES = (10_000, 100_000)

# A child of its own for each size: peak memory never comes down again within one process.
CHILD = """
import resource, sys
from bench.synthetic import crawl_addresses
crawl_addresses(int(sys.argv[1]), sys.argv[2])
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def run() -> dict[str, float]:
    return pages(STORED) | addresses()


def pages(sizes: tuple[int, int]) -> dict[str, float]:
    if not PAGES.is_dir():
        print("real pages: skipped, ../shared with them is not here")
        return {}
    few, many = sizes
    with real_site(many + many // 10, core=1) as url:  # some are no articles
        told = crawl("ours", url, f"WEIGHED_AT={few},{many}", f"SECTION_PAGES={many}", cores="0")
    held = {int(number): weight for number, weight in told["weights"].items()}
    for number, weight in held.items():
        print(f"{number:10,} items stored: {weight:7.1f} MB held", flush=True)
    print(f"     ratio: {held[many] / held[few]:.2f}, at the peak {told['megabytes']:.1f} MB")
    return {"held_ratio": held[many] / held[few], "megabytes": held[many], "peak_megabytes": told["megabytes"]}


def addresses() -> dict[str, float]:
    peaks = []
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            done = subprocess.run(
                [sys.executable, "-c", CHILD, str(size), folder],
                cwd=ROOT,
                stdout=subprocess.PIPE,
                text=True,
                check=True,
            )
        peaks.append(int(done.stdout.split()[-1]) / 1024)
        print(f"{size:10,} addresses: {peaks[-1]:7.1f} MB at the peak", flush=True)
    print(f"     ratio: {peaks[1] / peaks[0]:.2f}")
    return {"addresses_ratio": peaks[1] / peaks[0]}


if __name__ == "__main__":
    pages(FULL)
