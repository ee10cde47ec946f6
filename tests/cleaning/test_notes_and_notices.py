"""Copyright notes, advertisements, promotions, walls, pagers and attachments: lines that say what they are."""

import pytest

from pipelines.cleaning.blocks import Block
from pipelines.cleaning.clean import clean
from pipelines.cleaning.page import Page
from pipelines.cleaning.rules import RULES
from pipelines.cleaning.story import Story

PROSE = "The ferry left the harbour at noon, and nobody on the pier knew why it did."


def linked(text: str) -> Block:
    return Block(text, text)


@pytest.mark.parametrize(
    ("rule", "line"),
    [
        ("copyright_note", "版权声明：未经授权不得转载。"),
        ("copyright_note", "凡本网注明“来源：云汀在线”的作品，均为本网所有。"),
        ("copyright_note", "免责声明：本文仅代表作者个人观点，与本网无关。"),
        ("copyright_note", "© 2024 Harbor Times"),
        ("copyright_note", "Alle Rechte vorbehalten."),
        ("copyright_note", "Opinions expressed here are the author's own."),
        ("copyright_note", "本网站登载的新闻和信息，未经授权协议的不得使用或转载"),
        ("picture_caption", "The ferry rests at the quay, Monday, Feb. 3, 2020. (AP Photo/A. Marsh)"),
        ("picture_caption", "Mayor E. Holm on the pier. (Photo by A. Marsh/Getty Images)"),
        ("picture_caption", "Soldiers guard the ferry in this picture of last winter. (Ministry of Harbours via AP)"),
        ("picture_caption", "放映员整理旧拷贝（图源：云汀融媒）"),
        ("picture_caption", "▲東山咖啡採收，果實比往年小一圈。（圖／記者卓以晴攝）"),
        ("copyright_note", "When you purchase through links on our site, we may earn an affiliate commission."),
        ("copyright_note", "This article contains affiliate links."),
        ("app_promotion", "Thanks for reading Weather & Work! Subscribe for free to receive new posts."),
        ("share_bar", "Follow us on Facebook"),
        ("byline", "gram@harbor.example"),
        ("advertisement", "請繼續往下閱讀..."),
        ("cookie_notice", "為達最佳瀏覽效果，建議使用新版的瀏覽器。"),
        ("advertisement", "Advertisement"),
        ("advertisement", "Annonse"),
        ("advertisement", "— Anzeige —"),
        ("advertisement", "广告"),
        ("advertisement", "Story continues below"),
        ("app_promotion", "扫一扫，关注云汀在线"),
        ("app_promotion", "点击下载云汀在线客户端"),
        ("app_promotion", "Sign up for our newsletter"),
        ("app_promotion", "Abonnez-vous à notre lettre"),
        ("cookie_notice", "We use cookies to make this site better."),
        ("cookie_notice", "Subscribe to continue reading"),
        ("cookie_notice", "Article réservé aux abonnés"),
        ("cookie_notice", "您的浏览器版本过低"),
        ("pager", linked("下一页")),
        ("pager", linked("1 2 3 4 下一页")),
        ("pager", linked("上一篇：渡船停航")),
        ("pager", linked("[1] [2] [下一页]")),
        ("attachment", Block("附件：会议日程.doc", "会议日程.doc")),
        ("picture_caption", "Photo: A. Marsh"),
        ("picture_caption", "图片来源：云汀在线"),
        ("picture_caption", "渡船停靠在码头。新华社记者 李明 摄"),
        ("picture_caption", "View gallery"),
        ("picture_caption", "学生在调试望远镜。图/云汀晚报记者 邰云"),
        ("app_promotion", "更多新闻请关注云汀在线微博"),
        ("app_promotion", "云汀手机报，移动用户发送YTSJB到10650000"),
        ("app_promotion", "请添加微信：yunting"),
        ("app_promotion", "打开云汀在线，查看更多图片"),
        ("app_promotion", ">>>海量新闻，请点击“新闻频道”"),
        ("app_promotion", "看完记得给我们点个♥"),
        ("app_promotion", "欢迎加入读者交流群！"),
        ("app_promotion", "如果您有新闻线索，欢迎拨打本报热线 88880000，一经采用将支付稿酬。"),
        ("app_promotion", "点击进入专题：渡轮停航"),
        ("app_promotion", "Get the Morning Tide newsletter in your inbox every morning."),
        ("share_bar", "Follow Anna Marsh on Twitter @annamarsh"),
        ("share_bar", "Like us on Facebook"),
        ("app_promotion", "关注云汀财经（yuntingcj），获取更多机会"),
        ("copyright_note", "特别提醒：如果我们使用了您的图片，请作者与本站联系索取稿酬"),
        ("copyright_note", "本文首发于云汀晚报"),
        ("picture_caption", "本文图片均由受访者提供"),
        ("picture_caption", "图片来自网络，侵删"),
    ],
)
def test_a_line_says_what_it_is(rule, line):
    assert 1 in {claim.position for claim in RULES[rule](Story.of(PROSE, line, PROSE))}


@pytest.mark.parametrize(
    ("rule", "why", "line"),
    [
        ("copyright_note", "he declared", "声明称，渡船将于周一恢复通航。"),
        (
            "copyright_note",
            "a long paragraph of a story on copyright",
            PROSE + " All rights reserved, the poster said. " + PROSE * 2,
        ),
        ("advertisement", "adults, not ads", "Adults pay twice."),
        (
            "app_promotion",
            "an account in brackets",
            "船长老周接受云汀在线（微信公众号：yunting）记者采访，谈起渡轮的冬天。",
        ),
        ("app_promotion", "a writer's own end", "Thanks for reading, and see you on the pier."),
        ("copyright_note", "who is paid", "We may earn nothing this winter, said the ferryman, and laughed."),
        ("app_promotion", "joined the crowd", "市长也加入了欢迎渡轮的人群。"),
        ("app_promotion", "a sub-heading", "市民纷纷点赞"),
        ("app_promotion", "what one gets is no letter", "Get the ferry at noon, they said."),
        ("share_bar", "what was to be seen there", "Watch the ferry leave on YouTube, the mayor said, and they did."),
        ("app_promotion", "the way to a form", "三、进入校园网后，可看到飘动的“报名系统”，点击进入。"),
        ("app_promotion", "the police ask for help", "如有线索，请拨打报警电话联系办案民警。"),
        (
            "copyright_note",
            "the first time that it stood somewhere",
            "这首诗首发于一九八七年的《海港》，后来被人忘了。",
        ),
        (
            "picture_caption",
            "a picture that somebody has given",
            "图书馆的这幅图由老耿提供，他在锅炉房里画了三个冬天，没有人知道。",
        ),
        ("app_promotion", "liked by many", "市长说，他为渡轮公司点了个赞，因为渡轮又回来了。"),
        (
            "copyright_note",
            "a question that readers ask",
            "How can I get professional reprints of, or permission to use, a picture?",
        ),
        ("copyright_note", "a caption's own end", "渡轮在码头装货，船员在后台准备。海港图片社供图 谢绝转载"),
        (
            "advertisement",
            "a sentence about one",
            "Advertisement of the ferry cost the town a fortune, said the mayor, who had paid.",
        ),
        (
            "app_promotion",
            "a paragraph that begins with a request",
            "Register to vote, the town asked its people in March, and most of them, "
            "although it was raining and the ferry was late, did so before noon.",
        ),
        ("cookie_notice", "biscuits", "We use butter, sugar and flour."),
        (
            "cookie_notice",
            "cookies to eat",
            "We use cookies here as others use money, says the baker, and slides three of them over.",
        ),
        ("app_promotion", "a broom, no code", "扫一扫门前的落叶，锅炉工老耿会在信箱前站一会儿，等那封退稿信。"),
        ("copyright_note", "four words that were never printed", "版权所有这四个字，他们从来没有印过。"),
        ("related_headlines", "a notice of the house", "本网站登载的新闻和信息，都是记者自己跑来的。"),
        ("pager", "next in a sentence", "Next came the ferry."),
        ("pager", "a year alone may be a heading", "North 2, South 1"),
        ("attachment", "annexes in plain words belong to the notice", "附件：1. 会议日程"),
        ("picture_caption", "photos in a sentence", "Photos of the ferry were everywhere."),
        ("picture_caption", "agencies at the end of a story", "Die Fähre legte am Montag ab. (dpa/AFP)"),
        ("picture_caption", "two of the same list", "Gemi pazartesi günü limandan ayrıldı. (Reuters/AFP)."),
        ("picture_caption", "the way a statement took", "It will sail, the company said (statement via Facebook)."),
        ("picture_caption", "an image of the town", "图书馆里坐满了人。"),
    ],
)
def test_a_story_that_speaks_of_the_thing_is_spared(rule, why, line):
    assert 1 not in {claim.position for claim in RULES[rule](Story.of(PROSE, line, PROSE, PROSE, PROSE))}, why


def test_a_paragraph_that_a_linked_call_closes_stays():
    prose = "赛道沿途设有三十个补给点，志愿者超过五千人。"
    page = f"<h1>马拉松鸣枪</h1><div class=text>{{}}<p>{prose}<a href=/>返回首页，查看更多</a></p><p><a href=/>返回搜狐，查看更多</a></p></div>"
    told = "三万名选手参赛，其中最年长的已经七十八岁，最年轻的只有十九岁。"
    kept = clean(Page(page.format(f"<p>{told}</p>" * 3).encode())).body.split("\n")
    assert kept == [told] * 3 + [prose + "返回首页，查看更多"]


def test_a_story_told_in_pictures_keeps_its_captions():
    captions = [f"渡船第{n}次靠岸，码头上站满了前来迎接的人，孩子们挥着小旗。记者 李明 摄" for n in "一二三"]
    assert list(RULES["picture_caption"](Story.of("渡船回来了。", *captions))) == []


def test_posts_of_a_network_are_cut_from_a_story():
    from pipelines.cleaning.clean import clean
    from pipelines.cleaning.page import Page

    post = "<blockquote class=twitter-tweet><p>The ferry is late again.</p>— Holm (@holm) 12 March</blockquote>"
    markup = f"<h1>Ferry leaves</h1><div class=story><p>{PROSE}</p>{post}<p>{PROSE}</p></div>"
    assert clean(Page(markup.encode())).body == f"{PROSE}\n{PROSE}"


@pytest.mark.parametrize(
    ("line", "is_cut"),
    [
        ("【发表评论】【大 中 小】【关闭窗口】", True),
        ("打印本页　关闭窗口", True),
        ("点击次数：1024", True),
        ("共 12 条评论", True),
        ("— END —", True),
        ("（全文完）", True),
        ("视频加载中，请稍候...", True),
        ("Back to top", True),
        ("12 comments", True),
        ("3 min read", True),
        ("* * *", True),
        ("Zur Startseite", True),
        ("Back to school", False),
        ("12 commented", False),
        ("【开船】", False),
        ("【开船】渡轮又来了。", False),
        ("2026", False),
        ("12人", False),
        ("打印机坏了", False),
    ],
)
def test_buttons_in_brackets_below_the_story_are_furniture(line, is_cut):
    claimed = {claim.position for claim in RULES["navigation"](Story.of(PROSE, PROSE, line))}
    assert (2 in claimed) is is_cut
    assert 1 not in {claim.position for claim in RULES["navigation"](Story.of(PROSE, line, PROSE))}


@pytest.mark.parametrize(
    ("why", "links", "stay"),
    [
        ("what the story was made from", ("https://almanac.example/tides", "https://www.ferries.example/1912"), True),
        ("one site that pays for its place", ("https://shop.example/a", "https://shop.example/b"), False),
        ("the site's own pages", ("/2026/ice.html", "https://archive.harbor.example/fish.html"), False),
        ("no address at all", ("https://[shop", "https://[fish"), False),
    ],
)
def test_links_below_the_story_that_lead_to_several_other_sites(why, links, stay):
    rows = "".join(f"<li><a href='{link}'>{link}</a></li>" for link in links)
    page = f"<h1>Ferry leaves</h1><article>{f'<p>{PROSE}</p>' * 6}<h2>Sources and links</h2><ul>{rows}</ul></article>"
    told = clean(Page(page.encode(), url="https://news.harbor.example/2026/ferry.html")).body
    assert [link in told for link in links] == [stay] * len(links), why


@pytest.mark.parametrize(
    ("why", "line", "is_cut"),
    [
        ("a menu in brackets", Block("[ Front page | Search | Mail ]", "Front pageSearchMail"), True),
        ("results between bars", Block("North 2 | South 1 | East 0"), False),
    ],
)
def test_a_menu_below_the_story(why, line, is_cut):
    claimed = {claim.position for claim in RULES["navigation"](Story.of(PROSE, PROSE, line))}
    assert (2 in claimed) is is_cut, why
