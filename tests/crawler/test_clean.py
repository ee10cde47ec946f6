"""``scrapy clean``: files, standard input, plain text, one object a line."""

import json

import pytest

from tests.crawler.running import SHARED, scrapy

PAGE = """<html><head><meta charset="utf-8"><title>渡船今天复航_港口日报</title></head><body>
<div class="nav"><a href="/">首页</a> <a href="/town/">社会</a></div><h1>渡船今天复航</h1>
<p>2026-03-02 09:15 来源：港口日报</p><div class="content">
<p>停航三个月的渡船今天早上九点从东码头出发，船上坐满了赶早市的居民，也有专程来看热闹的孩子。</p>
<p>船长说，船底的漆是冬天里新刷的，发动机也换过两个零件，跑起来比去年安静了不少。</p></div>
<p>责任编辑：马千里</p></body></html>"""


@pytest.fixture
def page(tmp_path):
    path = tmp_path / "page.html"
    path.write_text(PAGE, encoding="utf-8")
    return path


def test_a_saved_page(page):
    shown = scrapy("clean", page)
    assert shown.returncode == 0, shown.stderr
    assert "title        渡船今天复航\n" in shown.stdout
    assert "editor       马千里\n" in shown.stdout
    assert shown.stdout.rstrip().endswith("跑起来比去年安静了不少。")


def test_a_page_on_standard_input(page):
    assert scrapy("clean", "-", stdin=PAGE).stdout == scrapy("clean", page).stdout


def test_every_block_is_explained(page):
    shown = scrapy("clean", "--explain", page).stdout
    for fate in ("title ", "body ", "byline ", "editor_line "):
        assert any(line.startswith(fate) for line in shown.splitlines()), fate


def test_objects_in_objects_out(page, tmp_path):
    lines = [
        {"id": 7, "url": "", "path": str(page)},
        {"id": 8, "url": "", "path": str(tmp_path / "no.html")},
        {"id": 9},
    ]
    answered = scrapy("clean", "--jsonl", stdin="\n".join(map(json.dumps, lines)) + "\nnot json\n")
    [row] = [json.loads(line) for line in answered.stdout.splitlines()]
    assert (row["id"], row["title"], row["date"]) == (7, "渡船今天复航", "2026-03-02T09:15:00+08:00")
    assert row["ms"] > 0
    assert row["charset"] == "utf-8"
    assert answered.returncode == 1, "two lines and what is no JSON were passed over"
    assert len(answered.stderr.splitlines()) == 3


@pytest.mark.skipif(not SHARED.is_dir(), reason="needs ../shared: the document the project was born from")
def test_the_document_the_project_was_born_from():
    row = json.loads(scrapy("clean", "--text", "--jsonl", SHARED / "reference" / "portal-article.txt").stdout)
    assert row["title"] == "西藏召开全区脱贫攻坚工作会议"
    assert row["breadcrumb"] == ["首页", "党派·声音", "统一战线"]
    assert row["editor"] == "薛鑫"
    assert row["keywords"] == ["西藏", "脱贫攻坚工作", "扶贫工作"]
    assert row["text"].startswith("19日")
    assert row["text"].endswith("设分会场。")
    assert "罗布顿珠、王瑞连、王拥军、姜杰" in row["text"], "names in a sentence are story"
    for cut in ("法蒂玛", "巩汉林", "张晓梅", "莫斯科发生枪击事件", "编辑:", "关键词"):
        assert cut not in row["text"], cut


def test_a_page_that_is_only_fetched_leaves_no_trace(tmp_path, serve):
    home, _ = serve({"/news/1.shtml": PAGE})
    fetched = scrapy("fetch", f"{home}/news/1.shtml", folder=tmp_path)
    assert fetched.stdout.strip() == PAGE
    assert list(tmp_path.iterdir()) == []
