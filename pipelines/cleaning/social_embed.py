"""``— Harbor Times (@harbor) 12 March``: a post of some network, set into the story."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from pipelines.cleaning.blocks import Block, Place
from pipelines.cleaning.story import Claim, Story

_EMBED = re.compile(
    r"\b(?:twitter-(?:tweet|video)|instagram-media|tiktok-embed|bluesky-embed|text-post-media|reddit-embed)\b"
)
_SIGNATURE = re.compile(r"—\s?.{1,80}?\(@\w{1,30}\)\s.{6,40}$")
LONGEST_POST = 12  # lines
MOST_LEVELS = 4  # elements between a post's own and its words


def find_social_embeds(story: Story) -> Iterator[Claim]:
    """Yield posts that the networks' own markup sets apart.  A story made of posts keeps them."""
    signed = {place for at in story.positions() if (place := _signed_quote(story.blocks[at])) is not None}
    embedded = [at for at in story.positions() if _is_embedded(story.blocks[at].place, signed)]
    if not embedded:
        return
    told = sum(story.prose[at] for at in story.positions())
    if sum(story.prose[at] for at in embedded) * 2 < told:
        yield from (Claim(at, "a network's embedded post") for at in embedded)


def _signed_quote(block: Block) -> Place | None:
    """The blockquote that a line closes as the networks sign a post: ``— Harbor Times (@harbor) March 12, 2026``."""
    if block.text[0] != "—" or not block.links or not _SIGNATURE.match(block.text):
        return None
    place = block.place
    while place is not None and place.tag != "blockquote":
        place = place.up if len(place) <= LONGEST_POST else None
    return place


def _is_embedded(place: Place | None, signed: Container[Place]) -> bool:
    for _ in range(MOST_LEVELS):
        if place is None:
            return False
        if place.tag == "blockquote":
            return place in signed or bool(_EMBED.search(place.element.get("class") or ""))
        place = place.up
    return False
