"""Each query of ``data/queries`` runs as it stands, on a crawl of the bundled portal, and answers its question."""

import sqlite3
from pathlib import Path

import pytest

from pipelines.store.database import open_database
from pipelines.store.migrations import NEWS
from pipelines.store.queries import read_queries
from tests.crawler.running import scrapy
from tests.portal import Portal

FOLDER = Path(__file__).parent.parent / "data" / "queries"
QUERIES = {query.name: query for query in read_queries(FOLDER)}

CRAWLED_AT = "2026-03-20T04:00:00+00:00"  # the portal has one day; the crawl of it gets the same
EDITED = "/news/2026-03/19/3101.shtml"
DELETED = "/town/content/2026-03/18/content_5001.html"
ADDED = "\n\n会后，市水务局补充说，白鹭湖东岸的两处老塘将在五月之前退完。"
RETITLED = "云汀召开湖荡治理会议：“=1+1”也要算清"
BROKEN = "/english/2026/03/06/school-robot-team.html"


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    """Run a query on a database of two crawls; between them one article was edited, one deleted, one broke."""
    folder = tmp_path_factory.mktemp("queries")
    with Portal() as portal:
        port = portal.url.rsplit(":", 1)[1]
        assert scrapy("crawl", "yunting", "-a", f"port={port}", folder=folder).returncode == 0
        portal.edit(EDITED, body=portal.article(EDITED).story + ADDED, title=RETITLED)
        portal.delete(DELETED)
        portal.delete(BROKEN, status=503)
        again = ["crawl", "yunting", "-a", f"port={port}", "-a", "fresh=1", "-s", "RETRY_TIMES=0"]
        assert scrapy(*again, folder=folder).returncode == 4
        home = portal.url
    connection = sqlite3.connect(folder / "news.db", isolation_level=None)
    connection.row_factory = sqlite3.Row
    connection.execute("update articles set first_seen_at = ?", (CRAWLED_AT,))
    connection.execute("update sites set first_seen_at = '2026-03-16T00:00:00+00:00'")

    def answer(name, **asked):
        query = QUERIES[name]
        if asked:
            found = connection.execute(query.with_parameters(), dict.fromkeys(query.asked, "") | asked)
        else:
            found = connection.execute((FOLDER / f"{name}.sql").read_text(encoding="utf-8"))
        return [{key: _short(value, home) for key, value in dict(row).items()} for row in found]

    yield answer
    connection.close()


def _short(value, home):
    """Addresses without the port, which no one can know beforehand."""
    return value.replace(home, "") if isinstance(value, str) else value


def pick(rows, *columns):
    return [tuple(row[column] for column in columns) for row in rows]


@pytest.mark.parametrize("name", QUERIES)
def test_a_query_says_its_question_its_columns_and_how_to_adapt_it(ask, name):
    query = QUERIES[name]
    assert "?" in query.question
    assert "Adapt:" in query.explanation
    rows = ask(name)
    assert rows, "it has an answer on the bundled portal"
    plain = query.explanation.replace("…_", "characters_")
    explained = [column for column in rows[0] if column in plain]
    assert explained, "at least the columns that do not speak for themselves are explained"
    assert query.with_parameters().count(":") >= len(query.asked)


def test_articles_a_day(ask):
    rows = ask("articles_each_day")
    assert pick(rows, "day", "section", "articles")[:4] == [
        ("2026-03-19", "要闻", 1),
        ("2026-03-18", "社会", 1),
        ("2026-03-17", "English", 1),
        ("2026-03-17", "社会", 1),
    ]
    assert sum(row["articles"] for row in rows) == 41
    assert {row["day"] for row in ask("articles_each_day", since="2026-03-18")} == {"2026-03-18", "2026-03-19"}
    assert ask("articles_each_day", site="another") == []


def test_silent_sites(ask):
    [row] = ask("silent_sites")
    assert (row["site"], row["usual_gap_days"], row["last_published"]) == ("yunting", 1.6, "2026-03-19")
    assert row["days_silent"] > 5
    assert ask("silent_sites", days="100000") == []


def test_cut_by_rule(ask):
    rows = {row["rule"]: row for row in ask("cut_by_rule")}
    assert {"breadcrumb", "editor_line", "name_list", "related_headlines", "share_bar"} <= set(rows)
    assert rows["breadcrumb"]["articles"] == 41
    assert ask("cut_by_rule", site="another") == []


def test_cut_from_one_article(ask):
    rows = ask("cut_from_one_article", article_id="2")
    assert [row["position"] for row in rows] == sorted(row["position"] for row in rows)
    assert "breadcrumb" in {row["rule"] for row in rows}


def test_edited_articles(ask):
    [row] = ask("edited_articles")
    assert (row["url"], row["version"], row["title_after"]) == (EDITED, 1, RETITLED)
    assert (row["characters_before"], row["characters_after"]) == (572, 572 + len(ADDED.strip()) + 1)


def test_keyword_counts(ask):
    rows = pick(ask("keyword_counts"), "keyword", "articles", "first", "last")
    assert rows[0] == ("柳埠老街", 2, "2026-03-03", "2026-03-03"), "and its reprint"
    assert ("白鹭湖", 2, "2026-03-08", "2026-03-19") in rows
    assert ("ferry", 1, "2026-03-17", "2026-03-17") in rows
    assert "白鹭湖" not in {row["keyword"] for row in ask("keyword_counts", until="2026-03-07")}


def test_field_coverage(ask):
    [row] = ask("coverage_of_fields")
    assert row["articles"] == 41
    assert (row["published_at"], row["time_of_day"], row["source"]) == (100.0, 97.6, 100.0)
    assert row["author"] == round(100 * 34 / 41, 1)


def test_publication_lag(ask):
    [row] = ask("publication_lag")
    assert row["articles"] == 7  # published after the site was known, with a time of day
    assert row["median_hours"] == pytest.approx(
        73.92
    )  # from 2026-03-17T10:05 to 2026-03-20T12:00, by the portal's clock
    assert row["slowest_hours"] == pytest.approx(100.0)
    [everything] = ask("publication_lag", all_articles="1")
    assert everything["articles"] == 40


def test_longest_and_shortest(ask):
    rows = ask("longest_and_shortest", most="1")
    assert pick(rows, "which", "characters", "url") == [
        ("longest", 827, "/english/2026/03/08/night-market-rules.html"),
        ("shortest", 45, "/news/2026-03/10/3108.shtml"),
    ]


def test_drop_reasons(ask):
    assert pick(ask("drop_reasons"), "reason", "addresses") == [
        ("not_found", 2),
        ("error_page", 1),
        ("forbidden_by_robots", 1),
        ("section_page", 1),
    ]


def test_failures(ask):
    [row] = ask("failed_addresses")
    assert (row["url"], row["kind"], row["failures"]) == (BROKEN, "article", 1)
    assert "503" in row["reason"]


def test_taken_down(ask):
    [row] = ask("articles_taken_down")
    assert row["url"] == DELETED
    assert row["days_standing"] > 0


def test_most_seen_authors_and_sources(ask):
    authors = pick(ask("most_seen_authors"), "author", "articles")
    assert authors[:2] == [("林小满", 4), ("卓然", 3)]
    assert ("方如练", 3) in authors, "叶知夏、方如练 are two"
    sources = ask("most_seen_sources")
    assert pick(sources, "source", "articles", "percent")[:2] == [("云汀在线", 9, 22.0), ("云汀晚报", 9, 22.0)]


def test_boilerplate_share(ask):
    rows = ask("boilerplate_share")
    assert pick(rows, "month", "articles") == [("2026-02", 8), ("2026-03", 33)]
    assert all(30 < row["percent_cut"] < 90 for row in rows)


def test_why_not_stored(ask):
    [row] = ask("why_not_stored")
    assert (row["url"], row["state"], row["reason"]) == ("/news/2026-03/18/3190.shtml", "dropped", "section_page")


def test_search(ask):
    assert "/news/2026-03/14/3104.shtml" in {row["url"] for row in ask("search")}
    [row] = ask("search", words="退养还湿 程砚秋")
    assert row["url"] == EDITED
    assert "退养还湿" in row["passage"]
    assert pick(ask("search", words="两处老塘"), "url") == [(EDITED,)], "the edited text is found …"
    assert ask("search", words="云汀召开全市湖荡治理工作会议", until="2026-03-20") == [], (
        "… and the old headline is not"
    )
    assert pick(ask("search", words="ROBOT refuses"), "url") == [(BROKEN,)]
    for words in ('"', "'; drop table articles; --", "a AND (", "脱贫*", "title:"):
        ask("search", words=words)


def test_most_reprinted(ask):
    [row] = ask("most_reprinted")
    assert (row["title"], row["reprints"], row["sites"]) == ("柳埠老街的雨棚该不该拆", 1, 1)
    assert ask("most_reprinted", least="2") == []


def test_no_row_is_fetched_to_see_when_a_site_last_had_news(tmp_path):
    """At a million articles that took half a minute; an index says it."""
    connection = open_database(tmp_path / "news.db", NEWS).conn
    plan = " ".join(row[3] for row in connection.execute("explain query plan select * from sites_at_a_glance"))
    connection.close()
    assert "SEARCH seen USING COVERING INDEX articles_by_sight (site=?)" in plan
