"""Menus, link lists, buttons: the page's furniture, when nobody knows a better name for it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipelines.cleaning.buttons import are_buttons
from pipelines.cleaning.hints import NAVIGATION, TOOLS, UNSEEN
from pipelines.cleaning.labels import HAN_KINDS, LATIN_KINDS
from pipelines.cleaning.links import address_of, addresses_of, is_elsewhere, link_of, site_of
from pipelines.cleaning.name_list import is_name
from pipelines.cleaning.story import Claim, Story
from pipelines.cleaning.worth import is_menu

WHOLLY = 0.9  # link share of a block that is a link and nothing else
_BRACKETS = re.compile(r"(?:[【\[][^【】\[\]]{2,16}[】\]][\s|·]{0,3}){2,}$")  # 【发表评论】【关闭窗口】
MOSTLY = 0.5  # of a menu's letters are links; the others are its bars and brackets
FEWEST = 2  # such blocks in a row; a single one may be a source, a quotation, a line of a poem


def find_navigation(story: Story) -> Iterator[Claim]:
    """Yield furniture under a telling name, and runs of blocks that are links alone."""
    yield from story.claim_marked(NAVIGATION | TOOLS | UNSEEN, "the template calls it navigation")
    for position in (*range(story.first, story.voice.first), *range(story.last_prose + 1, story.last + 1)):
        block = story.blocks[position]
        if _BRACKETS.match(block.text) or are_buttons(block.text):
            yield Claim(position, "buttons")
        elif block.link_share > MOSTLY and is_menu(block.text):
            yield Claim(position, "a menu")
    run: list[int] = []
    for position in (*story.positions(), -1):
        if position >= 0 and story.blocks[position].link_share >= WHOLLY and not _is_told(story, position):
            run.append(position)
            continue
        if len(run) >= FEWEST and not _is_roll(story, run) and not _are_sources(story, run):
            yield from (Claim(at, f"one of {len(run)} blocks in a row that are links") for at in run)
        run = []


def _is_roll(story: Story, run: Sequence[int]) -> bool:
    """Whether linked names follow the story's own word of them: ``The winners are:``; a label of one word announces tags."""
    before = run[0] - 1
    if before < story.first or not story.voice.holds(before) or not all(story.voice.holds(at) for at in run):
        return False
    text = story.blocks[before].text
    words = text.rstrip(" :：").casefold()
    if text[-1] not in ":：" or words in LATIN_KINDS or words in HAN_KINDS:
        return False
    return all(is_name(story.blocks[at].text) for at in run)


def _are_sources(story: Story, run: Sequence[int]) -> bool:
    """Whether the links stand where paragraphs do and lead to several other sites: what a story was made from."""
    addresses = addresses_of(story.address, story.meta)
    if not addresses or not all(story.voice.holds(at) for at in run):
        return False
    sources = {address_of(story.blocks[at]) for at in run}
    return all(is_elsewhere(one, addresses) for one in sources) and len(set(map(site_of, sources))) >= FEWEST


def _is_told(story: Story, position: int) -> bool:
    """Whether a link stands where the story's paragraphs do, above the last of them: a list of sources, a chorus.

    Two blocks in one link are a headline and its teaser.
    """
    voice = story.voice
    if not (voice.stands and voice.first < position < voice.last and voice.holds(position)):
        return False
    link = link_of(story.blocks[position])
    return link is None or all(link_of(story.blocks[beside]) is not link for beside in (position - 1, position + 1))
