"""``自3月2日8时起停水``: notices that are printed again with two other numbers, or with another name."""

import random
from collections.abc import Sequence

from bench.look_alikes.template import Template, made_name
from bench.reprints import CITIES, COMMON, NAMES, Print


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


def _petrol(chance: random.Random, number: int) -> Print:
    """Two sums and a day, in a text that is reprinted word for word every fortnight."""
    body = (
        f"根据近期国际市场油价变化情况，按照现行成品油价格形成机制，自{1 + number // 28 % 12}月{1 + number % 28}日24时起，国内汽油价格每吨提高{5 * chance.randrange(10, 90)}元，"
        f"柴油价格每吨提高{5 * chance.randrange(10, 90)}元。中石油、中石化、中海油三大公司及其他原油加工企业要组织好成品油生产和调运，确保市场稳定供应，严格执行国家价格"
        "政策。各地相关部门要加大市场监督检查力度，严厉查处不执行国家价格政策的行为，维护正常市场秩序。消费者可通过12345平台举报价格违法行为。"
    )
    return Print("notices, two numbers", "国内成品油价格按机制上调", body)


def _hiring(chance: random.Random, number: int) -> Print:
    """Names in a row, and the time until which one may object."""
    names = "、".join(made_name(chance) for _ in range(4))
    office = chance.choice(("市档案馆", "市图书馆", "市博物馆", "市气象局", "市统计局"))
    body = (
        f"根据公开招聘工作有关规定，经笔试、面试、体检、考察等程序，{office}确定{names}等4人为拟聘用人员，现予以公示。公示期为{number % 20 + 1}日至{number % 20 + 8}日。公示期间，"
        "如对公示对象有异议，请以书面形式向市人力资源和社会保障局反映，反映情况要实事求是，以单位名义反映的须加盖公章，以个人名义反映的须署真实姓名和联系方式。"
        "监督电话自公示之日起开通，受理时间为工作日上午8时30分至12时、下午2时至5时30分。"
    )
    return Print("notices, names", "拟聘用人员公示", body)


def _recall(chance: random.Random, number: int) -> Print:
    """A maker, a model, and two figures."""
    maker = chance.choice(("Norvik", "Halden", "Castor", "Merrow", "Tyndall", "Brisk"))
    body = (
        f"{maker} is calling back {chance.randrange(2, 90)},{chance.randrange(100, 999)} cars built between 2019 and {chance.randrange(2020, 2025)} because a seal in the brake "
        f"system may leak. The transport agency said on Monday that owners will be told by letter and can have the part exchanged at any "
        f"garage of the maker without charge. Until then they should look at the level of the brake fluid once a week. No accident is known "
        f"that was caused by the fault. {maker} has set up a telephone line for questions and a page where owners can look up their car."
    )
    return Print("notices, two numbers", f"{maker} calls back cars", body)


def _trains(chance: random.Random, number: int) -> Print:
    """Two numbers: the train, and the day from which it stops elsewhere."""
    body = (
        f"铁路部门发布公告，因线路施工，自{number % 28 + 1}日起，G{100 + number}次列车运行时刻有所调整，途经站点的到开时间以车站公告为准。已购买该次列车车票的旅客，可在开车前到任一车站窗口或"
        "通过铁路客户服务网站办理退票、改签手续，不收取手续费。请广大旅客合理安排行程，提前到站候车，预留足够的换乘时间。乘车时请携带购票时所使用的有效身份证件原件，"
        "配合工作人员做好查验。如需了解更多信息，请拨打铁路客服电话12306咨询。给旅客出行带来不便，敬请谅解。"
    )
    return Print("notices, two numbers", "列车运行调整公告", body)


def _court(chance: random.Random, number: int) -> Print:
    """The parties to a suit; the number of the case alone is another."""
    one, other = (made_name(chance) for _ in range(2))
    body = (
        f"{one}：本院受理原告{other}与你民间借贷纠纷一案，案号为（2026）民初{100 + number}号，因你下落不明，依法向你公告送达起诉状副本、应诉通知书、举证通知书及开庭传票。自公告之日起，经过六十日即"
        f"视为送达。提出答辩状和举证的期限分别为公告期满后的十五日和三十日内。本案由审判员独任审理，定于举证期满后第三日上午九时在本院第二法庭公开开庭，逾期将依法缺席裁判。"
        f"{one}应当按时到庭，{other}的诉讼请求及证据副本可到本院领取。特此公告。"
    )
    return Print("notices, names", "法院公告", body)


def _missing(chance: random.Random, number: int) -> Print:
    name = made_name(chance)
    body = (
        f"{name}，{chance.choice('男女')}，{chance.randrange(60, 90)}岁，{chance.choice(CITIES)}人，身高1米{chance.randrange(50, 80)}，于{number % 28 + 1}日上午从家中走失，至今未归。走失时上身穿{chance.choice('红黑蓝灰白')}色"
        f"外套，下身穿深色裤子，脚穿布鞋，口音为本地口音，可能患有记忆障碍，不能说清家庭住址。家人十分着急，望知情者看到后将{name}留在安全的地方，并立即与家属联系，或拨打110报警。"
        f"若您有任何线索，请不要犹豫，家属必有重谢。请好心人转发扩散，让{name}早日回家。"
    )
    return Print("notices, names", "寻人启事", body)


def _visitors(chance: random.Random, number: int) -> Print:
    """Two numbers, one of them in tens of thousands."""
    body = (
        f"记者从市文化和旅游局获悉，假期第{chance.choice('一二三四五六')}天，全市各大景区迎来客流高峰，共接待游客{chance.uniform(5, 60):.1f}万人次，实现旅游收入{chance.uniform(0.3, 9):.2f}亿元。古城、湖滨、森林公园等景区"
        "推出了形式多样的活动，非遗展演、灯光秀、特色集市吸引了众多市民和游客。为保障游客安全，各景区增派人手加强疏导，公安、交通、市场监管部门联合开展巡查，旅游市场秩序井然，"
        "未发生重大安全事故和投诉事件。文旅部门提醒，出游前请提前预约，错峰出行，文明旅游，注意保管好随身物品。"
    )
    return Print("notices, two numbers", "假期文旅市场平稳有序", body)


def _school(chance: random.Random, number: int) -> Print:
    """Which school, and which of its classes; no figure at all."""
    school = f"{chance.choice(CITIES)}{chance.choice(('第一', '第二', '实验', '外国语', '育才'))}{chance.choice(('小学', '中学'))}"
    subject = chance.choice(("语文", "数学", "英语", "科学", "美术", "音乐", "体育"))
    body = (
        f"近日，{school}举行了{subject}教研活动。活动中，青年教师上了一堂精彩的展示课，课堂气氛活跃，学生踊跃发言。课后，{subject}组全体教师围绕教学目标、教学方法和学生表现进行了热烈的研讨，"
        f"大家各抒己见，气氛融洽。校领导对本次活动给予了充分肯定，希望老师们以此为契机，不断更新教学理念，提升教学水平。{school}将继续搭建平台，促进教师专业成长，推动教育教学质量"
        "再上新台阶。老师们纷纷表示收获满满，将把所学运用到今后的教学之中。"
    )
    return Print("notices, names", f"{school}开展{subject}教研活动", body)


NOTICES: Sequence[Template] = (
    _water,
    _tender,
    _appointment,
    _visit,
    _road,
    _obituary,
    _petrol,
    _hiring,
    _recall,
    _trains,
    _court,
    _missing,
    _visitors,
    _school,
)
