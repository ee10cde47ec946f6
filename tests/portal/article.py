"""``path: /news/2026-03/19/3101.shtml`` … ``---`` … story: one article, as its file in ``articles/`` tells it.

What a perfect cleaner returns is read off the same object: title, subtitle, body, published_at, source, author, editor,
keywords, breadcrumb, language. How it looks on a page is the business of the frames.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.portal.story import story_pages, story_paragraphs

ARTICLES = Path(__file__).parent / "articles"


@dataclass(slots=True)
class Article:
    """One article: the truth about it, and how its page spells it."""

    path: str
    title: str
    story: str  # in the markup of story.py
    printed_at: str  # "2026-03-19 09:15", with seconds or without a time when the portal prints it so
    section: str = ""
    subtitle: str = ""
    source: str = ""
    author: str = ""
    editor: str = ""
    keywords: list[str] = field(default_factory=list)
    breadcrumb: list[str] = field(default_factory=list)
    language: str = "zh"
    kind: str = "news"
    byline: str = ""  # how the author is printed when it is more than the names: 记者 … 通讯员 …
    editor_line: str = "编辑：{}"
    original_title: str = ""
    swapped_meta: bool = False  # <meta name=author> holds the editor and the other way round
    declared_charset: str = ""  # when the page lies about it
    same_as: str = ""  # the address this one reprints
    listed_as: str = ""  # the address the section page gives, when that one redirects here
    url: str = ""  # set by the portal that serves it
    edits: int = 0

    @property
    def body(self) -> str:
        """The whole story, one paragraph a line, the pages of a split one joined; empty if it is only pictures."""
        return "\n".join(story_paragraphs(self.story))

    @property
    def published_at(self) -> str:
        """ISO 8601; a bare time of this portal is +08:00, a date without a time stays a date."""
        if " " not in self.printed_at:
            return self.printed_at
        day, time = self.printed_at.split(" ")
        return f"{day}T{time if time.count(':') == 2 else time + ':00'}+08:00"

    @property
    def listed_at(self) -> str:
        """The day the section page prints beside the link."""
        return self.printed_at[:10]

    @property
    def pages(self) -> list[str]:
        """The story's markup, page by page."""
        return story_pages(self.story)

    @property
    def page_count(self) -> int:
        return len(self.pages)

    @property
    def page_paths(self) -> list[str]:
        """``x.shtml``, ``x_2.shtml``, …"""
        stem, _, suffix = self.path.rpartition(".")
        return [self.path, *(f"{stem}_{number}.{suffix}" for number in range(2, self.page_count + 1))]

    @property
    def links_to(self) -> str:
        """The address that the section page gives."""
        return self.listed_as or self.path


def read_article(text: str, section: str = "") -> Article:
    """Read one article file: ``word: value`` lines, ``---``, the story."""
    head, _, story = text.partition("\n---\n")
    words = dict(line.split(": ", 1) for line in head.splitlines())
    keywords = words.pop("keywords", "")
    swapped = words.pop("swapped_meta", "") == "yes"
    return Article(
        **words,  # type: ignore[arg-type]
        story=story.strip(),
        section=section,
        keywords=keywords.split(", ") if section == "english" and keywords else keywords.split(),
        swapped_meta=swapped,
    )


def find_articles(section: str) -> Iterator[Article]:
    """Yield the articles of a section, in the order of their files."""
    for file in sorted((ARTICLES / section).glob("*.txt")):
        yield read_article(file.read_text(encoding="utf-8"), section)
