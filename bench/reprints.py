"""Reprints: a saved story as other papers print it, wrapped, cut, extended, edited."""

import random
from collections.abc import Callable, Sequence
from typing import NamedTuple

COMMON = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
WIDE = str.maketrans(
    {chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)}
    | {"，": ",", "。": ".", "；": ";", "！": "!", "？": "?"}
)
NO_PUNCTUATION = str.maketrans(dict.fromkeys("，。、；：“”‘’《》（）！？", "") | {"\u3000": ""})
AGENCIES = ("新华社", "中新网", "本报讯", "云汀在线", "海港晚报")
CITIES = ("云汀", "青浦港", "南岭", "白沙", "石桥", "临川镇", "东屏", "柳岸", "北渡", "望海")
NAMES = ("林小满", "陈卓然", "赵启明", "孙若兰", "周行之", "吴清扬", "郑知远", "王晚舟", "冯亦安", "何书瑶")
SHORTEST = 80  # characters that a shortened reprint keeps, a fifth of the story at least


class Print(NamedTuple):
    """A story as one paper has it."""

    kind: str
    title: str
    body: str


def wrapped(story: Print, chance: random.Random, other: Print) -> Print:
    """An agency's dateline before it, a line of its own behind it."""
    day = f"{chance.randrange(1, 13)}月{chance.randrange(1, 29)}日"
    head = f"{chance.choice(AGENCIES)}{chance.choice(CITIES)}{day}电（记者 {chance.choice(NAMES)}）"
    tail = f"\n（{chance.choice(AGENCIES)}记者 {chance.choice(NAMES)} 综合报道）"
    return Print("agency wrapper", story.title, head + story.body + tail)


def unwrapped(story: Print, chance: random.Random, other: Print) -> Print:
    """Its first clause and its last line are gone."""
    head, _, rest = story.body.partition("，")
    lines = (rest if len(head) < 60 else story.body).split("\n")
    return Print("opening and end cut", story.title, "\n".join(lines[:-1] if len(lines) > 3 else lines))


def shortened(story: Print, chance: random.Random, other: Print) -> Print:
    """The first paragraphs alone, or the first sentences where there is but one paragraph."""
    glue = "\n" if story.body.count("\n") > 1 else "。"
    parts = story.body.split(glue)
    least = max(SHORTEST, len(story.body) // 5)
    enough = [n for n in range(1, len(parts) + 1) if len(glue.join(parts[:n])) >= least]
    return Print("shortened", story.title, glue.join(parts[: chance.choice(enough)]))


def extended(story: Print, chance: random.Random, other: Print) -> Print:
    """Background that nobody else has behind it, up to its own length again."""
    return Print("extended", story.title, story.body + "\n" + other.body[: chance.randrange(40, len(story.body) + 41)])


def introduced(story: Print, chance: random.Random, other: Print) -> Print:
    """A paper's own lead before it, of a quarter of its length at most."""
    words = other.body.replace("\n", "")
    return Print("own lead", story.title, words[: min(150, len(story.body) // 4)] + "。\n" + story.body)


def thinned(story: Print, chance: random.Random, other: Print) -> Print:
    """A paragraph or sentence from its middle is gone, up to a third of the whole."""
    glue = "\n" if story.body.count("\n") > 3 else "。"
    parts = story.body.split(glue)
    able = [at for at in range(1, len(parts) - 1) if len(parts[at]) * 3 <= len(story.body)]
    gone = chance.choice(able) if able else len(parts)
    return Print("middle cut", story.title, glue.join(part for at, part in enumerate(parts) if at != gone))


def rearranged(story: Print, chance: random.Random, other: Print) -> Print:
    """Two neighbouring paragraphs or sentences have changed places."""
    glue = "\n" if story.body.count("\n") > 3 else "。"
    parts = story.body.split(glue)
    at = chance.randrange(len(parts) - 1) if len(parts) > 1 else 0
    parts[at : at + 2] = parts[at : at + 2][::-1]
    return Print("order changed", story.title, glue.join(parts))


def edited(share: float) -> Callable[[Print, random.Random, Print], Print]:
    """So many of its characters, digits among them, are others, gone, or have another one before them."""

    def edit(story: Print, chance: random.Random, other: Print) -> Print:
        letters = list(story.body)
        for at in chance.sample(range(len(letters)), round(share * len(letters))):
            if letters[at] == "\n":
                continue
            stranger = chance.choice("0123456789") if letters[at].isdigit() else chance.choice(COMMON)
            letters[at] = chance.choice((stranger, stranger, "", stranger + letters[at]))
        return Print(f"{share:.0%} edits", story.title, "".join(letters))

    return edit


def widened(story: Print, chance: random.Random, other: Print) -> Print:
    return Print("other width", story.title.translate(WIDE), story.body.translate(WIDE))


def unpunctuated(story: Print, chance: random.Random, other: Print) -> Print:
    return Print("other punctuation", story.title, story.body.translate(NO_PUNCTUATION).replace("\n", "\n\n"))


def retitled(story: Print, chance: random.Random, other: Print) -> Print:
    return Print("title changed", f"{chance.choice(CITIES)}：{other.title[:6]}", story.body)


def all_at_once(story: Print, chance: random.Random, other: Print) -> Print:
    for change in (edited(0.02), wrapped, extended, retitled):
        story = change(story, chance, other)
    return Print("all at once", story.title, story.body)


CHANGES = (
    wrapped, unwrapped, shortened, extended, introduced, thinned, rearranged, edited(0.01), edited(0.03), edited(0.05),
    widened, unpunctuated, retitled, all_at_once,
)  # fmt: skip


def followed_up(story: Print, chance: random.Random, other: Print) -> Print:
    """News of its own, and three to six tenths of it what was printed of the matter before: no reprint."""
    size = min(len(story.body), len(other.body))
    news = other.body[: size // 2]
    share = chance.uniform(0.3, 0.6)
    return Print("follow-ups", other.title, f"{news}\n{story.body[: round(len(news) * share / (1 - share))]}")


def digest(stories: Sequence[Print], chance: random.Random) -> Print:
    """The openings of six stories in one article: no reprint of any of them."""
    return Print(
        "digests",
        "今日要闻",
        "今日要闻速览：\n" + "\n".join(story.body[: chance.randrange(80, 160)] for story in stories),
    )
