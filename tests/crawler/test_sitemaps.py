"""Sitemaps as they are written: with the wrong namespace, gzipped, full of section fronts, and hostile."""

import gzip
import time

import pytest

from crawler.feeds.entries import is_front
from crawler.feeds.sitemap import MOST_SITEMAPS, sitemap_page
from crawler.feeds.xml_source import LONGEST_SOURCE, MOST_ENTRIES, inflated, is_xml_source
from crawler.sections import SectionPage
from tests.portal.contents import Contents

SITEMAP = "http://town.example/sitemap.xml"
FERRY = "http://town.example/c/2026/1001.html"
TITLE = "渡船今晨复航"
SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
NEWS = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'


def read(sitemap: str | bytes, url: str = SITEMAP, **options) -> SectionPage:
    page = sitemap_page(sitemap.encode() if isinstance(sitemap, str) else sitemap, url, **options)
    assert page is not None
    return page


def packed(data: bytes) -> bytes:
    """Gzipped without the time of day, which would give a test another name in each process."""
    return gzip.compress(data, mtime=0)


def urlset(*addresses: str) -> str:
    return f"<urlset {SPACE}>" + "".join(f"<url><loc>{address}</loc></url>" for address in addresses) + "</urlset>"


def index(*sitemaps: tuple[str, str]) -> str:
    named = "".join(f"<sitemap><loc>{loc}</loc><lastmod>{date}</lastmod></sitemap>" for loc, date in sitemaps)
    return f"<sitemapindex {SPACE}>{named}</sitemapindex>"


OF_NEWS = (
    "<news:news><news:publication><news:name>小城</news:name><news:language>zh</news:language></news:publication>"
    f"<news:publication_date>{{}}</news:publication_date><news:title>{TITLE}</news:title></news:news>"
)


@pytest.mark.parametrize(
    ("why", "sitemap", "title", "listed_at"),
    [
        ("an address alone", urlset(FERRY), "", ""),
        ("when it was last changed", f"<urlset {SPACE}><url><loc>{FERRY}</loc><lastmod>2026-03-20T09:15:00+08:00</lastmod></url></urlset>", "", "2026-03-20T09:15:00+08:00"),
        ("news", f"<urlset {SPACE} {NEWS}><url><loc>{FERRY}</loc>{OF_NEWS.format('2026-03-20T09:15:00+08:00')}</url></urlset>", TITLE, "2026-03-20T09:15:00+08:00"),
        ("published before it was changed", f"<urlset {SPACE} {NEWS}><url><loc>{FERRY}</loc><lastmod>2026-03-29</lastmod>{OF_NEWS.format('2026-03-20')}</url></urlset>", TITLE, "2026-03-20"),
        ("a bare time of Chinese news", f"<urlset {SPACE} {NEWS}><url><loc>{FERRY}</loc>{OF_NEWS.format('2026-03-20 09:15')}</url></urlset>", TITLE, "2026-03-20T09:15:00+08:00"),
        ("a bare time of nobody knows where", f"<urlset><url><loc>{FERRY}</loc><lastmod>2026-03-20T09:15:00</lastmod></url></urlset>", "", "2026-03-20"),
        ("a namespace that is not one", f'<urlset xmlns="http://www.google.com/schemas/sitemap/0.84"><url><loc>{FERRY}</loc></url></urlset>', "", ""),
        ("the namespace of news for everything", f'<urlset xmlns="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>{FERRY}</loc></url></urlset>', "", ""),
        ("no namespace for the prefix", f"<urlset><url><loc>{FERRY}</loc>{OF_NEWS.format('2026-03-20')}</url></urlset>", TITLE, "2026-03-20"),
        ("a prefix for everything", f'<s:urlset xmlns:s="http://www.sitemaps.org/schemas/sitemap/0.9"><s:url><s:loc>{FERRY}</s:loc></s:url></s:urlset>', "", ""),
        ("capitals", f"<URLSET><URL><LOC>{FERRY}</LOC></URL></URLSET>", "", ""),
        ("the address of a picture is the picture's", f"<urlset><url><image:image><image:loc>http://town.example/1.jpg</image:loc><image:title>码头</image:title></image:image><loc>{FERRY}</loc></url></urlset>", "", ""),
        ("a video's date is the video's", f"<urlset><url><loc>{FERRY}</loc><video:video><video:title>码头</video:title><video:publication_date>2020-01-01</video:publication_date></video:video></url></urlset>", "", ""),
        ("an index that lists an article", f"<sitemapindex><url><loc>{FERRY}</loc></url></sitemapindex>", "", ""),
        ("gzipped", packed(urlset(FERRY).encode()), "", ""),
        ("gzipped twice, as by the script and by the cache", packed(packed(urlset(FERRY).encode())), "", ""),
        ("gzipped in parts", packed(urlset(FERRY).encode()[:40]) + packed(urlset(FERRY).encode()[40:]), "", ""),
        ("called .gz and plain", urlset(FERRY).encode(), "", ""),
        ("one address a line", f"{FERRY}\r\n", "", ""),
        ("one address a line after a mark", b"\xef\xbb\xbf" + FERRY.encode() + b"\n\n", "", ""),
        ("gzipped addresses, one a line", packed(FERRY.encode()), "", ""),
    ],
)  # fmt: skip
def test_sitemaps(why: str, sitemap: str | bytes, title: str, listed_at: str) -> None:
    body = sitemap.encode() if isinstance(sitemap, str) else sitemap
    assert is_xml_source("text/plain", body), why
    page = read(body)
    assert [(link.url, link.title, link.listed_at, link.position) for link in page.links] == [
        (FERRY, title, listed_at, 1)
    ], why
    assert (page.next_pages, page.refused, page.score) == ([], [], 1.0), why


def test_end_tag_that_is_missing_costs_no_address() -> None:
    addresses = [f"http://town.example/c/2026/100{n}.html" for n in range(5)]
    broken = urlset(*addresses).replace("</loc></url>", "</loc>", 2)
    assert [link.url for link in read(broken).links] == addresses


@pytest.mark.parametrize(
    ("why", "body"),
    [
        ("nothing", b""),
        ("a page", b"<!doctype html><html><body>http://town.example/1.html</body></html>"),
        ("a feed", b"<rss><channel/></rss>"),
        ("rules for robots", b"User-agent: *\nSitemap: http://town.example/sitemap.xml\n"),
        ("a story that begins with an address", "http://town.example/1.html\n渡船今晨复航。\n票价不变。".encode()),
        ("an error as JSON", b'{"error": "http://town.example/1.html"}'),
        ("gzip around gzip around gzip around gzip", packed(packed(packed(packed(b"<urlset/>"))))),
        ("the first bytes of gzip", b"\x1f\x8b"),
    ],
)  # fmt: skip
def test_what_is_no_sitemap(why: str, body: bytes) -> None:
    assert sitemap_page(body, SITEMAP) is None, why


@pytest.mark.parametrize(
    ("why", "address"),
    [
        ("the front page", "http://town.example/"),
        ("a section", "http://town.example/politics/"),
        ("a section's section", "http://town.example/news/china/"),
        ("a section without a slash", "http://town.example/politics"),
        ("a section's default document", "http://town.example/news/china/index.html"),
        ("page 2 of a list", "http://town.example/news/list_2.html"),
        ("a tag", "http://town.example/tag/ferry"),
        ("a tag with a number", "http://town.example/tag/471991"),
        ("an author", "http://town.example/author/lin-man"),
        ("a search", "http://town.example/search?q=ferry"),
    ],
)
def test_fronts_are_no_articles(why: str, address: str) -> None:
    assert is_front(address), why
    page = read(urlset(address, FERRY))
    assert [link.url for link in page.links] == [FERRY], why
    assert page.refused == [(address, "a listing, not an article")], why


@pytest.mark.parametrize(
    ("why", "address"),
    [
        ("a day and a number", "http://town.example/c/2026-03-20/1001.shtml"),
        ("a number alone", "http://town.example/2000123"),
        ("a number as its folder", "http://town.example/news/2000123/"),
        ("a slug", "http://town.example/town/ferry-returns-at-dawn/"),
        ("a single word that ends like a page", "http://town.example/town/ferry.html"),
        ("a single word below a section", "http://town.example/town/ferry"),
        ("a parameter", "http://town.example/show.php?id=30"),
        ("a parameter of the front page", "http://town.example/?p=1234"),
        ("a tag's folder that is a day's", "http://town.example/topic/2026-03-20/100123.html"),
    ],
)
def test_articles_are_spared(why: str, address: str) -> None:
    assert not is_front(address), why
    assert [link.url for link in read(urlset(address)).links] == [address], why


def test_folder_of_others_is_a_front() -> None:
    front, article = "http://town.example/news/2026", "http://town.example/news/2026/1001"
    slug = "http://town.example/2026/03/20/ferry-returns-at-dawn"
    page = read(urlset(front, article, slug, slug + "/amp"))
    assert [link.url for link in page.links] == [article, slug, slug + "/amp"]


@pytest.mark.parametrize(
    ("printed", "reason"),
    [
        ("file:///etc/passwd", "not http or https"),
        ("http://town.example:0/1.html", "no such port"),
        ("http://stranger.example/c/2026/1.html", "another site"),
        ("http://town.example/photo/1.jpg", "a file, not a page"),
        ("http://town.example/c/" + "长" * 600, "longer than 4096 characters"),
    ],
)
def test_refused_links(printed: str, reason: str) -> None:
    page = read(urlset(FERRY, printed))
    assert [link.url for link in page.links] == [FERRY]
    assert page.refused == [(printed, reason)]


def test_moved_domain() -> None:
    page = read(urlset(FERRY), "http://city.example/sitemap.xml", moved={"town.example": "city.example"})
    assert [(link.url, link.printed_url) for link in page.links] == [(FERRY.replace("town", "city"), FERRY)]


def test_date_of_the_file_is_no_date_of_the_articles() -> None:
    rows = [
        f"<url><loc>http://town.example/c/{1000 + n}.html</loc><lastmod>{date}</lastmod></url>"
        for n, date in enumerate(["2026-03-20T04:00:00+08:00"] * 20 + ["2026-01-02"])
    ]
    assert [link.listed_at for link in read("<urlset>" + "".join(rows) + "</urlset>").links] == [""] * 20 + [
        "2026-01-02"
    ]


def test_day_in_the_address_comes_before_the_last_change() -> None:
    sitemap = (
        "<urlset><url><loc>http://town.example/20170120/1001.html</loc><lastmod>2026-03-20</lastmod></url></urlset>"
    )
    assert read(sitemap).links[0].listed_at == "2017-01-20"


def test_number_below_a_year_is_no_day() -> None:
    assert read(urlset(FERRY)).links[0].listed_at == ""
    assert read(urlset("http://town.example/c/t20260320_1.html")).links[0].listed_at == "2026-03-20"


def test_index_names_the_newest_sitemaps_first() -> None:
    page = read(
        index(
            ("http://town.example/s-old.xml", "2019-05-01"),
            ("http://town.example/s-none.xml", ""),
            ("http://town.example/s-2025-11.xml.gz", ""),
            ("http://town.example/s-evening.xml", "2026-03-20T18:00:00+08:00"),
            ("http://town.example/s-noon.xml", "2026-03-20T04:00:00Z"),
            ("http://town.example/s-month.xml", "2026-02"),
        )
    )
    names = [address.removeprefix("http://town.example/s-").split(".")[0] for address in page.next_pages]
    assert names == ["evening", "noon", "month", "2025-11", "old", "none"]
    assert page.links == []


def test_index_that_names_itself_and_strangers() -> None:
    page = read(
        index(
            (SITEMAP, "2026-03-20"),
            ("/s1.xml", ""),
            ("http://town.example/s1.xml#again", ""),
            ("http://stranger.example/s.xml", ""),
            ("file:///etc/passwd", ""),
        )
    )
    assert page.next_pages == ["http://town.example/s1.xml"]
    assert page.refused == [
        ("file:///etc/passwd", "not http or https"),
        ("http://stranger.example/s.xml", "another site"),
    ]


def test_index_without_end_is_bounded() -> None:
    days = [(f"http://town.example/s{n}.xml", f"{1990 + n // 300}-01-{n % 28 + 1:02}") for n in range(9000)]
    page = read(index(*days))
    assert len(page.next_pages) == MOST_SITEMAPS
    assert page.next_pages[0] == "http://town.example/s8707.xml"  # the first of 2019-01-28


def test_fifty_thousand_entries_cost_a_second() -> None:
    entry = "<url><loc>http://town.example/c/2026-03-20/{}.shtml</loc><lastmod>2026-03-20T09:{:02}:{:02}+08:00</lastmod></url>"
    entries = [entry.format(n, n // 60 % 60, n % 60) for n in range(MOST_ENTRIES + 10)]
    body = f"<urlset {SPACE}>{''.join(entries)}</urlset>".encode()
    began = time.process_time()
    page = read(body)
    assert time.process_time() - began < 2  # one on a quiet machine
    assert len(page.links) == MOST_ENTRIES


def test_gzip_bomb_is_not_inflated() -> None:
    bomb = packed(b"<urlset>" + b"<a/>" * (LONGEST_SOURCE // 2))
    assert len(inflated(bomb)) == LONGEST_SOURCE
    began = time.process_time()
    assert read(bomb).links == []
    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    ("why", "damage"),
    [
        ("broken off", lambda body: body[: len(body) // 2]),
        ("a wrong checksum", lambda body: body[:-8] + b"\0" * 8),
        ("something behind it", lambda body: body + b"\r\n<!-- cached -->"),
    ],
)
def test_damaged_gzip_gives_what_came_before(why: str, damage) -> None:
    addresses = [f"http://town.example/c/2026/{n * 7919 % 100_003}.html" for n in range(30_000)]
    links = [link.url for link in read(damage(packed(urlset(*addresses).encode()))).links]
    assert links, why
    assert links == addresses[: len(links)], why


@pytest.mark.parametrize(
    ("why", "body"),
    [
        ("an entity bomb", '<!DOCTYPE urlset [<!ENTITY a "http://town.example/"><!ENTITY b "' + "&a;" * 1000 + f'">]>{urlset("&b;" * 1000)}'),
        ("an external entity", f'<!DOCTYPE urlset [<!ENTITY e SYSTEM "file:///etc/passwd">]>{urlset("http://town.example/&e;")}'),
        ("elements without end", "<urlset>" + "<url>" * 200_000),
        ("slashes", urlset(*(f"http://town.example{'/a' * 1900}/{n}" for n in range(500)))),
        ("addresses that never end", urlset("http://town.example/" + "a" * 5_000_000)),
        ("lines that are no addresses", "http://town.example/1.html\n" + "x\n" * 2_000_000),
        ("a line that never ends", "http://town.example/1.html " * 500_000),
    ],
)  # fmt: skip
def test_hostile_sitemaps_are_bounded(why: str, body: str) -> None:
    began = time.process_time()
    page = sitemap_page(body.encode(), SITEMAP)
    assert time.process_time() - began < 3, why
    assert page is None or "root:" not in repr(page)


def test_sitemaps_of_the_portal() -> None:
    contents = Contents()
    contents.url = "http://portal.example"
    named = read(contents.answer("/sitemap.xml", {}).body, contents.url + "/sitemap.xml")
    assert named.next_pages == ["http://portal.example/sitemap-news.xml.gz"]
    packed = contents.answer("/sitemap-news.xml.gz", {})
    assert is_xml_source(packed.headers["Content-Type"], packed.body)
    page = read(packed.body, named.next_pages[0])
    assert page == read(contents.answer("/sitemap-news.xml", {}).body, named.next_pages[0])
    assert {(link.url, link.title, link.listed_at) for link in page.links} == {
        (contents.url + article.links_to, article.title, article.published_at) for article in contents.articles
    }
    fronts = ["/", "/news/", "/town/", "/english/"]
    assert page.refused == [(contents.url + path, "a listing, not an article") for path in fronts]
