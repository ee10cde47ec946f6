"""The front page, a topic's listing, a profile, 「页面走丢了」: pages of the portal that are no articles."""

from __future__ import annotations

from html import escape

from tests.portal import boilerplate as printed
from tests.portal.boilerplate import Edition
from tests.portal.frame import fill, link_list
from tests.portal.news_frame import page
from tests.portal.section import Section


def front_page(sections: list[Section], edition: Edition) -> str:
    """Every section's newest links, and the hot list."""
    boxes = [
        f'<div class="box"><h3><a href="{section.path}">{section.title}</a></h3>'
        + link_list([(link.path, escape(link.title)) for link in section.links_on(1)])
        + "</div>"
        for section in sections
    ]
    return page("首页", "", "\n".join([*boxes, link_list(edition.hot_list)]))


def topic_page(title: str, section: Section, edition: Edition) -> str:
    """A listing under an article's address: it links every second article of its section."""
    links = link_list([(article.path, escape(article.title)) for article in section.articles[::2]])
    hot = f'<div class="right"><h4>热点排行</h4>{link_list(edition.hot_list)}</div>'
    return page(title, "", f'<div class="topic"><h1>{title}</h1>{links}</div>\n{hot}')


def side_page(title: str) -> str:
    """Whatever hot lists, names and friend links lead to: a short page that no section lists."""
    words = f"“{title}”不属于任何一个栏目。谁把它抓了下来，谁就走错了门。"
    return page(title, "", f'<h1>{title}</h1><div class="text_box"><p>{words}</p></div>')


def lost_page() -> str:
    """The same words whether the status says so (404) or not (200)."""
    return fill("lost", footer=printed.FOOTER)
