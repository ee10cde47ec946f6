"""``contents.answer("/town/index_1.html", {})`` is a status, headers and bytes. No network here."""

from __future__ import annotations

import hashlib
import re
from base64 import b64decode
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from typing import Any, NamedTuple

from tests.portal import (
    boilerplate,
    english_frame,
    feeds,
    live_pages,
    news_frame,
    plain_pages,
    planted_frame,
    section,
    town_frame,
    traps,
)
from tests.portal.article import Article, find_articles
from tests.portal.boilerplate import Edition
from tests.portal.grown import find_grown
from tests.portal.planted import find_planted
from tests.portal.section import Section

FRAMES = {
    "news": news_frame,
    "town": town_frame,
    "english": english_frame,
    "grown": news_frame,
    "planted": planted_frame,
}
# Folders that hold nothing but what hot lists, names and friend links lead to.
SIDE_FOLDERS = re.compile(
    r"/(hot|people|friends|pictures|more|related|most-read|ads|notices|video|bbs|search|private|about)\b"
)
ALIASES = {"/news/index.shtml": "/news/", "/town/index.html": "/town/", "/index.html": "/"}
PICTURE = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")
OPENED = datetime(2026, 3, 20, 4, 0, tzinfo=UTC)  # every listing is this old until someone edits


class Answer(NamedTuple):
    """What the portal says to one request."""

    status: int
    headers: dict[str, str]
    body: bytes


class Contents:
    """Sections, articles and everything around them; edits, additions and deletions show at once."""

    def __init__(self, *, grow: int = 0, planted: int = 0, seed: int = 7) -> None:
        self.url = ""
        self.day = 0
        self.changes = 0
        self.gone: dict[str, int] = {}
        self.sections = {each.name: each for each in three_sections()}
        for each in self.sections.values():
            for article in find_articles(each.name):
                each.take(article)
        if grow:
            self.sections["grown"] = Section(
                "grown", "快讯", section.grown_page_path, ["首页", "快讯"], per_page=20, chained=True
            )
            for article in find_grown(grow, seed):
                self.sections["grown"].take(article)
        if planted:
            self.sections["planted"] = Section(
                "planted", "副刊", section.planted_page_path, ["首页", "副刊"], per_page=20, chained=True
            )
            for article in find_planted(planted):
                self.sections["planted"].take(article)
        self._pages: dict[str, tuple[Article, int]] = {}
        self._redirects: dict[str, str] = {}
        for article in self.articles:
            self._keep(article)

    @property
    def articles(self) -> list[Article]:
        """Every article address of every section; a reprint names the first one in ``same_as``."""
        return [article for each in self.sections.values() for article in each.articles]

    @property
    def edition(self) -> Edition:
        return Edition(self.url, self.day)

    def article(self, path: str) -> Article:
        return self._pages[path][0]

    def edit(self, path: str, **changes: Any) -> Article:
        """Change any field of an article: ``edit(path, title=…, body=…)``; a body may use the markup of story.py."""
        article = self.article(path)
        for name, value in changes.items():
            setattr(article, "story" if name == "body" else name, value)
        self.changes += 1
        article.edits = self.changes
        self._keep(article)
        return article

    def add(self, section_name: str, article: Article) -> Article:
        """Publish an article: it stands in the section's listings by its date."""
        self.sections[section_name].take(article)
        self.changes += 1
        self._keep(article)
        return article

    def delete(self, path: str, *, status: int = 404) -> None:
        """Take an article down: no listing names it, its pages answer with the status."""
        article = self.article(path)
        self.sections[article.section].drop(article)
        self.changes += 1
        for page_path in article.page_paths:
            del self._pages[page_path]
            self.gone[page_path] = status

    def turn_day(self) -> None:
        """The next day: a third of every hot list is new."""
        self.day += 1

    def answer(self, target: str, headers: Mapping[str, str]) -> Answer:
        """Answer a GET of a path with its query; an unchanged page asked for conditionally is a 304."""
        path, _, query = target.partition("?")
        path = ALIASES.get(path, path)
        if path == "/robots.txt":
            return Answer(200, {"Content-Type": "text/plain; charset=utf-8"}, traps.ROBOTS.encode())
        if path == "/js/page.js":
            return Answer(200, {"Content-Type": "application/javascript"}, town_frame.PAGE_SCRIPT.encode())
        if path.startswith("/images/"):
            return Answer(200, {"Content-Type": "image/png"}, PICTURE)
        if feed := feeds.feed_answer(path, self.url, list(self.sections.values())):
            return dated(Answer(200, {"Content-Type": feed[0]}, feed[1]), self._changed_at(self.changes), headers)
        if scripted := live_pages.live_answer(path, self.sections["news"].articles):
            return Answer(200, {"Content-Type": scripted[0]}, scripted[1])
        if path in self._redirects:
            return Answer(302, {"Location": self._redirects[path]}, b"")
        if path + "/" in {each.path for each in self.sections.values()}:
            return Answer(301, {"Location": path + "/"}, b"")
        if path in self._pages:
            return self._article_answer(path, headers)
        for each in self.sections.values():
            for asked in (f"{path}?{query}", path) if query else (path,):
                if asked in each.page_paths:
                    return self._section_answer(each, each.page_paths.index(asked) + 1, headers)
        return self._plain_answer(path)

    def _article_answer(self, path: str, headers: Mapping[str, str]) -> Answer:
        article, number = self._pages[path]
        each = self.sections[article.section]
        text = FRAMES[each.name].article_page(article, number, self.edition)
        declared = "" if article.declared_charset else each.declared_charset
        changed = moment(article.printed_at)
        if article.edits or self.day:
            changed = self._changed_at(article.edits)
        return dated(html_answer(text, each.charset, declared), changed, headers)

    def _section_answer(self, each: Section, number: int, headers: Mapping[str, str]) -> Answer:
        text = FRAMES[each.name].section_page(each, number, self.edition)
        answer = html_answer(text, each.charset, each.declared_charset)
        return dated(answer, self._changed_at(self.changes), headers)

    def _changed_at(self, edits: int) -> datetime:
        return OPENED + timedelta(days=self.day, minutes=edits)

    def _plain_answer(self, path: str) -> Answer:
        edition = self.edition
        if path == "/":
            return html_answer(plain_pages.front_page(list(self.sections.values()), edition))
        if path == traps.LISTING.path:
            return html_answer(plain_pages.topic_page(traps.LISTING.title, self.sections["news"], edition))
        if path == traps.ERROR_PAGE.path:
            return html_answer(plain_pages.lost_page())
        if SIDE_FOLDERS.match(path):
            return html_answer(plain_pages.side_page(self._side_title(path)))
        return html_answer(plain_pages.lost_page(), status=self.gone.get(path, 404))

    def _side_title(self, path: str) -> str:
        number = "".join(filter(str.isdigit, path))
        if path.startswith("/hot/") and number and 0 < int(number) <= len(boilerplate.HOT_HEADLINES):
            return boilerplate.HOT_HEADLINES[int(number) - 1]
        if path.startswith("/people/") and number and 0 < int(number) <= len(boilerplate.NAMES):
            return boilerplate.NAMES[int(number) - 1]
        return "旁边的一页"

    def _keep(self, article: Article) -> None:
        self.sections[article.section].forget_links()
        article.url = self.url + article.path
        self._pages.update({path: (article, number) for number, path in enumerate(article.page_paths, 1)})
        if article.listed_as:
            self._redirects[article.listed_as] = article.path


def three_sections() -> list[Section]:
    """The sections without their articles."""
    odd = traps.ODD_LINKS
    return [
        Section("news", "要闻", section.news_page_path, ["首页", "议事·声音", "要闻"], odd_links=odd["news"]),
        Section(
            "town", "社会新闻", section.town_page_path, ["首页", "社会新闻"], odd_links=odd["town"],
            charset="gb18030", declared_charset="gb2312",
        ),
        Section("english", "Latest", section.english_page_path, ["Home", "English"], per_page=5, language="en"),
    ]  # fmt: skip


def html_answer(text: str, charset: str = "utf-8", declared: str = "utf-8", *, status: int = 200) -> Answer:
    """A page as bytes. Old sections leave the charset to the page, so does the page that is wrong about it."""
    header = "text/html; charset=utf-8" if declared == "utf-8" else "text/html"
    return Answer(status, {"Content-Type": header}, text.encode(charset))


def moment(printed_at: str) -> datetime:
    """When the portal printed it, on the clock of HTTP: Chinese time is eight hours ahead."""
    return datetime.fromisoformat(printed_at).replace(tzinfo=UTC) - timedelta(hours=8)


def dated(answer: Answer, changed: datetime, headers: Mapping[str, str]) -> Answer:
    """Add ETag and Last-Modified, and say 304 to one who has the page already."""
    tag = f'"{hashlib.sha1(answer.body).hexdigest()[:16]}"'
    known = {"ETag": tag, "Last-Modified": format_datetime(changed, usegmt=True)}
    asked_tag, asked_since = headers.get("If-None-Match"), headers.get("If-Modified-Since")
    fresh = tag in asked_tag if asked_tag else bool(asked_since and parsedate_to_datetime(asked_since) >= changed)
    if fresh:
        return Answer(304, known, b"")
    return Answer(answer.status, answer.headers | known, answer.body)
