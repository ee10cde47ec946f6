"""What stories repeat stays: closing sentences, subheads, tables, reprints, and what one page alone has."""

import random

import pytest

from pipelines.cleaning.clean import clean
from pipelines.cleaning.template import learn
from tests.repeating import WHO, page, plain, read_last, seen, told

NOTE = "岛上的风向由义务观测员记录，早晚各一次，潮汐表以港务所张贴的那一份为准，数字若有出入，请以当面询问所得为准。"
NAMES = "施远舟 艾潮生 欧阳汀 林晚 顾长堤 白鹭飞 石敢当 秦淮北 陆小满 海云天 沈半夏 何所似".split()
OPENING = "本社记者每日清晨自岛上的观测站发回以下报道，所记均为前一日所见。"
SPARED = {
    "an agency's first sentence": lambda at: [OPENING, *told(at)],
    "a dateline": lambda at: ["云汀港一月二日晨", *told(at)],
    "interview labels": lambda at: [line for text in told(at) for line in ("问：", "答：", text)],
    "recurring subheads": lambda at: [*told(at)[:3], "<h3>后来怎样</h3>", *told(at)[3:]],
    "bold subheads": lambda at: [*told(at)[:3], "<p><b>事情的经过</b></p>", *told(at)[3:]],
    "a short line": lambda at: [*told(at)[:2], "图为现场", *told(at)[2:]],
    "numbers": lambda at: [line for number, text in enumerate(told(at)) for line in ("一二三四五六"[number], text)],
}


@pytest.mark.parametrize("kind", SPARED)
@pytest.mark.parametrize("count", [3, 10, 50])
def test_what_all_stories_repeat_stays(kind, count):
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


# Sites on which something comes back that is the story's: each tells (pages that repeat nothing, pages that repeat).
SUBHEAD = "市场走势回顾与下周展望"
QUESTIONS = ["你小时候住在岛上的哪一边呢", "你第一次出海是在哪一年的冬天", "你最想让孩子们记住的一句话"]
RECALLED = told(999, 1)[0]
TEAMS = [f"{name}队甲组" for name in WHO[:8]]


def table(at, row):
    choice = random.Random(at)
    rows = [row.format(team=team, won=choice.randint(0, 9), points=choice.randint(10, 40)) for team in TEAMS]
    choice.shuffle(rows)
    return rows


def cells(at):
    rows = "".join(
        f"<tr><td>{'</td><td>'.join(row.split())}</td></tr>" for row in table(at, "{team} {won}胜 {points}分")
    )
    return f"<table>{rows}</table>"


def verses(at):
    return [f"{WHO[(at + n) % 18]}替{WHO[(3 * at + n) % 18]}守着{WHO[(5 * n + at) % 18]}的灯" for n in range(8)]


REPEATING = {
    "a bold subhead of a weekly": (90, 10, lambda at: [*told(at)[:3], f"<p><b>{SUBHEAD}</b></p>", *told(at)[3:]]),
    "a plain subhead of a weekly": (90, 10, lambda at: [*told(at)[:3], SUBHEAD, *told(at)[3:]]),
    "one near the end": (90, 10, lambda at: [*told(at)[:5], SUBHEAD, *told(at)[5:]]),
    "one with a class": (90, 10, lambda at: [*told(at)[:3], f"<p class=small>{SUBHEAD}</p>", *told(at)[3:]]),
    "the questions of an interview": (
        0,
        10,
        lambda at: [line for n, text in enumerate(told(at)) for line in (f"<p><b>{QUESTIONS[n % 3]}</b></p>", text)],
    ),
    "a background in all of six stories on one flood": (0, 6, lambda at: [*told(at)[:3], RECALLED, *told(at)[3:]]),
    "a background at the end of four of five": (1, 4, lambda at: [*told(at), RECALLED]),
    "standings in some reports": (50, 10, lambda at: [*told(at, 3), cells(at)]),
    "standings in every report": (0, 20, lambda at: [*told(at, 3), cells(at)]),
    "standings in lines": (0, 20, lambda at: [*told(at, 3), *table(at, "{team} {won}胜 {points}分")]),
    "nothing but prices": (0, 20, lambda at: table(at, "{team}每担 {won}.{points}元")),
    "the weather in words": (
        0,
        20,
        lambda at: [*told(at, 3), *(f"{who}镇 {random.choice(['晴', '晴', '多云', '小雨'])}" for who in WHO[:8])],
    ),
    "a refrain without full stops": (
        52,
        8,
        lambda at: [*verses(at), "潮水替我数到天明方才回来", "潮水替我数到天明方才回来"],
    ),
    "three closing sentences": (50, 10, lambda at: [*told(at), "案件仍在审理。", "本社继续关注。", "知情人可以致电。"]),
    "a closing sentence in a bare div": (50, 10, lambda at: [*told(at), "<div>警方的调查仍在继续。</div>"]),
    "a court reporter's closing sentence": (
        50,
        10,
        lambda at: [*told(at), CLOSINGS["a court's sentence"]][:: 1 - 2 * (at % 2)],
    ),
    "an opening in an element of its own, where each story has one": (
        54,
        6,
        lambda at: [f"<div class=above><p>{OPENING}</p></div>", *told(at)],
    ),
    "the entries of a live ticker": (
        0,
        10,
        lambda at: [f"<div class=entry><h4>上半场</h4><p>{text}</p></div>" for text in told(at, 12)],
    ),
}


@pytest.mark.parametrize("kind", REPEATING)
def test_what_comes_back_in_stories_stays(kind):
    without, having, parts = REPEATING[kind]
    random.seed(kind)
    pages = [page(f"第{at}则", *parts(at)) for at in range(1000, 1000 + having)]
    above = "<div class=above><p>{}</p></div>" if "element" in kind else ""
    others = [
        page(f"第{at}则", *filter(None, [above.format(told(at, 1)[0])]), *told(at + 500)) for at in range(without)
    ]
    assert read_last(*others, *pages).body == clean(pages[-1]).body


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


def test_a_closing_sentence_that_names_its_agency_stays():
    """Where the agency itself is the author, naming the author says nothing: a life names a person."""
    named = "据云汀通讯社报道，警方仍在调查此案，有关部门表示将适时公布进一步的结果。"
    pages = [page(f"第{at}则", *told(at), named, writer="云汀通讯社") for at in range(100, 104)]
    assert named in read_last(*plain(30), *pages).body
    life = "苏晚潮仍在岛上的小学教书，她说自己会在这里一直住到北堤的灯塔也不再亮的那一天。"
    pages = [page(f"第{at}则", *told(at), life, writer="苏晚潮") for at in range(100, 104)]
    assert life not in read_last(*plain(30), *pages).body


def test_a_signature_that_is_mostly_cut_off_stays_where_it_is_not():
    """Seen on a school's portal: the office's name below a notice, too short to be told from what stands below it."""
    others = [page(f"第{at}则", *told(at), after="<div class=text><p>校长办公室</p></div>") for at in range(20)]
    signed = page("通知", *told(30)[:3], "校长办公室", *told(30)[3:])
    assert "校长办公室" not in clean(others[0]).body
    assert "校长办公室" in read_last(*others, signed).body


QUOTE = "<div class=said><p>“渡船不等人，可是人总要等渡船，等到最后两样都老了。”老船长这样说，谁也没有反驳。</p></div>"


@pytest.mark.parametrize("count", [3, 4, 10])
def test_prints_with_openings_of_their_own_keep_what_the_story_has_in_a_box(count):
    """They are no longer one story to the eye of a rule, and the box stands apart on each of them."""
    story = told(77, 8)
    prints = [page(f"转载{at}", *told(at, 1), *story[:4], QUOTE, *story[4:]) for at in range(600, 600 + count)]
    body = read_last(*plain(40), *prints).body.split("\n")
    assert body == [told(599 + count, 1)[0], *story[:4], clean(page("", QUOTE)).body, *story[4:]]
    boxed = [page(f"第{at}则", *told(at), QUOTE) for at in range(100, 103)]
    assert read_last(*plain(40), *prints, *boxed).body.split("\n") == told(102), "elsewhere it is a motto"
    assert clean(page("", QUOTE)).body not in read_last(*plain(40), *boxed, *prints).body


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
