"""The pages of an article read as they come: beside what its site repeats by now, and within bounded time."""

from collections.abc import Mapping, Sequence
from typing import Any

from pipelines.cleaning.page import Page
from pipelines.reading import read_pages
from pipelines.site_templates import template_for
from pipelines.store.database import Database
from pipelines.store.templates import Learned
from pipelines.time_bound import at_most


class ReadingFailed(Exception):
    """A process that reads for the crawl could not; the message says why."""


def first_reading(
    db: Database, pages: Sequence[Page], article: Mapping[str, Any], *, seconds: float, weighs_templates: bool
) -> dict[str, Any]:
    """What `read_pages` gives, and `learned`: what the template of the site knew.

    `article` tells site, url, layout, listed_title, listed_at, missing_pages.  Raises `TookTooLong` after so many seconds.
    """
    template, learned = None, Learned(0)
    if weighs_templates:
        template, learned = template_for(db, article["site"], article["url"])
    with at_most(seconds):
        read = read_pages(
            pages,
            layout=article["layout"],
            listed_title=article["listed_title"],
            listed_at=article["listed_at"],
            missing_pages=article["missing_pages"],
            template=template,
        )
    return read | {"learned": learned}
