"""``首页>议事·声音>要闻`` in the first h1, the title in the second: the pages of /news/, and of the grown section.

Listings are ``ul > li`` with the date in a span, numbers and 下一页. Long titles are cut there, whole in ``title=``.
Articles stand in a UTF-8 page whose ``lang="en"`` lies; some swap author and editor in their meta tags.
"""

from __future__ import annotations

from html import escape

from tests.portal import boilerplate as printed
from tests.portal.article import Article
from tests.portal.boilerplate import Edition
from tests.portal.frame import fill, link_list, numbered
from tests.portal.section import Link, Section
from tests.portal.story import story_html

LONGEST_LISTED_TITLE = 22  # characters that fit a line of the listing

INSERTS = {
    "[ad]": '<div class="ad"><a href="/ads/1"><img src="/images/ad.png" alt=""></a>'
    f"<span>广告</span> {printed.ADVERTISEMENT}</div>",
    "[more]": '<div class="further"><b>延伸阅读</b> '
    f"{link_list(numbered('/more/{}.shtml', printed.RELATED_HEADLINES[:2]))}</div>",
}


def article_page(article: Article, number: int, edition: Edition) -> str:
    """One page of an article: 1 is the first."""
    title = escape(article.title)
    parts = [story_html(article.pages[number - 1], INSERTS)]
    if article.original_title:
        parts.append(f'<p class="original">（原标题：{escape(article.original_title)}）</p>')
    # 责 编 / 崔月: such a staff block stands at the foot of the story itself, other editor lines below its box.
    is_staff_block = "/" in article.editor_line
    editor = f'<p class="editor">{article.editor_line.format(article.editor)}</p>' if article.editor else ""
    if is_staff_block:
        parts.append(f'<p class="editor">监 制 / 顾望舒</p>\n{editor}')
    return page(
        title,
        meta_tags(article),
        fill(
            "news_article",
            breadcrumb=breadcrumb_html(article),
            section=article.breadcrumb[-1],
            title=title,
            subtitle=f'<h3 class="subtitle">{escape(article.subtitle)}</h3>' if article.subtitle else "",
            source_line=source_line(article),
            share_bar=printed.SHARE_BAR,
            story="\n".join(parts),
            pager=article_pager(article, number),
            editor="" if is_staff_block else editor,
            keywords=f'<p class="keyword">关键词：{" ".join(article.keywords)}</p>' if article.keywords else "",
            qr_promotion=printed.QR_PROMOTION,
            liked=link_list(edition.hot_list[:3]),
            pictures=picture_headlines(),
            names=name_list(),
            comment_box=printed.COMMENT_BOX,
            comment_count=printed.COMMENT_COUNT,
        ),
        charset=article.declared_charset or "utf-8",
    )


def section_page(section: Section, number: int, edition: Edition) -> str:
    """One listing of the section: 1 is the first."""
    listing = fill(
        "news_listing",
        path=section.path,
        section=section.title,
        rows="\n".join(listed(link) for link in section.links_on(number)),
        pager=chain_pager(section, number) if section.chained else section_pager(section, number),
        hot=link_list(edition.hot_list),
        pictures=picture_headlines(),
        names=name_list(),
    )
    return page(section.title, "", listing)


def page(title: str, tags: str, middle: str, *, charset: str = "utf-8") -> str:
    """A whole page of this frame: head and navigation, what is given, friend links and small print."""
    foot = fill(
        "news_foot",
        friends=" ".join(f'<a href="{p}">{name}</a>' for p, name in numbered("/friends/{}.html", printed.FRIEND_LINKS)),
        app_promotion=printed.APP_PROMOTION,
        footer_links=" | ".join(f'<a href="/about.html#{name}">{name}</a>' for name in printed.FOOTER_LINKS),
        copyright_note=printed.COPYRIGHT_NOTE,
        footer=printed.FOOTER,
    )
    return fill("news_head", title=title, tags=tags, charset=charset) + middle + foot


def meta_tags(article: Article) -> str:
    author, editor = article.author, article.editor
    if article.swapped_meta:
        author, editor = editor, author
    values = {
        "contentid": article.path.rpartition("/")[2].partition(".")[0],
        "publishdate": article.listed_at,
        "author": author,
        "editor": editor,
        "source": article.source,
        "keywords": ",".join([*article.keywords, "云汀", "云汀在线", "汀江"]),
        "description": article.body[:60].replace("\n", ""),
    }
    return "\n".join(f'<meta name="{name}" content="{escape(value)}">' for name, value in values.items())


def breadcrumb_html(article: Article) -> str:
    first, *steps = article.breadcrumb
    return f'<a href="/">{first}</a>' + "".join(f'><a href="/{article.section}/">{step}</a>' for step in steps)


def source_line(article: Article) -> str:
    """``2026年03月02日 09:15 | 作者:… | 来源：…``: one label with a narrow colon, the other with a wide one."""
    day, _, time = article.printed_at.partition(" ")
    year, month, date = day.split("-")
    parts = [f"{year}年{month}月{date}日" + (f"&#32;{time}" if time else "")]
    if article.author:
        parts.append(f"作者:{article.byline or article.author}")
    if article.source:
        parts.append(f'来源：<a href="/search?word={article.source}">{article.source}</a>')
    return "&nbsp; &#124; &nbsp;".join(parts)


def article_pager(article: Article, number: int) -> str:
    """``1 2 下一页`` below a page of a split article; an empty box below a whole one."""
    names = [path.rpartition("/")[2] for path in article.page_paths]
    return f'<div class="paging">{marks(names, number) if len(names) > 1 else ""}</div>'


def section_pager(section: Section, number: int) -> str:
    names = ["index.shtml", *(path.rpartition("/")[2] for path in section.page_paths[1:])]
    last = f' <a href="{names[-1]}">尾页</a>' if number < len(names) else ""
    return f'<div class="pages">{marks(names, number)}{last}</div>'


def chain_pager(section: Section, number: int) -> str:
    """Only the next page is named: a listing must be read to know the one after it."""
    if number == section.page_count:
        return ""
    return f'<div class="pages"><a href="{section.page_path(number + 1)}">下一页</a></div>'


def marks(names: list[str], number: int) -> str:
    """``上一页 1 2 3 下一页``, the number of the page itself no link."""
    links = [f'<a href="{name}">{place}</a>' for place, name in enumerate(names, 1)]
    links[number - 1] = f'<span class="now">{number}</span>'
    if number > 1:
        links.insert(0, f'<a href="{names[number - 2]}">上一页</a>')
    if number < len(names):
        links.append(f'<a href="{names[number]}">下一页</a>')
    return " ".join(links)


def listed(link: Link) -> str:
    title = link.title
    if len(title) > LONGEST_LISTED_TITLE:
        title = title[:LONGEST_LISTED_TITLE] + "…"
    return f'<li><a href="{link.path}" title="{escape(link.title)}">{escape(title)}</a><span>{link.date}</span></li>'


def picture_headlines() -> str:
    return "\n".join(
        f'<div class="pic"><a href="{path}"><img src="/images/picture.png" alt=""><br>{title}</a></div>'
        for path, title in numbered("/pictures/{}.shtml", printed.PICTURE_HEADLINES)
    )


def name_list() -> str:
    return "".join(f'<li><a href="{path}">{name}</a></li>' for path, name in numbered("/people/{}/", printed.NAMES))
