"""A site's owner never complains: robots.txt, pauses, and what a host says when it has had enough."""

import time
from datetime import UTC, datetime
from itertools import pairwise

import pytest

from crawler.retry_after import retry_after
from crawler.robots_rules import LONGEST, read_robots
from tests.crawler.running import rows, scrapy, stats
from tests.crawler.test_where_it_may_go import ask
from tests.crawler.test_wild_sites import CHECK, article, listing

PAGE = "<html><title>a</title></html>"


PRIVATE = "User-agent: *\r\nDisallow: /private/\r\n"
ROBOTS = [
    # why, what robots.txt answers, what becomes of /private/1.html
    ("there is none", (404, {}, ""), 200),
    ("there was one", (410, {}, ""), 200),
    ("nobody may read it", (401, {}, ""), 200),
    ("nobody may read it, says the guard", (403, {}, "Access denied"), 200),
    ("too many requests is no yes", (429, {}, ""), "RobotsUnreachable"),
    ("the server is broken", (500, {}, PRIVATE), "RobotsUnreachable"),
    ("the server is busy", (503, {}, ""), "RobotsUnreachable"),
    ("it forbids", (200, {}, PRIVATE), "Forbidden"),
    ("with a byte-order mark, and nothing before it", (200, {}, b"\xef\xbb\xbf" + PRIVATE.encode()), "Forbidden"),
    ("in UTF-16", (200, {}, b"\xff\xfe" + PRIVATE.encode("utf-16-le")), "Forbidden"),
    ("a page of HTML forbids nothing", (200, {}, "<!doctype html><html><p>Disallow everything? /private/</p>"), 200),
    ("a page of HTML that leads on is not followed", (200, {}, f'<meta http-equiv="refresh" content="0;url=/there">{PAGE}'), 200),
    ("empty", (200, {}, ""), 200),
    ("five redirects, to other hosts", (302, {"Location": "http://127.0.9.5:PORT/on"}, ""), "Forbidden"),
    ("six redirects", (302, {"Location": "http://127.0.9.6:PORT/on"}, ""), 200),
    ("a circle", (302, {"Location": "/robots.txt"}, ""), 200),
    ("a redirect to nowhere", (301, {}, ""), 200),
    ("a redirect to a file", (301, {"Location": "file:///etc/hostname"}, ""), 200),
    ("a redirect to a place that is refused", (301, {"Location": "http://10.0.0.1/robots.txt"}, ""), "RobotsUnreachable"),
    ("what stands behind 500 KiB is not read", (200, {}, "#" * LONGEST + "\n" + PRIVATE), 200),
    ("a wildcard that would make others count for ever", (200, {}, "User-agent: *\nDisallow: /" + "*a" * 5000 + "b$\n"), 200),
]  # fmt: skip


def test_what_a_robots_txt_says_and_what_its_absence_means(host, tmp_path):
    def answer(name, path):
        number, step = map(int, name.split(".")[2:])
        if path == "/on":  # each host leads to the one before
            return (302, {"Location": f"http://127.0.9.{step - 1}:{port}/on"}, "") if step > 1 else (200, {}, PRIVATE)
        if path != "/robots.txt" or number != 8:
            return 200, {}, PAGE
        status, headers, body = ROBOTS[step][1]
        return status, {header: value.replace("PORT", str(port)) for header, value in headers.items()}, body

    port, log = host(answer)
    urls = [f"http://127.0.8.{step}:{port}/private/1.html" for step in range(len(ROBOTS))]
    fates, _ = ask(tmp_path, urls, ROBOTSTXT_OBEY=True, PRIVATE_HOSTS=["127.0.0.0/8"])
    assert {why: fates[url] for url, (why, _, _) in zip(urls, ROBOTS, strict=True)} == {
        why: fate for why, _, fate in ROBOTS
    }
    asked = [(name, path) for name, path, _ in log if path in ("/robots.txt", "/there")]
    assert len(set(asked)) == len(ROBOTS), "and nowhere else"


@pytest.mark.parametrize(
    ("why", "robots", "url", "allowed"),
    [
        ("the longest pattern decides", "Disallow: /a\nAllow: /a/b", "/a/b/1", True),
        ("of two as long the one that allows", "Disallow: /page\nAllow: /page", "/page", True),
        ("a wildcard in the middle", "Disallow: /*/print/", "/news/print/1", False),
        ("an end", "Disallow: /*.pdf$", "/a.pdf", False),
        ("an end that is not there", "Disallow: /*.pdf$", "/a.pdf?x=1", True),
        ("a piece is not counted twice", "Disallow: /ab*ba$", "/aba", True),
        ("a dollar in the middle is a dollar", "Disallow: /a$b", "/a$b", False),
        ("Chinese words are compared encoded", "Disallow: /新闻/", "/%e6%96%b0%e9%97%bb/1", False),
        ("what need not be encoded is not", "Disallow: /%7Eme/", "/~me/", False),
        ("an encoded slash is no slash", "Disallow: /a/b", "/a%2Fb", True),
        ("without its first slash", "Disallow: private/", "/private/1", False),
        ("nothing forbids nothing", "Disallow:", "/a", True),
        ("a remark behind the pattern", "Disallow: /a # not here", "/a/1", False),
        ("case matters in paths", "Disallow: /A", "/a", True),
        ("robots.txt itself may always be read", "Disallow: /", "/robots.txt", True),
        ("a spelling that is often seen", "Dissallow: /a", "/a", False),
        ("a query belongs to the path", "Disallow: /*?s=", "/a?s=1", False),
    ],
)  # fmt: skip
def test_patterns(why, robots, url, allowed):
    rules = read_robots(f"User-agent: *\n{robots}".encode(), "Zhengwen")
    assert rules.allows(f"http://town.example{url}") is allowed, why


@pytest.mark.parametrize(
    ("why", "robots", "allowed"),
    [
        ("our own group and not everybody's", "User-agent: *\nDisallow: /\nUser-agent: zhengwen\nDisallow: /b", True),
        (
            "two groups of ours are one",
            "User-agent: Zhengwen\nDisallow: /b\n\nUser-agent: ZHENGWEN\nDisallow: /a",
            False,
        ),
        ("a group of several names", "User-agent: other\nUser-agent: Zhengwen/2.0\nDisallow: /a", False),
        ("our name inside another's", "User-agent: zhengwenbot\nDisallow: /a", True),
        ("a word of our user agent is not our name", "User-agent: research\nDisallow: /a", True),
        ("rules of nobody", "Disallow: /a", True),
        ("a sitemap between names", "User-agent: *\nSitemap: http://a.example/s.xml\nDisallow: /a", False),
        ("blank lines inside a group", "User-agent: *\n\n\nDisallow: /a", False),
        ("old line ends", "User-agent: *\rDisallow: /a\r", False),
        ("a delay ends the names", "User-agent: *\nCrawl-delay: 5\nUser-agent: evil\nDisallow: /", True),
    ],
)
def test_groups(why, robots, allowed):
    assert read_robots(robots.encode(), "Zhengwen").allows("http://town.example/a") is allowed, why


@pytest.mark.parametrize(
    ("delay", "seconds"),
    [("5", 5), ("0.5", 0.5), (".5", 0.5), ("10s", 10), ("86400", 120), ("9" * 400, 120), ("-1", None), ("slow", None),
     ("", None), ("nan", None), ("1e9", None), ("inf", None)],
)  # fmt: skip
def test_crawl_delays(delay, seconds):
    assert read_robots(f"User-agent: *\nCrawl-delay: {delay}".encode(), "Zhengwen").delay == seconds


NOW = datetime(2026, 3, 2, 12, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("why", "value", "seconds"),
    [
        ("seconds", "30", 30),
        ("a date", "Mon, 02 Mar 2026 12:05:00 GMT", 300),
        ("a date of another zone", "Mon, 02 Mar 2026 20:05:00 +0800", 300),
        ("a date without a zone", "Mon, 02 Mar 2026 12:05:00", 300),
        ("the past", "Mon, 02 Mar 2020 12:05:00 GMT", None),
        ("negative", "-30", None),
        ("nonsense", "later", None),
        ("nonsense that looks like a date", "Mon, 99 Mar 99999 99:99:99 GMT", None),
        ("nothing", "", None),
        ("zero", "0", None),
        ("a year", "31536000", 86400),
        ("a year as a date", "Tue, 02 Mar 2027 12:00:00 GMT", 86400),
        ("longer than any number", "9" * 20, 86400),
        ("digits of another script", "٣٠", None),
    ],
)
def test_retry_after(why, value, seconds):
    assert retry_after(value, NOW) == seconds, why


def gaps(log, name):
    return [after - before for before, after in pairwise(moment for host, _, moment in log if host == name)]


def test_pauses(host, tmp_path):
    """One run, four hosts: one at the usual pace, one with a Crawl-delay, one that says how long, one that does not."""
    asked: dict[str, int] = {}

    def answer(name, path):
        asked[name] = asked.get(name, 0) + 1
        if path == "/robots.txt":
            return (200, {}, "User-agent: *\nCrawl-delay: 0.5") if name == "127.0.7.2" else (404, {}, "")
        if name == "127.0.7.3" and asked[name] == 2:
            return 429, {"Retry-After": "1"}, ""
        if name == "127.0.7.4" and asked[name] in (2, 3, 4):
            return 503, {}, ""
        return 200, {}, PAGE

    port, log = host(answer)
    urls = [f"http://127.0.7.{number}:{port}/{n}" for number in (1, 2, 3, 4) for n in range(4)]
    fates, _ = ask(
        tmp_path, urls, ROBOTSTXT_OBEY=True, DOWNLOAD_DELAY=0.1, PRIVATE_HOSTS=["127.0.7.0/24"], RETRY_ENABLED=True,
        RETRY_TIMES=3,
    )  # fmt: skip
    assert set(fates.values()) == {200}
    # What a busy machine needs to write down when it was asked is not the crawl's.
    assert min(gaps(log, "127.0.7.1")) >= 0.05
    assert min(gaps(log, "127.0.7.2")[1:]) >= 0.4
    assert gaps(log, "127.0.7.3")[1] >= 0.9
    first, second, third, *recovering = gaps(log, "127.0.7.4")[1:]
    assert first >= 0.15
    assert second >= 0.35
    assert third >= 0.7
    assert recovering[-1] < third


STORIES = range(1, 26)


def site(trouble):
    """A section of twenty-five stories; `trouble` says what is answered in their place, and in robots.txt's."""

    def answer(name, path):
        found = trouble(path)
        if found is not None:
            return found
        if path == "/news/":
            return 200, {}, listing(STORIES)
        if path.startswith("/news/2026/"):
            return 200, {}, article(int(path.split("/")[-1].split(".")[0]))
        return 404, {}, ""

    return answer


def crawl(folder, port, *arguments):
    # Few at a time: sixteen that fail in one instant let the next nine out before anybody has heard of it.
    few = ("-s", "CONCURRENT_REQUESTS=4")
    return scrapy("crawl", "section", "-a", f"url=http://127.0.0.1:{port}/news/", *few, *arguments, folder=folder)


def test_an_outage_ends_the_crawl_and_takes_nothing_away(host, tmp_path):
    is_out = False

    def trouble(path):
        return (503, {}, "<h1>503 Service Unavailable</h1>") if is_out else None

    port, log = host(site(trouble))
    crawl(tmp_path, port)
    assert len(rows(tmp_path, "select id from articles")) == 25
    is_out = True
    log.clear()
    process = crawl(tmp_path, port, "-a", "fresh=1")
    assert process.returncode == 3
    assert stats(tmp_path)["finish_reason"] == "site_down"
    assert {path for _, path, _ in log} == {"/robots.txt"}
    is_out = False
    crawl(tmp_path, port)
    articles = rows(tmp_path, "select gone_at, version from articles")
    assert articles == [{"gone_at": None, "version": 1}] * 25
    assert stats(tmp_path)["finish_reason"] == "finished"


def test_an_outage_in_the_middle_ends_it_too(host, tmp_path):
    asked = []

    def trouble(path):
        asked.append(path)
        return (503, {}, "") if len(asked) > 5 else None

    port, log = host(site(trouble))
    process = crawl(tmp_path, port)
    assert process.returncode == 5
    assert stats(tmp_path)["finish_reason"] == "site_down"
    assert len(log) < 45, "of 77 with all their retries"
    states = {row["state"] for row in rows(tmp_path, "select state from frontier where kind = 'article'")}
    assert states <= {"done", "queued", "failed"}
    assert rows(tmp_path, "select id from articles where gone_at is not null") == []


def test_silence_is_trouble_too(host, tmp_path):
    asked = []

    def trouble(path):
        asked.append(path)
        if len(asked) > 4:
            time.sleep(1.5)
        return

    port, log = host(site(trouble))
    process = crawl(tmp_path, port, "-s", "DOWNLOAD_TIMEOUT=0.5", "-s", "HOST_TROUBLES=3", "-s", "RETRY_TIMES=0")
    assert process.returncode == 5
    assert stats(tmp_path)["finish_reason"] == "site_down"
    assert stats(tmp_path)["politeness/troubles"] >= 3
    assert len(log) < 27, "all that there is"


def test_broken_pages_are_no_broken_host(host, tmp_path):
    port, _ = host(
        site(lambda path: (503, {}, "") if path.endswith(tuple(f"/{n}.shtml" for n in range(3, 9))) else None)
    )
    process = crawl(tmp_path, port)
    assert process.returncode == 4
    assert stats(tmp_path)["finish_reason"] == "finished"
    assert len(rows(tmp_path, "select id from articles")) == 25 - 6


def test_a_host_that_names_an_hour_is_left_alone_in_the_next_crawl_too(host, tmp_path):
    port, log = host(
        site(lambda path: (429, {"Retry-After": "3600"}, "") if path.endswith(("/4.shtml", "/5.shtml")) else None)
    )
    crawl(tmp_path, port)
    assert stats(tmp_path)["finish_reason"] == "told_to_wait"
    [known] = rows(tmp_path, "select host, rests_until_at, reason from hosts")
    assert (known["host"], known["reason"]) == ("127.0.0.1", "HTTP 429, Retry-After 3600 seconds")
    log.clear()
    process = crawl(tmp_path, port)
    assert log == []
    assert process.returncode == 3
    assert stats(tmp_path)["finish_reason"] == "told_to_wait"
    assert "127.0.0.1 is left alone for 60 minutes more: HTTP 429" in process.stderr


@pytest.mark.parametrize("answer", [(200, {}, CHECK), (403, {}, "Forbidden")], ids=["checks for robots", "403"])
def test_a_host_that_sends_us_away_is_left_alone(host, tmp_path, answer):
    port, log = host(site(lambda path: answer if path.startswith("/news/2026/") else None))
    crawl(tmp_path, port)
    assert stats(tmp_path)["finish_reason"] == "told_to_wait"
    assert rows(tmp_path, "select id from articles") == []
    assert len(log) < 20, "some more may be on their way where nobody pauses"
    assert rows(
        tmp_path, "select count(*) as n from frontier where state in ('done', 'leased') and kind = 'article'"
    ) == [{"n": 0}]


def test_a_broken_https_does_not_close_http(host, tmp_path):
    port, _ = host(site(lambda path: None))
    urls = f"https://127.0.0.1:{port}/news/2026/1.shtml http://127.0.0.1:{port}/news/2026/2.shtml"
    scrapy("crawl", "article", "-a", f"urls={urls}", folder=tmp_path)
    states = rows(tmp_path, "select state from frontier order by url")
    assert states == [{"state": "done"}, {"state": "failed"}]
