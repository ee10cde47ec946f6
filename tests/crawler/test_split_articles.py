"""The pages of a split article, on the evidence of its own pager."""

import json
from pathlib import Path

import pytest
from parsel import Selector

from crawler.split_articles import further_pages, is_page_of

SCHOOL = Path(__file__).parents[3] / "shared" / "corpus" / "school-portal"
STORY = "<p>The ferry came back on Monday, three weeks late, and the whole quay was there to see it.</p>"


def pages(pager: str, path: str = "/c/2016-09-02/1013578.shtml") -> list[str]:
    page = Selector(text=f"<html><body><h1>Ferry returns</h1>{STORY}<div>{pager}</div></body></html>")
    return [
        address.removeprefix("http://town.example") for address in further_pages(page, "http://town.example" + path)
    ]


@pytest.mark.parametrize(
    ("why", "path", "pager", "wanted"),
    [
        ("numbers and 下一页", "/c/9.shtml", '<b>1</b> <a href="9_2.shtml">2</a> <a href="9_3.shtml">3</a> <a href="9_2.shtml">下一页</a>', ["/c/9_2.shtml", "/c/9_3.shtml"]),
        ("page 2 is _1", "/c/9.shtml", '<b>1</b> <a href="9_1.shtml">2</a> <a href="9_2.shtml">3</a>', ["/c/9_1.shtml", "/c/9_2.shtml"]),
        ("a hyphen", "/n1/2017/c15-29709854.html", '<a href="/n1/2017/c15-29709854.html">1</a><a href="/n1/2017/c15-29709854-2.html">2</a>', ["/n1/2017/c15-29709854-2.html"]),
        ("two digits", "/system/010538097.shtml", '[1] <a href="010538097_01.shtml">[2]</a> <a href="010538097_02.shtml">[3]</a>', ["/system/010538097_01.shtml", "/system/010538097_02.shtml"]),
        ("a parameter", "/show.php?id=7", '<b>1</b> <a href="/show.php?id=7&page=2">2</a> <a href="/show.php?id=7&page=2">下一页</a>', ["/show.php?id=7&page=2"]),
        ("a step", "/2020/storm-closes-harbour-road/", '<span>1</span> <a href="/2020/storm-closes-harbour-road/2/">2</a>', ["/2020/storm-closes-harbour-road/2/"]),
        ("from the middle", "/c/9_2.shtml", '<a href="9.shtml">1</a> <b>2</b> <a href="9_3.shtml">3</a> <a href="9.shtml">上一页</a>', ["/c/9_3.shtml"]),
        ("from the end", "/c/9_3.shtml", '<a href="9.shtml">1</a> <a href="9_2.shtml">2</a> <b>3</b> <a href="9_2.shtml">上一页</a>', []),
        ("下一页 alone", "/c/9.shtml", '<a href="9_2.shtml">下一页</a>', ["/c/9_2.shtml"]),
        ("Next page alone", "/c/9.html", '<a href="9_2.html">Next page ›</a>', ["/c/9_2.html"]),
        ("尾页 would jump over what the window leaves out", "/c/9.shtml", '<b>1</b> <a href="9_2.shtml">2</a> <a href="9_2.shtml">下一页</a> <a href="9_9.shtml">尾页</a>', ["/c/9_2.shtml"]),
        ("a script call", "/c/t9.htm", '<script>createPageHTML(3, 0, "t9", "htm");</script>', ["/c/t9_1.htm", "/c/t9_2.htm"]),
        ("the whole text, where there is nothing else", "/c/9.shtml", '<a href="9_all.shtml">余下全文</a>', ["/c/9_all.shtml"]),
        ("pages are enough where there are pages", "/c/9.shtml", '<b>1</b> <a href="9_2.shtml">2</a> <a href="9_2.shtml">下一页</a> <a href="9_all.shtml">阅读全文</a>', ["/c/9_2.shtml"]),
    ],
)  # fmt: skip
def test_split(why, path, pager, wanted):
    assert pages(pager, path) == wanted, why


@pytest.mark.parametrize(
    ("why", "path", "pager"),
    [
        ("the address alone says nothing", "/c/n68_1.html", ""),
        ("the next article is no next page", "/c/9.html", '上一篇：<a href="8.html">Mill burns</a> 下一篇：<a href="10.html">School fair</a>'),
        ("even where it is called 下一页", "/c/1013578.html", '<a href="1013579.html">下一页</a>'),
        ("the next part of a series is another article", "/c/harbour-1.html", '<a href="harbour-2.html">Next</a>'),
        ("pages of the list it came from", "/news/9.html", '<a href="/news/index_2.html">2</a><a href="/news/index_3.html">3</a>'),
        ("a picture series that a script turns", "/c/9.html", '<a href="#p=2">2</a><a href="javascript:go(3)">3</a><a href="#p=2">下一页</a>'),
        ("comments in pages", "/c/9.html", '<a href="/comment/9_2.html">2</a> <a href="/comment/9_2.html">下一页</a>'),
        ("a footnote", "/c/9.html", 'the council<a href="9_1.html">1</a> said'),
        ("another site's", "/c/9.html", '<b>1</b><a href="http://elsewhere.example/c/9_2.html">2</a>'),
    ],
)  # fmt: skip
def test_whole(why, path, pager):
    assert pages(pager, path) == [], why


def test_no_address_and_no_page():
    assert further_pages(Selector(text="<a href='9_2.html'>下一页</a>"), "") == []
    assert further_pages(Selector(text=""), "http://town.example/c/9.html") == []
    assert (
        further_pages(Selector(text="<a href='//[::1'>下一页</a><a href=''>2</a>"), "http://town.example/c/9.html")
        == []
    )


@pytest.mark.parametrize(
    ("why", "address", "is_page"),
    [
        ("a page", "http://town.example/c/1013578_2.shtml", True),
        ("a page on the mobile twin", "http://m.town.example/c/1013578_2.shtml", True),
        ("itself", "https://www.town.example/c/1013578.shtml", False),
        ("the next number is the next article", "http://town.example/c/1013579.shtml", False),
        ("a longer number", "http://town.example/c/10135781.shtml", False),
        ("another folder", "http://town.example/d/1013578_2.shtml", False),
        ("another parameter", "http://town.example/c/1013578.shtml?print=1", False),
    ],
)
def test_pages_of(why, address, is_page):
    assert is_page_of(address, "http://town.example/c/1013578.shtml") is is_page, why


@pytest.mark.skipif(not SCHOOL.is_dir(), reason="the saved school portal is not here")
def test_no_article_of_the_school_portal_is_split():
    """Twelve of them end in _1 all the same."""
    rows = [json.loads(line) for line in (SCHOOL / "index.jsonl").read_text(encoding="utf-8").splitlines()]
    articles = [row for row in rows if "/n" in row["url"].rpartition("/news/")[2]]
    assert sum(row["url"].endswith("_1.html") for row in articles) >= 12
    for row in articles:
        page = Selector(text=(SCHOOL / row["file"]).read_bytes().decode(errors="replace"))
        assert further_pages(page, row["url"]) == [], row["url"]
