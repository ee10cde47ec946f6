"""The pages of /planted/: what they repeat stands in the story's own box, above it, inside it and below it."""

from __future__ import annotations

from html import escape

from tests.portal import boilerplate as printed
from tests.portal import planted
from tests.portal.article import Article
from tests.portal.boilerplate import Edition
from tests.portal.frame import fill
from tests.portal.news_frame import section_page, source_line
from tests.portal.story import story_html

__all__ = ["article_page", "section_page"]


def article_page(article: Article, number: int, edition: Edition) -> str:
    """One page of an article: 1 is the first, and in this section the only one."""
    lines = article.pages[number - 1].splitlines()
    middle = max(1, len(lines) // 2)
    pause = f'<div class="pause"><p>{planted.PAUSE}</p></div>'
    story = "\n".join([story_html("\n".join(lines[:middle]), {}), pause, story_html("\n".join(lines[middle:]), {})])
    title = escape(article.title)
    text = fill(
        "planted_article",
        section="副刊",
        title=title,
        source_line=source_line(article),
        above=f'<div class="motto"><p>{planted.MOTTO}</p></div>',
        story=story,
        below=below(edition.day),
        editor=article.editor_line.format(article.editor),
        footer=printed.FOOTER,
    )
    return HEAD.format(title=title) + text


HEAD = """<!DOCTYPE html>
<html lang="zh">
<head><meta charset="utf-8"><title>{title}——云汀在线</title></head>
<body>
<div class="wrap">
"""


def below(day: int) -> str:
    """What stands below the story, as if it were a part of it."""
    ferries = "\n".join(f"<p><i>{line}</i></p>" for line in planted.ferries(day))
    couplet = "<br>".join(planted.COUPLET)
    return f"""<p>{planted.HOUSE_RULE}</p>
<p>{planted.TIDE_RULE}</p>
<p>{couplet}</p>
{ferries}
<p>{planted.SHELF}</p>
<p><i>{planted.TYPE}</i></p>
<p>{planted.KEEPER}</p>"""
