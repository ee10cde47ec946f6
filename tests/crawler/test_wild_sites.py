"""Sites as they are: redirects, passing pages, pagers past their end, circles.  Nothing is lost, nothing told twice."""

import pytest

from tests.crawler.running import rows, scrapy, stats

PROSE = "渡船在清晨离开东码头，船上坐满了赶早市的人，江面上的雾还没有散，船长把汽笛拉了两次，岸上的狗也跟着叫。"
CHECK = "<html><head><title>Just a moment...</title></head><body><p>Verify you are human.</p></body></html>"


def article(number, *, more=""):
    return f"""<html><head><meta charset="utf-8"><title>第{number}班渡船开了_江边日报</title></head><body>
    <h1>第{number}班渡船开了</h1><p>2026-03-02 09:15 来源：江边日报</p>
    <div class="content"><p>第{number}班：{PROSE}</p><p>{PROSE[::-1]}</p></div>{more}</body></html>"""


def listing(numbers, *, following="", others=""):
    items = "".join(
        f'<li><a href="/news/2026/{n}.shtml">第{n}班渡船从东码头按时开出了</a> <span>2026-03-{28 - n % 28:02}</span></li>'
        for n in numbers
    )
    pager = f'<div class="pager"><a href="{following}">下一页</a></div>' if following else ""
    return f"""<html><head><meta charset="utf-8"><title>江边新闻</title></head><body>
    <ul class="list">{items}{others}</ul>{pager}</body></html>"""


def site(pages=3, each=6):
    """Section pages chained by 下一页, newest first, and their articles."""
    served = {}
    for page in range(1, pages + 1):
        numbers = range((page - 1) * each + 1, page * each + 1)
        address = "/news/" if page == 1 else f"/news/index_{page}.shtml"
        served[address] = listing(numbers, following=f"/news/index_{page + 1}.shtml" if page < pages else "")
        served |= {f"/news/2026/{n}.shtml": article(n) for n in numbers}
    return served


def crawl(folder, url, *arguments, status=0):
    process = scrapy("crawl", "section", "-a", f"url={url}", *arguments, folder=folder)
    assert process.returncode == status, process.stderr + process.stdout
    return process


def stored(folder):
    return len(rows(folder, "select id from articles"))


def test_a_link_to_another_site_does_not_stand_in_that_sites_way(serve, tmp_path):
    there, _ = serve(site())
    foreign = f'<li><a href="{there.replace("127.0.0.1", "localhost")}/news/2026/1.shtml">别处的渡船也开了今天</a></li>'
    here, _ = serve(site() | {"/news/": listing(range(1, 7), others=foreign)})
    crawl(tmp_path, f"{here}/news/")
    assert rows(tmp_path, "select reason from refused_links") == [{"reason": "another site"}]
    crawl(tmp_path, f"{there.replace('127.0.0.1', 'localhost')}/news/")
    assert stored(tmp_path) == 6 + 18


def test_a_section_that_redirects_to_its_front_page_is_read(serve, tmp_path):
    home, _ = serve(site(pages=1) | {"/": (302, "/index.html"), "/index.html": listing(range(1, 7))})
    crawl(tmp_path, f"{home}/")
    assert stored(tmp_path) == 6


@pytest.mark.parametrize(("trouble", "status"), [(CHECK, 4), ((404, ""), 0)], ids=["a check for robots", "404"])
def test_a_section_page_that_fails_once_costs_no_article(serve, tmp_path, trouble, status):
    pages = site(pages=4)
    whole = pages["/news/index_3.shtml"]
    home, _ = serve(pages)
    pages["/news/index_3.shtml"] = trouble
    crawl(tmp_path, f"{home}/news/", status=status)
    assert stored(tmp_path) == 12
    pages["/news/index_3.shtml"] = whole
    crawl(tmp_path, f"{home}/news/")
    assert stored(tmp_path) == 24


def test_a_reading_since_a_date_is_not_taken_for_whole(serve, tmp_path):
    home, _ = serve(site(pages=2))
    crawl(tmp_path, f"{home}/news/", "-a", "since=2026-03-20")
    crawl(tmp_path, f"{home}/news/")
    assert stored(tmp_path) == 12


def test_a_list_with_the_oldest_on_top_is_read_to_its_end(serve, tmp_path):
    pages = site(pages=3)
    for page in (1, 2, 3):
        address = "/news/" if page == 1 else f"/news/index_{page}.shtml"
        numbers = range(24 - (page - 1) * 6, 18 - (page - 1) * 6, -1)
        pages[address] = listing(numbers, following=f"/news/index_{page + 1}.shtml" if page < 3 else "")
        pages |= {f"/news/2026/{n}.shtml": article(n) for n in numbers}
    home, _ = serve(pages)
    crawl(tmp_path, f"{home}/news/")
    pages["/news/index_3.shtml"] = listing([*range(12, 6, -1), 1])
    crawl(tmp_path, f"{home}/news/")
    assert stored(tmp_path) == 19


def test_a_pager_that_goes_in_circles_ends(serve, tmp_path):
    same = range(1, 7)
    pages = {f"/news/?page={n}": listing(same, following=f"/news/?page={n + 1}") for n in range(1, 60)}
    pages |= {"/news/": listing(same, following="/news/?page=2")} | {f"/news/2026/{n}.shtml": article(n) for n in same}
    home, _ = serve(pages)
    crawl(tmp_path, f"{home}/news/")
    assert stats(tmp_path)["crawl/section_pages"] <= 5
    assert stats(tmp_path)["crawl/listed"] == 6


def test_a_link_past_the_last_page_is_no_alarm(serve, tmp_path):
    pages = site(pages=2)
    pages["/news/index_2.shtml"] = listing(range(7, 13), following="/news/index_3.shtml")
    home, _ = serve(pages)
    assert crawl(tmp_path, f"{home}/news/").stderr == ""
    crawl(tmp_path, f"{home}/news/")  # the page after the last was missed twice: it is none
    [section] = rows(tmp_path, "select read_through_at from sections")
    assert section["read_through_at"] is not None


def test_a_check_for_robots_is_looked_behind_later(serve, tmp_path):
    pages = site(pages=1) | {"/news/2026/3.shtml": CHECK}
    home, _ = serve(pages)
    crawl(tmp_path, f"{home}/news/")
    [row] = rows(tmp_path, "select state, reason, due_at from frontier where url like '%/3.shtml'")
    assert (row["state"], row["reason"]) == ("dropped", "robot_check")
    assert row["due_at"] is not None


def test_a_check_for_robots_does_not_undo_an_article(serve, tmp_path):
    pages = site(pages=1)
    home, _ = serve(pages)
    crawl(tmp_path, f"{home}/news/")
    pages["/news/2026/3.shtml"] = CHECK
    crawl(tmp_path, f"{home}/news/", "-a", "fresh=1")
    [row] = rows(tmp_path, "select state from frontier where url like '%/3.shtml'")
    assert row["state"] == "done"
    [kept] = rows(tmp_path, "select version, gone_at, body from articles where url like '%/3.shtml'")
    assert (kept["version"], kept["gone_at"]) == (1, None)
    assert PROSE in kept["body"]


def test_half_an_article_does_not_replace_the_whole(serve, tmp_path):
    pager = '<div class="pager">1 <a href="/news/2026/1_2.shtml">2</a> <a href="/news/2026/1_2.shtml">下一页</a></div>'
    second = article(1).replace(
        PROSE, "靠岸以后人群散得很快，卖鱼的先走，上学的孩子落在后面，船长坐在船头吃他的早饭，等着下一班。"
    )
    pages = site(pages=1) | {"/news/2026/1.shtml": article(1, more=pager), "/news/2026/1_2.shtml": second}
    home, _ = serve(pages)
    crawl(tmp_path, f"{home}/news/")
    [whole] = rows(tmp_path, "select body, page_count from articles where url like '%/1.shtml'")
    assert whole["page_count"] == 2
    del pages["/news/2026/1_2.shtml"]
    crawl(tmp_path, f"{home}/news/", "-a", "fresh=1")
    [kept] = rows(tmp_path, "select body, page_count from articles where url like '%/1.shtml'")
    assert kept == whole


def test_a_redirect_to_the_same_page_spelled_otherwise_makes_no_second_article(serve, tmp_path):
    pages = site(pages=1)
    for n in range(1, 7):
        pages[f"/news/2026/{n}/"] = pages.pop(f"/news/2026/{n}.shtml")
    pages["/news/"] = pages["/news/"].replace(".shtml", "/")
    home, _ = serve(pages)
    crawl(tmp_path, f"{home}/news/")
    for n in range(1, 7):
        pages[f"/news/2026/{n}/index.html"] = pages[f"/news/2026/{n}/"]
        pages[f"/news/2026/{n}/"] = (302, f"/news/2026/{n}/index.html")
    crawl(tmp_path, f"{home}/news/", "-a", "fresh=1")
    assert stored(tmp_path) == 6


def test_a_redirect_to_another_site_is_not_followed_into_the_database(serve, tmp_path):
    there, _ = serve(site())
    elsewhere = f"{there.replace('127.0.0.1', 'localhost')}/news/2026/1.shtml"
    home, _ = serve(site(pages=1) | {"/news/2026/3.shtml": (302, elsewhere)})
    crawl(tmp_path, f"{home}/news/")
    assert stored(tmp_path) == 5
    [row] = rows(tmp_path, "select reason from drops")
    assert row["reason"] == "another_site"


def test_a_page_that_reloads_itself_is_a_page(serve, tmp_path):
    reloading = listing(range(1, 7)).replace("<head>", '<head><meta http-equiv="refresh" content="60;url=/news/">')
    home, asked = serve(site(pages=1) | {"/news/": reloading})
    crawl(tmp_path, f"{home}/news/")
    assert stored(tmp_path) == 6
    assert asked.count("/news/") == 1


def test_two_spellings_of_a_section_are_one(serve, tmp_path):
    pages = site(pages=1)
    home, _ = serve(pages | {"/news/index.html": pages["/news/"]})
    crawl(tmp_path, f"{home}/news/")
    crawl(tmp_path, f"{home}/news/index.html")
    assert len(rows(tmp_path, "select id from sections")) == 1


def test_known_articles_asked_for_by_address_can_be_left_alone(serve, tmp_path):
    home, asked = serve(site(pages=1))
    url = f"{home}/news/2026/1.shtml"
    scrapy("crawl", "article", "-a", f"url={url}", folder=tmp_path)
    scrapy("crawl", "article", "-a", f"url={url}", "-a", "recheck=0", folder=tmp_path)
    assert asked.count("/news/2026/1.shtml") == 1
    scrapy("crawl", "article", "-a", f"url={url}", folder=tmp_path)
    assert asked.count("/news/2026/1.shtml") == 2
