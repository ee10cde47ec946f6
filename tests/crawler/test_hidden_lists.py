"""Lists that only a script shows: read where they are, and only where the page shows none itself."""

import json
import time

import pytest
from parsel import Selector

from crawler.listing.data_sets import is_data_set, unwrapped
from crawler.sections import SectionPage, section_page
from pipelines.cleaning.page import Page

URL = "http://town.example/news/"
TITLES = {f"/c/2026/11/0{n}/1295{n}.html": f"本市第{n}座跨海大桥今日通车" for n in range(1, 7)}
ROWS = "".join(
    f'<li><a href="{path}">{title}</a><span>2026-11-{n:02}</span></li>'
    for n, (path, title) in enumerate(TITLES.items(), 1)
)
OBJECTS = [
    {"id": n, "title": title, "url": path, "image": {"url": "/i.jpg"}, "publishTime": f"2026-11-{n:02} 09:15:00"}
    for n, (path, title) in enumerate(TITLES.items(), 1)
]
STATE = json.dumps({"props": {"menu": [{"name": "体育", "url": "/sport/"}] * 3, "list": OBJECTS}}, ensure_ascii=False)
WRITTEN = "".join(f"document.write('{row}</li>');\n" for row in ROWS.split("</li>") if row)


def read(body: str, *, hidden: bool = True) -> SectionPage:
    menu = '<ul class="nav"><li><a href="/">首页</a></li><li><a href="/sport/">体育</a></li></ul>'
    page = f"<html><head><title>要闻_小城网</title></head><body>{menu}{body}</body></html>"
    return section_page(Selector(text=page), URL, hidden=hidden)


@pytest.mark.parametrize(
    ("why", "body"),
    [
        ("a text field", f'<textarea class="lazy" style="display:none"><ul>{ROWS}</ul></textarea>'),
        ("a template", f'<script type="text/template"><ul>{ROWS}</ul></script>'),
        ("records of a data set", '<script type="text/xml"><datastore><recordset>' + "".join(f"<record><![CDATA[{row}</li>]]></record>" for row in ROWS.split("</li>") if row) + "</recordset></datastore></script>"),
        ("written line by line", f"<script>{WRITTEN}</script>"),
        ("written with escapes", "<script>var s = " + json.dumps(ROWS).replace("/", "\\/") + "; box.innerHTML = s;</script>"),
        ("rows that a click opens", "<ul>" + ROWS.replace('<li><a href="', """<li onclick="window.open('""").replace('">本', """')"><a>本""") + "</ul>"),
        ("links that a click opens", "<ul>" + ROWS.replace('<a href="', """<a href="javascript:;" onclick="window.open('""").replace('">本', """','_blank')">本""") + "</ul>"),
        ("links that are calls", "<ul>" + ROWS.replace('<a href="', """<a href="javascript:openwin('""").replace('">本', """')">本""") + "</ul>"),
        ("objects as a script spells them", "<script>var list = [" + ",".join(f"{{id:{n},title:'{title}',url:'{path}',time:'2026-11-{n:02}'}}" for n, (path, title) in enumerate(TITLES.items(), 1)) + "];</script>"),
        ("a state in JSON", f'<div id="__next"></div><script id="__NEXT_DATA__" type="application/json">{STATE}</script>'),
        ("a state that is assigned", f"<script>window.page = 1; window.__STATE__ = {STATE};(function(){{}}())</script>"),
        ("seconds since 1970", "<script>var list = " + json.dumps([each | {"publishTime": 1793495700000 + 86_400_000 * n} for n, each in enumerate(OBJECTS)]) + "</script>"),
    ],
)  # fmt: skip
def test_hidden_lists(why, body):
    page = read(body)
    assert {link.url.removeprefix("http://town.example"): link.title for link in page.links} == TITLES, why
    assert [link.listed_at[:10] for link in page.links] == [f"2026-11-0{n}" for n in range(1, 7)], why
    assert read(body, hidden=False).links == [], "an article page is not taken for what its scripts hold"


@pytest.mark.parametrize(
    ("why", "body"),
    [
        ("a menu in JSON", "<script>var menu = " + json.dumps([{"name": "体育", "url": "/sport/"}, {"name": "社会", "url": "/town/"}, {"name": "财经", "url": "/money/"}]) + "</script>"),
        ("addresses that a script puts together", "<script>for (var i in list) html += '<li><a href=\"' + list[i].url + '\">' + list[i].title + '</a></li><li><a href=\"\"></a><a href=\"\"></a>';</script>"),
        ("JSON that is none", '<script type="application/json">{"list": [{"title": "本市跨海大桥", "url": "/c/2026/11/1295' + "[" * 100_000 + "</script>"),
        ("buttons that a click sends somewhere", "".join(f"""<p onclick="location.href='/{name}/'">{name}</p>""" for name in ("体育频道", "社会频道", "财经频道"))),
        ("pictures", "<script>var list = " + json.dumps([{"title": f"本市第{n}座跨海大桥", "url": f"/upload/{n}.jpg"} for n in range(9)]) + "</script>"),
    ],
)  # fmt: skip
def test_what_is_hidden_and_no_list(why, body):
    assert read(body).links == [], why


def test_a_list_that_is_shown_comes_before_one_that_is_hidden():
    shown = ROWS.replace("/c/2026", "/c/2027")
    page = read(f"<ul>{shown}</ul><textarea><ul>{ROWS}</ul></textarea>")
    assert all("/c/2027" in link.url for link in page.links)


def test_a_list_in_a_frame_is_a_further_page():
    page = read('<iframe src="list.html"></iframe><iframe src="http://ads.example/1.html"></iframe>')
    assert page.next_pages == ["http://town.example/news/list.html"]
    assert read(f'<ul>{ROWS}</ul><iframe src="weather.html"></iframe>').next_pages == []


RECORDS = "".join(f"<record><![CDATA[{row}</li>]]></record>" for row in ROWS.split("</li>") if row)
GROUP = '<nextgroup><![CDATA[<a href="/module/dataproxy.jsp?page=1&columnid=7"></a>]]></nextgroup>'
DATA_SET = f"<datastore>{GROUP}<recordset>{RECORDS}</recordset></datastore>"


def test_records_are_the_list_though_another_is_shown_beside_them():
    hot = "".join(f'<li><a href="/c/2025/10/0{n}/77{n}00.html">去年最受关注的旧消息之{n}</a></li>' for n in range(1, 5))
    page = read(
        f'<script type="text/xml">{DATA_SET}</script><div class="right hot"><h3>热点推荐</h3><ul>{hot}</ul></div>'
    )
    assert [link.title for link in page.links] == list(TITLES.values())
    assert page.next_pages == ["http://town.example/module/dataproxy.jsp?columnid=7&page=1"]


def test_the_next_group_of_records_comes_as_a_document_of_its_own():
    body = f'<?xml version="1.0" encoding="UTF-8"?>{DATA_SET}'.encode()
    assert is_data_set(body)
    page = section_page(Selector(root=Page(unwrapped(body)).tree, type="html"), URL, hidden=True)
    assert [link.title for link in page.links] == list(TITLES.values())
    assert not is_data_set(b"<html><p>What is a &lt;datastore?</p>")


@pytest.mark.parametrize(
    "script",
    ["x=[" + "[]," * 300_000 + "[]]", "x=" + "[" * 10**6, "{" * 10**6, "'" + "\\a" * 500_000, "x=[{a:'" * 150_000],
)
def test_hostile_scripts_cost_no_time(script):
    started = time.process_time()
    assert read(f"<script>{script}</script>").links == []
    assert time.process_time() - started < 2.0
