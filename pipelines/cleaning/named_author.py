"""``<span class="author">``: elements that a template has named for the writer."""

from __future__ import annotations

import re
from functools import lru_cache

from pipelines.cleaning.blocks import Block
from pipelines.cleaning.names import is_person

_BY_NAME = re.compile(
    r"(?<![a-z])(?:author|byline|by-line|writer|reporter|auteur|autore?n?|redakteur|journalist|zuozhe|firma|signature)"
    r"(?!it)|Author|Byline",
    re.I,
)
_CREDITED = ("Credit", "credit")  # of a photographer, too: there the name stands behind a word for pictures
_NAMING = ("class", "id", "itemprop", "rel", "data-component", "data-testid")
_NOT_BY_NAME = re.compile(
    r"related|recommend|comment|avatar|\bbio|about|more|follow|social|share|card-?grid|teaser|date|time|prefix", re.I
)


def is_named_author(block: Block) -> bool:
    """Whether the element around a line, or the one around that, is named for the writer."""
    place = block.place
    element = block.element
    for _ in range(2):
        if element is None or place is None or element is place.element:
            break
        if _names_author(*map(element.get, _NAMING)):
            return True
        element = element.getparent()
    for _ in range(2):
        if place is None:
            return False
        if place.element.attrib:
            get = place.element.get
            if get("class") in _CREDITED and place.tag == "p" and "/" not in block.text and is_person(block.text):
                return True
            if _names_author(*map(get, _NAMING)):
                return True
        place = place.up
    return False


def named_inside(block: Block) -> str:
    """What a line's own element for the writer says, where other things share the line: ``<span class=author>``."""
    if block.place is None or len(block.place) > 1:
        return ""
    for element in block.place.element.iter("span", "a", "b", "strong", "em"):
        if _names_author(*map(element.get, _NAMING)):
            return " ".join("".join(map(str, element.itertext())).split())
    return ""


@lru_cache(maxsize=4096)
def _names_author(*names: str | None) -> bool:
    name = " ".join(name for name in names if name)
    return bool(_BY_NAME.search(name)) and not _NOT_BY_NAME.search(name)
