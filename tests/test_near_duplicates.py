"""What is a reprint and what only looks like one: texts in, a verdict out."""

import random

import pytest

from pipelines.near_duplicates.comparison import Text, compare
from pipelines.near_duplicates.signature import MARKS, SPARE, signature, words_of

STORY = """云汀港务局三月二日宣布，停航一个冬天的渡船将于三月九日恢复运行，每天往返十二班，票价不变。
负责人林小满说，船体的焊缝已经全部检查过，旧的发动机换成了新的，噪音比过去小了一半，老人和孩子可以坐在有暖气的前舱。
码头旁边开了四十年的面馆也重新挂起了灯笼。老板回忆，去年冬天客人少得可怜，他每天只煮二十碗面，剩下的时间都在擦窗户。
渡口的小学生最高兴，他们不必再绕过山那边的公路桥上学，早上可以多睡四十分钟。校长打算在开航那天给全校放半天假。
气象台提醒，开航当天海上有五到六级偏北风，乘客应留意广播。港务局表示，如果风力超过七级，渡船会临时停开，票款全部退还。"""
OTHER = """青浦植物园的温室里，一株种了二十七年的昙花昨夜开了十一朵。管理员说，这样的景象他只见过两次，上一次还是在搬进新温室以前。
消息传开以后，市民从傍晚开始排队，队伍一直排到荷花池边。植物园把闭园时间推迟到凌晨两点，给每位客人发了一把扇子。"""
NOTICE = """因供水管网改造，定于3月{day}日{hour}时起，对人民路以东、解放路以南片区暂停供水，预计恢复时间为次日6时。受影响的有第一小学、
第二人民医院、滨江花园1至12号楼等，请相关单位和居民提前做好储水准备。恢复供水初期可能出现短时水质浑浊，请先放水5到10分钟，
待水质清澈后再使用。供水服务热线96116，24小时有人值守。"""
OFFICE = """经市人民代表大会常务委员会第八次会议表决通过，决定任命{name}为市水务局局长。会议由常委会主任主持，副主任和委员出席了会议，有关
部门负责人列席。{name}作了供职发言，表示将忠于宪法，依法履职，自觉接受人大监督，不辜负组织的信任和人民的期望。会上举行了宪法宣誓
仪式，会议为{name}颁发了任命书。"""
HIRED = """根据公开招聘工作有关规定，经笔试、面试、体检、考察等程序，市图书馆确定{}等人为拟聘用人员，现予以公示。公示期间，如对公示对象有异议，
请以书面形式向市人力资源和社会保障局反映，反映情况要实事求是，以单位名义反映的须加盖公章，以个人名义反映的须署真实姓名和联系方式。"""
WEATHER = """市气象台{day}日17时发布：今天夜间多云，偏北风{wind}级，最低气温{low}℃，最高气温{high}℃，相对湿度{wet}%。明天白天晴，偏北风{wind}级，
最低气温{low}℃，最高气温{high}℃。请市民出门注意安全，合理安排出行时间，驾车时保持车距，老人和孩子请注意增减衣物。"""
SHARES = "收盘，沪指报{a}点，深成指报{b}点。东屏港务报{c}元，涨{d}%；云汀能源报{e}元，跌{f}%；南岭药业报{g}元，涨{h}%；白沙水泥报{i}元，跌{j}%；柳岸银行报{k}元，涨{l}%。"
ENGLISH = """The harbour office says that the ferry will sail again on 9 March after a winter in the dock. Its welds have been looked at one
by one, and the old engine has given way to one that makes half the noise. The noodle shop beside the pier, forty years old, has hung out its
lanterns again. Children who live across the bay no longer need to go round by the bridge, and may sleep forty minutes longer."""


def verdict(one, other, titles=("渡船恢复运行", "渡船恢复运行")):
    return compare(Text(titles[0], one), Text(titles[1], other))


def with_edits(text, every):
    """Each so-manieth character is another."""
    return "".join(
        "某" if at % every == every - 1 and not letter.isdigit() else letter for at, letter in enumerate(text)
    )


@pytest.mark.parametrize(
    ("why", "reprint"),
    [
        ("an agency wraps the story", f"云汀在线3月2日电（记者 陈卓然）{STORY}\n（海港晚报 综合报道）"),
        ("a paper with little room takes the opening", STORY[: STORY.index("渡口的小学生")]),
        ("background stands behind it", f"{STORY}\n{OTHER}"),
        ("a subeditor changed a character in thirty", with_edits(STORY, 30)),
        ("full width", STORY.translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)})),
        ("no punctuation at all", "".join(words_of(STORY))),
        ("two paragraphs have changed places", "\n".join(STORY.split("\n")[at] for at in (0, 2, 1, 3, 4))),
        ("a paragraph in the middle is gone", "\n".join(STORY.split("\n")[at] for at in (0, 1, 3, 4))),
        ("one paragraph made of five", STORY.replace("\n", "")),
    ],
)
def test_reprints_are_known_again(why, reprint):
    assert verdict(STORY, reprint).is_reprint, f"{why}: {verdict(STORY, reprint).why}"
    assert verdict(reprint, STORY).is_reprint, f"{why}, the other way round"
    assert set(signature(STORY)[:MARKS]) & set(signature(reprint)[:MARKS]), f"{why}: no mark in common"


@pytest.mark.parametrize(
    ("why", "one", "other"),
    [
        ("another day and another hour: two numbers", NOTICE.format(day=2, hour=8), NOTICE.format(day=9, hour=9)),
        ("another day alone", NOTICE.format(day=2, hour=8), NOTICE.format(day=9, hour=8)),
        ("another person took office", OFFICE.format(name="林小满"), OFFICE.format(name="陈卓然")),
        (
            "another day's weather",
            WEATHER.format(day=2, wind="3到4", low=4, high=13, wet=61),
            WEATHER.format(day=3, wind="4到5", low=1, high=9, wet=40),
        ),
        (
            "another day's prices",
            SHARES.format(**dict(zip("abcdefghijkl", range(10, 130, 10), strict=True))),
            SHARES.format(**dict(zip("abcdefghijkl", range(11, 131, 10), strict=True))),
        ),
        ("another story", STORY, OTHER),
        ("a follow-up repeats what went before", STORY, f"{OTHER}\n{STORY[:180]}"),
        (
            "other people were hired",
            HIRED.format("王小满、陈卓然、李知远、何若兰"),
            HIRED.format("周行之、吴清扬、孙启明、郑晚舟"),
        ),
        ("a line or two may be alike by chance", "渡船今天停开，票款全部退还。", "渡船今天停开，票款全部退还。"),
    ],
)
def test_look_alikes_are_spared(why, one, other):
    assert not verdict(one, other).is_reprint, f"{why}: {verdict(one, other).why}"


def test_what_stands_in_the_middle_of_a_digest_is_no_reprint_of_it():
    digest = "\n".join([STORY, OTHER, ENGLISH * 6])
    assert not verdict(OTHER, digest, ("昙花开了", "一周要闻")).is_reprint
    assert verdict(OTHER, digest, ("昙花开了", "昙花开了（图）")).is_reprint, "what has its title is the whole of it"


def test_one_number_that_differs_in_a_long_text_is_a_slip():
    prices = "，".join(
        f"{name}每公斤{price}元"
        for price, name in enumerate("白菜 萝卜 豆角 土豆 黄瓜 番茄 茄子 芹菜 韭菜 洋葱".split(), 11)
    )
    long = f"{STORY}\n{prices}，{prices.replace('1', '2')}。"
    assert verdict(long, long.replace("17元", "77元")).is_reprint
    assert not verdict(long, long.replace("17元", "77元").replace("13元", "33元")).is_reprint, "two are another list"


def test_the_same_text_under_another_number_is_another_issue():
    assert not verdict(STORY, STORY, ("港务简报 第12期", "港务简报 第13期")).is_reprint
    assert verdict(STORY, STORY, ("港务简报", "渡船恢复运行")).is_reprint, "a title that was changed"


def test_a_corrected_number_among_edits_makes_no_other_story():
    assert verdict(STORY, with_edits(STORY, 40).replace("十二班", "14班")).is_reprint


def test_languages_with_spaces_are_compared_by_words():
    assert verdict(
        ENGLISH, f"MARSH, March 2 (Harbor Wire) -- {ENGLISH.replace('half the noise', 'less noise')}"
    ).is_reprint
    assert verdict(ENGLISH, f"{ENGLISH.upper()} Children wait.").is_reprint
    assert not verdict(ENGLISH, ENGLISH.replace("9 March", "12 March")).is_reprint


def test_a_signature_is_the_same_in_every_process():
    assert signature(STORY)[:3] == [-56655180291679, -35252151800274, 70137051569116]
    assert signature("渡船今天停开。") == [], "too short to be judged"


def test_no_text_takes_long():
    """Nothing repeats and everything repeats: both are looked at as far as a book goes."""
    chance = random.Random(1)
    for text in (
        "渡" * 100_000,
        "".join(chr(chance.randrange(0x4E00, 0x9FA5)) for _ in range(100_000)),
        "\ud83d" * 500,
    ):
        assert len(signature(text)) <= MARKS + SPARE
        verdict(text, text[::-1])
