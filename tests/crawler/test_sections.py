"""A section page's articles, told from its menus, side columns and hot lists."""

import time
from html import escape

import pytest
from parsel import Selector

from crawler.sections import ArticleLink, SectionPage, section_page
from crawler.urls import LONGEST_ADDRESS

TOWN = "http://town.example/news/"
MENU = '<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/news/">要闻</a></li><li><a href="/sport/">体育</a></li></ul></div>'
FOOT = '<div class="footer"><a href="/about.html">关于我们</a> <a href="http://www.partner.example/">友情链接某某网站</a></div>'


def read(html: str, url: str = TOWN, **options) -> SectionPage:
    return section_page(
        Selector(text=f"<html><head><title>要闻_小城网</title></head><body>{html}</body></html>"), url, **options
    )


def paths(page: SectionPage) -> list[str]:
    return [link.url.removeprefix("http://town.example") for link in page.links]


def items(row: str, count: int = 8) -> str:
    return "".join(row.format(n=n, day=n + 10) for n in range(1, count + 1))


ARTICLES = [f"/c/2017-01-{n + 10}/129578{n}.html" for n in range(1, 9)]
HEADLINE = "<a href=/c/2017-01-{day}/129578{n}.html>本市第{n}座跨海大桥今日通车</a>"
HOT = items('<li><a href="/c/2016-05-{day}/100578{n}.html">去年最受关注的旧消息之{n}</a></li>')


@pytest.mark.parametrize(
    ("why", "listing"),
    [
        ("date behind", f"<ul>{items(f'<li>{HEADLINE} <span>2017-01-{{day}}</span></li>')}</ul>"),
        ("date in front", f"<ul>{items(f'<li><span>2017-01-{{day}}</span>{HEADLINE}</li>')}</ul>"),
        ("a table without any class", f"<table>{items(f'<tr><td>·</td><td>{HEADLINE}</td><td>2017-01-{{day}}</td></tr>')}</table>"),
        ("no elements at all, date behind", f"<div>{items(f'·{HEADLINE} (2017-1-{{day}})<br>')}</div>"),
        ("no elements at all, date in front", f"<div>{items(f'[2017/1/{{day}}] {HEADLINE}<br>')}</div>"),
        ("terms and their descriptions", f"<dl>{items(f'<dt>{HEADLINE}</dt><dd>2017年1月{{day}}日</dd>')}</dl>"),
        ("paragraphs", items(f"<p>·{HEADLINE}<br><span>[2017-01-{{day}}]</span></p><hr>")),
        ("the section beside the headline", f"<ul>{items(f'<li>[<a href=/sport/>体育</a>] {HEADLINE} <i>2017-01-{{day}}</i></li>')}</ul>"),
        ("lists of four", f"<ul>{items(f'<li>{HEADLINE} 2017-01-{{day}}</li>').replace('</li><li><a href=/c/2017-01-15', '</li></ul><ul><li><a href=/c/2017-01-15')}</ul>"),
        ("picture, headline and [more] for each", items('<div class=item><a href="/c/2017-01-{day}/129578{n}.html"><img src=x></a>' + f"<h3>{HEADLINE}</h3><p>大桥全长三公里。" + '<a href="/c/2017-01-{day}/129578{n}.html">[阅读全文]</a></p><em>2017-01-{day}</em></div>')),
        ("a whole card is the link", items('<div><a href="/c/2017-01-{day}/129578{n}.html"><img src=x><h4>本市第{n}座跨海大桥今日通车</h4><p>大桥全长三公里，双向六车道。</p><span>2017-01-{day}</span></a></div>')),
        ("the day in a box above the month", items('<div><a href="/c/2017-01-{day}/129578{n}.html"><div><b>{day}</b><i>2017-01</i></div><h4>本市第{n}座跨海大桥今日通车</h4></a></div>')),
        ("the headline cut short", f"<ul>{items('<li><a href=/c/2017-01-{day}/129578{n}.html title=本市第{n}座跨海大桥今日通车>本市第{n}座跨海大…</a> 2017-01-{day}</li>')}</ul>"),
        ("the headline is the picture's", f"<ul>{items('<li><a href=/c/2017-01-{day}/129578{n}.html><img src=x alt=本市第{n}座跨海大桥今日通车></a><i>2017-01-{day}</i></li>')}</ul>"),
        ("the date within the headline", f"<ul>{items('<li><a href=/c/2017-01-{day}/129578{n}.html>本市第{n}座跨海大桥今日通车 [2017-01-{day}]</a></li>')}</ul>"),
        ("a time element", f"<ul>{items(f'<li>{HEADLINE}<time datetime=2017-01-{{day}}>上周</time></li>')}</ul>"),
        ("a day without year, filed under one", f"<ul>{items(f'<li>{HEADLINE}<span>01-{{day}}</span></li>')}</ul>"),
        ("a mark before the headline", f"<ul>{items('<li><a href=/c/2017-01-{day}/129578{n}.html><i>置顶</i><b>本市第{n}座跨海大桥今日通车</b></a> 2017-01-{day}</li>')}</ul>"),
        ("a day above each", "".join(f"<h4>2017-01-{n + 10}</h4><p>{HEADLINE.format(n=n, day=n + 10)}</p>" for n in range(1, 9))),
        ("one headline is marked hot", f"<ul>{items(f'<li>{HEADLINE} 2017-01-{{day}}</li>').replace('<li>', '<li class=hot>', 1)}</ul>"),
        ("a column called right, for the menu is on the left", f"<div class=left><ul><li><a href=/news/town/>小城</a></li></ul></div><div class=right><ul>{items(f'<li>{HEADLINE} 2017-01-{{day}}</li>')}</ul></div>"),
        ("a wrapper named after what else it holds", f"<div class=content-sidebar-wrap><ul>{items(f'<li>{HEADLINE} 2017-01-{{day}}</li>')}</ul></div>"),
        ("a section called hot", f"<h2>要闻推荐</h2><ul>{items(f'<li>{HEADLINE} 2017-01-{{day}}</li>')}</ul>"),
    ],
)  # fmt: skip
def test_lists(why, listing):
    page = read(MENU + f"<div>{listing}</div>" + FOOT)
    assert paths(page) == ARTICLES, why
    assert [(link.title, link.listed_at) for link in page.links] == [
        (f"本市第{n}座跨海大桥今日通车", f"2017-01-{n + 10}") for n in range(1, 9)
    ], why
    assert [link.position for link in page.links] == list(range(1, 9))
    assert page.score >= 0.8, why


@pytest.mark.parametrize(
    ("why", "beside"),
    [
        ("a hot list by its heading", f"<div><h3>热门新闻</h3><ul>{HOT}</ul></div>"),
        ("a hot list by its name", f"<div class=rank-list><ul>{HOT}</ul></div>"),
        ("a side column", f"<div class=sidebar><ul>{HOT}</ul></div>"),
        ("an aside", f"<aside><ul>{HOT}</ul></aside>"),
        ("a right column, undated beside a dated list", f"<div class=box><ul>{HOT}</ul></div>"),
        ("a menu of long words", f"<ul>{items('<li><a href=/col/col{n}2150/index.html>政府信息公开目录中的第{n}个栏目</a></li>')}</ul>"),
        ("another section's list", f"<ul>{items('<li><a href=/sport/>体育</a> <a href=/sport/list_{n}.html>体育新闻栏目第{n}页</a></li>')}</ul>"),
        ("tags", f"<div>{items('<a href=/tag/{n}2345>跨海大桥工程建设{n}</a> ')}</div>"),
        ("advertisements", f"<ul>{items('<li><a href=http://shop.elsewhere.example/2017-01-{day}/129578{n}.html>买一送一大促销活动第{n}期</a> 2017-01-{day}</li>')}</ul>"),
        ("comments", f"<div class=comments>{items('<p><a href=/user/{n}2345678>热心读者{n}号的留言板</a> 2017-01-{day}</p>')}</div>"),
        ("pictures to download", f"<ul>{items('<li><a href=/files/2017-01-{day}/129578{n}.jpg>大桥高清图片第{n}张下载</a> 2017-01-{day}</li>')}</ul>"),
    ],
)  # fmt: skip
def test_what_stands_beside_the_list_is_left_alone(why, beside):
    listing = f"<ul class=list>{items(f'<li>{HEADLINE} <span>2017-01-{{day}}</span></li>')}</ul>"
    assert paths(read(f"{MENU}<div class=main>{listing}</div>{beside}{FOOT}")) == ARTICLES, why
    assert paths(read(f"{MENU}{beside}<div class=main>{listing}</div>{FOOT}")) == ARTICLES, why


def test_section_that_keeps_its_articles_in_its_folder():
    """Undated lists side by side: the folder of the section tells which one is its own."""
    own = items(
        '<li><a href="/politics/12340{n}-senate-debates-the-budget">Senate debates the budget again {n}</a></li>'
    )
    other = items('<li><a href="/sport/52340{n}-team-wins-the-final">Team wins the final match again {n}</a></li>')
    page = read(f"<div class=a><ul>{own}</ul></div><div class=b><ul>{other}</ul></div>", "http://town.example/politics")
    assert [link.url.split("/")[3] for link in page.links] == ["politics"] * 8


def test_dated_hot_list_of_the_same_kind_is_taken_and_marked():
    hot = items('<p><a href="/c/2016-05-{day}/100578{n}.html">去年最受关注的旧消息之{n}</a> [2016-05-{day}]</p>', 5)
    listing = f"<ul>{items(f'<li>{HEADLINE} <span>2017-01-{{day}}</span></li>')}</ul>"
    page = read(f"{MENU}<div>{listing}</div><div class=contentRight><b>热门新闻</b>{hot}</div>")
    assert [link.is_beside for link in page.links] == [False] * 8 + [True] * 5


def test_list_of_one():
    hot = f"<div class=contentRight><b>热门新闻</b><ul>{HOT}</ul></div>"
    page = read(
        f'{MENU}<ul><li><a href="/c/2017-01-11/1295781.html">拟任职干部公示</a><span>2017-01-11</span></li></ul>{hot}'
    )
    assert [(link.title, link.listed_at) for link in page.links] == [("拟任职干部公示", "2017-01-11")]


def test_lead_above_the_list_has_the_title_of_its_row():
    lead = (
        '<div><img src=x title="市长视察大桥"><span><strong>市长视察大桥工地慰问建设者</strong>[2017-01-20]</span><br>　　今天上午，市长一行……'
        '<a href="/c/2017-01-20/1295799.html" title="　　今天上午，市长一行……"><span>[阅读全文]</span></a></div>'
    )
    listing = f"<ul>{items(f'<li>{HEADLINE} <span>2017-01-{{day}}</span></li>')}</ul>"
    page = read(f"{MENU}<div>{lead}{listing}</div>")
    assert page.links[0] == ArticleLink(
        "http://town.example/c/2017-01-20/1295799.html",
        "/c/2017-01-20/1295799.html",
        "市长视察大桥工地慰问建设者",
        "2017-01-20",
        1,
    )
    assert len(page.links) == 9


def test_front_of_several_sections_takes_all_of_them_but_the_most_read():
    def card(section: str, n: int) -> str:
        address = f"/2024/06/1{n}/{section}/minister-agrees-new-{section}-plan-{n}.html"
        return f'<article><h3><a href="{address}">Minister agrees new plan for {section} number {n}</a></h3><a href="/by/jane-doe">Jane Doe</a><time>3 hours ago</time></article>'

    blocks = "".join(
        f'<section><h2><a href="/{name}">{name.title()}</a></h2>{"".join(card(name, n) for n in range(4))}</section>'
        for name in ("business", "world", "opinion")
    )
    most_read = f'<section class="most-read"><h2>Most read</h2><ol>{items("<li><a href=/2024/05/{day}/arts/old-story-which-trends-{n}.html>An old story which trends this week {n}</a></li>")}</ol></section>'
    page = read(
        f"<nav><a href=/world>World</a><a href=/real-estate-and-homes>Real estate</a></nav><main>{blocks}{most_read}</main><footer><a href=/help/contact-the-newsroom-team>Contact the newsroom</a></footer>",
        "http://town.example/",
    )
    assert len(page.links) == 12
    assert not any("trends" in link.url for link in page.links)
    assert page.next_pages == []


def test_blog_archive():
    slugs = ["storm-closes-harbour-road-for-days", "ferry-returns", "council-votes-on-new-library-plan", "fair"]
    posts = "".join(
        f'<article class="post"><header class="entry-header"><h2><a href="/2024/0{n}/{slug}/" rel="bookmark">Story of the {slug}</a></h2>'
        f'<a href="/2024/0{n}/{slug}/"><time datetime="2024-0{n}-05T10:20:30+00:00">January 5, 2024</time></a> by <a href="/author/ann/">Ann</a></header>'
        f'<p>A few words of teaser, and then <a href="/2024/0{n}/{slug}/">Continue reading</a></p>'
        f'<footer>in <a href="/category/town/">Town</a> <a href="/2024/0{n}/{slug}/#respond">12 Comments</a></footer></article>'
        for n, slug in enumerate(slugs, start=1)
    )
    side = '<aside><h2>Archives</h2><ul><li><a href="/2024/05/">May 2024</a></li></ul><ul><li><a href="/2023/09/boats-race-on-sunday-morning/">Boats race on Sunday morning</a></li></ul></aside>'
    page = read(
        f"<main><h1>Category: Town</h1>{posts}<a href='/category/town/page/2/'>Older posts</a></main>{side}",
        "http://town.example/category/town/",
    )
    assert paths(page) == [f"/2024/0{n}/{slug}/" for n, slug in enumerate(slugs, start=1)]
    assert page.links[0].title == "Story of the storm-closes-harbour-road-for-days"
    assert page.links[0].listed_at == "2024-01-05T10:20:30+00:00"


def test_link_in_a_teaser_is_no_row():
    """A column may mention an older one in passing."""
    row = (
        '<div><h2><a href="/2024/06/{day}/why-we-need-trains-{n}/">Why we need more trains, part {n}</a></h2>June {day}, 2024'
        '<p>A blurb that says what the column says, <a href="/2024/01/01/an-older-column-linked/">as said before</a>, and ends.</p></div>'
    )
    assert len(read(items(row)).links) == 8


def test_addresses_that_tell_nothing_beside_dates_that_do():
    page = read(
        f"{MENU}<ul>{items('<li><span>2024-01-{day}</span> <a href=/story{n}>Bread, tides and other things {n}</a></li>')}</ul>"
    )
    assert len(page.links) == 8


@pytest.mark.parametrize(
    ("why", "html"),
    [
        ("a map of the site", items('<li><a href="/s{n}/index.html">栏目名称{n}</a></li>', 20)),
        ("nothing", ""),
        ("a story", "<h1>大桥通车</h1><p>本市跨海大桥今日通车，全长三公里，双向六车道。</p>"),
        ("a story with a table to download", '<p>名单见附件。</p><a href="/files/20170111.xls">附件：获奖名单表格</a>'),
        ("addresses in a form", '<form action="/c/1.html"><input name=q></form>'),
    ],
)
def test_no_articles(why, html):
    page = read(MENU + html + FOOT)
    assert (page.links, page.score) == ([], 0.0), why


@pytest.mark.parametrize(
    ("why", "title", "html", "name"),
    [
        ("the site behind", "要闻_小城网", "", "要闻"),
        ("the site in front, the section in the menu", "小城网|要闻", MENU, "要闻"),
        ("a page number", "要闻 - 第2页 - 小城网", "", "要闻"),
        ("English", "Town – Harbor Times", "", "Town"),
        ("a label", "Category: Town - Harbor Times", "", "Town"),
        ("no title", "", "<h1>要闻</h1>", "要闻"),
    ],
)
def test_names(why, title, html, name):
    page = Selector(text=f"<html><head><title>{title}</title></head><body>{html}</body></html>")
    assert section_page(page, TOWN).name == name, why


def test_article_page_is_told_from_a_section_page():
    story = (
        "<h1>大桥通车</h1><div>来源：小城日报 2017-01-11</div>"
        + "<p>本市跨海大桥今日通车，全长三公里，双向六车道，市民纷纷前来参观，现场十分热闹。</p>" * 8
    )
    related = f"<h3>相关新闻</h3><ul>{HOT}</ul>"
    assert read(MENU + story + related + FOOT, "http://town.example/c/2017-01-11/1295781.html").score < 0.3
    listing = f"<ul>{items(f'<li>{HEADLINE}<p>大桥全长三公里，双向六车道，市民纷纷前来参观，现场十分热闹，气氛热烈，大家都说好。</p></li>')}</ul>"
    assert read(MENU + listing + FOOT).score > 0.8, "teasers are no story"


def test_declared_selectors_win():
    html = f"{MENU}<ul class=list>{items(f'<li>{HEADLINE} 2017-01-{{day}}</li>')}</ul><p class=x><a href=/odd>Odd</a> 2017-02-01</p><a class=forth href=/odd/forth>forth</a>"
    page = read(html, layout={"article_links": "p.x a", "next_pages": "a.forth::attr(href)"})
    assert [(link.url, link.title, link.listed_at) for link in page.links] == [
        ("http://town.example/odd", "Odd", "2017-02-01")
    ]
    assert page.next_pages == ["http://town.example/odd/forth"]
    assert paths(read(html, layout={"article_links": "div.gone a", "next_pages": ""})) == ARTICLES, (
        "one that finds nothing is not believed"
    )


def test_base_is_respected_and_a_broken_one_ignored():
    listing = f"<ul>{items('<li><a href=2017-01-{day}/129578{n}.html>本市第{n}座跨海大桥今日通车</a></li>')}</ul>"
    head = '<base href="{}">'
    page = section_page(Selector(text=head.format("/c/") + listing), TOWN)
    assert paths(page) == ARTICLES
    for broken in ("http://[::1", "javascript:1", ""):
        page = section_page(Selector(text=head.format(broken) + listing), TOWN)
        assert paths(page)[0] == "/news/2017-01-11/1295781.html"


def test_moved_site():
    page = read(
        f"<ul>{items('<li><a href=http://www.old.example/c/129578{n}.html>本市第{n}座跨海大桥今日通车</a> 2017-01-{day}</li>', 3)}</ul>",
        moved={"old.example": "town.example"},
    )
    assert [link.url for link in page.links] == [f"http://www.town.example/c/129578{n}.html" for n in (1, 2, 3)]


BAD = {
    "javascript:open(1)": "not http or https",
    "mailto:desk@town.example": "not http or https",
    "//[::1": "no address",
    "http://[::1": "no address",
    "http://town.example:99999/1.html": "no such port",
    "http://u:p@town.example/1.html": "a user name in the address",
    "http:// /": "no such host",
    "/" + "x/" * 2500: f"longer than {LONGEST_ADDRESS} characters",
}
ODD = {
    "/c/2017-01-11/a b.html": "/c/2017-01-11/a%20b.html",
    "/c/2017-01-11/\t12345\n1.html": "/c/2017-01-11/123451.html",
    "\\c\\2017-01-11\\123452.html": "/c/2017-01-11/123452.html",
    "/c/2017-01-11/大桥.html": "/c/2017-01-11/%E5%A4%A7%E6%A1%A5.html",
    " /c/2017-01-11/123453.html#top ": "/c/2017-01-11/123453.html",
    "http://WWW.town.example:80/c/2017-01-11/123454.html": "http://www.town.example/c/2017-01-11/123454.html",
}


def test_bad_and_odd_addresses():
    rows = "".join(
        f'<li><a href="{escape(printed)}">本市跨海大桥今日通车</a> 2017-01-11</li>' for printed in (*BAD, *ODD, "", "#")
    )
    page = read(f"<ul>{rows}</ul>")
    assert dict(page.refused) == BAD
    assert paths(page) == list(ODD.values())
    assert [link.printed_url for link in page.links] == list(ODD), "as the page prints them"


def test_another_site_in_the_list_is_on_record():
    rows = (
        items(f"<li>{HEADLINE} 2017-01-{{day}}</li>")
        + '<li><a href="http://elsewhere.example/2017/1.html">外地媒体报道本市大桥通车</a> 2017-01-20</li>'
    )
    page = read(f"<ul>{rows}</ul>")
    assert (paths(page), page.refused) == (ARTICLES, [("http://elsewhere.example/2017/1.html", "another site")])


@pytest.mark.parametrize(
    "html", ["", "<", "<a href", "\x00", "<a href='/c/2017-01-11/1.html'>" * 500, "<div>" * 100_000]
)
def test_broken_pages(html):
    assert section_page(Selector(text=html), TOWN).next_pages == []


def test_what_is_no_page():
    for selector in (Selector(text='{"a": 1}', type="json"), Selector(text="hello", type="text")):
        assert section_page(selector, TOWN) == SectionPage("", [], [], 0.0, [])


@pytest.mark.parametrize("url", ["", "::::", "http://[::1"])
def test_page_without_a_good_address(url):
    assert len(read(f"<ul>{items(f'<li>{HEADLINE} 2017-01-{{day}}</li>')}</ul>", url).links) == 8


@pytest.mark.parametrize(
    "row",
    [
        '<li><a href="/c/2017/{n}.html" title="本市第{n}座跨海大桥今日通车">本市第{n}座跨海大…</a><span>2017-01-11</span></li>',
        '<a href="/c/2017/{n}.html">本市第{n}座跨海大桥今日通车</a> 2017-01-11<br>',
    ],
)
def test_five_thousand_links_in_a_second(row):
    page = Selector(text="<ul>" + "".join(row.format(n=100_000 + n) for n in range(5000)) + "</ul>")
    assert page.root is not None
    started = time.process_time()
    assert len(section_page(page, TOWN).links) == 5000
    assert time.process_time() - started < 1.0


def test_long_texts_take_no_longer_than_they_are():
    started = time.process_time()
    read(f"<p>{'防汛。' * 300_000}</p><a href=/c/2017/123456.html>{'长' * 500_000}</a><p>{'2020-06-' * 100_000}</p>")
    assert time.process_time() - started < 2.0
