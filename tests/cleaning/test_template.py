"""What a site repeats is cut where no rule knows it; what stories repeat stays."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.cleaning.article import BODY
from pipelines.cleaning.clean import clean
from pipelines.cleaning.page import Page
from pipelines.cleaning.template import (
    APART,
    BOILERPLATE,
    FIRST,
    IN_BODY,
    LABEL,
    LAST,
    LINE,
    LINK,
    NAMED,
    PARAGRAPH,
    PLACE,
    PROSE,
    SENTENCE,
    STORY,
    TAIL,
    Known,
    SeenBlock,
    Template,
    is_same_story,
    judge,
    learn,
)

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


def page(title, *parts, before="", after="", writer=""):
    """A page whose story's element holds these parts: lines become paragraphs, the rest is markup."""
    inside = "".join(part if part.startswith("<") else f"<p>{part}</p>" for part in parts)
    by = f"<div class=author>作者：{writer}</div>" if writer else ""
    return Page(
        f"<html><head><title>{title}</title></head><body>{before}<h1>{title}</h1>{by}"
        f"<div class=text>{inside}</div>{after}</body></html>".encode(),
        charset="utf-8",
    )


def seen(*pages):
    return [clean(one, template=NOTHING).seen for one in pages]


def read_last(*pages):
    """The last page, with what the others teach."""
    return clean(pages[-1], template=learn(seen(*pages[:-1])))


# --- Eight kinds of boilerplate that no rule knows by its words -----------------------------------------

SLOGAN = "云汀潮声，日日与你同在"
NOTE = "岛上的风向由义务观测员记录，早晚各一次，潮汐表以港务所张贴的那一份为准，数字若有出入，请以当面询问所得为准。"
LETTER = (
    "每周五傍晚我们把一周的事写成一封长信，寄给留下地址的人，留地址请到码头东侧的绿色小屋，或在集市日找我们的摊位。"
)
INTRO = "这一栏每周请一位住在岛上的人，谈一件他亲手做过的事，不加评论，不改口音。"
LIFE = "苏晚潮在岛上长大，教了十一年小学，如今住在北堤的旧仓库里，养着两只山羊，写着一本关于雾的书。"
ALSO = ["灯油涨价之后的冬天", "谁在夜里敲钟", "三代人的渡口", "北堤的猫有名有姓", "一张旧海图的来历", "雾号修好了没有"]
FOOTER = ["潮声栏目组", "绿色小屋二层", "来稿一经刊出，赠海盐一包"]
NAMES = [
    "施远舟",
    "艾潮生",
    "欧阳汀",
    "林晚",
    "顾长堤",
    "白鹭飞",
    "石敢当",
    "秦淮北",
    "陆小满",
    "海云天",
    "沈半夏",
    "何所似",
]


def links(titles):
    return "<ul class=box>" + "".join(f"<li><a href='/{title}'>{title}</a></li>" for title in titles) + "</ul>"


KINDS = {
    "slogan": lambda at: [*told(at), SLOGAN],
    "disclaimer": lambda at: [*told(at), NOTE],
    "subscription": lambda at: [*told(at)[:3], f"<div class=letter>{LETTER}</div>", *told(at)[3:]],
    "intro": lambda at: [f"<div class=lead-in><p>{INTRO}</p></div>", *told(at)],
    "life": lambda at: [*told(at), f"<p><em>{LIFE}</em></p>"],
    "also": lambda at: [*told(at)[:2], links(ALSO), *told(at)[2:]],
    "footer": lambda at: [*told(at), *FOOTER],
    "names": lambda at: [*told(at, 2), *(f"<p>{name}</p>" for name in NAMES)],
}
PLANTED = [SLOGAN, NOTE, LETTER, INTRO, LIFE, *ALSO, *FOOTER, *NAMES]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("count", [3, 10, 50])
def test_what_a_site_repeats_is_cut_and_no_word_of_the_story(kind, count):
    pages = [page(f"第{at}则", *KINDS[kind](at)) for at in range(count)]
    assert set(PLANTED) & set(clean(pages[-1]).body.split("\n"))  # no rule knows it
    assert read_last(*pages).body.split("\n") == told(count - 1, 2 if kind == "names" else 6)


def test_a_list_that_turns_goes_with_its_new_entries():
    def turned(day):
        return [
            f"岛上的第{'甲乙丙丁戊己庚辛壬癸'[entry // 10]}{'一二三四五六七八九十'[entry % 10]}号旧事今日重提"
            for entry in range(2 * day, 2 * day + 6)
        ]

    pages = [page(f"第{at}则", *told(at)[:3], links(turned(at)), *told(at)[3:]) for at in range(10)]
    for at in range(10):
        article = clean(pages[at], template=learn(seen(*pages[:at], *pages[at + 1 :])))
        assert article.body.split("\n") == told(at)


def test_a_life_below_the_articles_of_one_writer_goes():
    """Three in forty, and not marked in any way: but it names who wrote the article."""
    others = [page(f"第{at}则", *told(at)) for at in range(37)]
    hers = [page(f"第{at}则", *told(at), LIFE, writer="苏晚潮") for at in range(100, 103)]
    assert LIFE not in read_last(*others, *hers).body


# --- What stories repeat stays ---------------------------------------------------------------------------

SPARED = {
    "an agency's first sentence": lambda at: [
        "本社记者每日清晨自岛上的观测站发回以下报道，所记均为前一日所见。",
        *told(at),
    ],
    "a dateline": lambda at: ["云汀港一月二日晨", *told(at)],
    "interview labels": lambda at: [line for text in told(at) for line in ("问：", "答：", text)],
    "recurring subheads": lambda at: [*told(at)[:3], "<h3>后来怎样</h3>", *told(at)[3:]],
    "bold subheads": lambda at: [*told(at)[:3], "<p><b>事情的经过</b></p>", *told(at)[3:]],
    "a short line": lambda at: [*told(at)[:2], "图为现场", *told(at)[2:]],
    "numbers": lambda at: [line for number, text in enumerate(told(at)) for line in ("一二三四五六"[number], text)],
}


@pytest.mark.parametrize("kind", SPARED)
@pytest.mark.parametrize("count", [3, 10, 50])
def test_what_stories_repeat_stays(kind, count):
    pages = [page(f"第{at}则", *SPARED[kind](at)) for at in range(count)]
    assert read_last(*pages).body == clean(pages[-1]).body


def test_a_paragraph_that_recalls_what_happened_before_stays():
    """An agency's background, word for word in five of thirty stories, between paragraphs and at the end."""
    recalled = told(999, 1)[0]
    pages = [page(f"第{at}则", *told(at)) for at in range(25)]
    pages += [page(f"第{at}则", *told(at)[:4], recalled, *told(at)[4:]) for at in range(100, 104)]
    assert recalled in read_last(*pages, page("末则", *told(200), recalled)).body


CLOSINGS = {
    "a short sentence": "警方的调查仍在继续。",
    "the same in English": "The investigation continues.",
    "a court's sentence": "目前，该案正在进一步审理中，将择期进行宣判。",
    "a correction note": "更正：本文此前的版本把渡口的名字写错了，编辑部已经改正，并向读者致歉。",
    "an appeal": "Anyone who saw the ferry that night is asked to call the harbour office.",
    "the end": "（完）",
    "what comes next": "本社将继续关注此事的进展。",
}


@pytest.mark.parametrize("closing", CLOSINGS)
@pytest.mark.parametrize(("having", "others"), [(3, 3), (12, 226), (20, 20)])
@pytest.mark.parametrize("where", [0, 3, 6])
def test_a_sentence_that_some_stories_share_stays(closing, having, others, where):
    """Wherever it stands among their own, and on however many of a site's pages as long as they are not most."""

    def shared(at):
        story = told(at)
        return page(f"第{at}则", *story[:where], CLOSINGS[closing], *story[where:])

    pages = [page(f"第{at}则", *told(at)) for at in range(others)]
    pages += [shared(at) for at in range(1000, 1000 + having)]
    assert read_last(*pages).body == clean(pages[-1]).body


@pytest.mark.parametrize("closing", ["a short sentence", "the same in English", "what comes next"])
@pytest.mark.parametrize("count", [3, 4, 5])
def test_all_reports_of_a_small_site_may_close_with_the_same_few_words(closing, count):
    pages = [page(f"第{at}则", *told(at), CLOSINGS[closing]) for at in range(count)]
    assert CLOSINGS[closing] in read_last(*pages).body


def test_a_refrain_stays():
    verses = [
        line
        for number in range(5)
        for line in (f"{WHO[number]}回来了，", f"{WHO[-number]}还没有睡，", "潮水，潮水，替我数到天明。")
    ]
    pages = [page(f"第{at}则", *told(at)) for at in range(9)]
    assert read_last(*pages, page("歌", *verses)).body == clean(page("歌", *verses)).body


def test_reprints_of_one_article_are_one_story():
    pages = [page(f"第{at}则", *told(at)) for at in range(9)]
    reprints = [page(title, *told(77, 8)) for title in ("转载甲", "转载乙", "转载丙", "转载丁")]
    article = read_last(*pages, *reprints)
    assert article.body.split("\n") == told(77, 8)
    assert learn(seen(*pages, *reprints)).stories == 10


def test_a_list_of_names_on_fifty_pages_goes_and_one_on_the_laureates_stays():
    column = "<ul>" + "".join(f"<li>{name}</li>" for name in NAMES) + "</ul>"
    laureates = [
        "王宁川",
        "李若水",
        "张望海",
        "刘知秋",
        "陈砚书",
        "杨万里",
        "赵清河",
        "黄山谷",
        "周敦石",
        "吴钩",
        "徐霞客",
        "孙行舟",
    ]
    story = told(300, 8)
    pages = [page(f"第{at}则", *told(at), column) for at in range(50)]
    honoured = page("获奖名单", *story, "<p>获奖者如下。</p>", *laureates)
    assert not set(laureates) & set(clean(honoured).body.split("\n"))  # the rule alone would cut them
    body = read_last(*pages, honoured).body.split("\n")
    assert body[-12:] == laureates
    assert not set(NAMES) & set(body)


def test_a_suspicion_is_lifted_where_only_one_page_has_it():
    doubted = "小伙伴们并不清楚自己会坚持多久，他们明白要努力工作和挣钱，才可能实现自己的梦想，“去北边的岛上住一年，看看没有灯塔的海”，最小的那个这样说。（潮声报记者 摄影报道）"
    pages = [page(f"第{at}则", *told(at)) for at in range(9)]
    suspected = page("末则", *told(50)[:3], doubted, *told(50)[3:])
    assert doubted not in clean(suspected).body
    assert doubted in read_last(*pages, suspected).body


def test_a_page_that_is_nothing_but_what_others_repeat_keeps_its_words():
    pages = [page(f"第{at}则", *told(at), NOTE) for at in range(9)]
    assert read_last(*pages, page("说明", NOTE)).body == NOTE


# --- One judgement, in a table -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("known", "stories", "judged"),
    [
        (Known(PARAGRAPH, 2, 2, 0, 2, 2), 40, ""),  # two pages may be one story's
        (Known(PARAGRAPH, 3, 3, 0, 3, 3), 40, BOILERPLATE),  # in italics at the end of three
        (Known(PARAGRAPH, 3, 3, 0, 3, 0), 40, ""),  # plain: an agency's background
        (Known(PARAGRAPH, 3, 3, 0, 3, 0, 3), 40, TAIL),  # it names the writer, each time
        (Known(PARAGRAPH, 12, 12, 0, 12, 0), 238, ""),  # at the end of every twentieth: reports close alike
        (Known(PARAGRAPH, 60, 60, 0, 60, 0), 100, ""),  # of more than half of them: a court's, a stock exchange's
        (Known(PARAGRAPH, 90, 90, 0, 90, 0), 100, BOILERPLATE),  # nobody tells nine stories in ten to the same end
        (Known(PARAGRAPH, 4, 4, 0, 4, 0), 5, ""),  # a small site may have one subject
        (Known(PARAGRAPH, 4, 4, 0, 4, 0), 4, TAIL),  # but not end each of its stories in the same twenty words
        (Known(SENTENCE, 7, 7, 0, 7, 0), 7, ""),  # while as many may end in the same five
        (Known(SENTENCE, 12, 12, 0, 12, 0), 238, ""),
        (Known(SENTENCE, 9, 9, 0, 9, 0), 10, BOILERPLATE),
        (Known(SENTENCE, 3, 3, 0, 0, 3), 40, BOILERPLATE),  # in a box of its own
        (Known(PARAGRAPH, 40, 40, 40, 0, 0), 40, ""),  # a standing first sentence
        (Known(PARAGRAPH, 40, 40, 40, 0, 40), 40, BOILERPLATE),  # a column's intro in its own element
        (Known(PARAGRAPH, 4, 4, 0, 0, 0), 4, ""),  # on all four pages, but between paragraphs
        (Known(PARAGRAPH, 7, 7, 0, 0, 0), 7, ""),  # they may all be about one flood
        (Known(PARAGRAPH, 30, 30, 0, 0, 0), 50, ""),
        (Known(PARAGRAPH, 45, 45, 0, 0, 0), 50, BOILERPLATE),
        (Known(LINE, 8, 8, 0, 0, 0), 120, BOILERPLATE),
        (Known(LINE, 7, 7, 0, 0, 0), 120, ""),
        (Known(LINE, 30, 30, 0, 0, 0), 9000, ""),  # a turn of phrase
        (Known(LINE, 30, 30, 0, 0, 0, stories=100), 9000, BOILERPLATE),  # of the hundred stories of its month
        (Known(LABEL, 40, 40, 0, 0, 0), 40, ""),  # a subhead
        (Known(LABEL, 40, 40, 0, 0, 40), 40, ""),  # in its own element, but with story below it
        (Known(LABEL, 40, 40, 0, 40, 40), 40, TAIL),
        (Known(LINK, 3, 3, 0, 0, 0), 400, BOILERPLATE),
        (Known(LINE, 10, 2, 0, 0, 0), 40, BOILERPLATE),  # elsewhere it is outside the story
        (Known(PLACE, 9, 9), 9, STORY),
        (Known(PLACE, 9, 6), 9, ""),
        (Known(PLACE, 2, 2), 2, ""),
        (Known(LINE, 1, 1, hand="forbid"), 40, BOILERPLATE),
        (Known(LINE, 40, 40, 0, 40, 40, hand="spare"), 40, STORY),
    ],
)
def test_judgement(known, stories, judged):
    assert judge(known, stories) == judged


def test_an_operator_wins():
    pages = [page(f"第{at}则", *told(at), NOTE, SLOGAN) for at in range(10)]
    known = {
        block.key: Known(block.sort, 9, 9, 0, 9, 0, hand="spare" if block.text == NOTE else "")
        for block in clean(pages[-1], template=NOTHING).seen
    }
    body = clean(pages[-1], template=Template.of(9, known)).body
    assert NOTE in body
    assert SLOGAN not in body


# --- What must always hold -----------------------------------------------------------------------------------

KEYS = st.sampled_from([f"{number:016x}" for number in range(8)])
FLAGS = st.integers(0, 63)
BLOCKS = st.builds(
    lambda key, flags: SeenBlock(key, "p", "", BODY, [LINE, PARAGRAPH][int(key, 16) % 2], flags), KEYS, FLAGS
)
LESSONS = st.lists(st.lists(BLOCKS, max_size=6), max_size=6)


@given(LESSONS, st.randoms(use_true_random=False))
def test_the_order_of_learning_does_not_matter(pages, choice):
    shuffled = list(pages)
    choice.shuffle(shuffled)
    keys = [f"{number:016x}" for number in range(8)]
    one, other = learn(pages), learn(shuffled)
    assert one.stories == other.stories
    assert one.look_up(keys) == other.look_up(keys)


@given(st.lists(BLOCKS, max_size=6), st.lists(BLOCKS, max_size=6))
def test_being_one_story_is_mutual(one, other):
    assert is_same_story(one, other) == is_same_story(other, one)


KNOWN = st.builds(
    Known,
    st.sampled_from([LINE, PARAGRAPH, LABEL, LINK]),
    *[st.integers(0, 30)] * 6,
    st.sampled_from(["", "spare", "forbid"]),
)


@given(st.data())
def test_nothing_vanishes_and_a_page_teaches_the_same_whatever_is_known(data):
    parts = [*told(1)[:3], links(ALSO), *told(1)[3:], NOTE, *NAMES]
    plain = clean(page("一则", *parts))
    taught = clean(page("一则", *parts), template=NOTHING)
    known = {block.key: data.draw(KNOWN) for block in taught.seen}
    article = clean(page("一则", *parts), template=Template.of(data.draw(st.integers(0, 60)), known))
    assert [text for text, _ in article.fates] == [text for text, _ in plain.fates]
    assert article.body.split("\n") == [text for text, fate in article.fates if fate == BODY]
    assert [removal.position for removal in article.removals] == [
        at for at, (_, fate) in enumerate(article.fates) if fate not in (BODY, "title")
    ]
    assert article.seen == taught.seen
    assert plain.seen == []
    assert (taught.body, taught.fates, taught.removals) == (plain.body, plain.fates, plain.removals)


def test_a_page_teaches_a_bounded_number_of_lessons():
    assert len(clean(page("长篇", *told(5, 400)), template=NOTHING).seen) <= 60


def test_flags_are_of_a_page_and_not_of_a_reading():
    lessons = {
        block.text: block.flags
        for block in clean(page("一则", *KINDS["life"](3)), template=NOTHING).seen
        if block.sort != PLACE
    }
    assert lessons[LIFE] == IN_BODY | LAST | APART | PROSE
    assert lessons[told(3)[0]] == IN_BODY | FIRST | PROSE
    assert not any(flags & NAMED for flags in lessons.values())
