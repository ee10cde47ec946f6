"""``Ferry back; mayor glad. — This summary was made by AI``: what a machine says of the story, in a box beside it.

So is ``核心提示：渡轮冬后首航……``, where a content system has cut the first paragraph after so many characters.

A line that says so is a label of these two words, or says that the summary was made.  A story about such summaries
has other things to say of them, and is spared; so is a summary that nobody calls a machine's, for an editor may have
written it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.cleaning.blocks import Place
from pipelines.cleaning.story import Claim, Story
from pipelines.cleaning.worth import size_of

LONGEST_NOTE = 300  # characters of the line that says whose summary it is
LARGEST_BOX = 16  # blocks
MOST = 0.4  # share of the story's prose; a box with more is the story
MOST_BESIDE = 9  # bytes beside the two words that leave a line a label: "by", "beta", three Chinese characters
FAR = 30  # blocks around the region in which such a box stands
BEFORE = 6  # blocks above the region in which an excerpt stands
FOLLOWING = 6  # blocks below it among which is the paragraph that it was cut from
SHORTEST_OPENING = 12  # characters

_BROKEN_OFF = re.compile(r"(?:…|\.{3})[\s.…\]】]{0,8}$")
_LABEL = re.compile(r"[\[【]?[^\s:：\]】]{2,8}\s?[:：\]】]\s?[:：]?\s?")
# How the words for a summary begin, and how they may go on.
_SUMMARIES = {
    "summar": r"\w{0,4}", "zusammenfass": r"\w{0,4}", "zusammengefass": r"\w{0,4}", "sammendrag": r"\w{0,2}",
    "sammanfattning": r"\w{0,2}", "resum": r"(?:en|o|é\w{0,3})\b", "résumé": r"\w{0,2}", "riassunt": r"\w",
    "samenvatting": "", "samengevat": "", "podsumowan": r"\w{0,2}", "streszczen": r"\w{0,2}", "özet": r"\w{0,4}",
    "ringkasan": "", "краткое": "", "пересказ": "", "요약": "", "要約": "", "摘要": "", "导读": "", "導讀": "",
    "总结": "", "總結": "", "速读": "", "速讀": "", "概要": "",
}  # fmt: skip
_SUMMARY = re.compile("|".join(map("".join, _SUMMARIES.items())), re.I)
_MACHINE = re.compile(
    r"(?<![A-Za-z])(?:AI|KI|IA|YZ|ИИ)(?![A-Za-z])|ChatGPT|OpenAI|artificial intell\w+|inteligencia artificial|"
    r"intelligence artificielle|intelligenza artificiale|künstlich\w{0,2}(?: Intelligenz)?|kunstig intellig\w+|"
    r"konstgjord\w?|artifici[eë]le intell\w+|sztuczn\w{1,4} inteligenc\w{1,3}|yapay zek\w{1,3}|нейросет\w{1,3}|"
    r"인공지능|人工知能|人工智能|智能(?=摘要|总结|速读|导读)|大模型"
)
_MADE = re.compile(
    r"(?:generat|creat|produc|prepar|provid|assist)ed\b|(?<!-)powered\b|\b(?:made|written)\b|generier|génér|gerad[oa]|genera[dt][oa]|erzeugt|"
    r"erstellt|verfasst|criad[oa]|creado|créé|laget|lavet|skapa[dt]|skriv|elabora|redacta|rédigé|realiz|gemaakt|"
    r"gegenereerd|opgesteld|geschreven|wygenerowa|stworzon|oluştur|hazırla|üretil|dibuat|dihasilkan|生成|提炼|撰写|"
    r"整理而成|作成|작성|생성|활용|제공|создан|сгенерир|подготовл",
    re.I,
)
_SIGNS = re.compile(r"[\W\d_]+")


def find_machine_summaries(story: Story) -> Iterator[Claim]:
    """Yield the blocks of a box in which one line says that a machine wrote it, and an opening that a machine cut off."""
    if story.is_plain:
        return
    yield from _cut_openings(story)
    lines = [(at, story.blocks[at].text) for at in story.positions(before=FAR, after=FAR)]
    lines = [(at, text) for at, text in lines if len(text) <= LONGEST_NOTE]
    said = "\n".join(text for _, text in lines).lower()
    if not any(word in said for word in _SUMMARIES):
        return  # nearly all pages: told at a tenth of the cost of asking each line
    whole = sum(story.prose[position] for position in story.positions())
    for position, text in lines:
        if not is_note(text):
            continue
        box = _box_around(story, story.blocks[position].place, position)
        if box is not None and sum(story.prose[box.first : box.after]) <= MOST * whole:
            yield from (Claim(at, "a machine's summary") for at in range(box.first, box.after))


def _cut_openings(story: Story) -> Iterator[Claim]:
    """Lines above the first paragraphs that break off, and begin one of them."""
    blocks = story.blocks
    for position in range(max(0, story.title_at, story.first - BEFORE), min(story.voice.first + 1, len(blocks))):
        text = blocks[position].text
        if text[-1] not in "….]】" or len(text) > LONGEST_NOTE or not (broken := _BROKEN_OFF.search(text)):
            continue
        label = _LABEL.match(text)
        words = text[label.end() if label else 0 : broken.start()].strip(" [【")
        following = blocks[position + 1 : position + 1 + FOLLOWING]
        if len(words) >= SHORTEST_OPENING and any(block.text.startswith(words) for block in following):
            yield Claim(position, "the opening, cut off")


def is_note(text: str) -> bool:
    """Whether a line says of a summary that a machine made it.

    >>> is_note("AI summary"), is_note("以上摘要由大模型生成"), is_note("Google's AI summaries change how we search")
    (True, True, False)
    """
    if not (_MACHINE.search(text) and _SUMMARY.search(text)):
        return False
    beside = _SIGNS.sub("", _SUMMARY.sub("", _MACHINE.sub("", text)))
    return bool(_MADE.search(text)) or size_of(beside) <= MOST_BESIDE


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
