"""What a site repeats is cut where no rule knows it."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.cleaning.article import BODY
from pipelines.cleaning.clean import clean
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
from tests.repeating import NOTHING, page, plain, read_last, seen, told

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


SURNAMES, GIVEN = "王李张刘陈杨赵黄周吴徐孙马朱胡郭何林高罗", "宁川若水望海知秋砚书万里清河山谷敦石行舟小满潮生晚汀"


def people(at):
    choice = random.Random(at)
    return [choice.choice(SURNAMES) + choice.choice(GIVEN) + choice.choice(GIVEN) for _ in range(16)]


@pytest.mark.parametrize(
    ("before", "between", "after"), [("<ul class=likes><li>", "<li>", "</ul>"), ("<p>", "<p>", "")]
)
def test_a_list_of_names_stays_cut_where_each_page_has_one_of_other_names(before, between, after):
    """Readers who liked it: no name is seen twice, but the lists stand in the same place."""

    def liked(at):
        return page(f"第{at}则", *told(at, 14), before + between.join(people(at)) + after)

    pages = [liked(at) for at in range(100, 120)]
    assert clean(pages[-1]).body.split("\n") == told(119, 14)
    assert read_last(*pages).body.split("\n") == told(119, 14)
    honoured = read_last(*plain(20), liked(100))
    assert honoured.body.split("\n") == [*told(100, 14), *people(100)], "on one page alone it is the story's"


def test_a_life_below_the_articles_of_one_writer_goes():
    """Three in forty, and not marked in any way: but it names who wrote the article."""
    others = [page(f"第{at}则", *told(at)) for at in range(37)]
    hers = [page(f"第{at}则", *told(at), LIFE, writer="苏晚潮") for at in range(100, 103)]
    assert LIFE not in read_last(*others, *hers).body


def test_a_section_with_a_layout_of_its_own_is_judged_by_its_own_stories():
    """On twenty of eighty pages of the site, but on every one that looks like this."""
    for note in (NOTE, SLOGAN):
        own = [page(f"专栏{at}", *told(at), note, holder="column") for at in range(100, 120)]
        assert note in clean(own[-1]).body
        assert note not in read_last(*plain(60), *own).body
        common = [page(f"专栏{at}", *told(at), note) for at in range(100, 120)]
        assert note in read_last(*plain(60), *common).body, "no layout says whose it is"


def test_a_paragraph_that_closes_whatever_one_writer_writes_goes():
    """Twelve in 72, and it does not name her."""
    hers = [page(f"第{at}则", *told(at), NOTE, writer="苏晚潮") for at in range(100, 112)]
    article = read_last(*plain(60), *hers)
    assert NOTE not in article.body
    assert [removal.evidence for removal in article.removals if removal.text == NOTE] == ["on 12 of 12 pages by 苏晚潮"]
    hers = [page(f"第{at}则", *told(at), *[NOTE][: at % 2], writer="苏晚潮") for at in range(100, 124)]
    assert NOTE in read_last(*plain(60), *hers).body, "half of hers is no habit"
    theirs = [page(f"第{at}则", *told(at), NOTE, writer=f"苏晚{chr(0x6C34 + at)}") for at in range(100, 112)]
    assert NOTE in read_last(*plain(60), *theirs).body


def test_flash_news_of_one_short_sentence_loses_its_footers_and_not_the_sentence():
    pages = [page(f"快讯{at}", told(at, 1)[0][:17] + "。", NOTE, LETTER) for at in range(20)]
    assert read_last(*pages).body == told(19, 1)[0][:17] + "。"


def test_a_bar_between_paragraphs_goes():
    """Eight of 88: nobody types a bare div among paragraphs."""
    bar = "打开潮声万能钥匙，查看更多图片"
    pages = [page(f"第{at}则", *told(at)[:3], f"<div>{bar}</div>", *told(at)[3:]) for at in range(100, 108)]
    assert read_last(*plain(80), *pages).body.split("\n") == told(107)


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
        (Known(LINE, 8, 8, 0, 0, 0), 120, ""),  # a subhead
        (Known(LINE, 8, 8, 0, 0, 0), 9, BOILERPLATE),
        (Known(LINE, 8, 8, 0, 0, 8), 120, BOILERPLATE),  # a bar between paragraphs
        (Known(LINE, 7, 7, 0, 0, 7), 120, ""),
        (Known(LINE, 30, 30, 0, 0, 30), 9000, ""),  # a turn of phrase
        (Known(LINE, 30, 30, 0, 0, 30, stories=100), 9000, BOILERPLATE),  # of the hundred stories of its month
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


@pytest.mark.parametrize(
    ("known", "place", "judged"),
    [
        (Known(LABEL, 5, 1, 0, 1, 0), None, BOILERPLATE),
        (Known(LABEL, 5, 1, 0, 1, 0), Known(PLACE, 12, 0), BOILERPLATE),  # bars above a story that stands elsewhere
        (Known(LABEL, 5, 1, 0, 1, 0), Known(PLACE, 40, 40), ""),  # who signs a notice, cut off four times
        (Known(PARAGRAPH, 3, 3, 3, 0, 3), Known(PLACE, 3, 3), BOILERPLATE),  # a column's intro in its own element
        (
            Known(PARAGRAPH, 3, 3, 3, 0, 3),
            Known(PLACE, 40, 40),
            "",
        ),  # an opening in an element where each story has one
        (Known(PARAGRAPH, 3, 3, 0, 3, 3), Known(PLACE, 40, 40), ""),  # the end of a story that goes on in another
        (Known(PARAGRAPH, 6, 6, 0, 6, 6), Known(PLACE, 40, 40), BOILERPLATE),  # one of a few mottos that take turns
        (Known(PARAGRAPH, 9, 9, 0, 9, 0), Known(PLACE, 10, 10), BOILERPLATE),  # a section of a quarter of the stories
        (Known(PARAGRAPH, 9, 9, 0, 9, 0), Known(PLACE, 40, 40), ""),
        (Known(PARAGRAPH, 4, 4, 0, 4, 0), Known(PLACE, 4, 4), ""),  # four are too few to be a section
    ],
)
def test_judgement_by_what_stands_there(known, place, judged):
    assert judge(known, 40, place) == judged


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


@settings(deadline=None)
@given(LESSONS, st.randoms(use_true_random=False))
def test_the_order_of_learning_does_not_matter(pages, choice):
    shuffled = list(pages)
    choice.shuffle(shuffled)
    keys = [f"{number:016x}" for number in range(8)]
    one, other = learn(pages), learn(shuffled)
    assert one.stories == other.stories
    assert one.look_up(keys) == other.look_up(keys)


@settings(deadline=None)
@given(st.lists(BLOCKS, max_size=6), st.lists(BLOCKS, max_size=6))
def test_being_one_story_is_mutual(one, other):
    assert is_same_story(one, other) == is_same_story(other, one)


KNOWN = st.builds(
    Known,
    st.sampled_from([LINE, PARAGRAPH, LABEL, LINK]),
    *[st.integers(0, 30)] * 6,
    st.sampled_from(["", "spare", "forbid"]),
)


@settings(deadline=None)
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
