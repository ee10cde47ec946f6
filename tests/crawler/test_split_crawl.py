"""Split articles on a server of a few pages: loops, missing pages, a page 1 that repeats, and what only looks split."""

import json

from tests.crawler.running import rows, scrapy

PROSE = {
    1: "渡船在清晨离开东码头，船上坐满了赶早市的人，江面上的雾还没有散，船长把汽笛拉了两次，岸上的狗也跟着叫。",
    2: "船到江心的时候雾散了，两岸的油菜花一直开到山脚，有人站起来拍照，也有人靠着竹筐睡着了，一路没有醒。",
    3: "靠岸以后人群散得很快，卖鱼的先走，上学的孩子落在后面，船长坐在船头吃他的早饭，等着下一班的客人。",
}


def page(number, pages, *, name="n"):
    def address(n):
        return f"/news/2026/{name}.shtml" if n == 1 else f"/news/2026/{name}_{n}.shtml"

    numbers = " ".join(str(n) if n == number else f'<a href="{address(n)}">{n}</a>' for n in pages)
    following = f'<a href="{address(number + 1)}">下一页</a>' if number + 1 in pages else ""
    return f"""<html><head><meta charset="utf-8"><title>渡船一日_江边日报</title></head><body>
    <h1>渡船一日</h1><p>2026-03-02 09:15 来源：江边日报</p>
    <div class="content"><p>{PROSE[number]}</p><p>{PROSE[number][::-1]}</p></div>
    <div class="pager">{numbers} {following}</div></body></html>"""


def crawl_article(folder, url):
    process = scrapy("crawl", "article", "-a", f"url={url}", folder=folder)
    assert process.returncode == 0, process.stderr
    [row] = rows(folder, "select * from articles")
    return row, process.stderr


def test_three_pages_are_one_story_in_order(serve, tmp_path):
    home, asked = serve({f"/news/2026/n{'' if n == 1 else f'_{n}'}.shtml": page(n, (1, 2, 3)) for n in (1, 2, 3)})
    row, _ = crawl_article(tmp_path, f"{home}/news/2026/n.shtml")
    assert row["page_count"] == 3
    assert row["body"] == "\n".join(text for n in (1, 2, 3) for text in (PROSE[n], PROSE[n][::-1]))
    assert sorted(asked) == sorted({*asked}), "each page is asked for once, though each pager leads back"


def test_a_missing_middle_page_is_a_warning_not_a_loss(serve, tmp_path):
    home, _ = serve({"/news/2026/n.shtml": page(1, (1, 2, 3)), "/news/2026/n_3.shtml": page(3, (1, 2, 3))})
    row, errors = crawl_article(tmp_path, f"{home}/news/2026/n.shtml")
    assert row["page_count"] == 2
    assert PROSE[1] in row["body"]
    assert PROSE[3] in row["body"]
    assert "1 further page(s) missing" in json.loads(row["warnings"])
    assert "n_2.shtml" in errors


def test_a_page_one_that_repeats_adds_nothing(serve, tmp_path):
    first = page(1, (1, 2))
    home, _ = serve({"/news/2026/n.shtml": first, "/news/2026/n_2.shtml": first})
    row, _ = crawl_article(tmp_path, f"{home}/news/2026/n.shtml")
    assert row["body"] == f"{PROSE[1]}\n{PROSE[1][::-1]}"


def test_the_next_article_is_not_the_next_page(serve, tmp_path):
    alone = page(1, (1,)).replace(
        '<div class="pager">',
        '<div class="pager">上一篇：<a href="/news/2026/m_1.shtml">昨天</a> '
        '下一篇：<a href="/news/2026/n_1.shtml">明天</a>',
    )
    home, asked = serve({"/news/2026/n.shtml": alone, "/news/2026/n_1.shtml": page(2, (2,))})
    row, _ = crawl_article(tmp_path, f"{home}/news/2026/n.shtml")
    assert row["page_count"] == 1
    assert "/news/2026/n_1.shtml" not in asked
