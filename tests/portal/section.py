"""``/news/``, ``/news/index_2.shtml`` …: a section, its articles in printed order, and the listings they fill."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from tests.portal.article import Article


class Link(NamedTuple):
    """One row of a listing."""

    path: str
    title: str
    date: str


@dataclass
class Section:
    """A section of the portal."""

    name: str
    title: str
    page_path: Callable[[int], str]  # the address of listing 1, 2, 3 …
    breadcrumb: list[str]
    articles: list[Article] = field(default_factory=list)
    odd_links: list[Link] = field(default_factory=list)  # listed, but no article: see traps.py
    per_page: int = 6
    language: str = "zh"
    charset: str = "utf-8"  # of the bytes
    declared_charset: str = "utf-8"
    chained: bool = False  # the pager names the next page only
    _links: list[Link] | None = None  # sorted once, until an article changes

    @property
    def path(self) -> str:
        return self.page_path(1)

    @property
    def links(self) -> list[Link]:
        """Every row of the section's listings, newest first."""
        if self._links is None:
            self._links = self._sorted_links()
        return self._links

    def _sorted_links(self) -> list[Link]:
        rows = [(a.printed_at, Link(a.links_to, a.title, a.listed_at)) for a in self.articles]
        rows += [(link.date, link) for link in self.odd_links]
        return [link for _, link in sorted(rows, key=lambda row: row[0], reverse=True)]

    @property
    def page_count(self) -> int:
        return max(1, -(-len(self.links) // self.per_page))

    @property
    def page_paths(self) -> list[str]:
        return [self.page_path(number) for number in range(1, self.page_count + 1)]

    def links_on(self, number: int) -> list[Link]:
        """The rows of one listing, counted from 1."""
        return self.links[(number - 1) * self.per_page : number * self.per_page]

    def take(self, article: Article) -> None:
        """Make an article one of this section."""
        article.section = self.name
        article.breadcrumb = list(self.breadcrumb)
        article.language = self.language
        self.articles.append(article)
        self.forget_links()

    def drop(self, article: Article) -> None:
        self.articles.remove(article)
        self.forget_links()

    def forget_links(self) -> None:
        """An article changed: sort again when asked."""
        self._links = None


def news_page_path(number: int) -> str:
    """Pages are counted from 1: the second is ``index_2.shtml``."""
    return "/news/" if number == 1 else f"/news/index_{number}.shtml"


def town_page_path(number: int) -> str:
    """Off by one: the second page is ``index_1.html``."""
    return "/town/" if number == 1 else f"/town/index_{number - 1}.html"


def english_page_path(number: int) -> str:
    return "/english/" if number == 1 else f"/english/?page={number}"


def planted_page_path(number: int) -> str:
    return "/planted/" if number == 1 else f"/planted/index_{number}.shtml"


def grown_page_path(number: int) -> str:
    return "/grown/" if number == 1 else f"/grown/index_{number}.shtml"
