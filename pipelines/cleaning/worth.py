"""What a block is worth to a story: prose its length, a scrap or a link a little less than nothing."""

from __future__ import annotations

import re

from pipelines.cleaning.blocks import Block

LEAST_PROSE = 60  # bytes of unlinked text (20 Chinese characters) from which a block may be a paragraph
SHORTEST = LEAST_PROSE // 3  # characters that can be so many bytes
LONGEST_CREDITS = 4 * LEAST_PROSE  # bytes of a line of credits: 2026年9月15日 | 作者：… | 来源：…
FEWEST_CREDITS = 2  # labels in it; with one a sentence may begin
LONGEST_LABEL = 20  # characters of an entry of a menu
_ENDS = frozenset(',.!?;，。！？；…।」”"')
_STOPS = frozenset(".。!！?？”’」")
_SENTENCE = re.compile(r"[,.!?;:，。！？；：、…।؟،۔]")
_CODE = re.compile(
    r"function\s?\(|=>\s?\{|\}\);|[\w.#-]\s?\{[^{}]{0,200}:[^{}]{0,200};\s?\}"
)  # a script or a style that lost its tag
_CREDIT = re.compile(r"(?:作者|来源|來源|稿源|编辑|編輯|责编|记者|字号|发布时间)\s{0,2}[:：]")
_BARS = re.compile(r"[|｜┊]")


def size_of(text: str) -> int:
    """How much a text says, in bytes: a Chinese character says about as much as three letters."""
    return len(text) if text.isascii() else len(text.encode("utf-8", "replace"))


def is_ended(text: str) -> bool:
    """Whether a line ends as sentences and verses do."""
    return text[-1:] in _ENDS


def is_sentence(block: Block) -> bool:
    """Whether a short paragraph is a sentence, and not a label, a menu or a button.

    >>> is_sentence(Block("Rehearsals begin in May."))  # no paragraph
    False
    """
    text = block.text
    return block.tag == "p" and len(text) >= SHORTEST and text[-1] in _STOPS and not block.links and ":" not in text


def is_labelled(text: str) -> bool:
    """Whether a line is a label and its value: ``来源：云汀在线``."""
    return ":" in text or "：" in text


def is_menu(text: str) -> bool:
    """Whether a line is labels between bars.

    >>> is_menu("About us | Contact | Site map"), is_menu("North 2 | South 1")
    (True, False)
    """
    steps = _BARS.split(text[:400])
    return len(steps) > 2 and all(len(step.strip()) <= LONGEST_LABEL for step in steps)


def prose_in(block: Block) -> float:
    """How much of a block is prose: unlinked text with the punctuation of sentences.

    >>> prose_in(Block("Read more")), prose_in(Block("The ferry came back on Monday, and nobody had expected it yet."))
    (0.0, 62.0)
    """
    if len(block.text) < SHORTEST:
        return 0.0
    size = size_of(block.text)
    linked = size_of(block.link_text) if block.link_text else 0
    if size - linked < LEAST_PROSE or linked > 0.6 * size:
        return 0.0
    if size < LONGEST_CREDITS and len(_CREDIT.findall(block.text)) >= FEWEST_CREDITS:
        return 0.0
    if "{" in block.text and _CODE.search(block.text):
        return 0.0
    marks = len(_SENTENCE.findall(block.text))
    if not marks:
        return 0.0 if size < 3 * LEAST_PROSE else 0.3 * size
    told = float(size - linked) if marks > 1 or size > 2 * LEAST_PROSE else 0.5 * (size - linked)
    return told if is_ended(block.text) else 0.7 * told
