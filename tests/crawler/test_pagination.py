"""The further pages of a list, whatever drew its pager; never a calendar, never another list."""

import pytest
from parsel import Selector

from crawler.listing.numbered_pagers import MOST_PAGES
from crawler.listing.page_kin import is_kin
from crawler.sections import section_page

ROWS = "".join(
    f'<li><a href="/c/2020/{n}2345.html">The harbour council meets for the {n}th time</a></li>' for n in range(1, 9)
)


def next_pages(pager: str, url: str = "http://town.example/news/index.html") -> list[str]:
    page = f"<html><head><title>News</title></head><body><ul>{ROWS}</ul><div>{pager}</div></body></html>"
    return [
        address.removeprefix("http://town.example") for address in section_page(Selector(text=page), url).next_pages
    ]


def numbers(pattern: str, labels: range) -> str:
    return "".join(f'<a href="{pattern.format(label, label - 1)}">{label}</a> ' for label in labels)


@pytest.mark.parametrize(
    ("why", "url", "pager", "wanted"),
    [
        ("numbers", "/news/index.html", "<b>1</b>" + numbers("index_{0}.html", range(2, 5)), ["/news/index_2.html", "/news/index_3.html", "/news/index_4.html"]),
        ("numbers as text, the arrow only as a picture", "/news/index.html", '<a href="#"><img src="/b1.jpg" alt="上一页"></a><span>1</span><a href="index_2.html">2</a><a href="index_2.html"><img src="/b3.jpg"></a><span>共2頁</span>', ["/news/index_2.html"]),
        ("on the last page nothing is further", "/news/index_2.html", '<a href="index.html"><img src="/b1.jpg" alt="上一页"></a><a href="index.html">1</a><span>2</span><a href="#"><img src="/b3.jpg"></a>', []),
        ("what lies behind is not further", "/news/index_3.html", '<a href="index.html">1</a><a href="index_2.html">2</a><span>3</span><a href="index_4.html">4</a>', ["/news/index_4.html"]),
        ("a window of numbers around a script link", "/news/index_9.html", '|<a href="index_8.html">8</a>|<a href="JavaScript:void(0);">9</a>|<a href="index_10.html">10</a>|', ["/news/index_10.html"]),
        ("page 2 is _1", "/news/list.shtml", '<span>1</span><a href="list_1.shtml">2</a><a href="list_2.shtml">3</a>', ["/news/list_1.shtml", "/news/list_2.shtml"]),
        ("page 2 is _1, seen from page 2", "/news/list_1.shtml", '<a href="list.shtml">1</a><span>2</span><a href="list_2.shtml">3</a>', ["/news/list_2.shtml"]),
        ("page 2 is index2", "/news/", '<span>1</span><a href="index2.html">2</a><a href="index3.html">3</a>', ["/news/index2.html", "/news/index3.html"]),
        ("numbers in brackets", "/news/", '[1] <a href="?page=2">[2]</a> <a href="?page=3">[3]</a>', ["/news/?page=2", "/news/?page=3"]),
        ("numbers in list items", "/news/", '<ul><li class="on">1</li><li><a href="?p=2">2</a></li><li><a href="?p=3">3</a></li></ul>', ["/news/?p=2", "/news/?p=3"]),
        ("numbers with a word for screen readers", "/news/", '<span><i>Page </i>1</span><a href="/news/page/2/"><i>Page </i>2</a><a href="/news/page/3/"><i>Page </i>3</a>', ["/news/page/2/", "/news/page/3/"]),
        ("counting starts at 0", "/news", '<a href="?page=0">1</a><a href="?page=1">2</a><a href="?page=2">3</a>', ["/news?page=1", "/news?page=2"]),
        ("items are counted", "/news/", '<b>1</b><a href="?start=20">2</a><a href="?start=40">3</a><a href="?start=60">4</a>', ["/news/?start=20", "/news/?start=40", "/news/?start=60"]),
        ("a parameter beside others", "/col/col7/index.html", '<a href="/col/col7/index.html?uid=38&pageNum=1">1</a><a href="/col/col7/index.html?uid=38&pageNum=2">2</a>', ["/col/col7/index.html?pageNum=2&uid=38"]),
        ("folders whose case differs", "/news/index.html", '<a href="/News/Index_2.html">2</a><a href="/News/Index_3.html">3</a>', ["/News/Index_2.html", "/News/Index_3.html"]),
        ("the list's own number is no page's", "/node_31100.htm", '<a href="node_31100.htm">1</a><a href="node_31100_2.htm">2</a>', ["/node_31100_2.htm"]),
        ("not even a short one", "/html/L_69.htm", '<a href="L_69_2.htm">2</a><a href="L_69_3.htm">3</a>', ["/html/L_69_2.htm", "/html/L_69_3.htm"]),
        ("counts travel with the number", "/list.jsp?treeid=7", '<a href="list.jsp?a1t=13&a1p=2&a1c=10&treeid=7">下页</a>', ["/list.jsp?a1c=10&a1p=2&a1t=13&treeid=7"]),
        ("下一页", "/news/", '<a href="index.html">首页</a><a href="index_2.html">下一页</a>', ["/news/index_2.html"]),
        ("下页 in a frame of signs", "/news/", '<a href="index_2.html">下页 &gt;&gt;</a>', ["/news/index_2.html"]),
        ("下一頁", "/news/", '<a href="index_2.html">下一頁</a>', ["/news/index_2.html"]),
        ("尾页 names the last", "/news/", '<a href="list2.htm">下一页</a><a href="list9.htm">尾页</a>', ["/news/list2.htm", "/news/list9.htm"]),
        ("more of this list", "/news/more.shtml", '<a href="more_1.shtml">更多</a>', ["/news/more_1.shtml"]),
        ("Next", "/news/", '<a href="/news/page/2/">Next »</a>', ["/news/page/2/"]),
        ("Older posts", "/category/town/", '<a href="/category/town/page/2/">Older posts</a>', ["/category/town/page/2/"]),
        ("an arrow", "/news/", '<a href="?page=2">›</a>', ["/news/?page=2"]),
        ("an arrow that is a picture", "/news/index_2.html", '<a href="index_1.html"><img src="/i/arrow_left.gif"></a><a href="index_3.html"><img src="/i/arrow_right.gif"></a>', ["/news/index_3.html"]),
        ("a class", "/news/", '<a class="next page-numbers" href="/news/page/2/"><i></i></a>', ["/news/page/2/"]),
        ("rel", "/news/", '<a rel="next" href="/news/page/2/">Earlier</a>', ["/news/page/2/"]),
        ("a jump list", "/news/", '<select><option value="index.html">1</option><option value="index_2.html">第2页</option></select>', ["/news/index_2.html"]),
        ("the system's own number of the list before the page's", "/news/", '<li>1</li><li><a href="list_12_2.html">2</a></li><li><a href="list_12_3.html">3</a></li><li><a href="list_12_9.html">末页</a></li>', ["/news/list_12_2.html", "/news/list_12_3.html", "/news/list_12_9.html"]),
        ("a folder that is called list", "/news/list/", '<a href="p2.html">下一页</a>', ["/news/list/p2.html"]),
        ("较早文章", "/category/town/", '<a href="/category/town/page/2/">较早文章</a>', ["/category/town/page/2/"]),
        ("次へ", "/news/", '<a href="?page=2">次へ</a>', ["/news/?page=2"]),
        ("다음", "/news/", '<a href="?page=2">다음</a>', ["/news/?page=2"]),
        ("Далее", "/news/", '<a href="?page=2">Далее</a>', ["/news/?page=2"]),
        ("Suivante", "/news/", '<a href="?page=2">Page suivante »</a>', ["/news/?page=2"]),
        ("pages of a paper", "/2026-11/02/node_1.htm", '<a href="node_1.htm">第01版：要闻</a><a href="node_2.htm">第02版：时政</a><a href="node_3.htm">第03版：广告</a>', ["/2026-11/02/node_2.htm", "/2026-11/02/node_3.htm"]),
        ("pages of a paper by letters", "/202611/02/node_A01.html", '<a href="node_A02.html">A02版</a><a href="node_B01.html">B01：城事</a>', ["/202611/02/node_A02.html", "/202611/02/node_B01.html"]),
        ("下一版", "/2026-11/02/node_2.htm", '<a href="node_1.htm">上一版</a><a href="node_3.htm">下一版</a>', ["/2026-11/02/node_3.htm"]),
        ("numbers that are pictures", "/news/index.html", '<img src="/i/1_on.gif"><a href="index_2.html"><img src="/i/2.gif"></a><a href="index_3.html"><img src="/i/3.gif"></a>', ["/news/index_2.html", "/news/index_3.html"]),
        ("a button that knows the next", "/news/", '<button data-next-url="/news/?page=2">加载更多内容</button>', ["/news/?page=2"]),
        ("a button called so by its class", "/lists/65.html", '<a href="javascript:;" class="load-more" data-url="/lists/65_2.html">再来一些</a>', ["/lists/65_2.html"]),
        ("a button that goes there", "/news/index.jhtml", """<input type="button" value="下一页" onclick="location.href='index_2.jhtml'">""", ["/news/index_2.jhtml"]),
        ("a function of the page", "/list.asp?classid=5", '<font>[1]</font><a href="javascript:gotoPage(2)">[2]</a><a href="javascript:gotoPage(3)">[3]</a><script>function gotoPage(n){location.href="list.asp?classid=5&page="+n;}</script>', ["/list.asp?classid=5&page=2", "/list.asp?classid=5&page=3"]),
        ("a function that counts from 0", "/news/", """<a href="#" onclick="return go(2)">2</a><script>function go(p) { window.location = 'index_' + (p-1) + '.html'; }</script>""", ["/news/index_1.html"]),
        ("a widget that counts things", "/news/", '<script>laypage.render({elem:"page",count:45,limit:15,curr:1,jump:function(obj,first){if(!first){location.href="?page="+obj.curr;}}});</script>', ["/news/?page=2", "/news/?page=3"]),
        ("a widget that counts pages", "/news/list.html", '<script>$(".page").pagination({pageCount:3,current:1,callback:function(api){location.href=api.getCurrent()==1?"list.html":"list_"+api.getCurrent()+".html";}});</script>', ["/news/list_2.html", "/news/list_3.html"]),
        ("a widget that is given a function", "/news/", '<script>kkpager.generPageHtml({pno:2,total:4,getLink:function(n){return "index_"+(n-1)+".html";}});</script>', ["/news/index_2.html", "/news/index_3.html"]),
        ("the next page, by whatever parameter", "/news?side=1", '<a rel="next" href="/news?side=2">Neste</a>', ["/news?side=2"]),
        ("a number behind the word", "/news/", '<a href="p-2.html">下一页</a>', ["/news/p-2.html"]),
        ("a script call", "/news/", '<script>createPageHTML(4, 0, "index", "html");</script>', ["/news/index_1.html", "/news/index_2.html", "/news/index_3.html"]),
        ("a script call on page 3", "/news/index_2.html", "<script>createPageHTML(4, 2, 'index', 'html');</script>", ["/news/index_3.html"]),
        ("a script call that names its element", "/news/", "<script>createPageHTML('pages', 3, 0, 'list', 'shtml', 55);</script>", ["/news/list_1.shtml", "/news/list_2.shtml"]),
        ("a script's variables", "/news/", '<script>var currentPage = 0;\nvar countPage = 3;\ndocument.write("<a href=\\"index"+"_" + nextPage + "."+"html\\">下一页</a>");</script>', ["/news/index_1.html", "/news/index_2.html"]),
    ],
)  # fmt: skip
def test_further_pages(why, url, pager, wanted):
    assert next_pages(pager, "http://town.example" + url) == wanted, why


@pytest.mark.parametrize(
    ("why", "pager"),
    [
        ("a calendar of weekdays", "<table><tr>" + "".join(f"<td>{day}</td>" for day in "日一二三四五六") + "</tr><tr>" + "".join(f'<td><a href="?p={day}">{day}</a></td>' for day in range(1, 8)) + "</tr></table>"),
        ("a calendar by its addresses", numbers("/news/2020/06/{0:02}/", range(1, 31))),
        ("a calendar by its parameter", numbers("?day={0}", range(1, 31))),
        ("a calendar by its name", f'<div class="calendar">{numbers("?p={0}", range(2, 9))}</div>'),
        ("the next month", '<div id="wp-calendar"><a href="/news/2020/07/" class="next">»</a></div>'),
        ("another section's 更多", '<a href="/sport/">更多</a>'),
        ("another section's pages", numbers("/sport/index_{0}.html", range(2, 9))),
        ("another site's pages", numbers("http://elsewhere.example/news/index_{0}.html", range(2, 9))),
        ("issues of a paper", numbers("/paper/{0}77/", range(2, 9))),
        ("the page before", '<a href="index_2.html">上一页</a>'),
        ("the paper of the day before", '<a href="/2026-11/01/node_1.htm">第01版：要闻</a>'),
        ("numbered pictures of stories", "".join(f'<a href="/gallery/{n}00/"><img src="/i/{n}.jpg"></a>' for n in range(2, 6))),
        ("a share button", '<a class="share" data-url="/news/?page=1">分享</a>'),
        ("a button for another list's next", '<button data-url="/sport/?page=2">加载更多</button>'),
        ("a function that stands elsewhere", '<a href="javascript:gotoPage(2)">2</a>'),
        ("a function that asks for something else", '<a href="javascript:vote(2)">2</a><script>function vote(n){location.href="/vote.asp?id="+n;}</script>'),
        ("a program that knows how pagers are called", f'<script>{"go();" * 5000}createPageHTML(4, 0, "index", "html")</script>'),
        ("a widget that only says where it is", '<script>kkpager.generPageHtml({pno:1,total:4,getLink:function(n){return "第"+n+"页";}});</script>'),
        ("more of another list, by its number", '<a href="?cid=7">更多</a>'),
        ("numbers that lead nowhere", '<a href="javascript:go(2)">2</a><a href="#page=3">3</a>'),
        ("another view of this list", '<a href="?sort=oldest">2</a><a href="?sort=newest">3</a>'),
        ("a list of another kind", '<a href="?tag=seven">2</a><a href="?tag=eight">3</a>'),
        ("a count", "<script>var totalPage = 12;</script>"),
    ],
)  # fmt: skip
def test_no_further_pages(why, pager):
    assert next_pages(pager) == [], why


def test_an_article_is_never_a_page_of_the_list():
    rows = '<ul><li><a href="/news/1.html">The mill burns down in the night</a> 2020-06-01</li></ul>'
    page = section_page(Selector(text=rows + '<a href="/news/1.html">Next</a>'), "http://town.example/news/")
    assert (len(page.links), page.next_pages) == (1, [])


def test_as_many_pages_as_a_list_may_have_and_no_more():
    assert len(next_pages('<script>createPageHTML(999999, 0, "index", "html");</script>')) == MOST_PAGES
    assert len(next_pages(numbers("index_{0}.html", range(2, 5000)))) == MOST_PAGES


@pytest.mark.parametrize(
    ("why", "address", "kin"),
    [
        ("a number more", "http://town.example/news/index_2.html", True),
        ("the folder itself", "http://town.example/news/", True),
        ("the folder's page", "http://town.example/news/page/2/", True),
        ("a mobile twin's page", "http://m.town.example/news/index_2.html", True),
        ("a page below the folder", "http://town.example/news/2.html", True),
        ("a number behind a step of its own", "http://town.example/news/p/2.html", True),
        ("what came before an article", "http://town.example/news/?before=2026-11-02", True),
        ("the system's number of the list before the page's", "http://town.example/news/list_7_2.html", True),
        ("such a list in another folder", "http://town.example/sport/list_7_2.html", False),
        ("a parameter that is no page's", "http://town.example/news/?tag=2", False),
        ("another folder", "http://town.example/sport/index_2.html", False),
        ("a folder below", "http://town.example/news/town/index_2.html", False),
        ("another site", "http://elsewhere.example/news/index_2.html", False),
    ],
)
def test_kin(why, address, kin):
    assert is_kin(address, "http://town.example/news/index.html") is kin, why
