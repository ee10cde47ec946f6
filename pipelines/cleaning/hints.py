"""``class="related-news"``: what a template calls its parts.

Names are hints, not proof: a template may call its whole page ``page-with-comments``.  Who asks must weigh how much
of the page stands under the name.
"""

from __future__ import annotations

import re
from functools import lru_cache

from pipelines.cleaning.blocks import Place
from pipelines.cleaning.hint_words import (
    ADVERT,
    BYLINE,
    CAPTION,
    COMMENT,
    COPYRIGHT,
    FRAGMENTS,
    HEADLINE,
    HIDING,
    KEYWORDS,
    NAVIGATION,
    PAGER,
    PROMOTION,
    QUOTE,
    RELATED,
    SHARE,
    STORY,
    TOOLS,
    TRAIL,
    UNSEEN,
    WALL,
    WORDS,
)
from pipelines.cleaning.tables import FEWEST_CELLS

__all__ = [
    "ADVERT", "BYLINE", "CAPTION", "COMMENT", "COPYRIGHT", "HEADLINE", "KEYWORDS", "NAVIGATION", "PAGER", "PROMOTION",
    "QUOTE", "RELATED", "SHARE", "STORY", "TOOLS", "TRAIL", "UNSEEN", "WALL", "hints_in", "marks_of",
]  # fmt: skip

_FLAGS: dict[str, int] = {}
for _flag, _words in WORDS.items():
    for _word in _words.split():
        _FLAGS[_word] = _FLAGS.get(_word, 0) | _flag
_BEGINNINGS = frozenset(term[:end] for term in _FLAGS for end in range(2, len(term)))  # of terms of several words
_FRAGMENT_FLAGS = {fragment: flag for flag, fragments in FRAGMENTS.items() for fragment in fragments.split()}
_FRAGMENT = re.compile("|".join(_FRAGMENT_FLAGS))
_TAGS = {
    "nav": NAVIGATION, "footer": NAVIGATION, "aside": NAVIGATION, "menu": NAVIGATION, "form": TOOLS, "button": TOOLS,
    "select": TOOLS, "option": TOOLS, "textarea": TOOLS, "fieldset": TOOLS, "figcaption": CAPTION, "caption": CAPTION,
    "figure": CAPTION, "article": STORY, "label": TOOLS, "address": BYLINE,
}  # fmt: skip
_ROLES = {
    "navigation": NAVIGATION, "banner": NAVIGATION, "contentinfo": NAVIGATION, "complementary": NAVIGATION,
    "search": NAVIGATION, "menu": NAVIGATION, "menubar": NAVIGATION, "dialog": WALL, "alertdialog": WALL, "alert": WALL,
    "button": TOOLS, "tooltip": TOOLS, "toolbar": TOOLS, "tablist": TOOLS,
}  # fmt: skip
_PROPS = {
    "articlebody": STORY, "text": STORY, "comment": COMMENT, "caption": CAPTION, "author": BYLINE, "datepublished": BYLINE,
    "datemodified": BYLINE, "keywords": KEYWORDS, "breadcrumb": TRAIL, "headline": HEADLINE, "name": 0,
}  # fmt: skip
_PICTURE = re.compile(r"(?<![a-z])(?:image|img|photo|picture|pic|foto|bild|imagen)(?![a-z])", re.I)
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
# Signs and digits part the words of a name, and letters are no words: "v-a-d" is no "ad".
_WORD = re.compile(r"[^\x00-\x40\x5b-\x60\x7b-\x7f]{2,}")
_DIGIT = re.compile(r"\d")
# "e1ad", "Ee5Ad", a UUID: where letters and digits change places, what they spell is chance; "ad300x250" is a size.
_CHANCE = re.compile(
    r"[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}"
    r"|(?<![a-z\d])(?=[a-z]*\d+[a-z]+\d|[a-z]+\d+[a-z])(?!\w*\dx\d)(?:[a-z]{1,3}(?![a-z])|\d++)++(?![a-z\d])",
    re.I,
)
_SHOWN = re.compile(r":(?:block|flex|grid|inline|contents|visible)|d-\w\w-|visible-")
WHOLE = frozenset(("html", "body", "main"))  # their names tell of the page
LONGEST_NAME = 200  # characters of class names looked at; page builders write kilobytes of them
# Words that open a name which tells of a state or a kind, not of contents: "has-sidebar", "category-sponsored".
MODIFIERS = frozenset("has with without no not is category tag type format status single page u js depth".split())
_UTILITY = frozenset(":[")  # "print:max-w-full", "lg:border-right": how an element looks, not what it holds
SLUG = 3  # hyphens in an id that is made of a heading's words: "sharing-with-a-developer"
FEW_BLOCKS = (1, 2)  # a caption, and whose picture it is
LONG = 8  # letters of a word that may be several run together
LONGEST_TERM = 3  # words in a row that make one term: "you-may-like"


@lru_cache(maxsize=8192)
def hints_in(name: str) -> int:
    """What a class or id says of its element, as flags.

    >>> hints_in("articleBody") == STORY, hints_in("related-news") == RELATED, hints_in("shadow"), hints_in("e1ad")
    (True, True, 0, 0)
    """
    found = 0
    words = name[:LONGEST_NAME].split()
    for one in words:
        if _UTILITY.isdisjoint(one):
            found |= _hints_in_one(one)
    if not HIDING.isdisjoint(words) and not _SHOWN.search(name):
        found |= UNSEEN
    return found


@lru_cache(maxsize=8192)
def _hints_in_one(name: str) -> int:
    if _DIGIT.search(name):
        name = _CHANCE.sub("", name)
    if not name.islower():
        name = _CAMEL.sub("-", name).lower()
    words = _WORD.findall(name)
    if not words or words[0] in MODIFIERS:
        return 0
    found = 0
    for start, term in enumerate(words):
        if term in _FLAGS:
            found |= _FLAGS[term]
        for word in words[start + 1 : start + LONGEST_TERM]:
            if term not in _BEGINNINGS:
                break
            term += word
            found |= _FLAGS.get(term, 0)
    if not found and any(len(word) >= LONG for word in words):
        for fragment in _FRAGMENT.findall("".join(words)):
            found |= _FRAGMENT_FLAGS[fragment]
    return found


def marks_of(place: Place) -> int:
    """The hints of one element: its tag, role, itemprop, class and id.  Asked once, then kept."""
    if place.marks < 0:
        element = place.element
        marks = _TAGS.get(place.tag, 0)
        if place.tag in WHOLE:
            place.marks = 0
            return 0
        if name := element.get("class"):
            marks |= hints_in(name)
            if len(place) in FEW_BLOCKS and _holds_picture(place, name):
                marks |= CAPTION
        if (name := element.get("id")) and name.count("-") < SLUG:
            marks |= hints_in(name)
        if role := element.get("role"):
            marks |= _ROLES.get(role, 0)
        if prop := element.get("itemprop"):
            marks |= _PROPS.get(prop.lower(), 0)
        if place.tag == "tr" and len(place) >= FEWEST_CELLS:
            marks &= ~CAPTION  # "player-580" is one who plays, and a picture and its caption are two cells
        place.marks = marks
    return place.marks


def _holds_picture(place: Place, name: str) -> bool:
    """Whether an element is named after a picture and holds one: what else it holds is said of the picture."""
    return (
        place.tag == "div"
        and bool(_PICTURE.search(name))
        and next(place.element.iter("img", "picture"), None) is not None
    )
