"""``偏北风3到4级，最低气温4℃``: reports of which one comes every day, of the weather, of prices, of results."""

import random
from collections.abc import Sequence

from bench.look_alikes.template import Template
from bench.reprints import CITIES, COMMON, NAMES, Print


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


def _air(chance: random.Random, number: int) -> Print:
    """A day, six figures and a word or two."""
    level = ("优", "良", "轻度污染", "中度污染")
    body = (
        f"市生态环境监测站发布：{1 + number // 28 % 12}月{1 + number % 28}日，全市空气质量指数为{chance.randrange(20, 190)}，级别为{chance.choice(level)}，首要污染物为"
        f"{chance.choice(('细颗粒物', '臭氧', '可吸入颗粒物'))}。市区五个监测点中，东湖点指数{chance.randrange(20, 190)}，钢铁厂点指数{chance.randrange(20, 190)}，"
        f"大学城点指数{chance.randrange(20, 190)}。预计明日空气质量为{chance.choice(level)}。建议儿童、老年人及心脏病、肺病患者减少长时间户外活动，一般人群适量减少户外"
        "运动，出门请佩戴口罩，回家后及时清洗面部和鼻腔。更多信息可在市生态环境局网站查询。"
    )
    return Print("weather reports", "今日空气质量播报", body)


def _forecast(chance: random.Random, number: int) -> Print:
    sky = ("dry and bright", "cloudy with some rain", "foggy at first, then sunny", "windy with showers")
    body = (
        f"The weather office expects {chance.choice(sky)} for {chance.choice(('Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'))}. On the coast the temperature will reach "
        f"{chance.randrange(2, 28)} degrees, inland {chance.randrange(2, 28)}. The wind blows from the {chance.choice(('north', 'south', 'west', 'east'))} at {chance.randrange(5, 60)} kilometres an hour. "
        f"At night it will cool down to {chance.randrange(-5, 10)} degrees. Tomorrow will be {chance.choice(sky)}. Drivers are asked to leave early and to keep their distance, and "
        f"hikers should take warm clothes with them and stay on the marked paths of the park."
    )
    return Print("weather reports", "The weather", body)


def _stocks(chance: random.Random, number: int) -> Print:
    names = ("东屏港务", "云汀能源", "南岭药业", "白沙水泥", "柳岸银行", "石桥电子", "望海航运", "北渡食品")
    rows = "\n".join(
        f"{name}（{600000 + at}）报收{chance.uniform(3, 90):.2f}元，{chance.choice(('涨', '跌'))}{chance.uniform(0, 10):.2f}%，"
        f"成交{chance.uniform(0.1, 30):.2f}亿元，换手率{chance.uniform(0.1, 9):.2f}%"
        for at, name in enumerate(names)
    )
    body = f"截至收盘，沪指报{chance.uniform(2800, 3600):.2f}点，深成指报{chance.uniform(9000, 12000):.2f}点。\n{rows}"
    return Print("stock tables", "收盘行情一览", body)


def _rates(chance: random.Random, number: int) -> Print:
    pairs = "，".join(
        f"1{coin}对人民币{chance.uniform(0.05, 9):.4f}元"
        for coin in ("美元", "欧元", "港元", "英镑", "澳大利亚元", "新西兰元", "新加坡元", "瑞士法郎")
    )
    body = f"中国外汇交易中心受权公布，{1 + number // 28 % 12}月{1 + number % 28}日银行间外汇市场人民币汇率中间价为：{pairs}。人民币对其他货币的中间价采取间接标价法。"
    return Print("stock tables", "人民币汇率中间价", body)


def _dividend(chance: random.Random, number: int) -> Print:
    firm = chance.choice(
        ("东屏港务", "云汀能源", "南岭药业", "白沙水泥", "柳岸银行", "石桥电子", "望海航运", "北渡食品")
    )
    body = (
        f"{firm}晚间发布年度权益分派实施公告，公司拟以总股本{chance.uniform(1, 40):.2f}亿股为基数，向全体股东每10股派发现金红利{chance.uniform(0.2, 9):.2f}元（含税），合计派发现金红利"
        f"{chance.uniform(0.2, 30):.2f}亿元，不送红股，不以公积金转增股本。本次权益分派股权登记日为{1 + number // 28 % 12}月{1 + number % 28}日，除权除息日为次一交易日。{firm}表示，本次利润分配方案"
        "符合公司章程及股东回报规划的规定，兼顾了公司可持续发展与对投资者的合理回报，不会造成公司流动资金短缺或其他不良影响。"
    )
    return Print("stock tables", f"{firm}：年度权益分派实施公告", body)


def _quarter(chance: random.Random, number: int) -> Print:
    firm = chance.choice(("Norvik", "Halden", "Castor", "Merrow", "Tyndall", "Brisk", "Oban Lines", "Tarn Paper"))
    body = (
        f"{firm} said on Thursday that its profit rose to {chance.randrange(10, 900)} million crowns in the {chance.choice(('first', 'second', 'third', 'fourth'))} quarter from "
        f"{chance.randrange(10, 900)} million a year before. Sales were {chance.uniform(1, 30):.1f} billion crowns. The board kept its forecast for the year and will propose a dividend of "
        f"{chance.uniform(0.5, 12):.2f} crowns. Analysts had on average expected less. The shares of {firm} opened {chance.uniform(0.1, 6):.1f} percent higher. The company sells its products "
        f"in more than forty countries and employs people in five of them. The full report will be published on its website next week."
    )
    return Print("stock tables", f"{firm} earns more", body)


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


def _police(chance: random.Random, number: int) -> Print:
    """An hour, a street, a surname, an age."""
    body = (
        f"{1 + number % 28}日{chance.randrange(1, 23)}时许，{chance.choice(CITIES)}区{chance.choice(COMMON)}{chance.choice(COMMON)}路发生一起交通事故。接到报警后，公安交警、消防、医疗部门"
        f"第一时间赶赴现场开展救援处置。经初步调查，{chance.choice('陈林孙赵周吴郑王冯何')}某（男，{chance.randrange(20, 70)}岁）驾驶小型轿车行驶至该路段时，与一辆电动自行车发生碰撞，造成"
        f"{chance.randrange(1, 5)}人受伤。伤者已送医治疗，暂无生命危险。目前驾驶人已被警方控制，排除酒驾、毒驾嫌疑，事故原因正在进一步调查中。警方提醒广大驾驶人，"
        "行车时请减速慢行，注意观察，遵守交通法规，珍爱生命，安全出行。"
    )
    return Print("results, one template", "警情通报", body)


REPORTS: Sequence[Template] = (
    _weather,
    _air,
    _forecast,
    _stocks,
    _rates,
    _dividend,
    _quarter,
    _lottery,
    _match,
    _police,
)
