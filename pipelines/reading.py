"""The pages of one article -> plain data with the names of its columns.  Pure: any process may do it."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from pipelines.cleaning.clean import clean
from pipelines.cleaning.page import Page
from pipelines.cleaning.split import join_pages
from pipelines.cleaning.template import Template

FIELDS = (
    "title",
    "subtitle",
    "body",
    "published_at",
    "source",
    "author",
    "editor",
    "keywords",
    "breadcrumb",
    "language",
    "refusal",
)


def read_pages(
    pages: Sequence[Page],
    *,
    layout: Mapping[str, str],
    listed_title: str = "",
    listed_at: str = "",
    missing_pages: int = 0,
    template: Template | None = None,
) -> dict[str, Any]:
    """The article on these pages, as plain data: the FIELDS, removals, warnings, page_count, body_sha256.

    With the site's template also `seen`: what the pages have to teach it.
    """
    cleaned = [
        clean(page, layout=layout, listed_title=listed_title, listed_at=listed_at, template=template) for page in pages
    ]
    seen = [tuple(block) for page in cleaned for block in page.seen]
    read = join_pages(cleaned)
    article: dict[str, Any] = {name: getattr(read, name) for name in FIELDS}
    # What an empty page does not say, the section page may have said.
    article["title"] = article["title"] or listed_title
    article["published_at"] = article["published_at"] or listed_at
    article["removals"] = [tuple(removal) for removal in read.removals]
    article["warnings"] = list(read.warnings)
    if missing_pages:
        article["warnings"].append(f"{missing_pages} further page(s) missing")
    if lost := sum(page.decoding.lost for page in pages):
        article["warnings"].append(f"{lost} characters could not be read")
    article["page_count"] = len(pages)
    article["seen"] = seen
    article["body_sha256"] = hashlib.sha256(read.body.encode(errors="replace")).hexdigest()
    return article
