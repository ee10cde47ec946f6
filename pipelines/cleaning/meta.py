"""``<meta property="article:published_time" content="…">``, JSON-LD, ``<time datetime>``: what a page says of itself.

Read once, in one pass over the few elements that matter, and believed by no one here: the field readers weigh it
against the visible page.  Nothing below knows what a good title or a true author looks like.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import unescape
from typing import Any, cast

from lxml.etree import _Element

from pipelines.cleaning.json_ld import objects_in

TELLING = ("title", "meta", "script", "time", "h1", "input")  # the tags read_meta has any use for
LONGEST_NOTE = 2_000_000  # characters of one JSON-LD script; longer ones are data dumps that would cost 100 ms
MOST_TIMES = 40  # <time> elements kept; a live blog has hundreds, the story's own comes early

STORY_TYPES = frozenset(
    [
        "NewsArticle",
        "Article",
        "ReportageNewsArticle",
        "BlogPosting",
        "LiveBlogPosting",
        "OpinionNewsArticle",
        "AnalysisNewsArticle",
        "BackgroundNewsArticle",
        "ReviewNewsArticle",
        "AskPublicNewsArticle",
        "AdvertiserContentArticle",
        "SatiricalArticle",
        "TechArticle",
        "ScholarlyArticle",
        "Report",
        "Review",
        "SocialMediaPosting",
        "DiscussionForumPosting",
    ]
)
# A page of these types tells of itself, not of a story, but often gives date and author all the same.
PAGE_TYPES = frozenset(("WebPage", "ItemPage", "VideoObject", "NewsMediaWebPage"))
_IS_NOTE = re.compile(r'"(?:headline|datePublished|author|articleBody|itemListElement|pubDate|recipeIngredient)"')
_MARKUP = re.compile(r"<[^<>]{1,400}>")  # some editors paste a link into the headline
_SPACE = re.compile(r"\s+")


@dataclass(slots=True)
class Meta:
    """What the page says of itself, tidied but not judged."""

    page_title: str = ""
    headings: list[str] = field(default_factory=list)  # the text of each h1, in page order
    tags: dict[str, list[str]] = field(default_factory=dict)  # lower-case name, property or itemprop -> contents
    story: dict[str, Any] = field(default_factory=dict)  # the JSON-LD object that speaks of the story
    recipe: dict[str, Any] = field(default_factory=dict)  # the one that says what to take and what to do
    stories: list[dict[str, Any]] = field(default_factory=list)
    page: dict[str, Any] = field(default_factory=dict)  # the JSON-LD object that speaks of the page
    trail: list[str] = field(default_factory=list)  # JSON-LD BreadcrumbList
    named: dict[str, str] = field(default_factory=dict)  # JSON-LD @id -> name
    times: list[tuple[str, str]] = field(default_factory=list)  # <time datetime>: value, what marks it
    hidden: dict[str, str] = field(default_factory=dict)  # <input type=hidden id=…>: id or name -> value
    lang: str = ""
    tree: _Element | None = field(default=None, repr=False, compare=False)
    _marked: dict[str, str] | None = field(default=None, repr=False, compare=False)

    def marked(self, what: str) -> str:
        """The text of the element that portals mark for a search engine: ``#pubtime_baidu``, ``#source_baidu``.

        It is often hidden from readers, and so in no block.  The page is searched when first asked.
        """
        if self._marked is None:
            path = "//*[contains(@id, '_baidu')]"
            found = cast("list[_Element]", self.tree.xpath(path)) if self.tree is not None else []
            self._marked = {str(element.get("id")).lower(): _text_of(element) for element in found[:MOST_TIMES]}
        return self._marked.get(f"{what}_baidu", "")

    def first(self, *names: str) -> str:
        """The first non-empty content among these tag names, in the order asked.

        >>> Meta(tags={"og:title": ["", "Ferry returns"]}).first("title", "og:title")
        'Ferry returns'
        """
        for name in names:
            for content in self.tags.get(name, ()):
                if content and (tidy := tidy_note(content)):
                    return tidy
        return ""

    def all(self, name: str) -> list[str]:
        return [tidy for content in self.tags.get(name, ()) if (tidy := tidy_note(content))]

    @property
    def site_name(self) -> str:
        """What the site calls itself, if it says so anywhere."""
        name = self.first("og:site_name", "application-name", "apple-mobile-web-app-title", "al:android:app_name")
        return name or " ".join(self.names_in(self.story.get("publisher"))[:1])

    def names_in(self, value: Any) -> list[str]:
        """The names in a JSON-LD value: a string, an object, a reference, or a list of them.

        >>> Meta(named={"#p1": "A. Marsh"}).names_in([{"@id": "#p1"}, {"name": "E. Holm"}, "J. Lund"])
        ['A. Marsh', 'E. Holm', 'J. Lund']
        """
        names: list[str] = []
        for part in value if isinstance(value, list) else [value]:
            if isinstance(part, dict):
                name = part.get("name") or self.named.get(str(part.get("@id") or ""), "")
                if isinstance(name, list):
                    names += [tidy_note(n) for n in name if isinstance(n, str)]
                elif isinstance(name, str):
                    names.append(tidy_note(name))
            elif isinstance(part, str):
                names.append(tidy_note(self.named.get(part, part)))
        return [name for name in dict.fromkeys(names) if name]


def tidy_note(text: str) -> str:
    """One line, entities read: JSON-LD often carries them twice.

    >>> tidy_note("Marsh &amp; Sons \\n return")
    'Marsh & Sons return'
    """
    if "&" in text:
        text = unescape(text)
    return _SPACE.sub(" ", text).strip()


def read_meta(tree: _Element, address: str = "", *, elements: Iterable[_Element] | None = None) -> Meta:
    """Everything the page says of itself, in one pass over the elements of ``TELLING`` tags.

    A caller that has walked the tree already passes those elements on, in page order, and saves a second walk.
    """
    meta = Meta(lang=(tree.get("lang") or tree.get("xml:lang") or "").strip(), tree=tree)
    notes: list[str] = []
    for element in tree.iter(*TELLING) if elements is None else elements:
        tag = element.tag
        if tag == "meta":
            _read_tag(element, meta)
        elif tag == "script":
            kind = element.get("type") or ""
            if "ld+json" in kind.lower():
                note = element.text or ""
                if len(note) < LONGEST_NOTE and _IS_NOTE.search(note):
                    notes.append(note)
        elif tag == "title":
            parent = element.getparent()
            if not meta.page_title and (parent is None or parent.tag != "svg"):
                text = _text_of(element)
                meta.page_title = _SPACE.sub(" ", _MARKUP.sub(" ", text)).strip() if "<" in text else text
        elif tag == "h1":
            if len(meta.headings) < MOST_TIMES:
                meta.headings.append(_text_of(element))
        elif tag == "time":
            if len(meta.times) < MOST_TIMES and (when := element.get("datetime")):
                marks = " ".join((element.get("itemprop") or "", element.get("class") or ""))
                meta.times.append((when, marks.lower()))
        elif tag == "input":
            _read_hidden(element, meta)
    _read_notes(notes, meta, address)
    return meta


def _text_of(element: _Element) -> str:
    return _SPACE.sub(" ", "".join(cast("Iterable[str]", element.itertext()))).strip()


def _read_hidden(element: _Element, meta: Meta) -> None:
    if (element.get("type") or "").lower() == "hidden" and (value := element.get("value")):
        meta.hidden.setdefault((element.get("id") or element.get("name") or "").lower(), value.strip())


def _read_tag(element: _Element, meta: Meta) -> None:
    attributes = element.attrib
    content = attributes.get("content")
    if not content:
        return
    name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
    if not name:
        name = attributes.get("http-equiv")
        if not name:
            return
    meta.tags.setdefault(name.strip().lower(), []).append(content)


def _read_notes(notes: list[str], meta: Meta, address: str) -> None:
    for note in notes:
        for node in objects_in(note):
            kinds = node.get("@type")
            kinds = kinds if isinstance(kinds, list) else [kinds]
            name = node.get("@id")
            if isinstance(name, str) and isinstance(node.get("name"), str):
                meta.named.setdefault(name, tidy_note(node["name"]))
            if any(isinstance(kind, str) and kind.rpartition("/")[2] in STORY_TYPES for kind in kinds):
                meta.stories.append(node)
            elif "Recipe" in kinds:
                meta.recipe = meta.recipe or node
            elif "BreadcrumbList" in kinds:
                meta.trail = meta.trail or _trail(node)
            elif not meta.page and (
                PAGE_TYPES.intersection(k for k in kinds if isinstance(k, str)) or "pubDate" in node
            ):
                meta.page = node
    if meta.stories:
        meta.story = _own_story(meta, address or meta.first("og:url"))


def _own_story(meta: Meta, address: str) -> dict[str, Any]:
    """Of several stories on one page (related ones come along) the one the page is about.

    The first that carries most of the facts: title words shared with ``<title>`` count most, then the address.
    """
    if len(meta.stories) == 1:
        return meta.stories[0]
    title = meta.page_title.casefold()
    headings = {heading.casefold() for heading in meta.headings}

    def weight(node: dict[str, Any]) -> int:
        headline = tidy_note(str(node.get("headline") or node.get("name") or "")).casefold()
        score = sum(2 for key in ("datePublished", "author") if node.get(key))
        if headline and (headline in title or headline in headings or (title and title in headline)):
            score += 8
        if address and address.split("?")[0] in str(node.get("url")) + str(node.get("mainEntityOfPage")):
            score += 8
        return score

    best = max(meta.stories, key=weight)  # max keeps the first of equals
    whole = dict(best)
    headline = best.get("headline")
    for other in meta.stories:
        # The same story described twice (two plugins): what one leaves out the other may say.
        if other is not best and headline and other.get("headline") == headline:
            for key, value in other.items():
                if not whole.get(key):
                    whole[key] = value
    return whole


def _trail(node: dict[str, Any]) -> list[str]:
    steps: list[str] = []
    items = node.get("itemListElement")
    for item in items if isinstance(items, list) else [items]:
        if isinstance(item, dict):
            inner = item.get("item")
            name = item.get("name") or (inner.get("name") if isinstance(inner, dict) else "")
            if isinstance(name, str) and (step := tidy_note(name)):
                steps.append(step)
    return steps
