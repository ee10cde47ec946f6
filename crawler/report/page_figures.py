"""What was read off the pages: how much was cut and by which rule, which fields are known, what templates have learned."""

from collections import defaultdict
from collections.abc import Sequence

from crawler.report.columns import spark
from crawler.report.figure import section
from crawler.report.lines import small_line
from crawler.report.scale import months_between
from crawler.report.svg import Markup, element, join
from crawler.report.tables import bar, shade, table
from pipelines.store.questions import FIELDS, GROWTH_STEPS, Rows, Sample

SMALL_PICTURES = 24  # sites, the largest ones: two screens of pictures
MOST_SITES = 40  # rows of a table; nobody reads more
MONTHS_SHOWN = 24  # in a small picture; more would be a blur


def boilerplate(rows: Rows, cuts: Rows, sample: Sample) -> Markup:
    """How much of the pages was cut, site by site along the months, and by which rules."""
    title = ("What was cut from the pages", "删去的比例")
    if not rows:
        return section(*title, "No article has been read yet.")
    by_site: dict[str, dict[str, tuple[int, int]]] = defaultdict(dict)
    for site, month, kept, cut in rows:
        by_site[site][month] = (kept, cut)
    sites = sorted(by_site, key=lambda site: (-sum(map(sum, by_site[site].values())), site))
    last = max(row[1] for row in rows)
    months = months_between(min(row[1] for row in rows), last)[-MONTHS_SHOWN:]
    pictures = []
    for site in sites[:SMALL_PICTURES]:
        values = [_share(*by_site[site][month]) if month in by_site[site] else None for month in months]
        known = [value for value in values if value is not None]
        if not known:
            continue
        label = f"{site}: {100 * known[-1]:.0f} in 100 characters were cut"
        caption = element("figcaption", element("span", site, title=site), element("b", f"{100 * known[-1]:.0f} %"))
        pictures.append(element("figure", caption, small_line(values, 1.0, label=label), _ends(months)))
    said = (
        "The share of each page's visible characters that is not the story; lines run from 0 to 100 percent, the number is "
        f"the latest month. A jump says that a newspaper has changed its pages. {_of(sample)}"
    )
    highest = max((row[2] for row in cuts), default=0)
    cells = [
        [element("code", rule), f"{count:,}", bar(letters, highest, paint="c1")] for rule, count, letters in cuts[:15]
    ]
    rules = table(("rule", "cuts", "characters"), cells, numbers=(1,), more=len(cuts) - len(cells))
    more = len(sites) - SMALL_PICTURES
    note = element("p", f"… and {more:,} more sites", class_="more") if more > 0 else Markup("")
    parts = [element("div", join(pictures), class_="small"), note]
    return section(*title, said, *parts, element("h3", "By rule"), rules, long=True)


def coverage(rows: Rows, sample: Sample) -> Markup:
    """Sites by fields, each square as dark as the field is often known."""
    title = ("Which fields are known", "字段完整率")
    if not rows:
        return section(*title, "No article has been read yet.")
    cells = [[site, f"{count:,}", *(shade(value) for value in shares)] for site, count, *shares in rows[:MOST_SITES]]
    heads = ("site", "articles", *(field.replace("_", " ") for field in FIELDS))
    said = f"Of 100 articles, how many have it. Some newspapers print no author or keywords; a field that fell is the news. {_of(sample)}"
    return section(*title, said, table(heads, cells, numbers=(1,), more=len(rows) - len(cells)), long=True)


def templates(rows: Rows, growth: Rows) -> Markup:
    """What each site's template has learned, and when in its pages it learned it."""
    title = ("Template growth", "模板的成长")
    if not rows:
        return section(*title, "No site has repeated anything on its pages yet.")
    steps: dict[str, list[float | None]] = defaultdict(lambda: [0.0] * GROWTH_STEPS)
    for site, step, count in growth:
        for later in range(step, GROWTH_STEPS):
            steps[site][later] = (steps[site][later] or 0.0) + count
    cells = []
    for site, stories, blocks, boilerplate_blocks, story_blocks, by_hand in rows[:SMALL_PICTURES]:
        curve = spark(
            [value or 0.0 for value in steps[site]], label=f"{site}: blocks known to be boilerplate", paint="c4"
        )
        cells.append(
            [site, f"{stories:,}", f"{blocks:,}", f"{boilerplate_blocks:,}", f"{story_blocks:,}", f"{by_hand:,}", curve]
        )
    heads = (
        "site",
        "stories",
        "blocks seen",
        "boilerplate",
        "story",
        "by hand",
        "boilerplate, from first page to last",
    )
    said = (
        "Blocks that a site repeats on its pages. A curve that has flattened has learned the site; one that rises at its "
        "end says that the newspaper is putting something new on its pages."
    )
    return section(*title, said, table(heads, cells, numbers=(1, 2, 3, 4, 5), more=len(rows) - len(cells)), long=True)


def _share(kept: int, cut: int) -> float:
    return cut / (kept + cut) if kept + cut else 0.0


def _ends(months: Sequence[str]) -> Markup:
    """The first and the last month below a small picture."""
    if len(months) == 1:
        return element("div", element("span", months[0]), class_="ends")
    return element("div", element("span", months[0]), element("span", months[-1]), class_="ends")


def _of(sample: Sample) -> str:
    if sample.looked_at >= sample.articles:
        return ""
    return f"Measured on {sample.looked_at:,} of {sample.articles:,} articles, chosen evenly."
