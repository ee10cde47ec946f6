"""A card, an offer, the author's life: what stands inside the story's element, but not where its paragraphs stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipelines.cleaning.blocks import HEADINGS, Block, Place
from pipelines.cleaning.hints import CAPTION
from pipelines.cleaning.links import address_of
from pipelines.cleaning.own_links import is_own
from pipelines.cleaning.story import Claim, Story
from pipelines.cleaning.tables import is_data_cell
from pipelines.cleaning.verses import find_verses
from pipelines.cleaning.worth import is_ended, is_sentence, size_of

FEWEST_TIMES = 3  # posts of a live report, each under its time
PLAIN = 0.2  # link share below which a block may be a paragraph all the same
LONGEST_TIME = 12  # characters
LINKED = 0.6  # link share from which it is a link
FEWEST_SUBHEADINGS = 2  # of one look
LONGEST_SUBHEADING = 60  # characters
LARGEST_OFFER = 5  # blocks
LONGEST_BUTTON = 30  # characters
WHOLLY_LINK = 0.95
SHORTEST_POINT = 40  # bytes
MOST_BOXED = 3  # linked headings with a box each; more are the parts of a list
FEWEST_BUTTONS = 2  # that say the same
FEWEST_LISTS, FEWEST_ITEMS = 2, 3  # in a recipe's card
MOST_CITED = 8  # paragraphs in one blockquote, and of all that stand apart

_MARKS = " \"'.,“”„‘’«»"
_FIGURE = re.compile(r"\d{1,4}\s?[:.,/-]\s?\d|^\W{0,3}\d{1,9}\W{0,3}$")
_TIME = re.compile(r"[0-2]?\d[:.h][0-5]\d(?:\s?(?:[ap]\.?m\.?|[A-Z]{2,4}|Uhr))?$")


def find_side_boxes(story: Story) -> Iterator[Claim]:
    """Yield blocks that stand apart from the story's paragraphs.

    A standfirst, a sub-heading and a paragraph in the middle may stand apart and still belong to the story: prose
    above the last paragraph and headings that lead to prose are spared, and so is a table of data below it.
    """
    voice = story.voice
    if not voice.stands or story.is_plain:
        return
    for position in _repeated_buttons(story):
        yield Claim(position, "a button between paragraphs, the same each time")
    apart = [at for at in range(story.first, story.last + 1) if not _is_own(story, at) and at not in story.noted]
    if not apart:
        return
    # Between paragraphs the choices of a poll look like verses, but for Chinese: there a verse has its own stop.
    end = story.last + 1 if story.language == "zh" else min(voice.first, story.last + 1)
    verses = find_verses(story.blocks, range(story.first, end))
    spared = {*verses, *_times(story), *_subheadings(story, apart), *_citations(story, apart), *_recipes(story, apart)}
    boxed = [at for at in apart if _is_boxed(story, at)]
    boxed = boxed if len(boxed) <= MOST_BOXED else []
    for position in apart:
        if position in spared:
            continue
        block = story.blocks[position]
        if block.tag == "pre":
            continue  # code, in the box that colours it
        if why := _why_offered(story, position):
            yield Claim(position, why)
        elif voice.holds(position):
            continue
        elif position > voice.last:
            is_data = not block.links and is_data_cell(block.place)
            if not is_data and not (story.is_prose(position) and _goes_on(story, position)):
                yield Claim(position, "below the last paragraph, and not where paragraphs stand")
        elif block.is_heading:
            if block.link_share >= LINKED and (voice.is_wrapped or position in boxed):
                yield Claim(position, "a linked heading, not where paragraphs stand")
        elif story.is_prose(position):
            if voice.is_wrapped and position > voice.first:
                yield Claim(position, "a box among wrapped paragraphs")
        elif (block.tag == "li" and block.link_share < PLAIN and position > voice.first) or (
            position < voice.first and (is_sentence(block) or _is_point(block))
        ):
            continue
        else:
            yield Claim(position, "a scrap that does not stand where paragraphs stand")


def _is_point(block: Block) -> bool:
    """Whether a block is a point of the summary above a story: a short sentence in a list."""
    return block.tag == "li" and is_ended(block.text) and size_of(block.text) >= SHORTEST_POINT and not block.links


def _repeated_buttons(story: Story) -> list[int]:
    """Positions of short lines that are one link and say the same each time: ``Check prices`` below each hotel."""
    buttons: dict[str, list[int]] = {}
    for position, block in enumerate(story.region, story.first):
        is_button = block.link_share >= WHOLLY_LINK and len(block.text) <= LONGEST_BUTTON
        if is_button and block.tag in ("p", "div") and position > story.first and story.is_prose(position - 1):
            buttons.setdefault(block.text, []).append(position)
    return [at for positions in buttons.values() if len(positions) >= FEWEST_BUTTONS for at in positions]


def _subheadings(story: Story, apart: Sequence[int]) -> list[int]:
    """Positions of short lines of one look, each between two paragraphs: sub-headings that are marked by a class alone.

    Buttons and labels between paragraphs say the same each time, and the days and prices of cards hold figures.
    """
    voice = story.voice
    looks: dict[str, list[int]] = {}
    for position in apart:
        block = story.blocks[position]
        if not voice.first < position < voice.last or block.links or story.marks[position]:
            continue
        if len(block.text) > LONGEST_SUBHEADING or _FIGURE.search(block.text) or block.place is None:
            continue
        name = block.place.element.get("class")
        if name and len(block.place) == 1 and _is_told(story, position - 1) and _is_told(story, position + 1):
            looks.setdefault(name, []).append(position)
    return [
        position
        for positions in looks.values()
        if len({story.blocks[position].text for position in positions}) == len(positions) >= FEWEST_SUBHEADINGS
        for position in positions
    ]


def _is_told(story: Story, position: int) -> bool:
    """Whether this block is one of the story's own paragraphs, or a picture's caption between two of them."""
    return bool(story.marks[position] & CAPTION) or (story.voice.holds(position) and story.is_prose(position))


def _recipes(story: Story, apart: Sequence[int]) -> list[int]:
    """Positions of a card below the last paragraph that holds several lists without links: what to take, what to do."""
    cards: dict[Place, int] = {}
    for position in apart:
        block = story.blocks[position]
        if position <= story.voice.last or block.tag != "li" or block.links or story.marks[position]:
            continue
        items = block.place.up if block.place is not None else None
        if items is None or items.first <= story.voice.last or position != items.first or len(items) < FEWEST_ITEMS:
            continue
        card = items
        while card.up is not None and card.up.first > story.voice.last:
            card = card.up
        cards[card] = cards.get(card, 0) + 1
    return [
        at
        for card, lists in cards.items()
        if lists >= FEWEST_LISTS
        for at in range(card.first, card.after)
        if story.blocks[at].link_share < PLAIN
    ]


def _citations(story: Story, apart: Sequence[int]) -> list[int]:
    """Positions of paragraphs that the story cites; what is lifted out of it is signed, or said a second time."""
    cited = [at for at in apart if story.voice.first < at < story.voice.last and _is_cited(story, at)]
    if not cited or len(cited) > MOST_CITED:
        return []
    told = "\n".join(block.text for block in story.region)
    return [at for at in cited if told.count(story.blocks[at].text.strip(_MARKS)) == 1]


def _is_cited(story: Story, position: int) -> bool:
    """Whether a paragraph stands in a blockquote that holds nothing but paragraphs."""
    if not story.is_prose(position):
        return False
    place = story.blocks[position].place
    while place is not None and place.tag != "blockquote":
        place = place.up if len(place) <= MOST_CITED else None
    return place is not None and all(story.is_prose(at) for at in range(place.first, place.after))


def _is_boxed(story: Story, position: int) -> bool:
    """Whether a heading that leads to another page of the site has an element with a name to itself."""
    block = story.blocks[position]
    if not block.is_heading or block.link_share < WHOLLY_LINK:
        return False
    place = block.place
    while place is not None and not place.element.get("class"):
        place = place.up if len(place) == 1 else None
    return (
        place is not None
        and place.up is not None
        and len(place.up if place.tag in HEADINGS else place) == 1
        and "#" not in address_of(block)
        and is_own(address_of(block), story)
    )


def _is_own(story: Story, position: int) -> bool:
    return story.voice.holds(position) and not story.voice.is_alone(position)


def _why_offered(story: Story, position: int) -> str:
    """Why the box around a block is an offer: it has a field to fill in, or ends in a short link or button alone.

    It holds none of the story's own paragraphs.
    """
    place = story.blocks[position].place
    box = None
    while place is not None and len(place) <= LARGEST_OFFER and place.first > story.first:
        if any(_is_own(story, at) for at in range(place.first, min(place.after, story.last + 1))):
            break
        box, place = place, place.up
    if box is None:
        return ""
    if any(field.get("type") != "hidden" for field in box.element.iter("input", "button", "select")):
        return "a box with a field or a button"
    last = story.blocks[box.after - 1]
    is_button = last.links and last.link_share >= WHOLLY_LINK and len(last.text) <= LONGEST_BUTTON
    return "a box that ends in a button" if is_button and len(box) > 1 else ""


def _goes_on(story: Story, position: int) -> bool:
    """Whether a paragraph and its element are dressed as the last one and its: a template may part the two."""
    place, last = story.blocks[position].place, story.blocks[story.voice.last].place
    if place is None or last is None or not place.tag == last.tag == "p" or place.depth != last.depth:
        return False
    look, around, other = (one.element.get("class") for one in (place, place.up, last.up) if one is not None)
    if not look or look != last.element.get("class") or not around or not other:
        return False
    return not set(around.split()).isdisjoint(other.split())


def _times(story: Story) -> list[int]:
    """Positions of the times that head the posts of a live report: ``20:30``, ``18:02``."""
    times = [
        at
        for at, block in enumerate(story.region, story.first)
        if len(block.text) <= LONGEST_TIME and block.text[0].isdigit() and _TIME.match(block.text)
    ]
    return times if len(times) >= FEWEST_TIMES else []
