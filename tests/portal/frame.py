"""``fill("news_article", title=…)``: the HTML in ``frames/``, filled. What is filled in is HTML already."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from string import Template

FRAMES = Path(__file__).parent / "frames"


@cache
def template(name: str) -> Template:
    return Template((FRAMES / f"{name}.html").read_text(encoding="utf-8"))


def fill(name: str, **words: object) -> str:
    return template(name).substitute({word: str(value) for word, value in words.items()})


def link_list(links: list[tuple[str, str]]) -> str:
    """A plain list of links, given as (path, text)."""
    return "<ul>" + "".join(f'<li><a href="{path}">{text}</a></li>' for path, text in links) + "</ul>"


def numbered(paths: str, texts: list[str]) -> list[tuple[str, str]]:
    """Number the texts into links: ``paths`` is ``"/more/{}.shtml"``."""
    return [(paths.format(number), text) for number, text in enumerate(texts, 1)]
