"""``Ferry back; mayor glad. — This summary was made by AI``: what a machine says of the story, in a box beside it.

A story about such summaries says so among its own paragraphs, and is spared; so is a summary that nobody calls a
machine's, for an editor may have written it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.cleaning.blocks import Place
from pipelines.cleaning.story import Claim, Story

LONGEST_NOTE = 300  # characters of the line that says whose summary it is
LARGEST_BOX = 16  # blocks
MOST = 0.4  # share of the story's prose; a box with more is the story
FAR = 30  # blocks around the region in which such a box stands

_SUMMARY = re.compile(
    r"summar|zusammenfass|sammendrag|sammanfattning|resum[eéè]|résumé|riassunto|samenvatting|podsumowan|streszczen|"
    r"özet|ringkasan|요약|要約|摘要|导读|導讀|总结|總結|速读|速讀|概要|краткое|пересказ",
    re.I,
)
_MACHINE = re.compile(
    r"(?<![A-Za-z])(?:AI|KI|IA|YZ|ИИ)(?![A-Za-z])|ChatGPT|OpenAI|artificial intell|inteligencia artificial|"
    r"intelligence artificielle|intelligenza artificiale|künstlich|kunstig intellig|konstgjord|artifici[eë]le intell|"
    r"sztuczn\w{1,4} inteligenc|yapay zek|нейросет|인공지능|人工知能|人工智能|智能摘要|大模型"
)


def find_machine_summaries(story: Story) -> Iterator[Claim]:
    """Yield the blocks of a box in which one line says that a machine wrote it."""
    if story.is_plain:
        return
    whole = sum(story.prose[position] for position in story.positions())
    for position in story.positions(before=FAR, after=FAR):
        block = story.blocks[position]
        if len(block.text) > LONGEST_NOTE or not (_MACHINE.search(block.text) and _SUMMARY.search(block.text)):
            continue
        box = _box_around(story, block.place, position)
        if box is not None and sum(story.prose[box.first : box.after]) <= MOST * whole:
            yield from (Claim(at, "a machine's summary") for at in range(box.first, box.after))


def _box_around(story: Story, place: Place | None, position: int) -> Place | None:
    """The element that holds the line, what it speaks of, and its heading, but none of the story's own paragraphs."""
    box: Place | None = None
    told = 0
    while place is not None and len(place) <= LARGEST_BOX and not place.first <= story.title_at < place.after:
        inside = range(place.first, place.after)
        lines = sum(1 for at in inside if at != position and (story.prose[at] or story.blocks[at].tag == "li"))
        if box is None or lines == told:
            box, told = (place, lines) if lines else (None, 0)
        place = place.up
    return box
