"""A template: what is filled in again and again, each time telling something else."""

import random
from collections.abc import Callable, Iterator, Sequence

from bench.reprints import COMMON, Print

Template = Callable[[random.Random, int], Print]


def look_alikes(templates: Sequence[Template], count: int) -> Iterator[Print]:
    """`count` texts of each template, no two the same."""
    chance = random.Random("look-alikes")
    for template in templates:
        texts = (template(chance, number) for number in range(count))
        yield from {text.body: text for text in texts}.values()


def made_name(chance: random.Random) -> str:
    return chance.choice("陈林孙赵周吴郑王冯何") + "".join(chance.choices(COMMON, k=2))
