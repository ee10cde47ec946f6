"""``[责任编辑：田娟娟]``, ``Editor: A. Marsh``: who handled the story, which is not part of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.cleaning.credit_lines import credit_lines
from pipelines.cleaning.credits import LONGEST_CREDITS, LONGEST_END, Credits, Part, read_credits
from pipelines.cleaning.names import is_han_name, is_person, join_names, split_names
from pipelines.cleaning.story import Claim, Story

LONGEST_NAMES = 60  # characters behind an editor's label; more is prose
# The hands that count as the editor, best first; proof-readers and supervisors only when nobody else is named.
_FIRST = re.compile(r"责任编辑|責任編輯|责编|責編|编辑|編輯|小编|主编|edit|redakt|redac|curato|редак", re.I)
_BY = re.compile(
    r"^[(\[]?(?:edited|editing|copy-?edited|redigiert|édité|edición|a cura) (?:by|von|par|de|di)\s(?P<names>.{3,60}?)"
    r"[)\].]?$",
    re.I,
)
_SPEECH = re.compile(r"[。！？!?]|，.{6,}")
_ID_TAIL = re.compile(r"[_\s]*[（(\[]?[A-Za-z]{0,4}_?\d{2,8}[)）\]]?$")
_IS_ID = re.compile(r"[A-Za-z]{1,4}_?\d+")
_BEHIND = re.compile(r"^([^（(\[【]{1,40})[)）\]】].*$")  # 小何）返回搜狐，查看更多
_IN_BRACKETS = re.compile(
    r"[（(\[【]\s?((?:责任编辑|责编|编辑|編輯|責任編輯|責編)[^（()）\[\]【】]{1,40})[)）\]】]\s*\d{0,8}$"
)


def find_editor_lines(story: Story) -> Iterator[Claim]:
    """Yield the lines that name editors, proof-readers, supervisors, and nobody who wrote.

    Prose that begins with 编辑 is spared: its label has no names behind it, or too many words.
    """
    for position in story.positions(2, 4):
        text = story.blocks[position].text
        if len(text) <= LONGEST_NAMES and position != story.title_at and _opened(text):
            yield Claim(position, "opens like one")
    for position, credits in credit_lines(story).items():
        editors = list(credits.of("editor"))
        if not editors or credits.has("author", "keywords") or credits.stamps or not credits.is_whole:
            continue
        opens = editors[0] is credits.parts[0] or not credits.has("source")
        if opens and all(is_editor(part) for part in editors):
            yield Claim(position, editors[0].label)


def _opened(text: str) -> list[str]:
    """The names behind ``Edited by`` without a colon."""
    match = _BY.match(text)
    names = split_names(match["names"]) if match else []
    return names if all(is_person(name) for name in names) else []


def is_editor(part: Part) -> bool:
    """Whether what stands behind an editor's label can be names."""
    return len(part.value) <= LONGEST_NAMES and not _SPEECH.search(part.value)


def find_editor(story: Story) -> str:
    """The editors, as their label names them; else as the page's notes do, unless those are ids."""
    lines = credit_lines(story)
    found: list[Part] = []
    for position in sorted(lines, key=lambda p: (p < story.first, p)):
        credits: Credits = lines[position]
        if credits.is_whole:
            found += [part for part in credits.of("editor") if part.value and is_editor(part)]
    for position in story.positions(2, 4):
        text = story.blocks[position].text
        if not found and len(text) <= LONGEST_NAMES and (names := _opened(text)):
            return join_names(names, story.language)
    if not found:
        for block in reversed(story.blocks[max(story.first, story.last - 3) : story.last + 6]):
            match = _IN_BRACKETS.search(block.text[-LONGEST_END:])
            if match:
                found += [part for part in read_credits(match[1][:LONGEST_CREDITS]).of("editor") if part.value]
                break
    first = [part for part in found if _FIRST.search(part.label)] or found
    names = [name for part in first for name in editor_names(part.value)]
    if names:
        return join_names(names, story.language)
    meta = story.meta
    if story.language == "zh" and (marked := meta.marked("editor")):
        return join_names(
            [name for part in read_credits(marked).of("editor") for name in editor_names(part.value)], "zh"
        )
    for value in meta.all("editor") + meta.all("article:editor") + meta.names_in(meta.story.get("editor")):
        people = [name for name in editor_names(value) if is_person(name) and (is_han_name(name) or " " in name)]
        if people:
            return join_names(people, story.language)
    return ""


def editors_shown(story: Story) -> set[str]:
    """Names that the page itself calls editors: its notes sometimes call them authors."""
    lines = credit_lines(story).values()
    return {name for credits in lines for part in credits.of("editor") for name in split_names(part.value)}


def editor_names(value: str) -> list[str]:
    """Names without the house's number behind them.

    >>> editor_names("杜硕_NB12556"), editor_names("汤诗瑶、丁涛")
    (['杜硕'], ['汤诗瑶', '丁涛'])
    >>> editor_names("SN026")
    []
    """
    names = []
    for name in split_names(_BEHIND.sub(r"\1", value)):
        bare = _ID_TAIL.sub("", name).strip(" _（(")
        if not _IS_ID.fullmatch(name):
            names.append(bare or name)
    names = [name for name in names if not name.isdigit()]
    return names or ([value] if 2 <= len(value) <= 12 and not value.isdigit() and not _IS_ID.fullmatch(value) else [])
