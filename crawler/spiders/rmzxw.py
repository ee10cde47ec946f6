"""人民政协网, the paper of the Chinese People's Political Consultative Conference."""

from collections.abc import Mapping
from typing import ClassVar

from crawler.layout import Layout
from crawler.news_spider import NewsSpider


class RmzxwSpider(NewsSpider):
    """Server-rendered.  The first h1 of an article page is the breadcrumb, not the title; meta author and editor are
    swapped on older pages.  Articles live at /c/YYYY-MM-DD/ID.shtml, further pages at ID_1.shtml."""

    name = "rmzxw"
    allowed_domains: ClassVar[list[str]] = ["rmzxw.com.cn", "rmzxb.com.cn"]
    sections: Mapping[str, str] = {
        "要闻": "https://www.rmzxw.com.cn/yw_n/index.shtml",
        "学习": "https://www.rmzxw.com.cn/xs/index.shtml",
        "统战": "https://www.rmzxw.com.cn/tz/index.shtml",
        "党派": "https://www.rmzxw.com.cn/dp/index.shtml",
        "社会": "https://www.rmzxw.com.cn/sh/index.shtml",
        "法治": "https://www.rmzxw.com.cn/fz/index.shtml",
    }
    # The portal changed its domain and kept its paths.
    moved_domains: ClassVar[dict[str, str]] = {"rmzxb.com.cn": "rmzxw.com.cn"}
    layout = Layout(
        article_links="div.pa_0_15 a",
        title="h1.Content_title",
        breadcrumb="h1.pv_title_2 span.site",
        body="div.text_box",
        editor="p.Editor",
    )
