"""Pages of a site of our own that repeats something, and what the cleaner makes of the last when it knows the others."""

import random

from pipelines.cleaning.clean import clean
from pipelines.cleaning.page import Page
from pipelines.cleaning.template import SeenBlock, Template, learn

NOTHING = Template.of(0, {})
WHO = "渡船 灯塔 渔民 码头 海关 镇长 学童 邮差 医生 面包房 老船长 气象站 潜水员 木匠 乐队 集市 果农 教师".split()
DID = "清晨回到了港口 在雨里等了三个钟头 把新账本交给了邻居 修好了去年坏掉的钟 第一次越过了北边的沙洲".split()
THEN = "人们说这样的事几十年没有见过 消息当天就传遍了整座岛 没有人愿意先离开 晚饭前一切又恢复了平静".split()


def paragraph(choice):
    one, other = choice.sample(WHO, 2)
    day, hour = choice.randrange(1, 28), choice.randrange(1, 12)
    return (
        f"{one}{choice.choice(DID)}，{other}{choice.choice(DID)}，{choice.choice(THEN)}；"
        f"据{choice.choice(WHO)}回忆，{day}日{hour}点前后{choice.choice(WHO)}{choice.choice(DID)}。"
    )


def told(number, count=6):
    choice = random.Random(number)
    return [paragraph(choice) for _ in range(count)]


def page(title, *parts, before="", after="", writer="", holder="text"):
    """A page whose story's element holds these parts: lines become paragraphs, the rest is markup."""
    inside = "".join(part if part.startswith("<") else f"<p>{part}</p>" for part in parts)
    by = f"<div class=author>作者：{writer}</div>" if writer else ""
    return Page(
        f"<html><head><title>{title}</title></head><body>{before}<h1>{title}</h1>{by}"
        f"<div class={holder}>{inside}</div>{after}</body></html>".encode(),
        charset="utf-8",
    )


_LEARNED: dict[bytes, list[SeenBlock]] = {}  # of pages that many tests share


def seen(*pages):
    for one in pages:
        if one.body not in _LEARNED:
            _LEARNED[one.body] = clean(one, template=NOTHING).seen
    return [_LEARNED[one.body] for one in pages]


def plain(count):
    """Pages of a site that repeats nothing."""
    return [page(f"第{at}则", *told(at)) for at in range(count)]


def read_last(*pages):
    """The last page, with what the others teach."""
    return clean(pages[-1], template=learn(seen(*pages[:-1])))
