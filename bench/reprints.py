"""Reprints and look-alikes: saved stories as other papers print them, and texts of one template that tell other things."""

import random
from collections.abc import Callable, Iterator
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
    wrapped, unwrapped, shortened, extended, edited(0.01), edited(0.03), edited(0.05), widened, unpunctuated, retitled,
    all_at_once,
)  # fmt: skip


def look_alikes(half: int, count: int) -> Iterator[Print]:
    """`count` texts of each template, each telling something else.  The halves share no template."""
    chance = random.Random(f"look-alikes {half}")
    for template in TEMPLATES[half::2]:
        texts = (template(chance, number) for number in range(count))
        yield from {text.body: text for text in texts}.values()


def _weather(chance: random.Random, number: int) -> Print:
    city = CITIES[number % len(CITIES)]
    sky = ("晴", "多云", "阴", "小雨", "晴转多云", "阴有小雨", "雷阵雨")
    wind = ("偏北风", "偏南风", "东风", "西北风")
    days = "\n".join(
        f"{name}：{chance.choice(sky)}，{chance.choice(wind)}{chance.randrange(1, 4)}到{chance.randrange(4, 7)}级，最低气温"
        f"{chance.randrange(-5, 12)}℃，最高气温{chance.randrange(12, 34)}℃，相对湿度{chance.randrange(30, 95)}%。"
        for name in ("今天夜间", "明天白天", "明天夜间", "后天白天")
    )
    day = f"{1 + number // 28 % 12}月{1 + number % 28}日"
    return Print("weather reports", f"{city}天气预报", f"{city}市气象台{day}17时发布天气预报：\n{days}\n请市民出门注意安全，"
        "合理安排出行时间，驾车时保持车距。公园和景区的游客请听从工作人员安排，老人和孩子请注意增减衣物。")  # fmt: skip


def _stocks(chance: random.Random, number: int) -> Print:
    names = ("东屏港务", "云汀能源", "南岭药业", "白沙水泥", "柳岸银行", "石桥电子", "望海航运", "北渡食品")
    rows = "\n".join(
        f"{name}（{600000 + at}）报收{chance.uniform(3, 90):.2f}元，{chance.choice(('涨', '跌'))}{chance.uniform(0, 10):.2f}%，"
        f"成交{chance.uniform(0.1, 30):.2f}亿元，换手率{chance.uniform(0.1, 9):.2f}%"
        for at, name in enumerate(names)
    )
    body = f"截至收盘，沪指报{chance.uniform(2800, 3600):.2f}点，深成指报{chance.uniform(9000, 12000):.2f}点。\n{rows}"
    return Print("stock tables", "收盘行情一览", body)


def _water(chance: random.Random, number: int) -> Print:
    """Two numbers of some fifteen differ: the day and the hour."""
    body = (
        f"因供水管网改造施工，定于3月{1 + number % 28}日{6 + number // 28 % 12}时起，对云汀市人民路以东、解放路以南片区暂停供水，"
        "预计恢复时间为次日6时。受影响的有第一小学、第二人民医院、滨江花园1至12号楼、和平里3至8号楼等，请相关单位和居民提前"
        "做好储水准备。恢复供水初期可能出现短时水质浑浊，请先放水5到10分钟，待水质清澈后再使用。停水期间请关闭家中水龙头，以免"
        "来水时造成损失。给您带来不便，敬请谅解。供水服务热线96116，24小时有人值守。特此通知。"
    )
    return Print("notices, two numbers", "停水通知", body)


def _tender(chance: random.Random, number: int) -> Print:
    """Two numbers of some thirty: the lot and its budget."""
    rules = "".join(
        f"{at}. {text}。"
        for at, text in enumerate(
            ("投标人须具有独立法人资格，注册资金不少于500万元", "投标人近3年内无重大违法记录，并提供书面声明",
             "项目经理须具有2级以上建造师资格，且未在其他项目任职", "投标文件正本1份，副本4份，电子版1份，分别密封",
             "投标保证金为2万元，于开标前3日到账，逾期无效", "开标地点为市公共资源交易中心5楼第2开标室",
             "评标采用综合评分法，价格分30分，技术分50分，商务分20分", "中标结果公示3个工作日，公示网站同本公告"), 1,
        )
    )  # fmt: skip
    body = f"受市建设局委托，现就城区道路养护工程第{number + 1}标段公开招标，预算金额{chance.randrange(100, 999)}万元，欢迎合格的投标人参加。{rules}"
    return Print("notices, two numbers", "城区道路养护工程招标公告", body)


def _appointment(chance: random.Random, number: int) -> Print:
    """No number differs, only a name and an office."""
    name = NAMES[number % len(NAMES)][0] + chance.choice(COMMON) + chance.choice(COMMON)
    office = f"{CITIES[number % 10]}{('教育', '水务', '交通', '林业', '民政')[number // 10 % 5]}局"
    body = (
        f"经市第十六届人民代表大会常务委员会第八次会议表决通过，决定任命{name}为{office}局长。会议由常委会主任主持，副主任和委员出席了会议，"
        f"市人民政府、市监察委员会、市中级人民法院、市人民检察院有关负责人列席会议。会上，{name}作了供职发言，表示将忠于宪法，依法履职，"
        f"自觉接受人大监督，不辜负组织的信任和人民的期望。会议为{name}颁发了任命书，并举行了宪法宣誓仪式。"
    )
    return Print("notices, names", f"{name}任{office}局长", body)


def _lottery(chance: random.Random, number: int) -> Print:
    balls = " ".join(f"{ball:02}" for ball in sorted(chance.sample(range(1, 34), 6)))
    body = (
        f"第2026{number + 1:03}期开奖结果揭晓，当期红球号码为{balls}，蓝球号码为{chance.randrange(1, 17):02}。当期全国中出一等奖"
        f"{chance.randrange(1, 20)}注，单注奖金{chance.randrange(500, 1000)}万元；二等奖{chance.randrange(50, 300)}注，单注奖金"
        f"{chance.randrange(8, 30)}万元。奖池累计金额{chance.uniform(1, 20):.2f}亿元。购彩需理性，未成年人不得购买彩票及兑奖，祝您好运。"
    )
    return Print("results, one template", f"双色球第2026{number + 1:03}期开奖", body)


def _match(chance: random.Random, number: int) -> Print:
    home, away = chance.sample(CITIES, 2)
    body = (
        f"全省足球联赛第{number % 30 + 1}轮，{home}队主场以{chance.randrange(0, 5)}比{chance.randrange(0, 5)}对阵{away}队。上半场第"
        f"{chance.randrange(1, 45)}分钟，{home}队{chance.choice(NAMES)}接队友传球，禁区内低射得手。易边再战，双方加强了拼抢，第"
        f"{chance.randrange(46, 90)}分钟{away}队{chance.choice(NAMES)}获得黄牌。全场比赛{home}队射门{chance.randrange(5, 20)}次，控球率"
        f"{chance.randrange(35, 65)}%。下一轮{home}队将客场作战，{away}队将轮空休整。"
    )
    return Print("results, one template", f"足球联赛：{home}队对{away}队", body)


def _visit(chance: random.Random, number: int) -> Print:
    """A ferry's timetable in English, where dates and places differ."""
    port, other = chance.sample(("Marsh", "Lund", "Holm", "Ness", "Ravik", "Tarn", "Oban", "Skarre"), 2)
    body = (
        f"The harbour office announces that the ferry between {port} and {other} will not sail on {number % 28 + 1} March because of "
        f"maintenance work on the pier. Passengers who hold tickets for that day may travel on any other day of the same week, or ask "
        f"for their money back at the office on Quay Street. The morning bus to {port} will run as usual, and an additional bus leaves "
        f"{other} at {chance.randrange(6, 12)} o'clock. The office is open from 8 to 17 on working days. We apologise for the inconvenience."
    )
    return Print("notices, names", "Ferry cancelled", body)


def _road(chance: random.Random, number: int) -> Print:
    """A road and the village it leads to: names alone, and the same numbers every time."""
    here, there = chance.sample(CITIES, 2)
    street = f"{chance.choice(COMMON)}{chance.choice(COMMON)}路"
    body = (
        f"为保障道路安全，{here}至{there}方向的{street}自下周一起封闭施工，工期30天。施工期间，{street}禁止一切机动车通行，公交车改道行驶，"
        f"沿线居民凭通行证出入。请途经{here}的车辆提前绕行，服从现场交警指挥，注意来往行人。{street}完工后将铺设新的沥青路面，增设人行道"
        "和路灯，两侧补种行道树。由此带来的不便，敬请市民谅解。如有疑问，可拨打交通服务热线咨询。"
    )
    return Print("notices, names", f"{street}封闭施工公告", body)


def _obituary(chance: random.Random, number: int) -> Print:
    """A life in English, as one form letter tells all of them."""
    names = ("Marsh", "Lund", "Holm", "Ness", "Ravik", "Tarn", "Oban", "Skarre", "Birk", "Fell", "Garth", "Moen")
    name, trade = chance.choice(names), chance.choice(("teacher", "baker", "pilot", "nurse", "carpenter", "printer"))
    body = (
        f"The town council has learned with sorrow of the death of {chance.choice('ABCDEFGHKLMNRST')}. {name}, who served the town as a {trade} "
        f"for many years. A {trade} by training and by heart, {name} was known to everybody on the quay. The council remembers with "
        f"gratitude the work that was done for the school, the harbour and the library. The funeral will be held in the old church on the "
        f"{number % 27 + 2}th of the month, and all who knew {name} are welcome. The family asks that no flowers be sent."
    )
    return Print("notices, names", f"In memory of {name}", body)


# Even ones are for tuning, odd ones for the report.
TEMPLATES = (_weather, _stocks, _water, _tender, _appointment, _visit, _lottery, _match, _road, _obituary)
