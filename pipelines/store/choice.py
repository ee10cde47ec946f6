"""``--site rmzxw --section 要闻 --since 2026-01-01``: which of the stored articles somebody wants."""

from typing import NamedTuple

from sqlite_utils import Database


class UnknownName(ValueError):
    """A site or section that has no article; the message names those that have."""


class Choice(NamedTuple):
    """A site, a section by its name or address, and the days of publication (or, where unknown, of first sight)."""

    site: str = ""
    section: str = ""
    since: str = ""  # ISO dates, both included
    until: str = ""

    def condition(self) -> str:
        """What an article must fulfil, in SQL; the names in it are this tuple's."""
        day = "coalesce(articles.published_at, articles.first_seen_at)"
        parts = []
        if self.site:
            parts.append("articles.site = :site")
        if self.section:
            parts.append(
                "articles.id in (select article_sections.article_id from article_sections"
                " join sections on sections.id = article_sections.section_id"
                " where :section in (sections.name, sections.url))"
            )
        if self.since:
            parts.append(f"{day} >= :since")
        if self.until:
            parts.append(f"substr({day}, 1, 10) <= :until")
        return " and ".join(parts) or "true"


def check_choice(db: Database, choice: Choice) -> None:
    """Raise `UnknownName` for a site or section of which the database has nothing."""
    for kind, name, query in (
        ("site", choice.site, "select name from sites order by name"),
        ("section", choice.section, "select distinct name from sections where :site in ('', site) order by name"),
    ):
        known = [row[0] for row in db.conn.execute(query, {"site": choice.site})]
        if name and name not in known and not _is_address(db, kind, name):
            told = f"there are {', '.join(known[:20])}{' …' * (len(known) > 20)}" if known else "there is none yet"
            raise UnknownName(f"No {kind} is called {name!r}: {told}.")


def _is_address(db: Database, kind: str, name: str) -> bool:
    query = "select 1 from sections where url = ?"
    return kind == "section" and db.conn.execute(query, (name,)).fetchone() is not None
