"""``您所在的位置：首页 > 社会新闻 > 正文``: the pages of /town/, old tables in GBK bytes that call themselves gb2312.

Listings are table rows without a single link to the next page: ``createPageHTML(3, 0, "index", "html")`` would write
them, and its second page is ``index_1.html``.
"""

from __future__ import annotations

from html import escape

from tests.portal import boilerplate as printed
from tests.portal.article import Article
from tests.portal.boilerplate import Edition
from tests.portal.frame import fill, numbered
from tests.portal.section import Link, Section
from tests.portal.story import story_html

INDENT = "　　"  # two ideographic blanks open a paragraph

INSERTS = {
    "[ad]": '<div align="center"><a href="/ads/2"><img src="/images/ad.png" border="0"></a><br>'
    f"{printed.ADVERTISEMENT}</div>",
    "[more]": f'<div class="tj">【推荐阅读】<a href="/more/1.shtml">{printed.RELATED_HEADLINES[0]}</a></div>',
}

# What the listings' script call would do in a browser; a crawler that runs no script has to read the call.
PAGE_SCRIPT = """function createPageHTML(count, current, name, suffix) {
  for (var i = 0; i < count; i++) {
    var file = i === 0 ? name + "." + suffix : name + "_" + i + "." + suffix;
    document.write(i === current ? "<b>" + (i + 1) + "</b>" : '<a href="' + file + '">' + (i + 1) + "</a>");
  }
}
"""


def article_page(article: Article, number: int, edition: Edition) -> str:
    """One page of an article: 1 is the first, and in this section the only one."""
    title = escape(article.title)
    tags = f"""<meta name="keywords" content="云汀新闻,社会新闻,民生">
<meta name="author" content="{article.author}">
<meta name="source" content="来源：{article.source}">"""
    middle = fill(
        "town_article",
        section=article.breadcrumb[-1],
        title=title,
        subtitle=f"<h2>——{escape(article.subtitle)}</h2>" if article.subtitle else "",
        source_line=source_line(article),
        story=story_html(article.pages[number - 1], INSERTS, indent=INDENT),
        editor=article.editor_line.format(article.editor),
        keywords=f'<div class="gjc">关键词：{";".join(article.keywords)}</div>' if article.keywords else "",
        picture_rights=printed.PICTURE_RIGHTS,
        related="".join(
            f'<tr><td>· <a href="{path}">{headline}</a></td></tr>'
            for path, headline in numbered("/more/{}.shtml", printed.RELATED_HEADLINES)
        ),
        comment_box=printed.COMMENT_BOX,
    )
    return page(title, tags, middle, edition)


def section_page(section: Section, number: int, edition: Edition) -> str:
    """One listing of the section: 1 is the first."""
    middle = fill(
        "town_listing",
        section=section.title,
        rows="\n".join(listed(link) for link in section.links_on(number)),
        page_count=section.page_count,
        current=number - 1,
    )
    return page(section.title, "", middle, edition)


def page(title: str, tags: str, middle: str, edition: Edition) -> str:
    """A whole page of this frame; its friend links lead to another host, as far as a crawl can tell."""
    elsewhere = edition.url.replace("127.0.0.1", "localhost")
    friends = numbered(elsewhere + "/friends/{}.html", printed.FRIEND_LINKS)
    foot = fill(
        "town_foot",
        hot="".join(
            f'<tr><td>{place}</td><td><a href="{path}">{headline}</a></td></tr>'
            for place, (path, headline) in enumerate(edition.hot_list, 1)
        ),
        elsewhere=elsewhere,
        friends="".join(f'<option value="{url}">{name}</option>' for url, name in friends),
        copyright_note=printed.COPYRIGHT_NOTE,
        footer=printed.FOOTER,
    )
    return fill("town_head", title=title, tags=tags) + middle + foot


def listed(link: Link) -> str:
    """A row of the listing; its address is relative to the section."""
    return (
        f'<tr><td class="dot">·</td><td><a href="{link.path.removeprefix("/town/")}" target="_blank">'
        f"{escape(link.title)}</a></td><td>{link.date.replace('-', '/')}</td></tr>"
    )


def source_line(article: Article) -> str:
    """``发布时间：2026-03-18 16:10:00　来源：云汀晚报　作者：任晴川``, the blanks between them ideographic."""
    parts = [f"发布时间：{article.printed_at}", f"来源：{article.source}"]
    if article.author:
        parts.append(f"作者：{article.byline or article.author}")
    return "　".join(parts)
