"""Three weeks of cron within seconds; ``make soak`` runs the year, and says more about it."""

import json
import subprocess
import sys

from tests.crawler.running import ROOT

PLANTED = [
    ["failing", 8, 24, ["failures_rose"]],
    ["killed", 11, 1, ["crawl_died"]],
    ["silent", 15, 96, ["silent"]],
]


def test_cron_for_three_weeks_grows_by_articles_alone_and_health_speaks_of_what_went_wrong():
    command = [
        sys.executable,
        "-m",
        "tests.crawler.year",
        "--hours",
        str(20 * 24 + 12),
        "--every",
        "8",
        "--health-every",
        "1",
        "--rate",
        "0.5",
    ]
    command += ["--planted", json.dumps(PLANTED), "--settings", json.dumps({"LOOK_AGAIN_AGES": [120]})]
    year = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert year.returncode == 0, year.stdout + year.stderr
    assert year.stdout.splitlines()[-1] == "as it should be"
