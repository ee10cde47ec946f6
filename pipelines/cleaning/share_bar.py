"""``分享到：微信 微博 QQ空间``: buttons that send the story to friends."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.cleaning.blocks import Block
from pipelines.cleaning.hints import SHARE
from pipelines.cleaning.phrases import Phrases
from pipelines.cleaning.story import Claim, Story
from pipelines.cleaning.tables import is_data_cell

LONGEST_BAR = 80  # characters; ten services with a word before them
_SERVICES = frozenset(
    """微信 微信好友 微信朋友圈 朋友圈 微博 新浪微博 腾讯微博 新浪 qq qq空间 qq好友 qzone 空间 人人 人人网 豆瓣 开心网
    百度贴吧 贴吧 有道云笔记 复制链接 分享 分享到 分享至 转发 收藏 推荐 打印 纠错 评论 更多 点赞 好友 facebook
    twitter linkedin pinterest reddit whatsapp telegram tumblr google googleplus plus email e-mail mail messenger
    flipboard pocket line viber xing bluesky threads mastodon kakaotalk vkontakte vk odnoklassniki copy link url
    print x sms instagram youtube snapchat weibo wechat pin it pint tweet share shares buffer digg stumbleupon mix
    rss teilen drucken mailen kopieren imprimer compartir compartilhar baixar like save bookmark gmail evernote
    hatena はてな シェア ツイート 印刷 印刷する メール 공유 공유하기 카카오톡 페이스북 트위터 스크랩 인쇄 शेयर कॉपी
    लिंक paylaş yazdır bagikan salin udostępnij drukuj dela del skriv ut tulosta jaa condividi stampa partager
    envoyer spara gem lagre merken speichern enregistrer guardar salvar salva bewaar zapisz kaydet simpan uložit on via this article to with by and or""".split()
)
# Where one follows a paper: accounts, of which a call names several, and channels.  A post there, /harbor/status/12, is
# what a story tells of.
_ACCOUNT = re.compile(
    r"//(?:www\.|m\.)?(facebook|instagram|twitter|x|tiktok|youtube|pinterest|linkedin|threads|bsky|weibo)\.\w+"
    r"/(?:(?:company|in|channel|c|user|u|pages|profile)/)?(?!watch\b|share|intent\b|hashtag\b|search\b)[^\s/?#]+/?(?=[\s?#]|$)",
    re.I,
)
_CHANNEL = re.compile(
    r"//(?:www\.)?(?:(?:whatsapp\.com|viber\.com)/channel/|news\.google\.com/publications/|(?:t|telegram)\.me/(?!\S+/\d))",
    re.I,
)
# "Follow Tom Reed on Twitter @tomreed"; what follows a network's name is an account, and no more of a sentence.
_FOLLOW = re.compile(
    r"(?:follow|like|find|join|friend|connect with|subscribe to|watch) .{1,50}\bon (?:twitter|x|facebook|instagram|linkedin|threads"
    r"|bluesky|tiktok|youtube|telegram|whatsapp|mastodon)(?: (?:and|or|&) \w{1,12})?(?: at)?[ :]{0,2}(?:@\S{1,30})?\.?$"
)
FEWEST_ACCOUNTS = 2
LONGEST_CALL = 400  # characters of a line that leads to networks
LEAST_LINKED = 0.2  # link share of such a line; a sentence about somebody who can be followed has less
_BESIDE = frozenset("link url it plus more this article to with by and or on via up".split())  # no service alone
_PARTS = re.compile(r"[\s|/,，、·•:：+()（）0-9]+")
_FIRST = re.compile(r"[^\s|/,，、·•:：+()（）0-9]+")
OPENINGS = Phrases(
    """分享到 | 分享至 | 分享给 | 分享本文 | 分享文章 | 分享让更多人看到 | 一键分享 | 转发到 | 转发至 | 分享新闻
    收藏本文 | 点赞 | share this | share on | share via | share to | share with | share the | share article
    click to share | tweet this | tweet on | pin this | email this | send this | follow us | follow us on | follow me | follow our
    follow on | connect with us | auf facebook teilen | auf twitter teilen | teilen auf | teilen via
    artikel teilen | folgen sie uns | partager sur | partager cet | partager par | suivez-nous | compartir en
    comparte en | compartir esta | compartilhe | compartilhar no | síguenos en | siga-nos | condividi su
    condividi questo | seguici su | del på | del artikel | dela på | dela artikeln | følg oss | følg os
    jaa artikkeli | udostępnij na | bagikan artikel | поделиться | подписывайтесь на"""
)


def find_share_bars(story: Story) -> Iterator[Claim]:
    """Yield blocks of share buttons: under a telling name, opened by a telling phrase, or services' names alone."""
    for claim in story.claim_marked(SHARE, "the template calls it share"):
        text = story.blocks[claim.position].text
        if not ("扫" in text or "二维码" in text or "公众号" in text):  # a code to scan is app_promotion's
            yield claim
    for position, _, head in story.lines(LONGEST_BAR, before=12, after=25):
        said = OPENINGS.opening(head)
        if (said or _FOLLOW.match(head)) and not story.is_prose(position):
            yield Claim(position, said or "an account to follow")
        elif (first := _FIRST.match(head)) and first[0] in _SERVICES and is_bar(head):
            if is_data_cell(story.blocks[position].place):
                continue  # of the votes
            yield Claim(position, "nothing but services to share with")
    for position in range(max(story.first, story.last + 1 - story.tail_length), story.last + 1):
        if _leads_to_networks(story.blocks[position]):
            yield Claim(position, "its links lead to accounts and channels")


def is_bar(line: str) -> bool:
    """Whether a line in small letters has nothing but services in it.

    >>> is_bar("copy link"), is_bar("link")
    (True, False)
    """
    parts = [part for part in _PARTS.split(line) if part]
    return _SERVICES.issuperset(parts) and not _BESIDE.issuperset(parts)


def _leads_to_networks(block: Block) -> bool:
    """Whether a line leads to a channel or to several accounts: ``Follow Harbor Times on Instagram and Facebook``."""
    if block.link_share < LEAST_LINKED or len(block.text) > LONGEST_CALL:
        return False
    holder = block.place.element if block.place is not None and len(block.place) == 1 else block.element
    addresses = " ".join(link.get("href", "") for link in holder.iter("a")) if holder is not None else ""
    return len(set(_ACCOUNT.findall(addresses))) >= FEWEST_ACCOUNTS or bool(_CHANNEL.search(addresses))
