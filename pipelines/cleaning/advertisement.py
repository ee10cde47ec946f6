"""``Advertisement``, ``广告``: what somebody paid for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.cleaning.headed import below_heading
from pipelines.cleaning.hints import ADVERT
from pipelines.cleaning.phrases import SIGNS, Phrases
from pipelines.cleaning.story import Claim, Story

LONGEST_LABEL = 80  # characters
MOST_BELOW = 4  # links under a label; more are a column that happens to begin with an advertisement
WHOLLY_LINK = 0.9
ALONE = Phrases(
    """advertisement | advertisements | advertising | advert | advertorial | ad | ads | sponsored | sponsored content
    sponsored link | sponsored links | paid content | paid post | promoted | promoted content | anzeige | anzeigen
    werbung | annonce | annonse | annonser | annons | reklame | reklam | reklama | publicité | publicidad | publicidade
    pubblicità | advertentie | mainos | iklan | реклама | विज्ञापन | 广告 | 廣告 | 推广 | スポンサーリンク | 広告 | pr情報
    광고 | story continues below | article continues below | continue reading below | scroll to continue
    continues after advertising | continue reading the main story | story continues | read more below"""
)
OPENINGS = Phrases(
    """sponsored by | ads by | advertisement - | advertisement – | advertisement: | story continues below
    article continues after | article continues below | continue reading below | continues below
    scroll down to continue | scroll to continue | skip advertisement | after the ad | la suite après
    der artikel geht | artikel geht weiter | artikel wird nach | de tekst gaat | tekst gaat verder
    artikkeli jatkuu | artikeln fortsätter | artikkelen fortsetter | ci-dessous la suite | continúa leyendo
    el artículo continúa | continua depois da publicidade | continua a leggere dopo | advertisement scroll
    広告の後に | 請繼續往下閱讀 | 请继续往下阅读"""
)
# A step of the address that only an advertisement's link has; "gg" may be 公告 as well as 广告, so it tells nothing.
_PAID_ADDRESS = re.compile(
    r"(?:^|[/.=_-])(?:ads?|adv|adclick|adserver|advert\w{0,8}|guanggao|doubleclick)(?=[/._?=-]|$)", re.I
)


def find_advertisements(story: Story) -> Iterator[Claim]:
    """Yield advertisements, the labels that announce them, and lines in a box of their own that leads to one.

    Prose is spared whatever it links to.
    """
    yield from story.claim_marked(ADVERT, "the template calls it an advertisement")
    for position in range(story.first, min(story.last + 1, len(story.blocks))):
        block = story.blocks[position]
        if block.place is None or len(block.text) > LONGEST_LABEL or len(block.place) > 1 or story.is_prose(position):
            continue
        if any(_PAID_ADDRESS.search(link.get("href") or "") for link in block.place.element.iter("a")):
            yield Claim(position, "its box links to an advertisement")
    for position, _, head in story.lines(LONGEST_LABEL, before=5, after=40):
        if head.rstrip(SIGNS) in ALONE or OPENINGS.opening(head):
            yield Claim(position, "labelled as an advertisement")
            if not story.first <= position <= story.last:
                below = below_heading(story, position)
                if len(below) <= MOST_BELOW and all(story.blocks[at].link_share >= WHOLLY_LINK for at in below):
                    yield from (Claim(at, f"below {head}") for at in below)
