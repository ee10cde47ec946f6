"""``div.leaf/p``: where a block stands, as the template of its site writes it."""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import sha256

from pipelines.cleaning.blocks import Block, Place
from pipelines.cleaning.template import PLACE

LONGEST = 160  # characters of a name
_DIGITS = re.compile(r"\d+")
_BARE = frozenset(("div", "section", "article", "span"))
_SLANTED = frozenset(("em", "i", "cite", "address"))


class PlaceNames:
    """The names of the places on one page."""

    def __init__(self) -> None:
        self._known: dict[tuple[Place | None, str, str | None], str] = {}

    def of(self, block: Block) -> str:
        """The two innermost elements around a block, by tag and class, digits dropped; italics count as one more."""
        place = block.place
        if place is None:
            return ""
        get = place.element.get
        step = place.up, place.tag, get("class") or get("id")  # the same for all paragraphs of a story
        name = self._known.get(step)
        if name is None:
            name = self._known[step] = _name(place)
        return f"{name}/em" if is_slanted(block) else name


def _name(place: Place) -> str:
    steps = []
    for step in (place.up, place):
        if step is not None and step.tag not in ("html", "body"):
            get = step.element.get
            steps.append(_step(step.tag, get("class") or get("id")))
    return "/".join(steps)[-LONGEST:]


@lru_cache(maxsize=4096)
def _step(tag: str, name: str | None) -> str:
    return f"{tag}.{_DIGITS.sub('', '.'.join(name.split()))}" if name else tag


@lru_cache(maxsize=4096)
def place_key(place: str) -> str:
    """The key by which a place is counted."""
    return hashed(PLACE, place, "")


def is_slanted(block: Block) -> bool:
    """Whether a whole block is in italics."""
    element = block.element
    if element is None or element.tag not in _SLANTED:
        return False
    return sum(len(str(text).strip()) for text in element.itertext()) >= 0.9 * len(block.text)


def is_stray(block: Block, chief_tag: str) -> bool:
    """Whether a line stands in a bare ``div`` among ``p``s: nobody typed it between the paragraphs."""
    place = block.place
    if place is None or place.tag not in _BARE or chief_tag in _BARE:
        return False
    return place.element.get("class") is None and place.element.get("id") is None


def hashed(*parts: str) -> str:
    """A key of 16 hexadecimal digits, the same in every process."""
    return sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()[:16]
