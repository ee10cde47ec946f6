"""Search finds what a plain scan finds, no more and no less, after every kind of change to an article."""

import hashlib
import sqlite3

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from pipelines.store import articles, frontier, search_index
from pipelines.store.choice import Choice, UnknownName, check_choice
from pipelines.store.crawls import begin_crawl
from pipelines.store.database import open_database, writing
from pipelines.store.migrations import NEWS
from pipelines.store.rereadings import keep_rereading
from pipelines.store.schema.search import ADD, TABLE
from pipelines.store.search import count_found, search
from pipelines.store.search_index import rebuild_search, search_in_step
from pipelines.store.search_query import BadQuery, read_query
from pipelines.store.search_text import spaced, tokens
from pipelines.store.snippet import snippet
from pipelines.store.texts import storable
from tests.store.plain_scan import normalised, occurs

SITE = "https://harbortimes.example"
# Words meet without a blank, marks stand between them, and everything has a second spelling.
LETTERS = (
    "脱贫攻坚的一二〇年月，。、！“”\n 　ab ABé0９Ａ１ö-'\"*():^+.5Ggß가각カｶガ한𠮷𠀀🚢👍🏽\u200b\u0301\x00ไทย½①ẞΣςй"
)
# Any character; `st.text` itself takes seconds to list them all.
ANYTHING = st.lists(st.integers(0, 0x10FFFF), max_size=12).map(lambda codes: storable("".join(map(chr, codes))))
TEXTS = st.text(st.sampled_from(LETTERS), max_size=30) | ANYTHING


def shelf_of(texts):
    """A database of nothing but articles and their index, in memory."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.execute("create table articles (id integer primary key, title text, body text)")
    connection.execute(TABLE)
    for number, (title, body) in enumerate(texts, start=1):
        connection.execute("insert into articles values (?, ?, ?)", (number, title, body))
        connection.execute(ADD, (number, spaced(title), spaced(body)))
    return connection


def matching(connection, match):
    return {
        row[0] for row in connection.execute("select rowid from article_search where article_search match ?", (match,))
    }


def scanned(texts, phrase):
    asked = normalised(phrase)
    return {
        number for number, both in enumerate(texts, start=1) if any(occurs(asked, normalised(text)) for text in both)
    }


@settings(deadline=None, max_examples=60)
@given(texts=st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=5), data=st.data())
def test_a_phrase_finds_what_a_scan_finds(texts, data):
    whole = data.draw(st.sampled_from([text for both in texts for text in both]))
    begin = data.draw(st.integers(0, max(0, len(whole) - 1)))
    phrase = whole[begin : begin + data.draw(st.integers(1, 8))].replace('"', "").replace("“", "").replace("”", "")
    phrase = " ".join(phrase.split())
    try:
        query = read_query(f'"{phrase}"')
    except BadQuery:
        assert not tokens(phrase)
        return
    connection = shelf_of(texts)
    assert matching(connection, query.as_match()) == scanned(texts, phrase)
    connection.close()


@settings(deadline=None, max_examples=100)
@given(text=st.text(st.sampled_from(LETTERS + 'OROR--“"ANDNOT NEAR{}title:'), max_size=40) | ANYTHING)
@example(text='"')
@example(text='OR OR -OR "-" - ”“')
@example(text="NEAR(a b) AND title:x * ^ {")
def test_no_query_is_a_syntax_error(text):
    connection = shelf_of([("渡船", "The ferry.")])
    try:
        query = read_query(text)
    except BadQuery:
        connection.close()
        return
    matching(connection, query.as_match())
    assert query.in_words()
    connection.close()


@pytest.mark.parametrize(
    ("why", "query", "match"),
    [
        ("all words must occur", "脱贫 攻坚", '"脱 贫" AND "攻 坚"'),
        ("an ideographic blank is a blank", "脱贫　攻坚", '"脱 贫" AND "攻 坚"'),
        ("quotes hold together, Chinese ones too", "“New York” x", '"new york" AND "x"'),
        ("a minus leaves out, wherever it stands", "-a b OR c", '("b" OR "c") NOT ("a")'),
        ("a phrase can be left out", 'b -"c d"', '("b") NOT ("c d")'),
        ("words bind tighter than OR", "a b OR c", '"a" AND "b" OR "c"'),
        ("the word or is a word", "b or c", '"b" AND "or" AND "c"'),
        ("alternatives that are missing are none", "OR b OR OR", '"b"'),
        ("operators of SQLite's own are words", "a AND NOT NEAR(b*", '"a" AND "and" AND "not" AND "near ( b *"'),
        ("a quote that is not closed closes at the end", '"a b', '"a b"'),
        ("a minus inside a word is a mark", "COVID-19", '"covid - 19"'),
        ("a minus alone is a mark", "a - b", '"a" AND "-" AND "b"'),
        ("a word and a phrase may touch", 'a"b c"', '"a" AND "b c"'),
    ],
)
def test_queries(why, query, match):
    assert read_query(query).as_match() == match, why


@pytest.mark.parametrize(("why", "query", "told"), [
    ("nothing", "", "Search for what?"),
    ("blanks and invisible characters", " \u200b\u3000", "Search for what?"),
    ("empty quotes", '"" ""', "Search for what?"),
    ("only what to leave out", "-渡船", "name something to look for"),
    ("a whole novel", "渡 " * 101, "too long"),
    ("a whole novel in one phrase", "渡" * 2001, "too long"),
])  # fmt: skip
def test_a_query_that_asks_for_nothing_is_told_so(why, query, told):
    with pytest.raises(BadQuery, match=told.replace("?", r"\?")):
        read_query(query)


@pytest.fixture
def db(tmp_path):
    database = open_database(tmp_path / "news.db", NEWS)
    yield database
    database.close()


@pytest.fixture
def put(db):
    crawl_id = begin_crawl(db, "harbor_times", {}).crawl_id

    def store(name, title, body, *, site="harbor_times", **fields):
        url = f"{SITE}/{name}.html"
        frontier.want_article(db, crawl_id, site=site, url=url, twin=url, printed_url=url)
        digest = hashlib.sha256(body.encode()).hexdigest()
        article = {"url": url, "site": site, "title": title, "body": body, "body_sha256": digest, "page_count": 1}
        return articles.store_article(db, article | fields, [], url, crawl_id)

    return store


def found(db, query, **choice):
    """The titles of the articles found, the best first."""
    known = read_query(query)
    names = [article.title for article in search(db, known, Choice(**choice), limit=100)]
    assert count_found(db, known, Choice(**choice)) == len(names)
    return names


def is_sound(db):
    """The index has exactly what the articles have: nothing missing, no ghost."""
    db.execute("insert into article_search (article_search) values ('integrity-check')")
    stands = "select count(*), coalesce(sum(id), 0) from "
    assert db.execute(stands + "articles").fetchone() == db.execute(stands + "article_search_docsize").fetchone()
    db.execute("create virtual table temp.words using fts5vocab('main', 'article_search', 'instance')")
    held = set(db.execute("select doc, col, offset, term from temp.words"))
    db.execute("drop table temp.words")
    for article_id, title, body in db.execute("select id, title, body from articles"):
        for column, text in (("title", title), ("body", body)):
            for offset, token in enumerate(tokens(text)):
                held.remove((article_id, column, offset, token))
    assert held == set(), "ghosts"
    return True


def test_chinese_words_of_any_length(db, put):
    put("a", "渡船增开班次", "云汀市交通局3月2日说，5G网络已经覆盖码头。\n脱贫攻坚的成果，李　明先生说。")
    for query in (
        "渡",
        "班次",
        "渡船增开班次",
        "5G网络",
        "5g 网络",
        "５Ｇ网络",
        "3月2日",
        "李明",
        "已经覆盖码头",
        "，李明",
    ):
        assert found(db, query) == ["渡船增开班次"], query
    for why, query in (
        ("a number is a word", "月2"),
        ("a number is not found by its part", "G网络"),
        ("no phrase reaches over a full stop", "码头脱贫"),
        ("simplified and traditional characters are different ones", "網絡"),
    ):
        assert (found(db, query) == []) == (why != "a number is a word"), why


def test_words_of_letters_are_whole_and_have_one_spelling(db, put):
    put("a", "Ferry to São Paulo", "The C++ engine of the ＦＥＲＲＹ, e\u0301te\u0301 2026.")
    for query in ("ferry", "FERRY", "sao paulo", "“to são”", "c++", "été", "ete", "2026"):
        assert found(db, query) == ["Ferry to São Paulo"], query
    for query in ("ferr", "erry", "“ferry sao”", "026", "c--"):
        assert found(db, query) == [], query


def test_rare_characters(db, put):
    put("a", "𠮷野家与𠀀字", "👍🏽 emoji，龘靐齉")
    for query in ("𠮷野", "𠀀", "👍🏽", "龘靐齉", "与𠀀字"):
        assert found(db, query) == ["𠮷野家与𠀀字"], query
    assert found(db, "吉野") == []


def test_operators(db, put):
    for name, text in (("a", "渡船与码头"), ("b", "码头与候船室"), ("c", "渡船广告")):
        put(name, text, "文")
    assert set(found(db, "渡船 码头")) == {"渡船与码头"}
    assert set(found(db, "渡船 OR 候船室")) == {"渡船与码头", "码头与候船室", "渡船广告"}
    assert set(found(db, "渡船 OR 候船室 -广告")) == {"渡船与码头", "码头与候船室"}


def test_a_headline_weighs_more_than_the_text(db, put):
    put("a", "别的事", "渡船停航。" + "其余的话，" * 20)
    put("b", "渡船停航", "别的事。" + "其余的话，" * 20)
    put("c", "又一件事", "渡船、渡船、渡船。" + "其余的话，" * 20)
    assert found(db, "渡船") == ["渡船停航", "又一件事", "别的事"]


def test_site_section_and_days(db, put):
    put("a", "渡船一", "文", published_at="2026-03-01T09:00:00+08:00")
    put("b", "渡船二", "文", published_at="2026-03-02T23:30:00+08:00", site="yunting")
    put("c", "渡船三", "文", published_at="2026-03-03")
    assert found(db, "渡船", site="yunting") == ["渡船二"]
    assert set(found(db, "渡船", since="2026-03-02")) == {"渡船二", "渡船三"}
    assert set(found(db, "渡船", until="2026-03-02")) == {"渡船一", "渡船二"}
    db.execute("insert into sections values (9, 'yunting', '要闻', 'http://y/', '2026', null, null, 0, 0)")
    fate = db.execute("select id, article_id from frontier where site = 'yunting'").fetchone()
    db.execute("insert into article_sections values (9, ?, ?, '', '', 1, 1, '2026')", fate)
    assert found(db, "渡船", section="要闻") == found(db, "渡船", section="http://y/") == ["渡船二"]
    check_choice(db, Choice(site="yunting", section="要闻"))
    for choice in (Choice(site="yuntin"), Choice(section="体育"), Choice(site="harbor_times", section="要闻")):
        with pytest.raises(UnknownName, match=r"No (site|section) is called"):
            check_choice(db, choice)


def test_versions_readings_and_deletion_leave_no_ghost(db, put):
    put("a", "渡船停航", "大风。")
    put("b", "集市开张", "晴天。")
    assert put("a", "渡船复航", "风停了。") == "changed"
    assert found(db, "停航") == found(db, "大风") == []
    assert found(db, "复航 风停了") == ["渡船复航"]
    assert put("a", "渡船复航", "风停了。") == "unchanged"
    row = next(db["articles"].rows_where("title = '渡船复航'"))
    with writing(db) as connection:
        keep_rereading(connection, row["id"], row | {"body": "风停了，渡船复航。", "author": "张三"}, [], now="2026")
    assert found(db, "风停了，渡船") == ["渡船复航"]
    assert is_sound(db)
    articles.mark_gone(db, f"{SITE}/a.html", "not_found")
    assert found(db, "复航") == ["渡船复航"], "what the site took down stays, and can be found"
    assert search(db, read_query("复航"))[0].gone_at
    assert is_sound(db)


def test_a_transaction_that_fails_leaves_the_index_as_it_was(db, put):
    put("a", "渡船停航", "大风。")
    db.execute("create trigger full before update on frontier begin select raise(abort, 'disk full'); end")
    for name, title in (("b", "集市开张"), ("a", "渡船复航")):
        with pytest.raises(sqlite3.IntegrityError, match="disk full"):
            put(name, title, "文")
    assert found(db, "集市") == found(db, "复航") == []
    assert found(db, "停航") == ["渡船停航"]
    assert is_sound(db)


def test_a_database_from_before_is_filled_and_a_kill_costs_little(tmp_path, monkeypatch):
    path = tmp_path / "news.db"
    older = Database(sqlite3.connect(path))
    NEWS.apply(older, stop_before="m007_search")
    older.execute("insert into sites values ('harbor_times', '2026')")
    older.execute(
        "insert into crawls values (1, '', '', '', null, '', '', null, null, 0,0,0,0,0,0,0,0,0,0, null, null, '', 1)"
    )
    for number in range(3):
        older.execute(
            "insert into articles (url, site, title, body, char_count, body_sha256, first_seen_at, last_checked_at,"
            " changed_at, crawl_id) values (?, 'harbor_times', '旧闻', ?, 1, '', '', '', '', 1)",
            (str(number), f"渡船{'一二三'[number]}号"),
        )
    older.conn.commit()
    older.close()
    monkeypatch.setattr(search_index, "AT_A_TIME", 2)
    begun = Database(sqlite3.connect(path, isolation_level=None))
    NEWS.apply(begun)
    search_index._fill_some(begun.conn)  # … and then the power fails
    for number in (1, 2):  # one that is in the index by now, and one that is not
        with search_in_step(begun.conn, number):
            begun.execute("update articles set title = '新闻' where id = ?", (number,))
    begun.close()
    db = open_database(path, NEWS)
    assert len(found(db, "渡船")) == 3
    assert found(db, "旧闻") == ["旧闻"]
    assert is_sound(db)
    db.execute("insert into article_search (article_search) values ('delete-all')")
    assert found(db, "渡船") == []
    assert rebuild_search(db) == 3
    assert len(found(db, "渡船 二号")) == 1
    assert is_sound(db)
    db.close()


@pytest.mark.parametrize(("why", "text", "query", "shown"), [
    ("the sentence before is not shown", "前一句。巩固脱贫成果。", "脱贫", "巩固[脱贫]成果。"),
    ("a blank inside a name is its own", "李　明说。", "李明", "[李　明]说。"),
    ("the text's own spelling is shown", "The FÉRRY left.", "ferry left", "The [FÉRRY] [left]."),
    ("where more of the words stand is shown", "渡船。" + "话" * 200 + "。渡船到码头。" + "话" * 200, "渡船 码头", "…。[渡船]到[码头]。"),
    ("nothing found in the text: its beginning", "话说从前。", "渡船", "话说从前。"),
])  # fmt: skip
def test_snippets(why, text, query, shown):
    pieces = snippet(text, read_query(query).phrases)
    told = "".join(f"[{piece.text}]" if piece.is_match else piece.text for piece in pieces)
    assert shown.removeprefix("…。") in told, why
    assert len("".join(piece.text for piece in pieces)) <= 122
