"""What a spider yields: a section page that was read, or an article page as it came.

Stages know these by field names, through ItemAdapter.
"""

from dataclasses import dataclass, field
from typing import Any

from pipelines.cleaning.page import Page


@dataclass(slots=True, kw_only=True, repr=False)
class SectionPageItem:
    """A section page and what it leads to; the store stage keeps it and queues its links."""

    def __repr__(self) -> str:  # what Scrapy's log says of it
        return f"section page {self.address}"

    address: str  # the frontier's
    crawl_id: int
    section_id: int
    site: str
    name: str
    page_number: int
    score: float
    links: list[dict[str, Any]]
    next_pages: list[dict[str, str]]
    refused: list[tuple[str, str]]
    page_limit: int
    since: str
    again: str
    known_pages: int


@dataclass(slots=True, kw_only=True)
class FetchedPage:
    """One page as the server sent it."""

    final_url: str
    status: int
    headers: list[tuple[str, str]]
    page: Page


@dataclass(slots=True, kw_only=True, repr=False)
class ArticlePageItem:
    """An article page, further pages of a split article with it.  The spider fills the first part, the stages the
    second; nothing is read off the page that the cleaner could read."""

    def __repr__(self) -> str:
        return f"article page {self.address}"

    address: str  # the frontier's
    crawl_id: int
    site: str
    url: str
    fetched: list[FetchedPage]
    layout: dict[str, str]
    listed_title: str = ""
    listed_at: str = ""
    missing_pages: int = 0
    validators: dict[str, str] = field(default_factory=dict)  # etag, last_modified: to ask whether it has changed
    fetched_at: str = ""  # when another crawl fetched it; empty: just now

    # What a process that reads for the crawl made of the pages, or why it could not; None: the stages read them.
    reading: dict[str, Any] | Exception | None = None

    # archive
    pages_sha256: str = ""
    # read
    title: str = ""
    subtitle: str = ""
    body: str = ""
    published_at: str = ""
    source: str = ""
    author: str = ""
    editor: str = ""
    keywords: list[str] = field(default_factory=list)
    breadcrumb: list[str] = field(default_factory=list)
    language: str = ""
    warnings: list[str] = field(default_factory=list)
    removals: list[tuple[int, str, str, str]] = field(default_factory=list)
    refusal: str = ""
    body_sha256: str = ""
    page_count: int = 1
    rules: str = ""
    lesson: Any = None  # what the pages teach of their site; None: nothing
    # likeness
    section_score: float | None = None  # None: nobody needs to know
    # dedupe
    marks: list[int] | None = None
