"""A page on which our own code stumbles."""

import json

from crawler import settings
from tests.crawler.running import rows, scrapy
from tests.faults.stumbling_stage import POISON
from tests.portal import Portal


def test_one_page_that_nobody_can_read_stops_no_other(tmp_path):
    stages = settings.ITEM_PIPELINES | {"tests.faults.stumbling_stage.StumblingStage": 150}
    with Portal() as portal:
        url = f"{portal.url}/news/"
        process = scrapy(
            "crawl", "section", "-a", f"url={url}", "-s", f"ITEM_PIPELINES={json.dumps(stages)}", folder=tmp_path
        )
    assert process.returncode == 1, "something that should not happen did"
    assert "RecursionError" in process.stderr
    frontier = rows(tmp_path, "select * from frontier where kind = 'article'")
    assert [row["url"].split("/")[-1] for row in frontier if row["state"] == "failed"] == [POISON]
    failed = next(row for row in frontier if row["state"] == "failed")
    assert failed["reason"].startswith("RecursionError: cannot read")
    assert failed["due_at"], "it is tried again"
    assert sum(row["state"] == "done" for row in frontier) >= 10


def test_a_spider_that_breaks_before_its_first_request_says_so_by_its_status(tmp_path):
    process = scrapy("crawl", "breaks_at_start", "-s", "SPIDER_MODULES=tests.faults.broken_spiders", folder=tmp_path)
    assert process.returncode == 1
    [line] = process.stderr.strip().splitlines()
    assert "LookupError: the list of sections is gone" in line
    assert rows(tmp_path, "select outcome from crawls") == [{"outcome": "broken"}]
