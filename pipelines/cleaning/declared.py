"""``body="div.story"``: where a site's own layout says that things sit.  What it finds wins; what it misses is looked for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from lxml.etree import _Element
from parsel import Selector

from pipelines.cleaning.article import Article
from pipelines.cleaning.blocks import Block
from pipelines.cleaning.dates import first_stamp, read_stamp
from pipelines.cleaning.keyword_line import split_keywords

LISTS = ("keywords", "breadcrumb")
TEXTS = ("title", "subtitle", "published_at", "source", "author", "editor")
# The label in front of a declared field belongs to the page: "责任编辑：薛鑫", "By A. Marsh".
_LABEL = re.compile(r"^[\s\[【(（]{0,4}[^\s:：]{1,12}\s{0,3}[:：]\s*|^(?:by|von|par)\s+", re.I)
_STEP = re.compile(r"\s*[>›»＞→]\s*")


@dataclass(slots=True)
class Declared:
    """What a layout found on one page."""

    fields: dict[str, str] = field(default_factory=dict)
    title_at: int = -1
    body: frozenset[int] = frozenset()  # positions
    not_body: frozenset[int] = frozenset()

    def fill(self, article: Article) -> None:
        """Put the declared fields in place of the found ones."""
        for name, text in self.fields.items():
            if name == "keywords":
                article.keywords = split_keywords(text)
            elif name == "breadcrumb":
                article.breadcrumb = [step for step in _STEP.split(text) if step]
            elif name == "published_at":
                stamp = read_stamp(text) or first_stamp(text)
                if stamp is not None:
                    article.published_at = stamp.iso(article.language)
            else:
                setattr(article, name, text)


def read_layout(tree: _Element, blocks: Sequence[Block], layout: Mapping[str, str]) -> Declared:
    """What the layout's selectors find on this page."""
    page = Selector(root=tree, type="html")
    declared = Declared()
    for name in (*TEXTS, *LISTS):
        if (css := layout.get(name)) and (found := page.css(css)):
            text = _text_of(found[0])
            if name not in ("title", "subtitle", "breadcrumb"):
                text = _LABEL.sub("", text).strip(" \t]】)）")
            if text:
                declared.fields[name] = text
            if name == "title" and text:
                inside = _positions(found[:1], blocks)
                declared.title_at = min(inside, default=-1)
    if css := layout.get("body"):
        declared.body = _positions(page.css(css), blocks)
    if css := layout.get("not_body"):
        declared.not_body = _positions(page.css(css), blocks)
    return declared


def _text_of(found: Selector) -> str:
    root = found.root
    return " ".join((root if isinstance(root, str) else "".join(root.itertext())).split())


def _positions(found: Sequence[Selector], blocks: Sequence[Block]) -> frozenset[int]:
    inside = {element for one in found if isinstance(one.root, _Element) for element in one.root.iter()}
    return frozenset(at for at, block in enumerate(blocks) if block.element in inside)
