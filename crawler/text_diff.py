"""``渡船[-三-]{+四+}月起每天多开两班。``: two texts in one, what went and what came marked in its sentence."""

import difflib
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from crawler.terminal import DIM, GREEN, RED, RESET, harmless

LONGEST_COMPARED = 2_000  # characters of a passage that are compared one by one; a longer one went and came whole
LEAST_ALIKE = 0.4  # below this, marking single characters makes a riddle of two different sentences
SHORTEST_KEPT = 2  # characters; a single one between two changes happens to be the same
CONTEXT = 1  # sentences shown around a change

# Chinese ends a sentence with its mark, other languages with a mark and a blank.
_SENTENCE = re.compile(r"\n+|[^。！？；\n]*?(?:[。！？；]+[”’」』）]*|[.!?;]+[\"'”’)]*(?=\s)|(?=\n)|$)[^\S\n]*")
_WORD = re.compile(r"[A-Za-z0-9\u00c0-\u024f]+|\s+|.", re.S)


class Part(NamedTuple):
    """Some text: kept (" "), gone ("-"), come ("+"), or kept and not shown ("…")."""

    mark: str
    text: str


def sentences(text: str) -> list[str]:
    """The text's sentences with their marks and the blanks after them, and its line breaks.

    >>> sentences("早班六点。晚班九点！\\nThe ferry left. It came back.")
    ['早班六点。', '晚班九点！', '\\n', 'The ferry left. ', 'It came back.']
    """
    return [sentence for sentence in _SENTENCE.findall(text) if sentence]


def text_diff(old: str, new: str) -> list[Part]:
    """What became of each passage, in the order of reading; unchanged sentences far from a change are left out."""
    before, after = sentences(old), sentences(new)
    parts: list[Part] = []
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    steps = matcher.get_opcodes()
    for step, (what, i, j, k, m) in enumerate(steps):
        if what == "equal":
            parts += _shortened(before[i:j], is_first=step == 0, is_last=step == len(steps) - 1)
        else:
            parts += _compared("".join(before[i:j]), "".join(after[k:m]))
    return parts


def shown(parts: Sequence[Part], colour: bool) -> str:
    """The parts as a person reads them: in colour, or with [-gone-] and {+come+}."""
    return "".join(_shown(part, colour) for part in parts)


def _shown(part: Part, colour: bool) -> str:
    if part.mark == "…":
        return f"{DIM}…{RESET}" if colour else "…"
    text = "\n".join(map(harmless, part.text.split("\n")))
    if part.mark == " ":
        return text
    # A line that comes or goes has no letters to colour: its end is shown.
    text = text.replace("\n", "⏎\n")
    if colour:
        paint = f"{RED}\x1b[9m" if part.mark == "-" else f"{GREEN}\x1b[4m"
        return "\n".join(f"{paint}{line}{RESET}" if line else "" for line in text.split("\n"))
    return f"[-{text}-]" if part.mark == "-" else f"{{+{text}+}}"


def _shortened(same: Sequence[str], *, is_first: bool, is_last: bool) -> Iterator[Part]:
    """The sentences next to a change, and a mark for those between."""
    head = 0 if is_first else _context(same)
    tail = 0 if is_last else _context(same[head:][::-1])
    left_out = "".join(same[head : len(same) - tail])
    middle = left_out.strip("\n")
    before = left_out.index(middle) if middle else len(left_out)
    for mark, text in (
        (" ", "".join(same[:head]) + left_out[:before]),
        ("…", middle),
        (" ", left_out[before + len(middle) :] + "".join(same[len(same) - tail :])),
    ):
        if text:
            yield Part(mark, text)


def _context(passages: Sequence[str]) -> int:
    """How many passages hold the first CONTEXT sentences; line breaks are none."""
    sentences_seen = 0
    for at, passage in enumerate(passages):
        sentences_seen += bool(passage.strip())
        if sentences_seen == CONTEXT:
            return at + 1
    return len(passages)


def _compared(old: str, new: str) -> Iterator[Part]:
    """One passage in place of another: by character (words of letters whole) where they are alike."""
    if old and new and max(len(old), len(new)) <= LONGEST_COMPARED:
        before, after = _WORD.findall(old), _WORD.findall(new)
        matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
        if matcher.ratio() >= LEAST_ALIKE:
            yield from _smoothed(
                (" ", "".join(before[i:j]), "") if what == "equal" else ("-", "".join(before[i:j]), "".join(after[k:m]))
                for what, i, j, k, m in matcher.get_opcodes()
            )
            return
    if old:
        yield Part("-", old)
    if new:
        yield Part("+", new)


def _smoothed(steps: Iterator[tuple[str, str, str]]) -> Iterator[Part]:
    """Changes with hardly anything between them become one: a reader sees words, not the luck of equal letters."""
    gone = came = between = ""
    for mark, old, new in steps:
        if mark == "-":
            gone, came, between = gone + between + old, came + between + new, ""
        elif len(old) < SHORTEST_KEPT and (gone or came):
            between = old
        else:
            yield from _change(gone, came)
            if between or old:
                yield Part(" ", between + old)
            gone = came = between = ""
    yield from _change(gone, came)
    if between:
        yield Part(" ", between)


def _change(gone: str, came: str) -> Iterator[Part]:
    if gone:
        yield Part("-", gone)
    if came:
        yield Part("+", came)
