"""The report as one HTML file: the numbers on top, then a figure for each question, then how it was measured."""

import time
from collections.abc import Callable
from pathlib import Path

from crawler.report import article_figures, crawl_figures, page_figures
from crawler.report.figure import tiles
from crawler.report.svg import Markup, element, join
from pipelines.store import questions
from pipelines.store.database import Database

STYLE = Path(__file__).with_name("style.css")
Say = Callable[[str], None]


def report_page(db: Database, name: str, now: str, explained: dict[str, str], say: Say) -> str:
    """The page for a database at the moment `now`; `say` hears what is being counted."""
    today = now[:10]
    began = time.monotonic()
    questions.begin_questions(db)
    try:
        say("counting")
        totals = questions.totals(db, today)
        shown = [tiles(totals)]
        say("articles a day")
        by_day = questions.articles_by_day(db, totals.last_day)
        shown.append(article_figures.articles_by_day(by_day, totals.last_day))
        shown.append(article_figures.articles_by_month(questions.articles_by_month(db)))
        say("silent sites")
        shown.append(article_figures.silence(questions.silence(db)))
        say("sections")
        rows, how_many = questions.sections(db)
        section_days = questions.sections_by_day(db, [row[0] for row in rows])
        shown.append(article_figures.sections(rows, how_many, section_days, totals.last_day))
        say("lags")
        shown.append(article_figures.lags(questions.lags(db), questions.median_lags(db)))
        say("what was cut")
        sample = questions.choose_sample(db)
        shown.append(page_figures.boilerplate(questions.boilerplate(db), questions.cuts(db), sample))
        shown.append(page_figures.coverage(questions.coverage(db), sample))
        say("templates")
        shown.append(page_figures.templates(questions.templates(db), questions.template_growth(db)))
        say("crawls")
        shown.append(crawl_figures.crawls(questions.crawls_by_day(db), today))
        shown.append(crawl_figures.misses(questions.drop_reasons(db), questions.failure_reasons(db), explained))
    finally:
        questions.end_questions(db)
    seconds = time.monotonic() - began
    return _document(name, now, totals, shown, seconds)


def _document(name: str, now: str, totals: questions.Totals, shown: list[Markup], seconds: float) -> str:
    span = f", published from {totals.first_day} to {totals.last_day}" if totals.first_day else ""
    heading = element("h1", "Zhengwen", element("small", "正文 · report"))
    about = element("p", f"{name}{span}. As of {now[:16].replace('T', ' ')} UTC.", class_="about")
    foot = element(
        "footer",
        f"Made by scrapy report in {seconds:.1f} s. A day is the one the newspaper prints; crawls are counted in UTC. "
        "data/README.md explains every word, data/queries holds the questions behind the figures.",
    )
    body = join([element("header", heading, about), *shown, foot])
    style = Markup(STYLE.read_text(encoding="utf-8"))
    head = join(
        [
            Markup('<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'),
            # Nothing in this file asks for anything else, and nothing that got into it by a title may.
            Markup(
                "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
            ),
            element("title", f"Zhengwen report · {name}"),
            element("style", style),
        ]
    )
    return f'<!DOCTYPE html>\n<html lang="en">\n<head>{head}</head>\n<body>{body}</body>\n</html>\n'
