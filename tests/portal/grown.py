"""``第00042号快讯：柳埠镇修好7处路灯``: as many synthetic articles as asked for, the same for the same seed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timedelta

from tests.portal.article import Article

NEWEST = datetime(2026, 2, 28, 22, 0)
APART = timedelta(minutes=20)

WORDS = {
    "place": "柳埠镇 青螺镇 石桥街道 芦荡街道 南门街道 船厂新村 井亭弄 竹器街 老码头 北部丘陵 白鹭湖东岸 新港货场",
    "person": "程砚秋 林小满 卓然 吴桂枝 季伯年 许大椿 孟秋声 卢汀兰 马守田 霍思源 郝石生 沈橹 任晴川 尹素云",
    "thing": "路灯 水闸 公交站亭 渡船 早点铺 桑园 书屋 篮球架 雨水井 菜窖 修车棚 凉亭 竹桥 晒谷场 老戏台 热水房 苗圃",
    "deed": "修好 添置 拆除 重新油漆 清点 搬迁 加固 试用 租出 收回 评选 认养 拍卖 丈量",
    "unit": "居委会 镇政府 合作社 志愿队 水务站 学校 商会 街道办 渔业社 文化站",
    "source": "云汀日报 云汀晚报 云汀在线 汀江都市网 芦荡融媒",
    "editor": "薛岚 苏青禾 喻文心 崔月 丁岚",
}
CHOICES = {name: words.split() for name, words in WORDS.items()}

SENTENCES = """
{place}的{unit}上周{deed}了{number}处{thing}，账目贴在{other}的公告栏里
{person}记得，{year}年这里只有{small}户人家，连一处像样的{thing}都没有
“{small}天能干完的事，别拖成{number}天。”{person}说这话的时候，手里还拎着一桶漆
据{unit}统计，今年以来{place}共花去{money}元，其中{percent}%用在{thing}上
有人提出把{thing}移到{other}去，{person}量了三遍，差{small}步
{hour}点刚过，{number}个居民已经等在{thing}旁边，最早的一位来自{other}
{unit}答应在{small}个月内答复，逾期由{person}当面说明
这件事起初没有人看好，{place}的{person}却自己垫了{money}元
孩子们给{thing}起了名字，叫“{person}二号”，因为一号被水冲走了
记者在{other}见到{person}时，他正把第{number}块木板钉到{thing}上
去年的{thing}用了{small}个月就坏，今年换成{other}出产的料子
{place}离{other}有{number}里水路，坐船去看{thing}的人比往年多{percent}%
到傍晚{hour}点，{unit}的人收了工，{thing}上落了{small}只麻雀
会上{number}票赞成，{small}票反对，投反对票的{person}后来第一个报了名
""".strip().splitlines()


def find_grown(count: int, seed: int) -> Iterator[Article]:
    """Yield ``count`` articles, the newest first."""
    for number in range(1, count + 1):
        yield grown_article(number, seed)


def grown_article(number: int, seed: int) -> Article:
    dice = random.Random(f"{seed}/{number}")
    paragraphs = [
        "。".join(sentence(dice, pattern) for pattern in dice.sample(SENTENCES, dice.randint(2, 3))) + "。"
        for _ in range(dice.randint(3, 5))
    ]
    return Article(
        path=f"/grown/2026/{number:06}.shtml",
        title=f"第{number:05}号快讯：" + sentence(dice, "{place}{deed}{number}处{thing}"),
        story="\n".join(paragraphs),
        printed_at=f"{NEWEST - number * APART:%Y-%m-%d %H:%M}",
        source=dice.choice(CHOICES["source"]),
        author=dice.choice(CHOICES["person"]),
        editor=dice.choice(CHOICES["editor"]),
        keywords=dice.sample(CHOICES["thing"], 2),
        kind="grown",
    )


def sentence(dice: random.Random, pattern: str) -> str:
    return pattern.format(
        **{name: dice.choice(words) for name, words in CHOICES.items()},
        other=dice.choice(CHOICES["place"]),
        number=dice.randint(11, 480),
        small=dice.randint(2, 10),
        year=dice.randint(1950, 2024),
        money=dice.randint(300, 99000),
        percent=dice.randint(3, 88),
        hour=dice.randint(5, 19),
    )
