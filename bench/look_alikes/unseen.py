"""Reports and notices for the figures: written when most thresholds stood, and counted a few times since.

Not unseen in the strict sense.  The first count (precision .950) showed that rows of names passed for edits: the list
rule, its threshold and the wider merging of places came of that, and the names are drawn at random since.
"""

import random
from collections.abc import Sequence

from bench.look_alikes.template import Template, made_name
from bench.reprints import CITIES, COMMON, NAMES, Print


def _quake(chance: random.Random, number: int) -> Print:
    """Where, when, how strong and how deep."""
    place = chance.choice(CITIES)
    body = (
        f"中国地震台网正式测定：{1 + number % 28}日{chance.randrange(24)}时{chance.randrange(60)}分在{place}附近海域（北纬{chance.uniform(18, 42):.2f}度，东经{chance.uniform(100, 125):.2f}度）发生"
        f"{chance.uniform(3, 6):.1f}级地震，震源深度{chance.randrange(5, 40)}千米。震中周边五十公里内分布有多个乡镇，{place}部分居民有震感。截至发稿时，当地暂未接到人员伤亡和财产损失的报告，"
        "水、电、气、通信、交通正常，社会秩序稳定。相关部门已派出工作组赶赴现场核查情况，提醒群众不信谣、不传谣，注意余震。"
    )
    return Print("results, one template", f"{place}发生地震", body)


def _pork(chance: random.Random, number: int) -> Print:
    ways = ("上涨", "下降")
    body = (
        f"据市商务局监测，第{number % 52 + 1}周全市生活必需品市场供应充足，价格总体平稳。其中，猪肉批发均价每公斤{chance.uniform(15, 40):.2f}元，比前一周{chance.choice(ways)}{chance.uniform(0.1, 5):.1f}%；"
        f"鸡蛋均价每公斤{chance.uniform(7, 14):.2f}元，{chance.choice(ways)}{chance.uniform(0.1, 5):.1f}%；30种蔬菜均价每公斤{chance.uniform(3, 8):.2f}元，{chance.choice(ways)}{chance.uniform(0.1, 5):.1f}%。"
        "粮食、食用油价格与前一周持平，水产品价格小幅波动。预计下周随着天气变化，蔬菜价格仍有波动，肉类供应有保障。商务部门将继续加强市场监测，组织企业备足货源，"
        "确保市民的菜篮子稳定。"
    )
    return Print("stock tables", "生活必需品价格周报", body)


def _power(chance: random.Random, number: int) -> Print:
    """A line and the hours: two numbers, or three."""
    line = 700 + number
    body = (
        f"为提高供电可靠性，供电公司计划对10千伏{line}线路进行检修，停电时间为当日{chance.randrange(6, 10)}时至{chance.randrange(14, 20)}时。停电期间，沿线小区、商铺及路灯将受到影响，物业单位应提前检查"
        "自备发电机和消防设施，电梯用户请注意安全，不要在停电时段乘坐。医院、学校等重要用户已另行通知并落实双电源。如遇雨雪等恶劣天气，检修工作将顺延，恢复送电时间以现场"
        "实际情况为准，停电线路随时可能来电，严禁擅自攀登杆塔或在线路上作业。咨询电话95598。"
    )
    return Print("notices, two numbers", "计划停电公告", body)


def _award(chance: random.Random, number: int) -> Print:
    """A firm, a sum, a project."""
    firm = f"{chance.choice(CITIES)}{chance.choice(COMMON)}{chance.choice(COMMON)}建设有限公司"
    work = (
        f"{chance.choice(CITIES)}{chance.choice(('污水处理厂', '体育公园', '幼儿园', '农贸市场', '停车楼', '敬老院'))}"
    )
    body = (
        f"{work}工程施工招标评标工作已经结束，根据评标委员会的推荐，确定{firm}为中标人，中标价为{chance.uniform(200, 9000):.2f}万元，工期{30 * chance.randrange(4, 20)}天。请{firm}自收到中标通知书之日起三十日内，"
        f"与招标人签订{work}工程施工合同。投标人或者其他利害关系人对结果有异议的，应当在公示期内以书面形式提出，招标人将在三日内作出答复，作出答复前暂停招标投标活动。"
        "逾期未提出的，视为无异议。本公告在公共资源交易网同步发布。"
    )
    return Print("notices, names", f"{work}工程中标结果公告", body)


def _cadre(chance: random.Random, number: int) -> Print:
    """One person's life in a sentence, another person's in the same sentence."""
    name = made_name(chance)
    body = (
        f"为进一步扩大干部工作中的民主，广泛听取意见，现将拟任职干部公示如下：{name}，{chance.choice('男女')}，汉族，19{chance.randrange(66, 95)}年{chance.randrange(1, 13)}月出生，"
        f"{chance.choice(('大学学历', '研究生学历', '在职研究生学历'))}，中共党员，现任{chance.choice(CITIES)}街道党工委书记，拟任市直单位正职。对{name}的任职如有不同意见，请于公示期内通过来信、来电、来访等形式向市委组织部"
        "反映。公示期限自发布之日起五个工作日。反映问题应实事求是，客观公正，提倡署真实姓名并告知联系方式，以便调查核实和反馈情况。举报受理部门对反映人的情况严格保密。"
    )
    return Print("notices, names", "干部任前公示", body)


def _flu(chance: random.Random, number: int) -> Print:
    body = (
        f"市疾病预防控制中心通报，2026年第{number % 52 + 1}周，哨点医院报告的流感样病例占门急诊就诊总数的{chance.uniform(1, 12):.1f}%，与前一周基本持平。实验室检测阳性率为{chance.uniform(2, 60):.1f}%，以甲型流感病毒"
        f"为主。全市报告学校聚集性疫情{chance.randrange(0, 30)}起。专家提示，接种疫苗是预防流感最有效的手段，建议六月龄以上人群及早接种。日常生活中要勤洗手、常通风，在人群密集场所科学佩戴口罩，"
        "保持良好的卫生习惯和规律作息，出现发热、咳嗽等症状应居家休息，必要时及时就医，避免带病上班、上课。"
    )
    return Print("results, one template", "流感监测周报", body)


def _exhibition(chance: random.Random, number: int) -> Print:
    """An artist, a craft, a closing day."""
    name = chance.choice(NAMES)
    craft = chance.choice(("水彩画", "木版年画", "剪纸", "青瓷", "漆器", "书法", "竹编", "刺绣"))
    body = (
        f"{name}{craft}作品展昨天在市美术馆开幕，共展出近年来创作的作品{chance.randrange(30, 150)}件，展期至{chance.randrange(1, 29)}日。{name}自幼学习{craft}，作品曾多次在省内外展览中获奖，风格清新，富有生活气息。"
        "开幕式上，市文联有关负责人对展览的举办表示祝贺，希望更多的本土艺术家扎根生活，创作出人民群众喜闻乐见的优秀作品。展览期间，美术馆还将举办专题讲座和公众体验活动，"
        "市民可凭身份证免费参观，周一闭馆。"
    )
    return Print("notices, names", f"{name}{craft}作品展开幕", body)


def _flight(chance: random.Random, number: int) -> Print:
    city, other = chance.sample(("Marsh", "Lund", "Holm", "Ness", "Ravik", "Tarn", "Oban", "Skarre"), 2)
    body = (
        f"The flight from {city} to {other} was cancelled on Tuesday because of a strike of the ground staff. About {10 * chance.randrange(8, 25)} passengers spent the night in the "
        f"terminal, where the airline handed out blankets and water. A replacement is to leave {city} at {chance.randrange(6, 12)}:{chance.choice((15, 30, 45))} on Wednesday morning. "
        f"The union called the offer of the airline an insult and did not rule out another strike during the holidays. Passengers can have "
        f"their tickets changed without a fee or ask for the money back. The airport of {other} said that its own staff was not on strike."
    )
    return Print("notices, names", "Flight cancelled", body)


def _goals(chance: random.Random, number: int) -> Print:
    home, away = chance.sample(("Marsh", "Lund", "Holm", "Ness", "Ravik", "Tarn", "Oban", "Skarre"), 2)
    body = (
        f"{home} beat {away} {chance.randrange(2, 6)}-{chance.randrange(0, 2)} in the league on Saturday. The first goal came after {chance.randrange(2, 44)} minutes from a corner, and before the break the "
        f"lead was doubled with a shot from outside the box. {away} had a penalty in the {chance.randrange(47, 88)}th minute but hit the post. The coach of {home} praised his team for "
        f"its patience and said that there was no reason to look at the table yet. {chance.randrange(1, 20)},{chance.randrange(100, 999)} people watched the match in light rain. Next week {home} has no match, "
        f"while {away} meets the leader of the league at home."
    )
    return Print("results, one template", f"{home} beat {away}", body)


def _council(chance: random.Random, number: int) -> Print:
    """A street, a week, a sum."""
    street = chance.choice(("Quay Street", "Mill Lane", "Church Road", "Harbour Road", "Castle Hill", "Station Street"))
    body = (
        f"{street} will be closed to cars for {chance.randrange(2, 9)} weeks from Monday, the council said. The water pipes under the road are more than a hundred years old and "
        f"have burst several times this winter. The work costs {chance.randrange(100, 900)},000 crowns, a third of which is paid by the county. Residents of {street} can reach their "
        f"houses on foot at any time. The bus stops are moved to the next corner, and the refuse is collected early in the morning. Shops "
        f"remain open. The council asks drivers to follow the signs and to leave {street} free for the fire brigade."
    )
    return Print("notices, two numbers", f"{street} closed", body)


def _winners(chance: random.Random, number: int) -> Print:
    """Names in a row, and how many had taken part."""
    names = "、".join(made_name(chance) for _ in range(5))
    body = (
        f"由市教育局主办的全市中小学生作文大赛日前揭晓，共收到来稿{chance.randrange(1000, 9000)}篇。经过初评、复评和终评，{names}等5名同学获得一等奖，另有二等奖20名、三等奖50名。本届大赛以“我和我的家乡”为主题，"
        "同学们用真挚的文字记录身边的变化，抒发对家乡的热爱。评委认为，来稿选材广泛，情感真实，语言富有童趣，展现了青少年良好的精神风貌。获奖作品将结集出版，颁奖仪式"
        "将于下月在市少年宫举行，届时还将邀请作家与同学们面对面交流。"
    )
    return Print("notices, names", "中小学生作文大赛揭晓", body)


def _sea(chance: random.Random, number: int) -> Print:
    body = (
        f"海洋预报台{1 + number % 28}日16时发布近海预报：北部海域浪高{chance.uniform(0.5, 4):.1f}米，表层水温{chance.uniform(5, 28):.1f}℃；中部海域浪高{chance.uniform(0.5, 4):.1f}米，表层水温{chance.uniform(5, 28):.1f}℃；"
        f"南部海域浪高{chance.uniform(0.5, 4):.1f}米，表层水温{chance.uniform(5, 28):.1f}℃。高潮时{chance.randrange(24)}时{chance.randrange(60):02}分，潮高{chance.randrange(150, 480)}厘米。海水浴场适宜度为{chance.choice(('适宜', '较适宜', '不适宜'))}。"
        "请海上作业渔船和养殖人员留意最新预报，提前做好防范；市民赴海边赶海、游玩时应关注潮汐变化，不要在礁石和防波堤上停留，看护好老人和儿童。"
    )
    return Print("weather reports", "近海海洋预报", body)


UNSEEN: Sequence[Template] = (
    _quake, _pork, _power, _award, _cadre, _flu, _exhibition, _flight, _goals, _council, _winners, _sea,
)  # fmt: skip
