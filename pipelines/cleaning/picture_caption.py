"""``Ferries at rest. Photo: A. Marsh``: what is said of a picture, a gallery or a player, beside the story."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.cleaning.belief import LEAST_STORY
from pipelines.cleaning.hints import CAPTION
from pipelines.cleaning.phrases import Phrases
from pipelines.cleaning.story import Claim, Story

LONGEST_CREDIT = 120  # characters
SHORTEST_TALE = 24  # characters; shorter is "Photo: A. Marsh"
FEWEST_PICTURES = 8  # with words to them, that make a gallery
CREDITS = Phrases(
    """photo | photos | image | picture | video | illustration | graphic | credit | courtesy | file photo | screenshot
    getty images | getty | reuters | afp | ap photo | foto | fotos | bild | bilder | symbolbild | quelle | crédit
    crédits | crédit photo | photographie | fotografía | imagen | immagine | kuva | afbeelding | beeld | zdjęcie
    fot. | görsel | fotoğraf | фото | photo by | photo credit | photo courtesy | image credit | image source
    image courtesy | photo illustration | picture credit | video by | video source | 写真 | 画像 | 사진 | 图片来源
    图片 | 图源 | 图 | 配图 | 资料图 | 摄影 | 视频 | 视频来源 | 图片说明 | 圖 | 圖片 | 來源圖片 | 题图 | 制图"""
)
_MARK = tuple(":：©/／|–-")
_CHINESE = re.compile(
    r"^[（(]?(?:本文|文中|文内|以上|封面|头图)?(?:所有)?(?:图片|照片|配图|图)(?:均|皆|都)?(?:由|来自|来源|源自|取自|为).{0,24}(?:提供|供图|网络|截图|摄|授权|视觉中国|图虫|侵删)[^。]{0,8}[)）。]?$|"
    r"^.{2,110}(?:\s摄|(?:记者|通讯员)\s?\S{2,4}\s?摄|摄影报道|资料图|视频截图|图片来自网络|供图)[)）。]?$|^.{2,80}[。！\s][（(]?(?:图|摄影?|图片|摄影报道)\s?[/／:：]\s?\S.{0,30}$|^.{2,110}[（(](?:图源|图片|图片来源|图据|图自|图|圖|圖片|圖片來源)\s?[:：/／|][^()（）]{1,30}[)）]$|^[(（](?:资料图|图片来源|图源|图|photo|image|foto)[^)）]{0,60}[)）]$",
    re.I,
)
# (AP Photo/A. Marsh), (Photo by A. Marsh/Getty Images), (A. Marsh via AP): no paragraph ends like that.  Some end with
# the agencies they come from, (dpa/AFP), or with the way a statement took: somebody has to be named.
_CREDITED = re.compile(
    r"\((?:(?:AP|AFP|EPA|Reuters|Getty)\s(?:Photos?|Images?)\s?/[^()]{2,60}|(?:AP|AFP|EPA|Reuters|Getty)\s?/\s?[A-ZÀ-Þ]\S{0,20}\s[^()]{2,50}"
    r"|(?:Photo|Image|Picture|Foto|Credit)s?\s?(?:by|:|/|courtesy)[^()]{2,80}"
    r"|[A-ZÀ-Þ]\S{0,20}\s[^()]{1,50}(?:/|\svia\s)(?:AP|AFP|Reuters|Getty Images|EPA|Pool|TASS|Shutterstock)"
    r"|[A-ZÀ-Þ]\S{0,20}(?:\s[A-ZÀ-Þ]\S{0,20}){0,4}\svia\s(?:X|Facebook|Instagram))\)\W{0,2}$"
)
_SEEN = frozenset("摄图截供攝圖")  # no credit in Chinese goes without one of these
_GALLERY = re.compile(
    r"^(?:点击.{0,6}(?:图片|大图|进入下一页)|(?:view|open|see) (?:the )?(?:full )?(?:gallery|image|photo|slideshow).{0,20}$|\d{1,3}\s?(?:/|of)\s?\d{1,3}$)",
    re.I,
)


def find_picture_captions(story: Story) -> Iterator[Claim]:
    """Yield captions and photo credits: in a figure, under a telling name, or made of a credit.

    Code in a figure is none.  A story told in pictures keeps its captions: inside the story they are spared where they
    outweigh its prose, but for a gallery in a story that has prose enough.
    """
    captions = {claim.position: claim for claim in _captions(story) if story.blocks[claim.position].tag != "pre"}
    told = [at for at in captions if story.first <= at <= story.last and _is_told(story.blocks[at].text)]
    own = [at for at in story.positions() if story.is_prose(at) and at not in captions and not story.marks[at]]
    is_gallery = len(told) >= FEWEST_PICTURES and sum(story.prose[at] for at in own) >= LEAST_STORY
    outweighs = sum(len(story.blocks[at].text) for at in told) > sum(len(story.blocks[at].text) for at in own)
    spared = set(told) if outweighs and not is_gallery else set()
    yield from (claim for at, claim in captions.items() if at not in spared)


def _is_told(text: str) -> bool:
    """Whether a caption tells something; a bare credit does not."""
    return len(text) > SHORTEST_TALE and not _GALLERY.match(text)


def _captions(story: Story) -> Iterator[Claim]:
    yield from story.claim_marked(CAPTION, "the template calls it a caption")
    for position in story.positions(before=3):
        text = story.blocks[position].text
        if (
            text[-1] in ")）.”"
            and "(" in text[-LONGEST_CREDIT:]
            and _CREDITED.search(text, max(0, len(text) - LONGEST_CREDIT))
        ):
            yield Claim(position, "ends in a credit")
    for position, text, head in story.lines(LONGEST_CREDIT, before=3):
        said = CREDITS.opening(head)
        if said and head[len(said) : len(said) + 2].lstrip()[:1] in _MARK and len(head) > len(said):
            yield Claim(position, said)
        elif _GALLERY.match(text) or ((text[0] in "(（" or not _SEEN.isdisjoint(text)) and _CHINESE.match(text)):
            yield Claim(position, "a credit")
