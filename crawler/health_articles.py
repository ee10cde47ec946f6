"""Fields that became rare, bodies that shrank, pages of which more is cut: the layout has changed.

The newest articles of a site are held against the batches of as many that came before them.
"""

from collections.abc import Iterator, Sequence

from crawler.habits import chance_of_as_many, median, quantile
from crawler.health_findings import Finding, SeenArticle, TooEarly

BATCH = 20  # articles: enough for a share to mean something, few enough to speak on the first day or two
LEAST_BATCHES = 6  # before the newest
USUAL = 0.3  # a field that fewer articles have is not missed
FALL = 0.15  # coverage below the worst usual batch by less than this may be chance
CHANCE = 1e-4
SHRUNK = 0.6  # of the shortest usual batch
JUMP = 0.15  # removal share above the highest usual batch


def judge_articles(site: str, articles: Sequence[SeenArticle]) -> Iterator[Finding | TooEarly]:
    """`articles` rise by the moment they were first seen."""
    newest, before = articles[-BATCH:], articles[:-BATCH]
    # Whole batches, counted back from the newest.
    batches = [before[end - BATCH : end] for end in range(len(before), BATCH - 1, -BATCH)]
    if len(batches) < LEAST_BATCHES:
        least = BATCH * (LEAST_BATCHES + 1)
        yield TooEarly(site, "articles", f"{len(articles)} articles so far, {least} are needed")
        return
    for name in newest[0].fields:
        yield from _coverage(site, name, newest, batches)
    lengths = [median([article.char_count for article in batch]) for batch in batches]
    usual, now = quantile(lengths, 0.05), median([article.char_count for article in newest])
    if now < SHRUNK * usual:
        yield Finding(
            site,
            "bodies_shrank",
            f"the newest {BATCH} articles have {now:.0f} characters in the middle, where {median(lengths):.0f} are"
            f" usual and {usual:.0f} is little: has the layout changed?",
            {"median": now, "usual": median(lengths), "low": usual, "threshold": round(SHRUNK * usual, 1)},
        )
    shares = [median([article.removal_share for article in batch]) for batch in batches]
    high, share = quantile(shares, 0.95), median([article.removal_share for article in newest])
    if share > high + JUMP:
        yield Finding(
            site,
            "removals_jumped",
            f"{share:.0%} of the newest {BATCH} articles' pages was cut, where {median(shares):.0%} is usual and"
            f" {high:.0%} is much: has the layout changed?",
            {"share": round(share, 3), "usual": round(median(shares), 3), "threshold": round(high + JUMP, 3)},
        )


def _coverage(
    site: str, name: str, newest: Sequence[SeenArticle], batches: Sequence[Sequence[SeenArticle]]
) -> Iterator[Finding]:
    shares = [sum(article.fields[name] for article in batch) / BATCH for batch in batches]
    usual, low = median(shares), quantile(shares, 0.05)
    missing = sum(not article.fields[name] for article in newest)
    now = 1 - missing / BATCH
    if usual < USUAL or now >= low - FALL:
        return
    if chance_of_as_many(missing, BATCH, max(1 - usual, 1 / BATCH)) < CHANCE:
        yield Finding(
            site,
            "field_rare",
            f"{name} stands in {now:.0%} of the newest {BATCH} articles, where {usual:.0%} is usual and {low:.0%} is"
            " little: has the layout changed?",
            {"share": round(now, 3), "usual": round(usual, 3), "low": round(low, 3)},
            subject=name,
        )
