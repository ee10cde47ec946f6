"""Where things sit on one site's pages: a declaration, read by the section reader and the cleaner."""

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """CSS selectors for the places that the general reading of a site gets wrong; all may stay empty.

    A selector that finds something on a page wins over the general reading; one that finds nothing is ignored, so a
    site that changes its layout is read as if it had declared none.  Selectors name elements, or end in
    ``::attr(…)`` or ``::text``.
    """

    # On section pages
    article_links: str = ""
    next_pages: str = ""
    # On article pages
    title: str = ""
    subtitle: str = ""
    published_at: str = ""
    source: str = ""
    author: str = ""
    editor: str = ""
    keywords: str = ""
    breadcrumb: str = ""
    body: str = ""
    not_body: str = ""  # what to cut inside the body, selectors joined by commas

    def declared(self) -> dict[str, str]:
        """The selectors that are filled, as plain data.

        >>> Layout(body="div.story").declared()
        {'body': 'div.story'}
        """
        return {place: selector for place, selector in asdict(self).items() if selector}
