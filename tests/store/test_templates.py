"""What a site repeats, as its stories teach it: counted once each, judged, forgotten, and whom a judgement touches."""

import threading

import pytest

from pipelines.cleaning import template as pure
from pipelines.site_templates import JUDGE, lesson_of, template_for, template_from
from pipelines.store import lessons, template_by_hand, templates
from pipelines.store.articles import store_article
from pipelines.store.crawls import begin_crawl
from pipelines.store.database import open_database, writing
from pipelines.store.frontier import want_article
from pipelines.store.marking import mark_what_changed
from pipelines.store.migrations import NEWS
from pipelines.store.template_by_hand import BadTemplate

SITE = "harbor_times"
FOOTER = "f" * 16
OPENING = "0" * 15 + "1"


def block(key, flags=pure.IN_BODY | pure.LAST | pure.APART | pure.PROSE, sort="prose", fate="body"):
    return (key, "div/p", f"text of {key}", fate, sort, flags)


def own(number):
    """What one story alone has: its paragraphs."""
    return [
        block(f"{number:012x}{part:04x}", pure.IN_BODY | pure.PROSE | (pure.FIRST if not part else 0))
        for part in range(1, 4)
    ]


class Desk:
    """A database, and what a crawl does with one story."""

    def __init__(self, path):
        self.path = path
        self.db = open_database(path, NEWS)
        self.crawl_id = begin_crawl(self.db, "test", {}).crawl_id

    def store(self, number, *seen, learned=None, title="", site=SITE, body="", pages="same", **told):
        url = f"https://{site}.example/{number}.html"
        want_article(self.db, self.crawl_id, site=site, url=url, twin=url, printed_url=url)
        if learned is None:
            learned = template_for(self.db, site, url)[1]
        article = {
            "url": url,
            "site": site,
            "title": title or f"Story {'abcdefghijklmnopqrstuvwxyz'[number % 26]}",
            "body": body or f"body {number}",
            "body_sha256": body or str(number),
            "page_count": 1,
            "rules": "today",
            "pages_sha256": pages,
            "lesson": lesson_of([*own(number), *seen], learned),
        }
        store_article(self.db, article | told, [], url, self.crawl_id)
        return url

    def counts(self, key=FOOTER):
        query = f"select {templates.COLUMNS} from site_blocks where key = ?"
        row = self.db.conn.execute(query, (key,)).fetchone()
        return templates.Counts._make(row) if row else None

    def judged(self, key=FOOTER):
        return self.db.conn.execute("select judgement from site_blocks where key = ?", (key,)).fetchone()[0]

    def marked(self):
        found = self.db.conn.execute("select url from articles where rules = '' order by id").fetchall()
        return [int(row[0].rsplit("/")[-1].split(".")[0]) for row in found]

    def stories(self, site=SITE):
        return self.db.conn.execute("select stories from site_templates where site = ?", (site,)).fetchone()[0]

    def state(self):
        return [
            self.db.conn.execute(query).fetchall()
            for query in (
                "select key, sort, pages, body_pages, first_pages, last_pages, apart_pages, named_pages, judgement"
                " from site_blocks order by key",
                "select site, stories from site_templates",
            )
        ]


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path / "news.db")


def test_flags_and_sorts_mean_the_same_on_both_sides_of_the_door():
    no_blocks = pure.PLACE, pure.COLUMN, pure.ROLL
    assert {pure.PARAGRAPH, pure.SENTENCE, pure.LINE, pure.LABEL, pure.LINK, *no_blocks} == {*template_by_hand.SORTS}
    assert str(no_blocks) == template_by_hand.NO_BLOCKS
    assert (pure.IN_BODY, pure.FIRST, pure.LAST, pure.APART, pure.NAMED) == templates.BITS
    assert pure.IN_BODY | pure.PROSE == lessons.PARAGRAPH
    known = pure.Known("line", 3, 2, 1, 2, 1, 0)
    counts = templates.Counts("line", 3, 2, 1, 2, 1, 0, "", 1, 3)
    for flags in range(64):
        more = known.plus(flags)
        assert counts.plus(flags, None)[1:7] == (
            more.pages, more.body_pages, more.first_pages, more.last_pages, more.apart_pages, more.named_pages,
        )  # fmt: skip
        assert counts.plus(flags, None).minus(flags)[:7] == counts[:7]


def test_the_third_story_makes_it_boilerplate_and_marks_the_two_before(desk):
    desk.store(1, block(FOOTER))
    desk.store(2, block(FOOTER))
    assert (desk.judged(), desk.marked()) == ("", [])
    desk.store(3, block(FOOTER))
    assert (desk.judged(), desk.marked()) == ("boilerplate", [1, 2]), "the third was read with what it tells"
    desk.store(4, block(FOOTER))
    assert desk.marked() == [1, 2]


def test_the_same_page_again_teaches_nothing(desk):
    for _ in range(4):
        desk.store(1, block(FOOTER))
        desk.store(2, block(FOOTER))
    assert (desk.counts().pages, desk.stories(), desk.marked()) == (2, 2, [])


def test_an_edited_version_is_the_same_story(desk):
    desk.store(1, block(FOOTER, pure.IN_BODY))
    desk.store(1, block(FOOTER, pure.APART), block(OPENING), title="Edited", body="edited", pages="other")
    assert (desk.counts().pages, desk.counts().body_pages, desk.counts().apart_pages) == (1, 1, 1)
    assert (desk.counts(OPENING).pages, desk.stories()) == (1, 1)


def test_better_rules_replace_what_older_ones_said_of_a_block(desk):
    desk.store(1, block(FOOTER))
    desk.store(1, block(FOOTER, pure.PROSE, fate="share_bar"), rules="tomorrow", body="better")
    assert (desk.counts().pages, desk.counts().body_pages) == (1, 0)


def test_reprints_count_once_and_are_marked_each(desk):
    same = own(1)
    for number in (1, 2, 3):
        desk.store(number, *same, block(FOOTER), title="One story", body="one story")
    assert (desk.counts().pages, desk.stories(), desk.judged()) == (1, 1, "")
    desk.store(4, block(FOOTER))
    desk.store(5, block(FOOTER))
    assert desk.marked() == [1, 2, 3, 4]


def test_short_stories_under_one_long_footer_are_no_reprints(desk):
    footers = [block(f"{number:016x}") for number in range(9000, 9020)]
    for number in range(1, 5):
        desk.store(number, *footers)
    assert (desk.stories(), desk.judged(footers[0][0])) == (4, "boilerplate")


def test_the_order_of_learning_does_not_matter(tmp_path):
    folders = [Desk(tmp_path / "one.db"), Desk(tmp_path / "other.db")]
    for desk, order in zip(folders, ([1, 2, 3, 4, 5], [5, 2, 4, 1, 3]), strict=True):
        for number in order:
            desk.store(number, block(FOOTER), *([block(OPENING)] if number % 2 else []))
        mark_what_changed(desk.db, SITE, JUDGE)
    assert folders[0].state() == folders[1].state()


def test_two_processes_teach_at_once(tmp_path):
    path = tmp_path / "news.db"
    Desk(path).db.close()

    def crawl(numbers):
        desk = Desk(path)
        for number in numbers:
            desk.store(number, block(FOOTER), learned=templates.Learned(0))
        desk.db.close()

    threads = [threading.Thread(target=crawl, args=(range(start, 20, 2),)) for start in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    desk = Desk(path)
    assert (desk.counts().pages, desk.stories(), desk.judged()) == (20, 20, "boilerplate")
    # Whoever read a page with nothing known, and stored it when it was, has let the footer through.
    assert len(desk.marked()) == 20


@pytest.mark.parametrize(
    ("why", "stored_before", "is_marked"),
    [
        ("it counted itself as the third, and is the fourth: three and four are judged alike", 2, False),
        ("it counted itself as the second, and is the third", 1, True),
    ],
)
def test_a_page_read_while_another_waited_is_read_again_where_that_matters(desk, why, stored_before, is_marked):
    heading = block("e" * 16, pure.IN_BODY, "label")
    for number in range(1, 1 + stored_before):
        desk.store(number, heading)
    template, learned = template_for(desk.db, SITE, "https://harbor_times.example/9.html")
    template.look_up([heading[0]])
    desk.store(8, heading)
    desk.store(9, heading, learned=learned)
    assert (9 in desk.marked()) is is_marked, why


def test_first_reading_and_reading_again_ask_the_same(desk):
    for number in range(1, 6):
        url = desk.store(number, block(FOOTER), block(OPENING, pure.IN_BODY))
    template, _ = template_for(desk.db, SITE, url)
    unknown, _ = template_for(desk.db, SITE, "https://harbor_times.example/6.html")
    again = template.look_up([FOOTER])[FOOTER]
    assert (template.stories, again.pages, again.last_pages) == (4, 4, 4)
    assert (unknown.stories, unknown.look_up([FOOTER])[FOOTER].pages) == (5, 5)
    elsewhere = template_from(templates.snapshot(desk.db, SITE), templates.taught_keys(desk.db, 5))
    assert (elsewhere.stories, elsewhere.look_up([FOOTER])[FOOTER]) == (4, again)


def test_a_list_of_names_waits_for_the_sites_other_stories(desk):
    """It stays where it stands on one page alone, which the first pages of a site cannot know."""
    names = [block(f"{number:016x}", 0, "label", "name_list") for number in range(8000, 8004)]
    desk.store(1, *names)
    for number in range(2, 6):
        desk.store(number)
    assert desk.marked() == []
    mark_what_changed(desk.db, SITE, JUDGE)
    assert desk.marked() == [1]
    desk.store(6, *names)
    assert desk.marked() == [1]
    assert desk.judged(names[0][0]) == "twice"


def test_each_section_has_its_own(desk):
    for number in range(1, 4):
        desk.store(number, block("a" * 16))
        desk.store(number + 10, block("b" * 16))
    assert (desk.judged("a" * 16), desk.judged("b" * 16)) == ("boilerplate", "boilerplate")
    assert desk.marked() == [1, 11, 2, 12]
    desk.store(1, block("a" * 16), site="fjordbladet")
    assert desk.stories("fjordbladet") == 1


def test_what_was_not_seen_for_long_goes_and_what_was_said_by_hand_stays(desk, monkeypatch):
    monkeypatch.setattr(lessons, "ONCE_KEPT", 20)
    monkeypatch.setattr(lessons, "KEPT", 200)
    spared = "5" * 16
    for number in range(1, 4):
        desk.store(number, block(FOOTER), block(spared))
    template_by_hand.say(desk.db, SITE, [spared], "spare", JUDGE)
    with writing(desk.db) as connection:
        connection.execute("update articles set rules = 'today'")
    for number in range(4, 520):
        lesson = lesson_of(own(number)[:1], templates.Learned(10**6))
        with writing(desk.db) as connection:
            connection.execute(
                "insert into articles (url, site, title, body, char_count, body_sha256, first_seen_at, last_checked_at,"
                " changed_at, crawl_id, rules) values (?, ?, ?, '', 0, '', '', '', '', ?, 'today')",
                (f"https://x.example/{number}", SITE, f"Story {number}", desk.crawl_id),
            )
            article_id = connection.execute("select max(id) from articles").fetchone()[0]
            lessons.teach(connection, SITE, article_id, lesson, rules="today")
        if number == 150:
            assert desk.judged() == "boilerplate", "a footer that ended lately is known"
    assert desk.counts() is None
    assert desk.counts(spared).hand == "spare"
    assert desk.db.execute("select count(*) from site_blocks").fetchone()[0] < 60
    gone = "select count(*) from site_block_sightings where block_id not in (select id from site_blocks)"
    assert desk.db.execute(gone).fetchone()[0] == 0
    assert desk.marked() == [], "to forget is no new judgement"


def test_a_block_has_so_many_sightings_and_no_more(desk, monkeypatch):
    monkeypatch.setattr(templates, "MOST_SIGHTINGS", 5)
    monkeypatch.setattr(lessons, "MOST_SIGHTINGS", 5)
    for number in range(1, 9):
        desk.store(number, block(FOOTER), body=f"story {number}\ntext of {FOOTER}")
    desk.store(8, block(FOOTER), body=f"story 8\ntext of {FOOTER}")
    assert desk.counts().pages == 8
    query = "select count(*) from site_block_sightings join site_blocks on id = block_id where key = ?"
    assert desk.db.execute(query, (FOOTER,)).fetchone()[0] == 5
    monkeypatch.setattr("pipelines.store.marking.MOST_SIGHTINGS", 5)
    with writing(desk.db) as connection:
        connection.execute("update articles set rules = 'today'")
    assert template_by_hand.say(desk.db, SITE, [FOOTER[:6]], "spare", JUDGE) == 8, "the rest by its words"
    assert len(desk.marked()) == 8


def test_an_operators_word_holds_and_can_be_taken_back(desk):
    for number in range(1, 4):
        desk.store(number, block(FOOTER))
    with writing(desk.db) as connection:
        connection.execute("update articles set rules = 'today'")
    assert template_by_hand.say(desk.db, SITE, [FOOTER], "spare", JUDGE) == 3
    desk.store(4, block(FOOTER))
    assert (desk.judged(), desk.counts().hand) == ("story", "spare")
    template_by_hand.say(desk.db, SITE, [FOOTER], "", JUDGE)
    assert desk.judged() == "boilerplate"
    with pytest.raises(BadTemplate, match="No block beef is known"):
        template_by_hand.say(desk.db, SITE, ["beef"], "forbid", JUDGE)


def test_a_template_travels_with_its_site(desk, tmp_path):
    for number in range(1, 5):
        desk.store(number, block(FOOTER))
    template_by_hand.say(desk.db, SITE, [FOOTER], "forbid", JUDGE)
    told = template_by_hand.exported(desk.db, SITE, 3)
    other = Desk(tmp_path / "other.db")
    other.store(1, block(FOOTER))
    assert template_by_hand.import_template(other.db, SITE, told, JUDGE) == (1, 1)
    assert (other.judged(), other.counts().pages, other.stories()) == ("boilerplate", 4, 4)
    assert template_by_hand.import_template(other.db, SITE, told, JUDGE) == (1, 0), "twice is once"
    assert template_by_hand.exported(other.db, SITE, 3) == told


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"format": "something else"},
        {"format": template_by_hand.FORMAT, "stories": -1, "blocks": []},
        {"format": template_by_hand.FORMAT, "stories": 1, "blocks": [{"key": "x"}]},
        {"format": template_by_hand.FORMAT, "stories": 1, "blocks": 7},
    ],
)
def test_a_file_of_something_else_is_refused(desk, told):
    with pytest.raises(BadTemplate, match="no template file"):
        template_by_hand.import_template(desk.db, SITE, told, JUDGE)


def test_a_page_that_says_less_teaches_nothing(desk):
    desk.store(1, block(FOOTER))
    desk.store(2, block(FOOTER), refusal="empty page")
    assert (desk.counts().pages, desk.stories()) == (1, 1)
