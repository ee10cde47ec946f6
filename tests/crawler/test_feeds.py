"""RSS and Atom as they are written: of every version, in the wrong charset, broken, and hostile."""

import gzip
import time
from collections.abc import Callable

import pytest
from parsel import Selector

from crawler.feeds.dates import feed_date
from crawler.feeds.feed import feed_links, feed_page
from crawler.feeds.xml_source import is_xml_source
from crawler.sections import SectionPage
from crawler.urls import LONGEST_ADDRESS
from tests.portal.contents import Contents
from tests.portal.feeds import FEED_LENGTH

FEED = "http://town.example/news/feed.xml"
FERRY = "http://town.example/c/2026-03-20/1001.html"
TITLE = "渡船今晨复航"
ATOM = 'xmlns="http://www.w3.org/2005/Atom"'


def read(feed: str | bytes, url: str = FEED, **options) -> SectionPage:
    page = feed_page(feed.encode() if isinstance(feed, str) else feed, url, **options)
    assert page is not None
    return page


def rss(*items: str, about: str = "<title>小城新闻</title><link>http://town.example/</link>") -> str:
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{about}{"".join(items)}</channel></rss>'


def item(inner: str = "", link: str = FERRY) -> str:
    return f"<item><title>{TITLE}</title><link>{link}</link>{inner}</item>"


WHEN = "2026-03-20T09:15:00+08:00"


@pytest.mark.parametrize(
    ("why", "feed"),
    [
        ("RSS 0.91 behind a document type", f'<!DOCTYPE rss PUBLIC "-//x//DTD RSS 0.91//EN" "http://x.example/rss.dtd"><rss version="0.91"><channel><title>小城新闻</title>{item("<pubDate>2026-03-20 09:15</pubDate>")}</channel></rss>'),
        ("RSS 2.0", rss(item("<pubDate>Fri, 20 Mar 2026 09:15:00 +0800</pubDate>"))),
        ("RSS 1.0 has its items beside the channel", f'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="{FEED}"><title>小城新闻</title><items><rdf:Seq><rdf:li rdf:resource="{FERRY}"/></rdf:Seq></items></channel><item rdf:about="{FERRY}"><title>{TITLE}</title><link>{FERRY}</link><dc:date>{WHEN}</dc:date></item></rdf:RDF>'),
        ("RSS 1.0 with the address on the item alone", f'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><channel><title>小城新闻</title></channel><item rdf:about="{FERRY}"><title>{TITLE}</title><date>{WHEN}</date></item></rdf:RDF>'),
        ("Atom 1.0", f'<feed {ATOM}><title>小城新闻</title><entry><title>{TITLE}</title><link rel="edit" href="/edit/1"/><link href="{FERRY}"/><id>tag:town.example,2026:1</id><updated>2026-03-21T10:00:00Z</updated><published>{WHEN}</published></entry></feed>'),
        ("Atom 0.3", f'<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>小城新闻</title><entry><title mode="escaped">{TITLE}</title><link rel="service.edit" href="http://town.example/edit"/><link rel="alternate" type="text/html" href="{FERRY}"/><modified>2026-03-21T10:00:00Z</modified><issued>{WHEN}</issued></entry></feed>'),
        ("Atom under a prefix of its own", f'<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:title>小城新闻</a:title><a:entry><a:title>{TITLE}</a:title><a:link href="{FERRY}"/><a:published>{WHEN}</a:published></a:entry></a:feed>'),
        ("Atom with the address as its id alone", f"<feed {ATOM}><title>小城新闻</title><entry><title>{TITLE}</title><id>{FERRY}</id><updated>{WHEN}</updated></entry></feed>"),
        ("a link of Atom within RSS", rss(f'<item><title>{TITLE}</title><atom:link xmlns:atom="http://www.w3.org/2005/Atom" href="{FERRY}"/><pubDate>{WHEN}</pubDate></item>')),
        ("a guid where the link is empty", rss(f"<item><title>{TITLE}</title><link/><guid>{FERRY}</guid><pubDate>{WHEN}</pubDate></item>")),
        ("the article's own address, not the counter's", rss(item(f"<feedburner:origLink>{FERRY}</feedburner:origLink><pubDate>{WHEN}</pubDate>", "http://counter.example/~r/1"))),
        ("a picture's title before the headline", rss(f"<item><media:content><media:title>码头</media:title></media:content><media:title>码头</media:title><title>{TITLE}</title><link>{FERRY}</link><pubDate>{WHEN}</pubDate></item>")),
        ("everything in CDATA, on lines of its own", rss(f"<item><title><![CDATA[\n {TITLE}\n]]></title><link><![CDATA[\n{FERRY}\n]]></link><pubDate><![CDATA[{WHEN}]]></pubDate></item>")),
        ("markup in the headline", rss(f"<item><title>&lt;b&gt;渡船&lt;/b&gt;今晨复航</title><link>{FERRY}</link><pubDate>{WHEN}</pubDate></item>")),
        ("XHTML in the headline", f'<feed {ATOM}><title>小城新闻</title><entry><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">渡船<em>今晨</em>复航</div></title><link href="{FERRY}"/><updated>{WHEN}</updated></entry></feed>'),
        ("a relative address", rss(f"<item><title>{TITLE}</title><link>../c/2026-03-20/1001.html</link><pubDate>{WHEN}</pubDate></item>")),
        ("a relative address and what it is relative to", f'<feed {ATOM} xml:base="http://town.example/c/"><title>小城新闻</title><entry xml:base="2026-03-20/"><title>{TITLE}</title><link href="1001.html"/><updated>{WHEN}</updated></entry></feed>'),
        ("a parameter that tells who shared it", rss(item(f"<pubDate>{WHEN}</pubDate>", f"{FERRY}?utm_source=rss&amp;utm_medium=feed"))),
        ("an entity of HTML", rss(item(f"<description>一&nbsp;二&mdash;三</description><pubDate>{WHEN}</pubDate>"))),
        ("a bare ampersand and a bare angle", rss(item(f"<description>A & B, 3 < 5</description><pubDate>{WHEN}</pubDate>"))),
        ("an end tag that is missing", rss(item(f"<description><p>一<b>二</description><pubDate>{WHEN}</pubDate>"))),
        ("a control character", rss(item(f"<description>一\x0b二\x00</description><pubDate>{WHEN}</pubDate>"))),
        ("blank lines and a warning before it", "\n\n<br />\n<b>Warning</b>: mysql_connect() in /feed.php<br />\n" + rss(item(f"<pubDate>{WHEN}</pubDate>"))),
        ("the end is missing", rss(item(f"<pubDate>{WHEN}</pubDate>")).removesuffix("</channel></rss>")),
    ],
)  # fmt: skip
def test_feeds(why: str, feed: str) -> None:
    page = read(feed)
    assert page.name == "小城新闻", why
    assert [(link.url, link.title, link.listed_at, link.position) for link in page.links] == [
        (FERRY, TITLE, WHEN, 1)
    ], why
    assert (page.next_pages, page.refused, page.score) == ([], [], 1.0), why


@pytest.mark.parametrize(
    ("why", "encode", "header"),
    [
        ("says UTF-8, is GBK", lambda feed: ('<?xml version="1.0" encoding="utf-8"?>' + feed).encode("gb18030"), None),
        ("says GB2312, is UTF-8", lambda feed: ('<?xml version="1.0" encoding="gb2312"?>' + feed).encode(), None),
        ("says GB2312, holds more than that", lambda feed: ('<?xml version="1.0" encoding="gb2312"?>' + feed).encode("gb18030"), None),
        ("says nothing, and the header is right", lambda feed: feed.encode("gb18030"), "gbk"),
        ("the header is wrong", lambda feed: feed.encode(), "iso-8859-1"),
        ("a charset that nobody knows", lambda feed: ('<?xml version="1.0" encoding="gb-utf8"?>' + feed).encode(), "none"),
        ("UTF-16 with its mark", lambda feed: ('<?xml version="1.0" encoding="utf-16"?>' + feed).encode("utf-16"), None),
        ("a mark, blanks and then the declaration", lambda feed: b"\xef\xbb\xbf\n" + ('<?xml version="1.0"?>' + feed).encode(), None),
        ("gzip within gzip", lambda feed: gzip.compress(gzip.compress(feed.encode())), None),
    ],
)  # fmt: skip
def test_charsets(why: str, encode: Callable[[str], bytes], header: str | None) -> None:
    feed = rss(item(), item(link="/c/2.html").replace(TITLE, "王㛃谈渡船")).removeprefix('<?xml version="1.0"?>')
    body = encode(feed)
    assert is_xml_source("text/html", body), why
    assert [link.title for link in read(body, charset=header).links] == [TITLE, "王㛃谈渡船"], why


@pytest.mark.parametrize(
    ("why", "body", "is_xml", "content_type"),
    [
        ("a page", "<!doctype html><html><body>小城</body></html>", False, "text/html"),
        ("a page that is called XML", '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml">', False, "application/xhtml+xml"),
        ("a page that shows how a feed is written", "<html><body><pre><rss version=2><channel></pre>", False, "application/xml"),
        ("nothing", "", False, "text/html"),
        ("one byte", "<", False, "text/html"),
        ("a story as plain text", "渡船今晨复航。", False, "text/plain"),
        ("other XML, which no reader of pages reads either", "<error>closed</error>", True, "text/xml"),
        ("a sitemap", "<urlset><url><loc>http://town.example/1</loc></url></urlset>", True, "text/html"),
        ("a list of addresses", "http://town.example/c/1.html\nhttp://town.example/c/2.html", True, "text/plain"),
    ],
)  # fmt: skip
def test_what_is_no_feed(why: str, body: str, is_xml: bool, content_type: str) -> None:
    assert feed_page(body.encode(), FEED) is None, why
    assert is_xml_source(content_type, body.encode()) is is_xml, why


def test_feed_without_articles_is_a_feed() -> None:
    assert read(rss()).links == []
    assert read("<rss/>") == SectionPage("", [], [], 1.0, [])


@pytest.mark.parametrize(
    ("printed", "reason"),
    [
        ("file:///etc/passwd", "not http or https"),
        ("javascript:alert(1)", "not http or https"),
        ("data:text/html,x", "not http or https"),
        ("ftp://town.example/1.html", "not http or https"),
        ("gopher://town.example/1", "not http or https"),
        ("http://[::1/", "no address"),
        ("http://user:word@town.example/1.html", "a user name in the address"),
        ("http://town.example:99999/1.html", "no such port"),
        ("http://town.example/" + "a" * LONGEST_ADDRESS, f"longer than {LONGEST_ADDRESS} characters"),
        ("http://town.example/c/table.xlsx", "a file, not a page"),
        ("http://town.example/c/ferry.mp4", "a file, not a page"),
        ("http://stranger.example/c/1.html", "another site"),
        ("http://town.example/", "a listing, not an article"),
    ],
)
def test_refused_links(printed: str, reason: str) -> None:
    page = read(rss(item(), item(link=printed)))
    assert [link.url for link in page.links] == [FERRY]
    assert page.refused == [(printed, reason)]


@pytest.mark.parametrize(
    ("why", "printed", "wanted"),
    [
        ("escaped twice", "http://town.example/s?b=2&amp;amp;a=1", "http://town.example/s?a=1&b=2"),
        ("not escaped", "http://town.example/s?b=2&a=1", "http://town.example/s?a=1&b=2"),
        ("not escaped, and like an entity", "http://town.example/s?b=2&copy=1", "http://town.example/s?b=2&copy=1"),
        ("not escaped in CDATA", "<![CDATA[http://town.example/s?b=2&a=1]]>", "http://town.example/s?a=1&b=2"),
        ("words of the page's charset", "http://town.example/s?q=渡船", "http://town.example/s?q=%E6%B8%A1%E8%88%B9"),
        ("a comment's place is the article's", f"{FERRY}#comment-5", FERRY),
        ("a line break within", "http://town.example/c/2026-03-20/\n1001.html ", FERRY),
    ],
)
def test_addresses(why: str, printed: str, wanted: str) -> None:
    link = read(rss(item(link=printed))).links[0]
    assert link.url == wanted, why


def test_address_that_broke_off_is_not_asked_for() -> None:
    whole = rss(item(), item(link="http://town.example/c/2026-03-20/1002.html"))
    for end in range(whole.index(FERRY), len(whole)):
        links = [link.url for link in read(whole[:end]).links]
        assert set(links) <= {FERRY, FERRY.replace("1001", "1002")}


def test_one_article_is_listed_once() -> None:
    page = read(rss(item(), item(), item(link=FERRY + "#top")))
    assert [link.position for link in page.links] == [1]


def test_moved_domain() -> None:
    page = read(rss(item()), moved={"town.example": "city.example"})
    assert [(link.url, link.printed_url) for link in page.links] == [(FERRY.replace("town", "city"), FERRY)]


def test_feed_on_another_host_speaks_for_its_site() -> None:
    page = read(rss(item(), item(link="http://stranger.example/1.html")), "http://feeds.example/town")
    assert [link.url for link in page.links] == [FERRY]
    unnamed = rss(item(), item(link="/c/2.html").replace("/c/", "http://town.example/c/"), about="")
    assert len(read(unnamed, "http://feeds.example/town").links) == 2


def test_next_page_of_an_atom_feed() -> None:
    links = "".join(
        f'<link rel="next" href="{href}"/>'
        for href in ("?page=2", FEED, "http://stranger.example/?page=2", "file:///etc/passwd")
    )
    page = read(f"<feed {ATOM}>{links}<entry><link href='{FERRY}'/></entry></feed>")
    assert page.next_pages == [f"{FEED}?page=2"]
    assert page.refused == [
        ("http://stranger.example/?page=2", "another site"),
        ("file:///etc/passwd", "not http or https"),
    ]


@pytest.mark.parametrize(
    ("printed", "wanted"),
    [
        ("Fri, 20 Mar 2026 09:15:00 +0800", "2026-03-20T09:15:00+08:00"),
        ("Fri, 20 Mar 2026 01:15:00 GMT", "2026-03-20T01:15:00+00:00"),
        ("Fri, 20 Mar 2026 01:15:00 -0000", "2026-03-20T01:15:00+00:00"),
        ("Fri, 20 Mar 26 01:15 UT", "2026-03-20T01:15:00+00:00"),
        ("20 March 2026 09:15:00 GMT+8", "2026-03-20T09:15:00+08:00"),
        ("Thu, 19 Mar 2026 20:15:00 EST", "2026-03-19T20:15:00-05:00"),
        ("Fri, 20 Mar 2026 09:15:00 CST", "2026-03-20T09:15:00+08:00"),
        ("Fri Mar 20 09:15:00 CST 2026", "2026-03-20T09:15:00+08:00"),
        ("Fri, 20 Mar 2026 09:15:00", "2026-03-20T09:15:00+08:00"),
        ("2026-03-20T09:15:00.250+0800", "2026-03-20T09:15:00+08:00"),
        ("2026-03-20T01:15Z", "2026-03-20T01:15:00+00:00"),
        ("2026-03-20 09:15:00", "2026-03-20T09:15:00+08:00"),
        ("2026年3月20日 09:15", "2026-03-20T09:15:00+08:00"),
        ("2026/3/20 9:15:00", "2026-03-20T09:15:00+08:00"),
        ("2026-03-20", "2026-03-20"),
        ("1773969300", "2026-03-20T01:15:00+00:00"),
        ("1773969300000", "2026-03-20T01:15:00+00:00"),
    ],
)
def test_dates(printed: str, wanted: str) -> None:
    assert feed_date(printed) == wanted
    assert read(rss(item(f"<pubDate>{printed}</pubDate>"))).links[0].listed_at == wanted


@pytest.mark.parametrize(
    ("why", "printed"),
    [
        ("nothing", ""),
        ("no such day", "Mon, 30 Feb 2026 09:15:00 +0800"),
        ("no such day in ISO's words", "2026-02-30T09:15:00Z"),
        ("no such hour", "2026-02-20T25:15:00Z"),
        ("before the web", "0001-01-01T00:00:00Z"),
        ("words", "昨天或今天"),
        ("a story in the wrong element", "2026-03-20 " + "渡船" * 40),
    ],
)
def test_no_dates(why: str, printed: str) -> None:
    assert feed_date(printed) == "", why


def test_bare_time_of_a_feed_that_is_not_chinese_is_not_told() -> None:
    feed = rss("<item><title>Ferry returns</title><link>/1.html</link><pubDate>{}</pubDate></item>", about="")
    assert read(feed.format("2026-03-20 09:15")).links[0].listed_at == "2026-03-20"
    assert read(feed.format("Fri, 20 Mar 2026 09:15:00 CST")).links[0].listed_at == "2026-03-20T09:15:00-06:00"
    assert read(feed.format("Fri, 20 Mar 2026 09:15:00 XYZ")).links[0].listed_at == "2026-03-20"


BILLION = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
HOSTILE: list[tuple[str, bytes]] = [
    ("an entity bomb", f'<!DOCTYPE rss [<!ENTITY e0 "ha">{BILLION}]>{rss(item("<description>&e11;</description>"))}'.encode()),
    ("an external entity", f'<!DOCTYPE rss [<!ENTITY e SYSTEM "file:///etc/passwd">]>{rss(item("<description>&e;</description>"))}'.encode()),
    ("an external document type", f'<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/x.dtd">{rss(item())}'.encode()),
    ("elements without end", rss(item()).removesuffix("</channel></rss>").encode() + b"<item><title>" * 200_000),
    ("a document type without end", b"<!DOCTYPE rss [" + b"]   " * 1_000_000),
    ("comments without end", b"<!--" * 1_000_000 + b"<rss/>"),
    ("CDATA without end", b"<rss>" + b"<![CDATA[" * 500_000),
    ("ampersands", b"<rss>" + b"&" * 4_000_000),
    ("angles", b"<rss>" + b"< " * 4_000_000),
    ("entities that nobody knows", b"<rss>" + b"&a;" * 1_000_000),
    ("attributes", b"<rss " + b"".join(b'a%d="" ' % n for n in range(300_000)) + b"/>"),
    ("one line", b"<rss><item><title>" + b"x" * 11_000_000),
    ("fields", rss("<item>" + "<link>file:///x</link>" * 200_000 + "</item>").encode()),
    ("blanks in a date", rss(item("<pubDate>" + "20 " * 1_000_000 + "</pubDate>")).encode()),
    ("angles in a headline", rss(f"<item><title>{'&lt;a' * 500_000}</title><link>{FERRY}</link></item>").encode()),
    ("half a character as a number", rss(item("&#xD800;&#x&#xD800;D800;<!-- <![CDATA[ -->&#056000;&#xdfff ]]>", "/&#xD83D;.html")).encode()),
    ("half a character", rss(item()).encode()[:-20] + b"\xe6\xb8"),
    ("a damaged gzip", gzip.compress(rss(item()).encode())[:-30] + b"\0" * 30),
    ("members of gzip", gzip.compress(b"<") * 200_000),
    ("zeros", b"\0" * 5_000_000),
]  # fmt: skip


@pytest.mark.parametrize(("why", "body"), HOSTILE, ids=[why for why, _ in HOSTILE])
def test_hostile_feeds_are_bounded(why: str, body: bytes) -> None:
    began = time.process_time()
    page = feed_page(body, FEED)
    assert time.process_time() - began < 3, why
    if page is not None:
        assert "root:" not in repr(page)
        assert len(repr(page)) < 100_000


def test_fifty_thousand_nested_titles_are_read_once_each() -> None:
    body = b"<rss>" + b"<item><title>" * 100 + b"<b/>" * 400_000
    began = time.process_time()
    feed_page(body, FEED)
    assert time.process_time() - began < 3


@pytest.mark.parametrize(
    ("why", "link", "wanted"),
    [
        ("RSS", '<link rel=alternate type="application/rss+xml" href="/feed.xml">', ["http://town.example/feed.xml"]),
        ("Atom, relative", '<link rel="Alternate" type="application/atom+xml; charset=utf-8" href=atom.xml>', ["http://town.example/news/atom.xml"]),
        ("relative to a base", '<base href="http://town.example/f/"><link rel=alternate type=application/rss+xml href=1.xml>', ["http://town.example/f/1.xml"]),
        ("one feed under two titles", '<link rel=alternate type=application/rss+xml href=/f><link rel="alternate feed" type=application/rss+xml href=/f>', ["http://town.example/f"]),
        ("comments", '<link rel=alternate type=application/rss+xml title="小城 » 评论 Feed" href=/c/f>', []),
        ("comments by their address", "<link rel=alternate type=application/rss+xml href=/comments/feed/>", []),
        ("a style sheet", "<link rel=stylesheet type=text/css href=/a.css>", []),
        ("the page in English", "<link rel=alternate type=text/html hreflang=en href=/en/>", []),
        ("no web address", '<link rel=alternate type=application/rss+xml href="feed:http://town.example/f"><link rel=alternate type=application/rss+xml href="//[::1">', []),
    ],
)  # fmt: skip
def test_feeds_that_a_page_names(why: str, link: str, wanted: list[str]) -> None:
    assert feed_links(Selector(f"<html><head>{link}</head></html>"), "http://town.example/news/") == wanted, why


@pytest.mark.parametrize("path", ["/feed.xml", "/atom.xml"])
def test_feeds_of_the_portal(path: str) -> None:
    contents = Contents()
    contents.url = "http://portal.example"
    answer = contents.answer(path, {})
    assert is_xml_source(answer.headers["Content-Type"], answer.body)
    page = read(answer.body, contents.url + path)
    newest = sorted(contents.articles, key=lambda article: article.printed_at, reverse=True)[:FEED_LENGTH]
    assert page.name == "云汀在线"
    assert [(link.url, link.title, link.listed_at[:10]) for link in page.links] == [
        (contents.url + article.links_to, article.title, article.listed_at) for article in newest
    ]
