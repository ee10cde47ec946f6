"""After one crawl of the fault server every address has one fate, and the pages beside the broken ones are all there."""

import time
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.crawler.running import rows, scrapy, stats
from tests.faults.server import FaultServer
from tests.faults.site import HOSTILE_LINKS, FaultSite

MOST_SECONDS = 90  # alone it takes 8; a hung crawl takes for ever
MOST_MEMORY = 500  # MB at the peak; four bombs of 40 MB and a page of 100,000 attributes are among the pages
SETTINGS = {
    "DOWNLOAD_TIMEOUT": 2,
    "DOWNLOAD_MAXSIZE": 2_000_000,
    "RETRY_TIMES": 0,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 4,
    "LONGEST_PAUSE": 0.05,
    "HOST_REFUSALS": 1000,
    "MACHINE_BOUNDS_SECONDS": 0.05,  # how often the crawl's memory is looked at, and its highest kept
}


class Crawled(NamedTuple):
    """What was played, and what came of it."""

    server: FaultServer
    site: FaultSite
    folder: Path
    status: int
    errors: str
    seconds: float

    def frontier(self):
        return {row["url"]: row for row in rows(self.folder, "select * from frontier")}


@pytest.fixture(scope="module")
def crawled(tmp_path_factory):
    folder = tmp_path_factory.mktemp("faults")
    with FaultServer() as server:
        site = FaultSite(server)
        (folder / "sections.txt").write_text("\n".join(site.sections))
        settings = SETTINGS | {"PRIVATE_HOSTS": f"127.0.0.1:{server.https}"}
        began = time.monotonic()
        process = scrapy(
            "crawl", "section", "-a", f"urls={folder / 'sections.txt'}",
            *[part for name, value in settings.items() for part in ("-s", f"{name}={value}")],
            folder=folder, timeout=MOST_SECONDS,
        )  # fmt: skip
        yield Crawled(server, site, folder, process.returncode, process.stderr, time.monotonic() - began)


def test_every_fault_has_the_fate_it_deserves(crawled):
    frontier = crawled.frontier()
    wrong = []
    for fault in crawled.site.faults:
        row = frontier.get(crawled.server.url + fault.path)
        if row is None or row["state"] != fault.state or fault.reason not in row["reason"]:
            found = "nobody asked" if row is None else f"{row['state']} {row['reason']}"
            wrong.append(f"{fault.number} {fault.name}: {fault.state} {fault.reason}, not {found}")
    assert wrong == []


def test_every_address_has_one_fate_with_a_reason(crawled):
    for url, row in crawled.frontier().items():
        assert row["state"] in ("done", "dropped", "failed"), url
        assert bool(row["reason"]) == (row["state"] != "done"), url
        assert "Traceback" not in row["reason"], url
        assert "twisted" not in row["reason"], url


def test_healthy_pages_beside_broken_ones_are_all_stored(crawled):
    stored = {
        row["url"]: row for row in rows(crawled.folder, "select f.url, a.body from frontier f join articles a on a.id = article_id")
    }  # fmt: skip
    missing = [url for url in crawled.site.healthy if url not in stored]
    assert missing == [], f"{len(missing)} of {len(crawled.site.healthy)}"
    short = [url for url in crawled.site.healthy if len(stored[url]["body"]) < 60]
    assert short == []


def test_nothing_hung_and_memory_stayed_under_its_bound(crawled):
    assert crawled.seconds < MOST_SECONDS
    assert stats(crawled.folder)["machine/memory_mb"] < MOST_MEMORY


def test_the_crawl_says_that_some_failed_and_nothing_broke(crawled):
    assert crawled.status == 4, crawled.errors
    assert "Traceback" not in crawled.errors, crawled.errors


def test_hosts_whose_robots_txt_cannot_be_read_are_asked_for_nothing_else(crawled):
    frontier = crawled.frontier()
    for section, why in crawled.site.denied.items():
        host = section.split("/")[2].split(":")[0]
        asked = {asked.path for asked in crawled.server.log if asked.host.startswith(f"{host}:")}
        assert asked == {"/robots.txt"}, section
        assert why in frontier[section]["reason"], section


def test_hosts_that_cannot_be_spoken_to_are_named_in_words(crawled):
    frontier = crawled.frontier()
    for section, why in crawled.site.closed.items():
        assert (frontier[section]["state"], why in frontier[section]["reason"]) == ("failed", True), frontier[section]


def test_a_robots_txt_is_obeyed_however_it_is_written(crawled):
    forbidden = {url for url, row in crawled.frontier().items() if row["reason"] == "forbidden_by_robots"}
    hosts = {url.split("/")[2].split(":")[0] for url in forbidden}
    assert hosts == {"127.0.2.1", "127.0.3.3", "127.0.3.4"}, "five redirects; BOM and CRLF; a group of our own"
    assert all("/closed/" in url for url in forbidden)
    closed = [
        asked for asked in crawled.server.log if asked.path.startswith("/closed/") and asked.host.split(":")[0] in hosts
    ]
    assert closed == []


def test_links_that_lead_nowhere_good_are_not_even_kept(crawled):
    kept = " ".join(crawled.frontier())
    for printed in HOSTILE_LINKS:
        assert printed not in kept
    assert "169.254" not in kept
    assert "passwd" not in kept


def test_no_cookie_and_no_secret_is_sent_back(crawled):
    for asked in crawled.server.log:
        assert not {"cookie", "authorization", "proxy-authorization"} & asked.headers.keys(), asked


def test_a_trap_is_not_walked(crawled):
    counted = Counter((asked.host, asked.path) for asked in crawled.server.log)
    again = {path: times for (host, path), times in counted.items() if times > 1 and path != "/robots.txt"}
    # Several addresses redirect to one page, and the certificate's host asks once over each scheme.
    assert all(times <= 3 or "/broken/" in path for path, times in again.items()), again
    pages = [asked for asked in crawled.server.log if asked.path.startswith("/faults/?")]
    assert len(pages) <= 4, "a pager whose every page is the first once more"
