"""The memory of a crawl does not grow with the addresses it knows: 100,000 take no more than 1.3 times 10,000."""

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SIZES = (10_000, 100_000)

# A child of its own for each size: peak memory never comes down again within one process.
CHILD = """
import resource, sys
from bench.synthetic import crawl_addresses
crawl_addresses(int(sys.argv[1]), sys.argv[2])
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def run() -> None:
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
