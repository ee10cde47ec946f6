"""``"articleBody": "The ferry came back …"``: the story as the page notes it for machines, found again among the blocks.

A note is often shortened and sometimes carries more than the story, so beside blocks it adds no word and only vouches
for them.  Where a page shows no story at all, or no more than its opening, and leaves it to a script to write the rest,
the note is all there is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from pipelines.cleaning.blocks import Block
from pipelines.cleaning.meta import Meta, tidy_note

SHORTEST_NOTE = 400  # letters; a shorter one is a summary
LEAST_TOLD = 120  # characters of a note that may be the story of a page that shows none
FAR_LONGER = 3  # times the shown text that a note must have to be what the page shows the opening of
FEWEST_LINES, MOST_LINES = 4, 200  # of a recipe
LONGEST_STEP = 1000  # characters of a step that are compared
SHORTEST_BLOCK = 30  # letters of a block that are looked for
LONGEST_LOOK = 80  # letters of a block that are looked for: notes break off, and quotes differ further on
_TAGS = re.compile(r"<[^<>]{1,200}>")
_SIGNS = re.compile(r"[\W_]+")
_BREAKS = re.compile(r"\n|<(?:br|/?p|/?div|/?h\d)\b[^<>]{0,200}>", re.I)


def find_noted(blocks: Sequence[Block], meta: Meta) -> frozenset[int]:
    """Positions of the blocks whose words stand in the page's own note of the story."""
    if meta.recipe and (lines := _recipe_lines(blocks, meta.recipe)):
        return lines
    note = meta.story.get("articleBody")
    if not isinstance(note, str) or len(note) < SHORTEST_NOTE:
        return frozenset()
    letters = _letters_of(_TAGS.sub(" ", note))
    found = []
    for position, block in enumerate(blocks):
        if len(block.text) >= SHORTEST_BLOCK:
            words = _SIGNS.sub("", block.text[: 2 * LONGEST_LOOK]).casefold()[:LONGEST_LOOK]
            if len(words) >= SHORTEST_BLOCK // 2 and words in letters:
                found.append(position)
    return frozenset(found)


def _recipe_lines(blocks: Sequence[Block], recipe: dict[str, Any]) -> frozenset[int]:
    """Positions of what a recipe's note says is to be taken and to be done; none where the page shows it otherwise."""
    steps = [recipe.get("recipeIngredient"), recipe.get("recipeInstructions")]
    lines: set[str] = set()
    while steps and len(lines) < MOST_LINES:
        step = steps.pop()
        if isinstance(step, list):
            steps += step[:MOST_LINES]
        elif isinstance(step, dict):
            steps += [step.get("text"), step.get("itemListElement")]
        elif isinstance(step, str):
            lines.add(_letters_of(step))
    lines.discard("")
    found = [position for position, block in enumerate(blocks) if _letters_of(block.text[:LONGEST_STEP]) in lines]
    return frozenset(found) if len(found) >= FEWEST_LINES else frozenset()


def noted_story(meta: Meta) -> list[str]:
    """The story's paragraphs as the page notes them for machines; none when it only notes a summary."""
    note = meta.story.get("articleBody")
    if not isinstance(note, str) or len(note) < LEAST_TOLD:
        return []
    paragraphs = (tidy_note(_TAGS.sub(" ", paragraph)) for paragraph in _BREAKS.split(note))
    return [paragraph for paragraph in paragraphs if paragraph]


def whole_story(shown: list[str], meta: Meta) -> list[str]:
    """The paragraphs that the page shows, or those it notes, where it shows none or no more than their opening.

    What is shown and not noted, such as a standfirst, stays before them.

    >>> whole_story([], Meta()), whole_story(["The ferry is back."], Meta())
    ([], ['The ferry is back.'])
    """
    noted = noted_story(meta)
    if not noted or not shown:
        return shown or noted
    told = _letters_of("\n".join(noted))
    if len(told) < FAR_LONGER * sum(map(len, shown)):
        return shown
    opening = _letters_of(shown[-1])
    found = told.find(opening[:LONGEST_LOOK]) if len(opening) >= SHORTEST_BLOCK else -1
    if not 0 <= found < len(told) // FAR_LONGER:
        return shown
    return [*(paragraph for paragraph in shown if _letters_of(paragraph) not in told), *noted]


def _letters_of(text: str) -> str:
    return _SIGNS.sub("", text).casefold()
