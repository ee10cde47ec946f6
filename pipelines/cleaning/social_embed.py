"""``— Harbor Times (@harbor) 12 March``: a post of some network, set into the story."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.cleaning.blocks import Place
from pipelines.cleaning.story import Claim, Story

_EMBED = re.compile(
    r"\b(?:twitter-(?:tweet|video)|instagram-media|tiktok-embed|bluesky-embed|text-post-media|reddit-embed)\b"
)
MOST_LEVELS = 4  # elements between a post's own and its words


def find_social_embeds(story: Story) -> Iterator[Claim]:
    """Yield posts that the networks' own markup sets apart.  A story made of posts keeps them."""
    embedded = [at for at in story.positions() if _is_embedded(story.blocks[at].place)]
    if not embedded:
        return
    told = sum(story.prose[at] for at in story.positions())
    if sum(story.prose[at] for at in embedded) * 2 < told:
        yield from (Claim(at, "a network's embedded post") for at in embedded)


def _is_embedded(place: Place | None) -> bool:
    for _ in range(MOST_LEVELS):
        if place is None:
            return False
        if place.tag == "blockquote":
            return bool(_EMBED.search(place.element.get("class") or ""))
        place = place.up
    return False
