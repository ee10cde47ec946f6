"""``make serve`` in a browser: questions, search in Chinese, and a page for each article that shows what was cut."""

import re
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import quote
from urllib.request import urlopen

import pytest

from pipelines.store.queries import read_queries
from tests.archived import Shelf
from tests.portal import Portal

ROOT = Path(__file__).parent.parent
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
TITLE = "云汀召开全市湖荡治理工作会议"
HOSTILE = '=HYPERLINK("http://evil.example")"\'><script>document.title = "stolen"</script><img src=x onerror=alert(1)>'

pytest.importorskip("datasette", reason="the extra `serve` is not installed")


def served_with():
    """What the Makefile gives Datasette."""
    text = (ROOT / "Makefile").read_text(encoding="utf-8").replace("\\\n", "")
    return next(line for line in text.splitlines() if line.startswith("SERVED :=")).split(":=")[1].split()


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    """A file of any name, with the portal's news and an article that means harm, printed twice."""
    folder = tmp_path_factory.mktemp("served")
    with Portal() as portal, Shelf(folder) as shelf:
        for article in portal.sections["news"].articles:
            pages = [portal.answer(path, {}).body for path in article.page_paths]
            shelf.put(article.url, *pages, site="yunting")
        body = portal.answer(portal.sections["news"].articles[0].path, {}).body
        cut = [(0, "name_list", HOSTILE, HOSTILE)]
        for site in ("evil", "worse"):
            url = f"http://{site}.example/1"
            shelf.put(url, body, site=site, title=HOSTILE, body=HOSTILE, author=HOSTILE, removals=cut)
    return (folder / "news.db").rename(folder / "my news.db")


@pytest.fixture(scope="module")
def served(database):
    """The address of the served database; one process for all tests."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "datasette", "serve", str(database), "--port", str(port), *served_with()]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    home = f"http://127.0.0.1:{port}"
    for _ in range(200):
        with socket.socket() as door:
            if door.connect_ex(("127.0.0.1", port)) == 0:
                break
        assert process.poll() is None, process.communicate()[0]
        time.sleep(0.05)
    yield home + "/" + quote("my news").replace("%20", "~20")
    process.terminate()
    process.communicate(timeout=10)


def get(address):
    with urlopen(address, timeout=20) as response:
        return response.read().decode()


def article_id(database, title):
    connection = sqlite3.connect(database)
    try:
        return connection.execute("select id from articles where title = ?", (title,)).fetchone()[0]
    finally:
        connection.close()


@pytest.mark.parametrize("query", list(read_queries(ROOT / "data" / "queries")), ids=lambda query: query.name)
def test_each_question_has_a_page(served, query):
    page = get(f"{served}/{query.name}")
    assert query.question in page
    for name in query.asked:
        assert f'name="{name}"' in page, "what can be adapted is a field of the form"


def test_questions_and_tables_do_not_share_a_name(database):
    connection = sqlite3.connect(database)
    names = {name for (name,) in connection.execute("select name from sqlite_master where type in ('table', 'view')")}
    connection.close()
    assert names.isdisjoint(query.name for query in read_queries(ROOT / "data" / "queries")), (
        "their addresses would clash"
    )


def test_search_takes_chinese_as_it_is_written(served):
    found = get(f"{served}/search?words=" + quote("退养还湿 程砚秋"))
    assert TITLE in found
    assert TITLE not in get(f"{served}/search?words=" + quote("退养还湿 不在文中"))


def test_columns_are_explained_beside_the_data(served):
    page = get(f"{served}/articles")
    assert "One row for each article" in page
    assert 'data-column-description="headline (标题)"' in page


def test_the_page_of_an_article_shows_every_block(served, database):
    number = article_id(database, TITLE)
    page = get(f"{served}/articles/{number}")
    for words in (
        "breadcrumb",
        "name_list",
        'title="a column of names (名单)',
        "body 正文",
        "一要把底数摸清",
        "胡马尼·叶尔江",
    ):
        assert words in page, words
    assert f'/articles/{number}">{number}</a>' in get(f"{served}/search?words=" + quote("退养还湿")), (
        "queries link to it"
    )


def test_a_reprint_leads_to_the_first_print_and_back(served, database):
    connection = sqlite3.connect(database)
    reprint, first = connection.execute(
        "select id, duplicate_of from articles where duplicate_of is not null"
    ).fetchone()
    connection.close()
    assert f'/articles/{reprint}">' in get(f"{served}/articles/{first}")
    page = get(f"{served}/articles/{reprint}")
    assert re.search(rf'/articles/{first}">.+首发', page)
    assert f'/articles/{reprint}">' not in page, "it is no other print than itself"


def test_tables_are_told_of_in_whole_sentences(served):
    told = re.findall(r"<tr><td><a [^>]*>\w+</a></td><td>(.*?)</td></tr>", get(served.rpartition("/")[0]))
    assert len(told) >= 12
    assert all(words.endswith(".") for words in told), told


@pytest.mark.parametrize("path", ["articles", "articles/{}", "article_authors", "longest_and_shortest?most=50"])
def test_titles_that_mean_harm_are_only_text(served, database, path):
    page = get(f"{served}/{path.format(article_id(database, HOSTILE))}")
    assert "&lt;script&gt;document.title" in page
    assert "<script>document.title" not in page
    assert "<img src=x" not in page


def test_a_crawl_that_writes_blocks_no_reader_and_is_blocked_by_none(served, database):
    writer = sqlite3.connect(database, isolation_level=None, timeout=1)
    writer.execute("begin immediate")
    writer.execute("insert into sites values ('written_meanwhile', '2026-03-20T00:00:00+00:00')")
    assert "written_meanwhile" not in get(f"{served}/sites.json")
    writer.execute("commit")
    writer.close()
    assert "written_meanwhile" in get(f"{served}/sites.json")


def test_it_is_good_to_look_at(served, database, tmp_path):
    """Front page, article and search in Chromium; the pictures stay in pytest's folder for whoever wants to look."""
    playwright = pytest.importorskip("playwright.sync_api", reason="the extra `browser` is not installed")
    if not CHROMIUM:
        pytest.skip("there is no Chromium on this machine")
    options = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
    options += ["--disable-component-update", "--disable-sync"]
    with playwright.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=options)
        page = browser.new_page(viewport={"width": 1200, "height": 900})
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(served.rsplit("/", 1)[0])
        assert page.locator(".questions li").count() >= 15
        page.screenshot(path=tmp_path / "front.png")

        page.fill("input[name=words]", "退养还湿")
        with page.expect_navigation():
            page.click(".search-box input[type=submit]")
        assert page.locator(".rows-and-columns tbody tr").count() >= 1
        assert page.locator(".rows-and-columns tbody").inner_text().count(TITLE) == 1
        page.screenshot(path=tmp_path / "search.png")

        page.goto(f"{served}/articles/{article_id(database, TITLE)}")
        colours = page.evaluate(
            "['title', 'body', 'cut'].map(name => getComputedStyle(document.querySelector(`.blocks .${name}`)).borderLeftColor)"
        )
        assert len(set(colours)) == 3, "title, kept and cut have a colour each"
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "nothing hangs over the edge"
        page.screenshot(path=tmp_path / "article.png")

        page.goto(f"{served}/articles/{article_id(database, HOSTILE)}")
        assert page.title() == HOSTILE
        browser.close()
    assert all(url.startswith(served.rsplit("/", 1)[0]) for url in asked), "nothing comes from another host"
    assert all((tmp_path / f"{name}.png").stat().st_size > 20_000 for name in ("front", "search", "article"))
