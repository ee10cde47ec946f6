"""No request leaves for where the crawl has no business: looked at from the socket, where it cannot be argued with."""

import json
import os
import subprocess
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from threading import Thread

import pytest

from crawler.private_addresses import special_kind, spelled_address
from tests.crawler.running import ROOT, rows, scrapy

NAMES = {
    "loop.example": [["127.0.0.1"]],
    "127.0.0.1.dns.example": [["127.0.0.1"]],
    "metadata.example": [["169.254.169.254"]],
    "six.example": [["::1"]],
    "mapped.example": [["::ffff:127.0.0.1"]],
    "mixed.example": [["93.184.215.14", "127.0.0.1"]],
    "mixed-six.example": [["93.184.215.14", "::1"]],
    "carrier.example": [["100.64.0.1"]],
    "nat64.example": [["64:ff9b::a9fe:a9fe"]],
    "xn--fsqu00a.example": [["10.0.0.1"]],  # 例子
    "rebinding.example": [["127.0.0.2"], ["127.0.0.1"]],
}
# Every way to write an address that is not on the public internet; PORT is that of a server that waits for it.
SPELLINGS = [
    "http://127.0.0.1:PORT/", "http://127.1:PORT/", "http://127.0.1:PORT/", "http://2130706433:PORT/",
    "http://0x7f000001:PORT/", "http://0x7f.0.0.1:PORT/", "http://0x7F.1:PORT/", "http://0177.0.0.1:PORT/",
    "http://017700000001:PORT/", "http://127.0.0.1.:PORT/", "http://127。0。0。1:PORT/", "http://１２７.０.０.１:PORT/",
    "http://①②⑦.⓪.⓪.①:PORT/", "http://127.255.255.254:PORT/", "http://0.0.0.0:PORT/", "http://0:PORT/",
    "http://[::1]:PORT/", "http://[0:0:0:0:0:0:0:1]:PORT/", "http://[::]:PORT/", "http://[::1%25lo]:PORT/",
    "http://[::ffff:127.0.0.1]:PORT/", "http://[::ffff:7f00:1]:PORT/", "http://[::127.0.0.1]:PORT/",
    "http://localhost:PORT/", "http://LOCALHOST:PORT/", "http://localhost.:PORT/", "http://a.localhost:PORT/",
    "http://user@127.0.0.1:PORT/", "http://town.example@127.0.0.1:PORT/", "http://town.example:80@127.0.0.1:PORT/",
    "http://127.0.0.1:PORT\\@town.example/", "http://127.0.0.1:PORT#@town.example/", "http://127.0.0.1:PORT?@town.example/",
    "http://%31%32%37.0.0.1:PORT/", "http:\\\\127.0.0.1:PORT\\", "http:///127.0.0.1:PORT/", "HTTP://127.0.0.1:PORT/",
    "https://127.0.0.1:PORT/", "https://localhost:PORT/", "http://10.0.0.1:PORT/", "http://10.255.255.255:PORT/",
    "http://172.16.0.1:PORT/", "http://172.31.255.255:PORT/", "http://192.168.1.1:PORT/", "http://169.254.169.254/",
    "http://0xa9fea9fe/", "http://2852039166/", "http://100.64.0.1/", "http://224.0.0.1/", "http://239.255.255.250/",
    "http://240.0.0.1/", "http://255.255.255.255/", "http://192.0.2.1/", "http://198.18.0.1/", "http://[fe80::1]/",
    "http://[fc00::1]/", "http://[fd00:ec2::254]/", "http://[ff02::1]/", "http://[2002:7f00:1::]/",
    "http://[2002:a9fe:a9fe::1]/", "http://[64:ff9b::7f00:1]:PORT/", "http://[64:ff9b:1::1]/", "http://[2001:db8::1]/",
    "http://[2001:0:7f00:1::]/", "http://168.63.129.16/", "http://[::ffff:10.0.0.1]/", *(f"http://{name}:PORT/" for name in NAMES if name[0] != "r"),
    "http://例子.example:PORT/", "http://LOOP.example.:PORT/", "file:///etc/hostname", "ftp://127.0.0.1:PORT/a",
    "gopher://127.0.0.1:PORT/", "data:text/html,a",
]  # fmt: skip


@pytest.fixture(scope="module")
def waiting():
    """A server on every address of this machine, with the paths it was asked for: (port, asked, pages)."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(f"{self.headers['Host'].split(':')[0]}{self.path}")
            status, headers, body = pages.get(self.path, (200, {}, "<html><title>a</title></html>"))
            self.send_response(status)
            for name, value in ({"Content-Type": "text/html", "Connection": "close"} | headers).items():
                self.send_header(name, value.replace("PORT", str(port)))
            self.end_headers()
            self.wfile.write(body.replace("PORT", str(port)).encode())

        def log_message(self, *_):
            """The list is the log."""

    asked: list[str] = []
    pages: dict[str, tuple[int, dict[str, str], str]] = {}
    server = ThreadingHTTPServer(("0.0.0.0", 0), Handler)
    port = server.server_address[1]
    Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield port, asked, pages
    server.shutdown()
    server.server_close()


def environment(folder):
    connections = folder / "connections.txt"
    connections.touch()
    plain = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    return plain | {"FALSE_NAMES": json.dumps(NAMES), "CONNECTIONS": str(connections)}, connections


def ask(folder, urls, proxy="", **settings):
    """What became of each address, and which addresses the process connected to."""
    settings = {"TWISTED_DNS_RESOLVER": "tests.crawler.false_names.FalseNames", "ROBOTSTXT_OBEY": False} | settings
    around, connections = environment(folder)
    process = subprocess.run(
        [sys.executable, "-m", "tests.crawler.asking"],
        cwd=ROOT,
        env=around | ({"http_proxy": proxy} if proxy else {}),
        input=json.dumps({"urls": urls, "settings": settings}),
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return json.loads(process.stdout), set(connections.read_text().splitlines())


def test_no_spelling_of_a_private_address_is_connected(waiting, tmp_path):
    port, asked, _ = waiting
    urls = [url.replace("PORT", str(port)) for url in SPELLINGS]
    assert len(set(urls)) >= 60
    before = len(asked)
    fates, connected = ask(tmp_path, urls)
    assert connected == set()
    assert asked[before:] == []
    assert set(fates) == set(urls)
    assert not any(isinstance(fate, int) for fate in fates.values())
    assert sum(fate == "RefusedHost" for fate in fates.values()) >= 60, fates


def test_no_redirect_leads_there(waiting, tmp_path):
    port, asked, pages = waiting
    ways = [url for url in SPELLINGS if url.isascii() and "\\" not in url]
    for number, target in enumerate(ways):
        pages[f"/moved/{number}"] = (302, {"Location": target}, "")
        pages[f"/refresh/{number}"] = (200, {}, f'<meta http-equiv="refresh" content="0; url={target}">')
    urls = [f"http://127.0.0.3:{port}/{way}/{n}" for n in range(len(ways)) for way in ("moved", "refresh")]
    before = len(asked)
    _, connected = ask(tmp_path, urls, PRIVATE_HOSTS=[f"127.0.0.3:{port}"])
    assert connected == {f"127.0.0.3 {port}"}
    assert {line.split("/")[0] for line in asked[before:]} == {"127.0.0.3"}


def test_the_connection_goes_to_what_was_checked(waiting, tmp_path):
    port, _, _ = waiting
    urls = [f"http://rebinding.example:{port}/{n}" for n in range(3)]
    fates, connected = ask(tmp_path, urls, PRIVATE_HOSTS=["127.0.0.2"], CONCURRENT_REQUESTS=1)
    assert connected == {f"127.0.0.2 {port}"}
    assert [fates[url] for url in urls] == [200, "RefusedHost", "RefusedHost"]


def test_what_the_operator_permits_is_asked(waiting, tmp_path):
    port, _, _ = waiting
    named = ["a.own.example", "b.own.example", "c.own.example", "d.own.example", "e.other.example"]
    NAMES.update({name: [[f"127.0.1.{number}"]] for number, name in enumerate(named, 1)})
    urls = [f"http://{name}:{port}/" for name in named]
    private_hosts = ["a.own.example", f"b.own.example:{port}", "127.0.1.3", f"127.0.1.4:{port}", "127.0.1.6/31"]
    fates, connected = ask(tmp_path, urls, PRIVATE_HOSTS=private_hosts)
    assert [fates[url] for url in urls] == [200, 200, 200, 200, "RefusedHost"]
    assert connected == {f"127.0.1.{number} {port}" for number in (1, 2, 3, 4)}


def test_a_proxy_is_connected_and_not_asked_for(waiting, tmp_path):
    port, asked, _ = waiting
    urls = ["http://town.example/1.html", f"http://127.0.0.1:{port}/secret", f"http://0x7f.1:{port}/secret"]
    before = len(asked)
    fates, connected = ask(tmp_path, urls, proxy=f"http://127.0.0.1:{port}")
    assert [fates[url] for url in urls] == [200, "RefusedHost", "RefusedHost"]
    assert connected == {f"127.0.0.1 {port}"}
    assert asked[before:] == ["town.examplehttp://town.example/1.html"]


PROSE = "渡船在清晨离开东码头，船上坐满了赶早市的人，江面上的雾还没有散，船长把汽笛拉了两次，岸上的狗也跟着叫。"
LISTING = "".join(
    f'<li><a href="/news/{n}.html">第{n}班渡船从东码头按时开出了</a> 2026-03-{n:02}</li>' for n in range(1, 9)
)
STORY = f"<html><title>渡船开了</title><h1>渡船开了</h1><p>2026-03-02 来源：江边日报</p><p>{PROSE}</p></html>"


def test_a_site_leads_a_crawl_nowhere_but_to_itself(waiting, tmp_path):
    port, asked, pages = waiting
    hidden = "".join(
        f'<li><a href="{url}news/9.html">第{n}班渡船从西码头按时开出了</a> 2026-03-09</li>'
        for n, url in enumerate(url for url in SPELLINGS if url.startswith("http"))
    )
    pages["/list/"] = (200, {}, f'<html><meta charset="utf-8"><ul>{LISTING}{hidden}</ul></html>')
    pages["/based/"] = (200, {}, f'<html><base href="http://127.0.0.1:PORT/"><ul>{LISTING}</ul></html>')
    feed = "".join(f"<item><title>渡船开了</title><link>{url}</link></item>" for url in SPELLINGS[:20])
    pages["/feed.xml"] = (200, {"Content-Type": "text/xml"}, f'<rss version="2.0"><channel>{feed}</channel></rss>')
    places = "".join(f"<url><loc>{url}news/1.html</loc></url>" for url in SPELLINGS[:20])
    maps = "".join(f"<sitemap><loc>{url}map.xml</loc></sitemap>" for url in SPELLINGS[:20])
    pages["/places.xml"] = (200, {"Content-Type": "text/xml"}, f"<urlset>{places}</urlset>")
    pages["/maps.xml"] = (200, {"Content-Type": "text/xml"}, f"<sitemapindex>{maps}</sitemapindex>")
    pages |= {f"/news/{n}.html": (200, {}, STORY) for n in range(5)}
    pages["/news/6.html"] = (302, {"Location": "http://127.0.0.1:PORT/secret"}, "")
    pages["/news/7.html"] = (200, {}, '<meta http-equiv="refresh" content="0; url=http://127.0.0.1:PORT/secret">')
    around, connections = environment(tmp_path)
    home = f"http://127.0.0.4:{port}"
    urls = " ".join(f"{home}/{path}" for path in ("list/", "based/", "feed.xml", "places.xml", "maps.xml"))
    before = len(asked)
    subprocess.run(
        [
            sys.executable, "-m", "scrapy", "crawl", "section", "-a", f"urls={urls}", "-s", "DOWNLOAD_DELAY=0",
            "-s", f"DATABASE={tmp_path / 'news.db'}", "-s", f"PAGES_DATABASE={tmp_path / 'pages.db'}",
            "-s", "TWISTED_DNS_RESOLVER=tests.crawler.false_names.FalseNames",
        ],
        cwd=ROOT, env=around, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert set(connections.read_text().splitlines()) == {f"127.0.0.4 {port}"}
    assert {line.split("/")[0] for line in asked[before:]} == {"127.0.0.4"}
    assert "127.0.0.4/news/1.html" in asked[before:]
    fates = rows(
        tmp_path, "select url, reason from frontier where url like '%/news/6.html' or url like '%/news/7.html'"
    )
    assert {row["reason"] for row in fates} == {"another_site"}


def test_a_robots_txt_that_lies_in_a_private_place_forbids(waiting, tmp_path):
    port, asked, pages = waiting
    pages["/robots.txt"] = (302, {"Location": "http://127.0.0.1:PORT/robots-of-another"}, "")
    try:
        process = scrapy("crawl", "section", "-a", f"url=http://127.0.0.5:{port}/list/", folder=tmp_path)
    finally:
        del pages["/robots.txt"]
    assert process.returncode == 3, process.stderr
    assert asked[-1] == "127.0.0.5/robots.txt"
    [row] = rows(tmp_path, "select state, reason from frontier")
    assert row["state"] == "failed"
    assert "robots.txt" in row["reason"]


def test_another_port_of_a_named_host_is_not_named(waiting, tmp_path):
    port, _, pages = waiting
    pages["/ports/"] = (200, {}, "<html><ul>" + LISTING.replace("/news/", "http://127.0.0.6:9/news/") + "</ul></html>")
    scrapy("crawl", "section", "-a", f"url=http://127.0.0.6:{port}/ports/", folder=tmp_path)
    fates = rows(tmp_path, "select reason, count(*) as n from frontier where kind = 'article' group by reason")
    assert fates == [{"reason": "refused_address", "n": 8}]


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f::1", "64:ff9b::5db8:d70e", "2002:5db8:d70e::1"])
def test_public_addresses_are_public(address):
    assert special_kind(ip_address(address)) == ""


@pytest.mark.parametrize("name", ["town.example", "1.2.3.4.example", "0x7f.example", "123", "1.2.3.4.5", "中国"])
def test_a_name_is_no_address(name):
    assert spelled_address(name) is None or name == "123"


@pytest.mark.parametrize(
    ("contact", "status", "named"),
    [
        ("", 2, "CONTACT=you@example.org"),
        ("me", 2, "CONTACT=me"),
        ("me@university.example\nX-Evil: 1", 2, "neither a mail address"),
    ],
)
def test_a_public_site_is_crawled_by_somebody(tmp_path, contact, status, named):
    process = scrapy("crawl", "section", "-a", "url=http://town.example/", "-s", f"CONTACT={contact}", folder=tmp_path)
    assert process.returncode == status
    assert named in process.stderr
    assert len(process.stderr.strip().splitlines()) <= 2
    assert list(tmp_path.iterdir()) == []


def test_a_bad_private_host_is_refused(tmp_path):
    process = scrapy(
        "crawl", "section", "-a", "url=http://127.0.0.1/", "-s", "PRIVATE_HOSTS=10.0.0.0/40", folder=tmp_path
    )
    assert process.returncode == 2
    assert "10.0.0.0/40" in process.stderr
