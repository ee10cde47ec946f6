"""The portal keeps its promises: what ``tests/portal`` says about an article is what its pages show."""

import re
import subprocess
import sys
from collections.abc import Iterator
from email.message import Message
from html import unescape
from http.client import HTTPResponse
from pathlib import Path
from urllib.request import HTTPErrorProcessor, Request, build_opener
from urllib.robotparser import RobotFileParser

import pytest

from tests.portal import Article, Portal
from tests.portal.contents import Contents
from tests.portal.traps import ODD_LINKS

ROOT = Path(__file__).parent.parent


class _AsIs(HTTPErrorProcessor):
    """Redirects and refusals are answers too."""

    def http_response(self, request: Request, response: HTTPResponse) -> HTTPResponse:
        return response


OPENER = build_opener(_AsIs)


def fetch(url: str, **headers: str) -> tuple[int, Message, bytes]:
    request = Request(url, headers={name.replace("_", "-"): value for name, value in headers.items()})
    with OPENER.open(request, timeout=10) as response:
        return response.status, response.headers, response.read()


def visible_words(page: bytes, charset: str = "utf-8") -> str:
    """The words of a page without tags, scripts, comments and blanks."""
    text = re.sub(r"(?s)<!--.*?-->|<script.*?</script>|<[^>]+>", "", page.decode(charset))
    return squeezed(unescape(text))


def squeezed(text: str) -> str:
    return "".join(text.split())


def charset_of(article: Article) -> str:
    return "gb18030" if article.section == "town" else "utf-8"


@pytest.fixture(scope="module")
def portal() -> Iterator[Portal]:
    with Portal() as portal:
        yield portal


@pytest.fixture
def changing_portal() -> Iterator[Portal]:
    with Portal() as portal:
        yield portal


def test_three_sections_hold_forty_stories(portal: Portal) -> None:
    counts = {name: (len(each.articles), len(each.links), each.page_count) for name, each in portal.sections.items()}
    assert counts == {"news": (15, 18, 3), "town": (16, 17, 3), "english": (10, 10, 2)}
    assert len([article for article in portal.articles if not article.same_as]) == 40


def test_every_story_is_on_its_pages_word_for_word(portal: Portal) -> None:
    for article in portal.articles:
        words = "".join(visible_words(fetch(portal.url + path)[2], charset_of(article)) for path in article.page_paths)
        for line in [article.title, article.subtitle, *article.body.splitlines(), article.source, article.editor]:
            assert squeezed(line) in words, f"{article.path} does not show {line!r}"
        for name in re.split("、|, ", article.author):
            assert squeezed(name) in words, f"{article.path} does not show the author {name!r}"
        for keyword in article.keywords:
            assert squeezed(keyword) in words, f"{article.path} does not show the keyword {keyword!r}"
        assert re.fullmatch(r"2026-\d\d-\d\d(T\d\d:\d\d:\d\d\+08:00)?", article.published_at)


def test_no_boilerplate_stands_in_a_story(portal: Portal) -> None:
    assert len(portal.names) >= 40
    for article in portal.articles:
        for line in portal.boilerplate:
            assert line not in article.body, f"{article.path} tells what stands around it: {line!r}"


def test_names_below_the_news_also_win_a_prize(portal: Portal) -> None:
    laureates = set(portal.article(portal.traps["list of names"]).body.splitlines())
    assert len(laureates & set(portal.names)) >= 2


def test_listings_name_every_link_once(portal: Portal) -> None:
    for section in portal.sections.values():
        listings = [fetch(portal.url + path)[2].decode(section.charset) for path in section.page_paths]
        for link in section.links:
            address = link.path.removeprefix("/town/") if section.name == "town" else link.path
            holders = [text for text in listings if f'{address}"' in text]
            assert len(holders) == 1, f"{link.path} stands on {len(holders)} listings"
            assert link.title in unescape(holders[0])


def test_side_headlines_lead_outside_the_sections(portal: Portal) -> None:
    listed = {link.path for section in portal.sections.values() for link in section.links}
    assert listed.isdisjoint(path for path, _ in portal.edition.hot_list)
    status, _, page = fetch(portal.url + portal.edition.hot_list[0][0])
    assert status == 200
    assert "不属于任何一个栏目" in page.decode()


def test_the_second_listing_is_named_as_each_section_names_it(portal: Portal) -> None:
    news, town, english = (fetch(url)[2].decode("gb18030", "replace") for url in portal.section_urls())
    assert 'href="index_2.shtml"' in news
    assert 'createPageHTML(3, 0, "index", "html")' in town
    assert "index_1.html" not in town
    assert 'rel="next" href="/english/?page=2"' in english
    for missing in ("/news/index_4.shtml", "/town/index_3.html"):
        assert fetch(portal.url + missing)[0] == 404
    assert fetch(portal.url + "/news/index.shtml")[2] == fetch(portal.url + "/news/")[2]


def test_town_pages_are_gbk_that_gb2312_cannot_read(portal: Portal) -> None:
    _, headers, page = fetch(portal.url + portal.traps["beyond gb2312"])
    assert headers["Content-Type"] == "text/html"
    assert b"charset=gb2312" in page
    assert "王㛃" in page.decode("gb18030")
    for narrower in ("gb2312", "gbk", "utf-8"):
        with pytest.raises(UnicodeDecodeError):
            page.decode(narrower)


def test_one_page_lies_about_its_charset(portal: Portal) -> None:
    _, headers, page = fetch(portal.url + portal.traps["wrong charset"])
    assert headers["Content-Type"] == "text/html"
    assert b"charset=gb2312" in page
    assert "倒春寒" in page.decode("utf-8")


def test_odd_links_answer_as_they_should(portal: Portal) -> None:
    statuses = {name: fetch(portal.url + path)[0] for name, path in portal.traps.items()}
    assert {name: status for name, status in statuses.items() if status != 200} == {"missing": 404, "redirect": 302}
    _, headers, _ = fetch(portal.url + portal.traps["redirect"])
    assert headers["Location"] == portal.traps["redirected to"]
    assert "不存在" in fetch(portal.url + portal.traps["error page"])[2].decode()
    assert {link.path for links in ODD_LINKS.values() for link in links}.isdisjoint(a.path for a in portal.articles)


def test_robots_forbid_the_private_folder_alone(portal: Portal) -> None:
    robots = RobotFileParser()
    robots.parse(fetch(portal.url + "/robots.txt")[2].decode().splitlines())
    assert not robots.can_fetch("*", portal.url + portal.traps["forbidden"])
    assert all(robots.can_fetch("*", article.url) for article in portal.articles)


def test_split_article_is_two_pages_and_its_neighbour_ending_in_1_is_not(portal: Portal) -> None:
    split = portal.article(portal.traps["split"])
    first, second = (fetch(portal.url + path)[2].decode() for path in split.page_paths)
    assert split.page_paths[1].endswith("_2.shtml")
    assert '<a href="3104_2.shtml">下一页</a>' in first
    assert '<a href="3104.shtml">上一页</a>' in second
    alone = portal.article(portal.traps["ends in _1"])
    assert portal.article(alone.path.replace("_1", "")).title != alone.title


def test_reprint_is_the_same_story_under_another_address(portal: Portal) -> None:
    reprint = portal.article(portal.traps["reprint"])
    assert portal.article(reprint.same_as).body == reprint.body
    assert reprint.same_as == portal.traps["reprinted"]


@pytest.mark.parametrize("path", ["/news/", "/town/index_1.html", "/english/?page=2", "/news/2026-03/19/3101.shtml"])
def test_unchanged_page_is_304(portal: Portal, path: str) -> None:
    _, headers, _ = fetch(portal.url + path)
    assert fetch(portal.url + path, If_None_Match=headers["ETag"])[::2] == (304, b"")
    assert fetch(portal.url + path, If_Modified_Since=headers["Last-Modified"])[0] == 304
    assert fetch(portal.url + path, If_None_Match='"another"')[0] == 200


@pytest.mark.parametrize(
    ("kind", "path", "words"),
    [
        ("breadcrumb of bare signs", "/news/2026-03/19/3101.shtml", "首页>议事·声音>要闻 要闻"),
        ("breadcrumb with a label", "/town/content/20260218.html", "您所在的位置：首页 > 社会新闻 > 正文"),
        (
            "source line in three parts",
            "/news/2026-03/19/3101.shtml",
            "2026年03月19日 09:15 | 作者:顾望舒 | 来源：云汀日报",
        ),
        ("source line without an author", "/news/2026-03/13/3105.shtml", "2026年03月13日 16:20 | 来源：云汀在线"),
        ("date without a time", "/news/2026-03/08/3110.shtml", "2026年03月08日 | 来源：云汀市农业农村局"),
        ("reporters with their offices", "/news/2026-03/17/3102.shtml", "作者:记者 林小满 通讯员 卓然"),
        ("editor with a narrow colon", "/news/2026-03/19/3101.shtml", "编辑:薛岚"),
        ("editor in black brackets", "/news/2026-03/17/3102.shtml", "【编辑:苏青禾】"),
        ("editor around comments", "/news/2026-03/03/3114.shtml", "[责任编辑 苏青禾 ]"),
        ("editors after a stroke", "/news/2026-03/06/3111.shtml", "责 编 / 崔月、丁岚"),
        ("editors in round brackets", "/news/2026-03/02/3115.shtml", "（责编：薛岚、喻文心）"),
        ("editor with a blank in the label", "/town/content/2026-03/15/content_5004.html", "编 辑：庄可"),
        ("editor in English", "/english/2026/03/03/letter-from-the-ferry.html", "Edited by Ada Marsh"),
        ("keywords between blanks", "/news/2026-03/19/3101.shtml", "关键词：湖荡治理 白鹭湖 退养还湿"),
        ("keywords between semicolons", "/town/content/20260218.html", "关键词：菜价;荠菜"),
        ("another title", "/news/2026-03/06/3111.shtml", "（原标题：文件旅行记）"),
        ("advertisement in mid-story", "/news/2026-03/17/3102.shtml", "广告 柳埠竹席厂直销"),
        ("further reading in mid-story", "/town/content/2026-02/13/content_5015.html", "【推荐阅读】去年今日"),
        ("copyright note with a source", "/town/content/20260218.html", "凡标注“来源：云汀在线”的稿件"),
        ("cookie notice", "/english/2026/03/10/library-late-hours.html", "one small cookie"),
    ],
)
def test_boilerplate_of_every_kind_is_printed(portal: Portal, kind: str, path: str, words: str) -> None:
    page = fetch(portal.url + path)[2]
    assert squeezed(words) in visible_words(page, charset_of(portal.article(path))), kind


def test_command_runs_beside_the_portal() -> None:
    script = "import sys; sys.exit(7)"
    command = [sys.executable, "-m", "tests.portal", "--port", "0", "--", sys.executable, "-c", script]
    process = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert process.returncode == 7
    assert process.stdout.startswith("http://127.0.0.1:")


def test_log_tells_what_was_asked(changing_portal: Portal) -> None:
    fetch(changing_portal.url + "/english/?page=2")
    assert changing_portal.log == [("GET", "/english/?page=2", 200)]
    assert changing_portal.requests("/news/") == []


def test_edit_shows_on_the_page_and_ends_the_304(changing_portal: Portal) -> None:
    article = changing_portal.articles[0]
    _, before, _ = fetch(article.url)
    changing_portal.edit(article.path, body="只剩一句话。")
    status, after, page = fetch(article.url, If_None_Match=before["ETag"], If_Modified_Since=before["Last-Modified"])
    assert status == 200
    assert article.body == "只剩一句话。"
    assert "只剩一句话。" in page.decode()
    assert after["Last-Modified"] != before["Last-Modified"]


def test_addition_and_deletion_show_in_the_listing(changing_portal: Portal) -> None:
    new = Article(path="/news/2026-03/20/3300.shtml", title="新桥合龙", story="桥通了。", printed_at="2026-03-20 10:00")
    changing_portal.add("news", new)
    old = changing_portal.section("news").articles[0]
    changing_portal.delete(old.path)
    listing = fetch(changing_portal.url + "/news/")[2].decode()
    assert "新桥合龙" in listing
    assert old.title not in listing
    assert fetch(new.url)[0] == 200
    assert fetch(old.url)[0] == 404


def test_a_third_of_the_hot_list_is_new_each_day(changing_portal: Portal) -> None:
    today = set(changing_portal.edition.hot_list)
    changing_portal.turn_day()
    tomorrow = set(changing_portal.edition.hot_list)
    assert len(tomorrow - today) == len(today) / 3


def test_grown_section_is_a_chain_and_the_same_for_the_same_seed() -> None:
    with Portal(grow=50) as portal:
        path, seen = "/grown/", list[str]()
        while path:
            text = fetch(portal.url + path)[2].decode()
            seen += re.findall(r'<li><a href="(/grown/[^"]+)"', text)
            onward = re.search(r'<div class="pages"><a href="([^"]+)">下一页', text)
            path = onward[1] if onward else ""
        assert seen == [article.path for article in portal.section("grown").articles]
        assert len({article.body for article in portal.section("grown").articles}) == 50
        bodies = [article.body for article in portal.section("grown").articles]
    assert [article.body for article in Contents(grow=50).sections["grown"].articles] == bodies
    assert [article.body for article in Contents(grow=50, seed=8).sections["grown"].articles] != bodies
