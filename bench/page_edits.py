"""A page as its site would send it next time: a paragraph rewritten, a counter moved on, a list of headlines turned."""

import random
import re

PARAGRAPH = re.compile(rb"<p\b[^>]{0,200}>[^<]{60,}", re.I)
NUMBER = re.compile(rb">\s{0,5}(\d{2,7})\s{0,5}<")
LIST_ITEM = re.compile(rb"<li\b[^>]{0,200}>.{5,400}?</li>", re.I | re.S)
SENTENCE = "记者{}日从现场了解到，有关工作正在进行，共有{}人参加，后续情况将及时通报。"


def rewrite_paragraph(page: bytes, choice: random.Random, charset: str = "utf-8") -> bytes:
    """One paragraph differs: a sentence of it is new.  A page without paragraphs gets one in its middle."""
    sentence = SENTENCE.format(choice.randrange(1, 29), choice.randrange(20, 9000)).encode(charset, "replace")
    found = list(PARAGRAPH.finditer(page))
    if not found:
        middle = page.find(b">", len(page) // 2) + 1 or len(page)
        return page[:middle] + b"<p>" + sentence + b"</p>" + page[middle:]
    at = choice.choice(found)
    return page[: at.end()] + sentence + page[at.end() :]


def next_version(page: bytes, choice: random.Random) -> bytes:
    """What edits and the passing of time make of a page.

    Two in three differ in a paragraph; in all, up to five counters have moved on and two headlines changed places.
    """
    before = page
    if choice.random() < 2 / 3:
        page = rewrite_paragraph(page, choice)
    page = NUMBER.sub(lambda found: b">%d<" % (int(found[1]) + choice.randrange(1, 50)), page, count=5)
    items = list(LIST_ITEM.finditer(page))
    if len(items) > 3:
        first, second = sorted(choice.sample(items, 2), key=lambda item: item.start())
        if first.end() <= second.start():
            page = b"".join(
                [page[: first.start()], second[0], page[first.end() : second.start()], first[0], page[second.end() :]]
            )
    return page if page != before else rewrite_paragraph(page, choice)
