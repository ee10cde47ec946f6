"""What a site sends in an article's place, in the languages of its readers, and the stories about just that."""

import pytest

from pipelines.cleaning.clean import clean
from pipelines.cleaning.page import Page

CHECKS = [
    "Just a moment...", "Checking your browser before accessing town.example", "Please verify you are a human",
    "Access to this page has been denied", "Attention Required! | Cloudflare", "Pardon Our Interruption",
    "Our systems have detected unusual traffic from your computer network.", "百度安全验证", "请完成安全验证后继续访问",
    "您的访问过于频繁，请稍后再试", "系统检测到您的网络环境存在异常流量", "您的请求已被网站防火墙拦截", "访问被拦截", "请输入验证码",
    "請證明您不是機器人", "ロボットではありません", "로봇이 아닙니다", "Подтвердите, что вы не робот", "Ich bin kein Roboter",
    "Vérifiez que vous êtes un humain", "No soy un robot", "Non sono un robot", "Não sou um robô", "Ben robot değilim",
    "Saya bukan robot", "मैं रोबोट नहीं हूँ",
]  # fmt: skip
MAINTENANCE = [
    "Our website is currently under maintenance.", "Site under maintenance", "We’ll be back soon!",
    "Briefly unavailable for scheduled maintenance. Check back in a minute.", "网站维护中，请稍后访问", "系统正在升级维护",
    "本站正在改版中", "網站維護中", "ただいまメンテナンス中です", "시스템 점검 중입니다", "На сайте ведутся технические работы",
    "Die Seite wird gerade gewartet", "Le site est en maintenance", "El sitio está en mantenimiento",
    "O site está em manutenção", "Il sito è in manutenzione", "Sitemizde bakım çalışması yapılmaktadır",
    "Situs sedang dalam pemeliharaan", "Sidan är nere för underhåll", "Nettstedet er under vedlikehold",
]  # fmt: skip
LOGINS = ["用户登录", "请先登录", "登录后可查看全文", "统一身份认证平台", "Log in", "Please log in to continue reading", "ログイン",
          "로그인", "Anmelden", "Iniciar sesión"]  # fmt: skip
ERRORS = ["Page introuvable", "Página no encontrada", "Seite nicht gefunden", "ページが見つかりません", "Страница не найдена",
          "페이지를 찾을 수 없습니다", "Sayfa bulunamadı", "您访问的页面不存在"]  # fmt: skip


@pytest.mark.parametrize(
    ("refusal", "words"),
    [
        (refusal, words)
        for refusal, all_words in (
            ("robot check", CHECKS), ("maintenance page", MAINTENANCE), ("login wall", LOGINS), ("error page", ERRORS)
        )
        for words in all_words
    ],
)  # fmt: skip
def test_it_is_told_by_its_words(refusal, words):
    menu = "".join(f"<li><a href=/{n}>栏目{n}</a></li>" for n in range(8))
    bare = f"<html><title>{words}</title><body><h1>{words}</h1></body></html>"
    within = f"<html><title>江边网</title><body><ul>{menu}</ul><h1>{words}</h1><p>江边网 版权所有</p></body></html>"
    assert clean(Page(bare.encode())).refusal == refusal
    if refusal in ("robot check", "maintenance page"):
        assert clean(Page(within.encode())).refusal == refusal


STORIES = [
    ("about captchas", "请完成安全验证：验证码为何越来越难",
     "记者近日发现，越来越多的网站要求用户“请完成安全验证”，有的图片连成年人也难以辨认，不少老人因此挂不上号。业内人士说，这是因为机器识别的能力越来越强，验证码不得不跟着变难。"),
    ("about a website's maintenance", "市政务平台系统升级维护公告",
     "因系统升级，市政务服务平台将于三月七日二十二时至次日六时暂停服务，期间网站维护中，请市民提前安排办理时间，由此带来的不便敬请谅解，如有疑问可拨打热线咨询。"),
    ("about the maintenance of the ferry", "Ferry site is under maintenance until Monday",
     "The landing site is under maintenance until Monday, the harbour office said, and the ferry will leave from the east pier instead. Passengers should come ten minutes earlier than usual, it said."),
    ("about a bus with a number", "404路公交车四月起改道",
     "404路公交车四月一日起改道，不再经过东码头，改走新建的滨江大道，沿途增设三个站点，首末班时间不变，市民出行请提前查看站牌，公交公司说改道将持续到年底。"),
    ("about log-ins", "登录后可查看：图书馆推出线上阅览室",
     "市图书馆的线上阅览室昨日开放，市民用借书证登录后可查看全部地方志，馆长说，这些书以前只能在三楼的阅览室里看，每天来的人不到十个，现在一天有上千人。"),
]  # fmt: skip


@pytest.mark.parametrize(("why", "title", "prose"), STORIES)
def test_a_story_about_it_is_a_story(why, title, prose):
    page = f"<html><title>{title}</title><body><h1>{title}</h1><p>2026-03-02 09:15 来源：江边日报</p><p>{prose}</p></body></html>"
    article = clean(Page(page.encode()))
    assert article.refusal == "", why
    assert prose in article.body


def test_a_recipe_has_five_hundred_grams_of_something():
    told = (
        "<h1>Pilot’s soup</h1><p>500 g smoked haddock</p><p>404 ml milk</p><p>Simmer until soft, and serve at once.</p>"
    )
    assert clean(Page(told.encode())).refusal == ""
    assert clean(Page(b"<h1>404 Page</h1><p>Go home.</p>")).refusal == "error page"


def test_a_stub_with_a_login_box_is_a_story():
    prose = "渡船在清晨离开东码头，船上坐满了赶早市的人，江面上的雾还没有散，船长把汽笛拉了两次，岸上的狗也跟着叫。"
    page = f"<html><title>渡船</title><h1>渡船开了</h1><p>2026-03-02</p><p>{prose}</p><p>登录后可查看全文</p></html>"
    assert clean(Page(page.encode())).refusal == ""
