"""``/planted/``: stories wrapped in what their pages repeat and no rule knows by its words; only repeating tells.

Eight kinds of boilerplate on every page, some above the story, some in its middle, some below; a list of ferries of
which a third is another each day; and in between what only looks repeated: an article that is a list of names, and one
story that is printed under two addresses.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tests.portal.article import ARTICLES as FILES
from tests.portal.article import Article, read_article
from tests.portal.grown import grown_article

SEED = 404  # other stories than those of /grown/
MOTTO = "汀上有风，风里有信，副刊每天清早替你把这封信拆开，念给还没起床的人听。"
PAUSE = "念到这里不妨歇一歇，起身看看窗外的水涨到第几级石阶了，再坐回来接着往下念。"
COUPLET = ("一篙撑过三里江上雾", "半盏茶凉两岸渔家灯")
HOUSE_RULE = "本版不设稿酬，只管一碗码头面；写得好的人可以多加一勺笋丁，写得不好的人也照样有座位。"
TIDE_RULE = "水位以老码头第七块青石为准，石面干着就是退潮，湿着就是涨潮，看不清楚的时候问船家。"
SHELF = "Every story on this shelf was read aloud in the pavilion before anybody set it in type."
TYPE = "Set by hand in Reed Song, and kept for nine winters in the loft above the rope maker's shop."
KEEPER = "看守本版的人住在桥头第二间，灯亮着就可以敲门，灯灭了请把信从门缝里塞进去。"

KINDS = {
    "motto": [MOTTO],
    "pause": [PAUSE],
    "couplet": list(COUPLET),
    "house rule": [HOUSE_RULE],
    "tide rule": [TIDE_RULE],
    "shelf": [SHELF],
    "type": [TYPE],
    "keeper": [KEEPER],
}

FERRIES = [
    "老码头往青螺镇去的头班船改由阮江掌舵",
    "柳埠的夜渡加开一班，船尾挂红灯的便是",
    "芦荡摆渡收两角，带竹筐的再添一角",
    "新港货轮靠岸时小船一律让到南侧",
    "石桥边的划子只载读书人和他的书",
    "白鹭湖东岸逢雾停船，雾散了才开",
    "三里江堤的巡船捎信不捎人",
    "井亭弄口的渡船等满六个人就走",
    "北部丘陵下来的竹排傍晚才到",
    "船厂新村的试航船欢迎不怕水的人",
    "竹器街后门的小船只在集日开",
    "南门外的渡口今天换了新缆绳",
    "半夜叫船请摇铃，摇三下就够了",
    "带狗上船的坐船头，带猫的坐船尾",
    "下雨天船钱减半，船家的伞不外借",
]
FERRIES_SHOWN = 9
FERRIES_TURNED = FERRIES_SHOWN // 3


def ferries(day: int) -> list[str]:
    """The list as it stands on a day: a third of it is another than the day before."""
    return [FERRIES[(day * FERRIES_TURNED + step) % len(FERRIES)] for step in range(FERRIES_SHOWN)]


def planted_lines() -> list[str]:
    """Every line that the pages repeat."""
    return [line for lines in KINDS.values() for line in lines] + FERRIES


def whole_story(number: int) -> Article:
    """A story as long as a newspaper's: three of the synthetic ones told in a row."""
    parts = [grown_article(number + 1000 * part, SEED) for part in range(3)]
    return replace(parts[0], story="\n".join(part.story for part in parts))


def find_planted(count: int) -> Iterator[Article]:
    """Yield ``count`` articles, the newest first; the last three are the list of names and the two prints."""
    stories = [whole_story(number) for number in range(1, count - 1)]
    names = read_article((FILES / "news" / "3106.txt").read_text(encoding="utf-8"))
    reprint = replace(stories[-1], printed_at=stories[-1].printed_at)
    for number, article in enumerate([*stories, names, reprint], 1):
        yield replace(article, path=f"/planted/{number:04}.shtml", kind="planted", editor_line="编辑：{}")
