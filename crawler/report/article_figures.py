"""When articles were published, where they were listed, how soon they were found, and who has fallen silent."""

from collections import defaultdict
from statistics import median

from crawler.report.columns import columns, legend, spark
from crawler.report.figure import section
from crawler.report.scale import day_labels, days_until, hours, month_labels, months_between, short
from crawler.report.svg import Markup, element
from crawler.report.tables import bar, table
from pipelines.store.questions import LAG_BOUNDS, WINDOW_DAYS, Rows

NAMED_SITES = 6  # sites with a colour of their own; the others share a grey one
OTHERS = "all others"
MOST_SITES = 40  # rows of a table; nobody reads more
LAG_NAMES = ("< 15 min", "– 1 h", "– 3 h", "– 6 h", "– 12 h", "– 1 day", "– 3 days", "– a week", "longer")
SILENT_DAYS, SILENT_GAPS = 2, 3  # as data/queries/silent_sites.sql has it


def articles_by_day(rows: Rows, last_day: str) -> Markup:
    """Columns of a day each, the largest sites in colours of their own."""
    title = ("Articles a day", "每日报道")
    if not rows:
        return section(*title, "No article has a date yet.")
    by_site: dict[str, int] = defaultdict(int)
    for _, site, count in rows:
        by_site[site] += count
    named = sorted(by_site, key=lambda site: (-by_site[site], site))[:NAMED_SITES]
    first = max(days_until(last_day, WINDOW_DAYS)[0], min(row[0] for row in rows))
    days = (
        [day for day in days_until(last_day, WINDOW_DAYS) if day >= first]
        if _is_short(rows)
        else days_until(last_day, WINDOW_DAYS)
    )
    place = {day: number for number, day in enumerate(days)}
    parts = {name: [0.0] * len(days) for name in [*named, OTHERS]}
    for day, site, count in rows:
        if day in place:
            parts[site if site in named else OTHERS][place[day]] += count
    if not any(parts[OTHERS]):
        del parts[OTHERS]
    paints = [*(f"c{number}" for number in range(len(named))), "c6"]
    totals = [sum(values) for values in zip(*parts.values(), strict=True)]
    said = f"{short(sum(totals))} {'article' if sum(totals) == 1 else 'articles'} "
    if len(days) == 1:
        said += f"on {days[0]}, the date that the newspaper prints."
    else:
        fullest = f"the fullest day is {days[totals.index(max(totals))]} with {short(max(totals))}."
        said += f"from {days[0]} to {days[-1]} by the date the newspaper prints, {short(sum(totals) / len(days))} a day; {fullest}"
    plot = columns(days, parts, list(day_labels(days)), label=said, paints=paints)
    return section(*title, said, element("div", plot, class_="scroll"), legend(list(parts), paints))


def articles_by_month(rows: Rows) -> Markup:
    """All years, month by month; nothing where the days above have shown everything."""
    dated = [(month, count) for month, count in rows if month]
    if len(dated) < 4:
        return Markup("")
    undated = sum(count for month, count in rows if not month)
    months = months_between(dated[0][0], dated[-1][0])[-600:]  # a misprinted 0001 must not make 24,000 columns
    counts = dict(dated)
    values = [counts.get(month, 0) for month in months]
    labels = list(month_labels(months))
    said = f"All {short(sum(values))} dated articles, month by month" + (
        f"; {short(undated)} more have no date." if undated else "."
    )
    plot = columns(months, {"articles": values}, labels, label=said)
    return section("All years", "历年", said, element("div", plot, class_="scroll"))


def sections(rows: Rows, how_many: int, by_day: Rows, last_day: str) -> Markup:
    """A row for each section, with its days as small columns."""
    title = ("By section", "各栏目")
    if not rows:
        return section(*title, "No section page has been read yet.")
    days = days_until(last_day, WINDOW_DAYS) if last_day else []
    place = {day: number for number, day in enumerate(days)}
    values: dict[int, list[float]] = defaultdict(lambda: [0.0] * len(days))
    for section_id, day, count in by_day:
        if day in place:
            values[section_id][place[day]] += count
    highest = max(row[3] for row in rows)
    cells = [
        [site, name, bar(count, highest), spark(values[id], label=f"{name}: articles a day") if days else Markup("")]
        for id, site, name, count in rows
    ]
    said = f"Articles listed on each section's pages, and on which of the last {WINDOW_DAYS} days they were published."
    heads = ("site", "section", "articles", f"last {WINDOW_DAYS} days")
    return section(*title, said, table(heads, cells, more=how_many - len(rows)), long=True)


def lags(rows: Rows, medians: Rows) -> Markup:
    """How long after publication articles were found."""
    title = ("Lag between publication and crawl", "发布到抓取的时差")
    if not rows:
        return section(
            *title,
            "Nothing to say yet: it needs articles with a time of day that were published after their site was first crawled.",
        )
    counts = [0.0] * (len(LAG_BOUNDS) + 1)
    for _, place, count in rows:
        counts[place] += count
    total = sum(counts)
    within = sum(counts[:5]) / total
    middle = median(row[2] for row in medians)
    said = (
        f"Of the newest {short(total)} articles published while their sites were followed, {100 * within:.0f} in 100 were "
        f"found within twelve hours; the median site's median is {hours(middle)}."
    )
    labels = list(enumerate(LAG_NAMES))
    plot = columns(LAG_NAMES, {"articles": counts}, labels, label=said, centred=True)
    highest = max(row[2] for row in medians)
    cells = [
        [site, f"{articles:,}", element("span", element("b", element("i", class_="c0", style=f"width: {100 * max(value, 0) / (highest or 1):.1f}%")), hours(value), class_="bar")]
        for site, articles, value in medians[:12]
    ]  # fmt: skip
    slowest = table(("site", "articles", "median"), cells, numbers=(1,), more=len(medians) - len(cells))
    return section(*title, said, element("div", plot, class_="scroll"), element("h3", "Slowest sites"), slowest)


def silence(rows: Rows) -> Markup:
    """Sites that have said nothing new for longer than they use to."""
    title = ("Silent sites", "沉默的站点")
    silent = [row for row in rows if row[2] > max(SILENT_DAYS, SILENT_GAPS * (row[3] or 0))]
    if not silent:
        said = "Every site has had something new within its usual time." if rows else "No site has been crawled yet."
        return section(*title, said)
    highest = max(row[2] for row in silent)
    cells = [
        [site, bar(days, highest, paint="c3"), _number(gap), published or "–", crawled or "never", f"{articles:,}"]
        for site, articles, days, gap, published, crawled in silent[:MOST_SITES]
    ]
    heads = ("site", "days silent", "usual gap", "last published", "last crawled", "articles")
    said = f"Nothing new for more than {SILENT_DAYS} days and {SILENT_GAPS} times the usual gap. Where the last crawl is as old, the crawl is silent."
    return section(*title, said, table(heads, cells, numbers=(2, 5), more=len(silent) - len(cells)), long=True)


def _is_short(rows: Rows) -> bool:
    """Whether all days of a young database fit into a part of the window."""
    return len({row[0] for row in rows}) < WINDOW_DAYS // 2


def _number(value: float | None) -> str:
    return "–" if value is None else short(value)
