"""Plain text, as a crude crawler saved it: the same rules over lines that have lost their tags."""

from __future__ import annotations

from dataclasses import replace

from pipelines.cleaning.article import Article
from pipelines.cleaning.blocks import Block
from pipelines.cleaning.breadcrumb import find_breadcrumbs
from pipelines.cleaning.byline import find_bylines
from pipelines.cleaning.clean import cut, fill_fields, find_cuts
from pipelines.cleaning.declared import Declared
from pipelines.cleaning.language import find_language
from pipelines.cleaning.meta import Meta
from pipelines.cleaning.refusal import find_refusal
from pipelines.cleaning.source_line import find_source_lines
from pipelines.cleaning.story import Story

LONGEST_TITLE = 80  # characters
FIRST_LINES = 4  # lines among which the headline stands
MOST_ROUNDS = 8  # a cut may bring two lines together that are a run only then; each round cuts at least one
STOPS = tuple("。.，,；;：:、")


def clean_text(text: str) -> Article:
    """The article in a text, a paragraph a line."""
    blocks: list[Block] = []
    gaps = set()  # positions of blocks with an empty line below them
    for line in text.replace("\0", "").splitlines():
        if words := " ".join(line.split()):
            blocks.append(Block(words))
        else:
            gaps.add(len(blocks) - 1)
    story = _read_lines(blocks, gaps)
    cuts = find_cuts(story, Declared())
    for _ in range(MOST_ROUNDS):
        kept = [at for at in range(len(blocks)) if at not in cuts and at != story.title_at]
        again = find_cuts(_read_lines([blocks[at] for at in kept], set()), Declared())
        if not again:
            break
        cuts.update((kept[at], why) for at, why in again.items())
    article = cut(story, cuts)
    fill_fields(article, story)
    article.refusal = find_refusal(blocks, article)
    return article


def _read_lines(blocks: list[Block], gaps: set[int]) -> Story:
    """The story in these lines: all of them, below the headline if one is to be seen."""
    story = Story.of(*blocks, language=find_language(blocks, Meta()))
    at = _headline(story, gaps)
    if at < 0:
        return story
    return replace(story, title=blocks[at].text, title_at=at, first=at + 1)


def _headline(story: Story, gaps: set[int]) -> int:
    """Position of the headline: a short line without a stop among the first ones.

    It must show itself as one, by a trail above it, a byline or source line below it, or an empty line around it:
    otherwise it may be the story's own first line.
    """
    blocks = story.blocks
    trails = {claim.position for claim in find_breadcrumbs(replace(story, first=min(FIRST_LINES, len(blocks))))}
    for at in range(min(FIRST_LINES, len(blocks) - 1)):
        if at in trails:
            continue
        text = blocks[at].text
        if len(text) > LONGEST_TITLE or text.endswith(STOPS) or (story.is_prose(at) and len(text) > LONGEST_TITLE // 2):
            return -1
        below = replace(story, title=text, title_at=at, first=at + 1)
        credits = {claim.position for find in (find_bylines, find_source_lines) for claim in find(below)}
        if at - 1 in trails or at in gaps or (at + 1) in credits:
            return at
        return -1
    return -1
