"""``1 2 3 下一页``: the pages of a split article joined into one."""

from collections.abc import Sequence

from pipelines.cleaning.article import Article, Removal

REPEATED_HEAD = 5  # paragraphs at most that a later page says again on top: headline, lead, picture caption


def join_pages(pages: Sequence[Article]) -> Article:
    """One article of several pages in their order: fields of the first page that has them, bodies one after another.

    A page whose body was there already (a pager that leads back to page 1) adds nothing; paragraphs that a later page
    repeats on top are kept once.  Positions of removals go on counting from page to page.
    """
    article = pages[0]
    if len(pages) == 1:
        return article
    bodies = [article.body]
    blocks = len(article.fates)
    for page in pages[1:]:
        if page.body and page.body not in bodies:
            bodies.append(_without_repeated_head(page.body, bodies[0]))
        article.removals += [Removal(blocks + cut.position, *cut[1:]) for cut in page.removals]
        article.fates += page.fates
        article.seen += page.seen
        blocks += len(page.fates)
        for name in ("subtitle", "published_at", "source", "author", "editor", "keywords", "breadcrumb"):
            if not getattr(article, name):
                setattr(article, name, getattr(page, name))
        article.warnings += [warning for warning in page.warnings if warning not in article.warnings]
    article.body = "\n".join(body for body in bodies if body)
    return article


def _without_repeated_head(body: str, first_body: str) -> str:
    said = set(first_body.split("\n")[:REPEATED_HEAD])
    paragraphs = body.split("\n")
    repeated = 0
    while repeated < min(REPEATED_HEAD, len(paragraphs)) and paragraphs[repeated] in said:
        repeated += 1
    return "\n".join(paragraphs[repeated:])
