"""``扫一扫关注``, ``Sign up for our newsletter``: QR codes, apps, letters and subscriptions to be had."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.cleaning.blocks import Block
from pipelines.cleaning.hints import PROMOTION
from pipelines.cleaning.phrases import Phrases
from pipelines.cleaning.story import Claim, Story

LONGEST_CALL = 240  # characters
SHORTEST_TALE = 16  # characters in front of a linked call that are a sentence of the story
SHORT = 100  # characters; so short a line is a call even with the stops of a sentence
_CHINESE = re.compile(
    r"扫一扫(?:$|\W|.{0,12}(?:关注|二维码|下载|微信|手机|阅读|分享|扫码))|扫码|扫描.{0,8}二维码|长按.{0,10}(?:二维码|识别)|识别.{0,4}二维码|关注.{0,14}(?:公众号|微信|微博|官微|视频号|公号)|(?:公众号|客户端|APP|App)\s?(?:下载|关注|二维码)|"
    r"(?:下[载載]|打[开開]|安[装裝]).{0,14}(?:客户端|客戶端|APP|App|app)|(?:点|点个)\W?在看|设为星标|(?:微信|公众)号\s?[:：]|回复【.{1,8}】|回复[“\"].{1,8}[”\"].{0,4}(?:查看|获取)|菜单栏|用手机(?:看|浏览)|"
    r"点击(?:下方|上方|左下角|右上角|菜单|阅读原文)|阅读原文|查看原文|更多.{0,10}(?:请关注|敬请关注|欢迎关注|尽在|请下载)|返回搜狐|查看更多$|(?:打开|下载|安装).{1,14}查看更多|(?:更多|海量|详细).{0,10}请点击|^.{0,8}点(?:[个点]?[♥❤]|[个点]赞)[!！~]?$|添加.{0,4}微信|加入.{0,12}(?:交流|读者|粉丝|微信|QQ)群|手机报.{0,20}发送|^\W?点击进入|^关注(?:我们|.{2,14}[）)])\s?[:：，,]|海量资讯|(?:尽在|就在).{2,12}(?:APP|App|客户端)$|(?:觉得|如果|文章).{0,8}(?:不错|喜欢|有用).{0,8}(?:点赞|转发|收藏|关注|在看)|新闻线索.{0,16}(?:热线|电话|拨打|联系|报料|爆料)|(?:拨打|致电)(?:本报|本台|本网|我们).{0,10}(?:热线|电话)|阅读剩余全文|展开(?:全文|阅读)"
)
CALLS = Phrases(
    """sign up | please sign up | sign up for | subscribe to | subscribe now | subscribe here | subscribe for
    get the full experience | choose your plan
    please subscribe | register now | register for | get the app | get our | get unlimited | get full access
    get the latest | download the | download our | download now | install the | click here | tap here
    click the link | support our | support us | support independent | help us | donate now | donate today
    become a member | become a subscriber | become a supporter | become a patron | join our | join us
    stay up to date | stay informed | keep up with | want more | enjoy unlimited | unlock | receive our | to receive
    don't miss a | check out our | listen to the | listen on | available on apple | follow along | send us
    got a tip | have a tip | do you have a story | have you got a story | got a story | if you have a story
    get in touch with our | for more stories like this | for more news like this | contact us | there's plenty more""",
    """abonnieren sie | jetzt abonnieren | jetzt anmelden | jetzt testen | jetzt kostenlos | hier anmelden
    hier abonnieren | melden sie sich | folgen sie | laden sie | abonnez-vous | inscrivez-vous | recevez
    téléchargez | suivez-nous | suscríbete | suscríbase | regístrate | descarga la | síguenos | apúntate | recibe
    iscriviti | scarica l | scarica la | seguici | ricevi | assine | inscreva-se | siga o | baixe o | baixe agora
    prenumerera | tilaa | abonner | abonnér | få nyhetsbrev | meld je aan | schrijf je in | abonneer | zapisz się
    dołącz do | odebírejte | berlangganan | dapatkan | ikuti | abone ol | takip et | подпишитесь | подписывайтесь""",
)
# A writer may thank his readers; what goes on to ask for a subscription is a call.
_THANKS = re.compile(
    r"(?:thank(?:s| you) for reading|if you (?:enjoyed|liked) (?:this|what)).{0,80}\b(?:subscrib|sign(?:ing)? up|follow me)"
)
_THANKED = ("th", "if")
_LETTER = re.compile(
    r"\b(?:news-?letters?|push notifications?|whatsapp[ -](?:channel|kanal|group)|our app\b|mobile app|your inbox|ihr postfach|boîte mail)",
    re.I,
)
_HAVE = ("get ", "receive ", "have ")  # "Get the Morning Tide in your inbox"; what one gets else is told


def _offer_in(head: str) -> str:
    """The words that offer a letter, or thank and go on to ask for something."""
    if head.startswith(_HAVE):
        return "a letter to be had" if _LETTER.search(head) else ""
    thanks = _THANKS.match(head) if head.startswith(_THANKED) else None
    return thanks[0] if thanks else ""


def _closes_prose(block: Block, said: str) -> bool:
    """Whether the call is a link behind the last sentence: ``…五千人。返回首页，查看更多``; the paragraph stays."""
    told = block.text.removesuffix(block.link_text).rstrip() if said in block.link_text else ""
    return SHORTEST_TALE <= len(told) < len(block.text) and told[-1] in "。！？”"


def find_app_promotions(story: Story) -> Iterator[Claim]:
    """Yield calls to scan, download, subscribe or sign up.  A paragraph about an app has more than a call in it.

    A sentence may name an account in brackets: 渡轮公司接受云汀在线（微信公众号：yunting）采访.
    """
    yield from story.claim_marked(PROMOTION, "the template calls it promotion")
    for position, text, head in story.lines(LONGEST_CALL, before=3, after=40):
        said = CALLS.opening(head) or _offer_in(head)
        if not said and len(text) <= SHORT and not text.isascii() and (found := _CHINESE.search(text)):
            ahead = text[: found.start()].removesuffix("微信")
            is_aside = story.is_prose(position) and ahead[-1:] in ("（", "(")
            said = "" if is_aside or _closes_prose(story.blocks[position], found[0]) else found[0]
        if not said or (story.is_prose(position) and len(text) > SHORT and not _LETTER.search(text)):
            continue
        yield Claim(position, said)
