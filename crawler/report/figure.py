"""A figure: a heading in two languages, a sentence that says what it shows, and what it shows."""

from crawler.report.scale import short
from crawler.report.svg import Markup, element
from pipelines.store.questions import Totals


def section(title: str, chinese: str, said: str, *inside: str, long: bool = False) -> Markup:
    """A figure with its heading and the sentence that says what it shows."""
    heading = element("h2", title, element("small", chinese))
    return element("section", heading, element("p", said, class_="said"), *inside, class_="long" if long else "short")


def tiles(totals: Totals) -> Markup:
    """The numbers on top."""
    shown = [
        (totals.articles, "articles", "报道", ""),
        (totals.sites, "sites", "站点", ""),
        (totals.sections, "sections", "栏目", ""),
        (totals.reprints, "reprints", "转载", ""),
        (totals.edits, "edits seen", "修改", ""),
        (totals.taken_down, "taken down", "已删除", ""),
        (totals.dropped, "dropped", "丢弃", ""),
        (totals.failed, "failing", "失败", "alarm" if totals.failed else ""),
    ]
    tiled = [
        element(
            "li", element("b", f"{count:,}" if count < 1e6 else short(count)), name, element("span", chinese), class_=c
        )
        for count, name, chinese, c in shown
    ]
    return element("ul", *tiled, class_="tiles")
