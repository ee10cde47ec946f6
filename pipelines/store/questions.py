"""What the report asks: counts by day, section, site and reason, as plain rows; right at 0 and quick at 1,000,000 articles.

Days come from an index that holds no text.  What needs whole rows (which fields are known, how much was cut) is asked
of some ten thousand articles, chosen evenly over each site: `Sample` says how many of how many.
"""

from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlite_utils import Database

from pipelines.store.fates import MISSED
from pipelines.store.times import now_at

WINDOW_DAYS = 120  # shown day by day; older years are shown month by month
SAMPLE = 10_000  # articles looked at whole: one percent of error at most, and some seconds on a slow disk
LEAST_OF_A_SITE = 100  # … but of each site at least so many, or all it has
NEWEST = 20_000  # articles whose lag is counted
LAG_BOUNDS = (0.25, 1, 3, 6, 12, 24, 72, 168)  # hours
FIELDS = (
    "text", "published_at", "time_of_day", "author", "source", "editor", "keywords", "breadcrumb", "subtitle",
)  # fmt: skip
GROWTH_STEPS = 24  # of a site's pages, from the first that taught its template something to the last
DAY = "date(substr(published_at, 1, 10))"  # null where it is no date
MOST_ROWS = 40  # of one table of the report; it says how many more there are

Rows = list[tuple[Any, ...]]


class Totals(NamedTuple):
    """The numbers on top."""

    articles: int
    sites: int
    sections: int
    edits: int
    taken_down: int
    reprints: int
    dropped: int
    failed: int
    crawls: int
    first_day: str
    last_day: str


class Sample(NamedTuple):
    """How many articles were looked at whole, of how many."""

    looked_at: int
    articles: int


def begin_questions(db: Database) -> None:
    """From here on everything is seen as it is now, whatever a crawl writes meanwhile."""
    db.conn.execute("begin")
    db.conn.execute("create temp table if not exists days (article_id integer primary key, site text, day text)")
    db.conn.execute("create temp table if not exists sample (article_id integer primary key, site text, month text)")


def end_questions(db: Database) -> None:
    db.conn.rollback()


def totals(db: Database, today: str) -> Totals:
    """Counts of everything, and between which days; days that are yet to come are somebody's misprint."""
    connection = db.conn

    def count(what: str) -> int:
        return int(connection.execute(f"select count(*) from {what}").fetchone()[0])

    articles, first, last = connection.execute(  # one reading of the one index, which may be cold
        f"select count(*), min({DAY}), max(case when {DAY} <= ? then {DAY} end) from articles", (today,)
    ).fetchone()
    return Totals(
        articles,
        count("sites"),
        count("sections"),
        count("article_versions where cause = 'edited'"),
        count("articles where gone_at is not null"),
        count("articles where duplicate_of is not null"),
        count(f"frontier where {MISSED} and state = 'dropped'"),
        count(f"frontier where {MISSED} and state = 'failed'"),
        count("crawls"),
        first or "",
        last or "",
    )


def articles_by_day(db: Database, last_day: str) -> Rows:
    """(day, site, articles) of the window that ends with `last_day`."""
    if not last_day:
        return []
    first_day = (date.fromisoformat(last_day) - timedelta(days=WINDOW_DAYS - 1)).isoformat()
    db.conn.execute("delete from days")
    db.conn.execute(
        f"insert into days select id, site, {DAY} from articles where published_at >= ? and {DAY} <= ?",
        (first_day, last_day),
    )
    return db.conn.execute("select day, site, count(*) from days group by day, site order by day, site").fetchall()


def articles_by_month(db: Database) -> Rows:
    """(month, articles) over all years; '' is the month of those without a date."""
    return db.conn.execute(
        f"select coalesce(substr({DAY}, 1, 7), '') as month, count(*) from articles group by month order by month"
    ).fetchall()


def sections(db: Database) -> tuple[Rows, int]:
    """(site, section, articles) of the sections that list most, and how many sections there are."""
    rows = db.conn.execute(
        "select sections.id, sections.site, sections.name, sections.url, count(article_sections.article_id) as articles"
        " from sections left join article_sections on section_id = sections.id"
        " group by sections.id order by articles desc, sections.site, sections.name"
    ).fetchall()
    return [(id, site, name or url, articles) for id, site, name, url, articles in rows[:MOST_ROWS]], len(rows)


def sections_by_day(db: Database, section_ids: list[int]) -> Rows:
    """(section id, day, articles) in the window that `articles_by_day` has opened."""
    marks = ", ".join("?" * len(section_ids))
    return db.conn.execute(
        "select section_id, day, count(*) from article_sections join days using (article_id)"
        f" where section_id in ({marks}) group by section_id, day",
        section_ids,
    ).fetchall()


def choose_sample(db: Database) -> Sample:
    """Choose the articles that are looked at whole, evenly over each site."""
    counts = db.conn.execute("select site, count(*) from articles group by site").fetchall()
    total = sum(count for _, count in counts)
    db.conn.execute("delete from sample")
    for site, count in counts:
        share = max(LEAST_OF_A_SITE, SAMPLE * count // max(total, 1))
        every = max(1, count // share)
        # Ids of a site may have a rhythm (every tenth); a multiplication that wraps around has none of it.
        db.conn.execute(
            f"insert into sample select id, site, substr({DAY}, 1, 7) from articles"
            " where site = ? and (((id * 2654435761) & 4294967295) >> 12) % ? = 0",
            (site, every),
        )
    looked_at = db.conn.execute("select count(*) from sample").fetchone()[0]
    return Sample(looked_at, total)


def coverage(db: Database) -> Rows:
    """(site, articles looked at, percent for each of FIELDS), the largest site first."""
    return db.conn.execute(
        "select sample.site, count(*), avg(char_count > 0), avg(published_at is not null),"
        " avg(coalesce(length(published_at), 0) > 10), avg(author != ''), avg(source != ''), avg(editor != ''),"
        " avg(keywords != '[]'), avg(breadcrumb != '[]'), avg(subtitle != '')"
        " from sample cross join articles on articles.id = article_id group by sample.site order by 2 desc, 1"
    ).fetchall()


def boilerplate(db: Database) -> Rows:
    """(site, month, characters kept, characters cut) of the articles looked at."""
    return db.conn.execute(
        "select sample.site, month, sum(char_count),"
        " sum((select coalesce(sum(length(text)), 0) from removals where removals.article_id = sample.article_id))"
        " from sample cross join articles on articles.id = article_id where month is not null"
        " group by sample.site, month order by sample.site, month"
    ).fetchall()


def cuts(db: Database) -> Rows:
    """(rule, cuts, characters) of the articles looked at, the busiest rule first."""
    return db.conn.execute(
        "select rule, count(*), sum(length(text)) from sample cross join removals on removals.article_id = sample.article_id"
        " group by rule order by 3 desc, 1"
    ).fetchall()


def lags(db: Database) -> Rows:
    """(site, place among LAG_BOUNDS, articles) of the newest articles that were published while we were looking."""
    steps = " ".join(f"when hours < {bound} then {place}" for place, bound in enumerate(LAG_BOUNDS))
    return db.conn.execute(
        f"select site, case {steps} else {len(LAG_BOUNDS)} end as place, count(*) from publication_lags"
        " where article_id > (select coalesce(max(id), 0) from articles) - ? and site_was_known"
        " group by site, place order by site, place",
        (NEWEST,),
    ).fetchall()


def median_lags(db: Database) -> Rows:
    """(site, articles, median hours) of the same articles, the slowest site first."""
    return db.conn.execute(
        "with ranked as (select site, hours, row_number() over (partition by site order by hours) as place,"
        "  count(*) over (partition by site) as articles from publication_lags"
        "  where article_id > (select coalesce(max(id), 0) from articles) - ? and site_was_known)"
        " select site, articles, hours from ranked where place = (articles + 1) / 2 order by hours desc, site",
        (NEWEST,),
    ).fetchall()


def crawls_by_day(db: Database) -> Rows:
    """(day, new, changed, dropped, failed, broken or cut short) of the crawls in the window that ends today."""
    return db.conn.execute(
        "select substr(started_at, 1, 10) as day, sum(new), sum(changed), sum(dropped), sum(failed),"
        " sum(coalesce(outcome, '') in ('broken', 'nothing found')) from crawls"
        " where started_at >= ? group by day order by day",
        (now_at(plus_seconds=-WINDOW_DAYS * 86400)[:10],),
    ).fetchall()


def drop_reasons(db: Database) -> Rows:
    """(reason, addresses), the most frequent first."""
    return _missed(db, "dropped")


def failure_reasons(db: Database) -> Rows:
    """(last error, addresses), the most frequent first."""
    return _missed(db, "failed")


def silence(db: Database) -> Rows:
    """(site, articles, days silent, usual gap in days, last published, last crawled), the most silent first."""
    return db.conn.execute(
        "select site, articles, days_silent, usual_gap_days, last_published, replace(substr(last_crawled_at, 1, 16), 'T', ' ')"
        " from sites_at_a_glance order by days_silent desc, site"
    ).fetchall()


def templates(db: Database) -> Rows:
    """(site, stories learned from, blocks known, of them judged boilerplate, judged story, by hand), the largest first."""
    return db.conn.execute(
        "select site_templates.site, stories, count(site_blocks.id), coalesce(sum(judgement = 'boilerplate'), 0),"
        " coalesce(sum(judgement = 'story'), 0), coalesce(sum(hand != ''), 0)"
        " from site_templates left join site_blocks on site_blocks.site = site_templates.site"
        " group by site_templates.site order by 4 desc, 1"
    ).fetchall()


def template_growth(db: Database) -> Rows:
    """(site, step of GROWTH_STEPS, blocks) that were judged boilerplate at that step of all pages learned from."""
    return db.conn.execute(
        "select site_blocks.site, min(flipped_lesson * ? / max(lessons, 1), ? - 1) as step, count(*) from site_blocks"
        " join site_templates on site_templates.site = site_blocks.site where judgement = 'boilerplate'"
        " group by site_blocks.site, step order by site_blocks.site, step",
        (GROWTH_STEPS, GROWTH_STEPS),
    ).fetchall()


def _missed(db: Database, state: str) -> Rows:
    # The condition is repeated as the index has it, see m003_frontier.
    return db.conn.execute(
        f"select reason, count(*) from frontier where {MISSED} and state = ?"
        " group by reason order by 2 desc, 1 limit 12",
        (state,),
    ).fetchall()
